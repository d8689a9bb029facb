"""The page of one product: what there is to choose, and what it says to link previews and search engines."""

import json
import re
from html import unescape
from typing import Any

import pytest

from storefront.models import Product, Variant
from tests.cast import make_card
from tests.storefront.guest.buying import put, text_of
from tests.storefront.stall import make_product, make_sizes

pytestmark = pytest.mark.django_db

ASKED = re.compile(r'<(?:meta|link)[^>]*(?:name|property|rel)="([\w:]+)"[^>]*?(?:content|href)="([^"]*)"', re.DOTALL)


def head_of(page) -> dict[str, str]:
    return {name: unescape(value) for name, value in ASKED.findall(page.content.decode())}


def structured(page) -> Any:
    (text,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.content.decode(), re.DOTALL)
    return json.loads(text)


def test_a_product_has_a_preview_of_its_own(visitor, shop):
    make_sizes(text="Three **layers**.")
    head = head_of(visitor.get("/ada/shop/cake?o-size=l"))
    assert {name: head.get(name) for name in ("description", "canonical", "og:title", "og:url", "og:type")} == {
        "description": "Three layers.",
        "canonical": "http://localhost:8000/ada/shop/cake",
        "og:title": "Cake · From €24",
        "og:url": "http://localhost:8000/ada/shop/cake",
        "og:type": "product",
    }


@pytest.mark.parametrize(
    ("fields", "offer"),
    [
        ({}, {"@type": "Offer", "price": "24.00", "availability": "https://schema.org/InStock"}),
        ({"stock": 0}, {"@type": "Offer", "price": "24.00", "availability": "https://schema.org/SoldOut"}),
        ({"price": None, "price_kind": "request"}, None),
    ],
)
def test_search_engines_read_what_it_costs(visitor, shop, fields, offer):
    """A price on request is no offer."""
    make_product(sku="C-1", **fields)
    said = structured(visitor.get("/ada/shop/cake"))
    shared = {"priceCurrency": "EUR", "url": "http://localhost:8000/ada/shop/cake"}
    assert (said["@type"], said["name"], said["sku"]) == ("Product", "Cake", "C-1")
    assert said.get("offers") == (offer | shared if offer else None)


def test_a_product_of_several_prices_says_from_which_to_which(visitor, shop):
    make_sizes()
    said = structured(visitor.get("/ada/shop/cake"))["offers"]
    assert (said["@type"], said["offerCount"], said["lowPrice"], said["highPrice"]) == (
        "AggregateOffer",
        2,
        "24.00",
        "36.00",
    )


def test_no_title_ends_the_script_or_becomes_a_tag(visitor, shop):
    """A01 for shops"""
    title = '</script><script>alert(1)</script>"><img src=x onerror=alert(2)>'
    make_product(title, slug="cake", text=title)
    page = visitor.get("/ada/shop/cake")
    markup = page.content.decode()
    assert (structured(page)["name"], head_of(page)["og:title"]) == (title, f"{title} · €24")
    assert ["<script>alert" in markup, "<img src=x" in markup] == [False, False]


@pytest.mark.parametrize("listed", [True, False])
def test_a_product_is_found_as_its_card_is(visitor, shop, cast, listed):
    """cards 54: what asks not to be found is not found by its products either"""
    make_card(cast.atelier, "bea", by=cast.ada, published=True, search={"listed": listed})
    make_product()
    pages = {path: visitor.get(path) for path in ("/bea/shop", "/bea/shop/cake", "/bea/shop/cart", "/bea/shop/gone")}
    asked = {path: "noindex" in head_of(page).get("robots", "") for path, page in pages.items()}
    card = "noindex" in head_of(visitor.get("/bea")).get("robots", "")
    assert asked == {"/bea/shop": card, "/bea/shop/cake": card, "/bea/shop/cart": True, "/bea/shop/gone": True}
    assert card or listed


def test_what_is_hidden_or_archived_is_not_there(visitor, shop, clock):
    """404 shows what there is instead, and not a word of what is not"""
    make_product("Secret hidden", slug="hidden", hidden=True)
    make_product("Secret old", slug="old", archived_at="2027-01-01T00:00Z")
    make_product("Bread")
    for slug in ("hidden", "old", "never"):
        page = visitor.get(f"/ada/shop/{slug}")
        assert (page.status_code, "Bread" in text_of(page), "Secret" in page.content.decode()) == (404, True, False)
        assert visitor.post(f"/ada/shop/{slug}", {"quantity": "1"}).status_code == 404


def test_a_choice_in_the_address_is_filled_in(visitor, shop):
    """A link can carry it."""
    make_sizes()
    page = visitor.get("/ada/shop/cake?o-size=l&quantity=3").content.decode()
    (large,) = re.findall(r'<input[^>]*value="l"[^>]*>', page)
    assert ("checked" in large, 'value="3"' in page) == (True, True)


def test_what_is_wrong_is_said_at_the_top_with_a_link_to_its_question(visitor, shop):
    """The summary takes the focus; each link leads to a control."""
    make_sizes(writings_json=[{"key": "w", "label": "Words", "longest": 3}])
    page = visitor.post("/ada/shop/cake", {"quantity": "1"}).content.decode()
    (target,) = re.findall(r'<li>\s*<a href="#([\w-]+)">Size</a>', page)
    (control,) = re.findall(rf'<input id="{target}"[^>]*>', page)
    assert ("data-error-summary" in page, 'aria-invalid="true"' in control) == (True, True)


def test_a_size_that_is_sold_out_says_so_and_cannot_be_picked(visitor, shop):
    cake = make_sizes()
    Variant.objects.filter(product=cake, choice="s").update(stock=0)
    page = visitor.get("/ada/shop/cake")
    (small,) = re.findall(r'<input[^>]*value="s"[^>]*>', page.content.decode())
    assert ("disabled" in small, text_of(page).count("Sold out")) == (True, 1)


def test_few_that_are_left_are_counted_and_many_are_not(visitor, shop):
    said = []
    for stock in (5, 6, None):
        Product.objects.all().delete()
        make_product(stock=stock)
        said.append("left" in text_of(visitor.get("/ada/shop/cake")))
    assert said == [True, False, False]


def test_the_cart_says_what_was_just_put_in(visitor, shop):
    """Only what is in it: an address says nothing by itself."""
    put(visitor, make_product())
    place = visitor.post("/ada/shop/cake", {"quantity": "2"})["Location"]
    assert "In the cart: Cake." in text_of(visitor.get(place))
    assert "In the cart" not in text_of(visitor.get("/ada/shop/cart?added=<b>free</b>"))
    assert "3 in the cart" in text_of(visitor.get("/ada/shop"))
