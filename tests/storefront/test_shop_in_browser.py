"""From the card to the order and into the chat, by thumb, with scripts and without (S1, S3–S5, S8, S17)."""

from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from cards.content import Phone
from storefront.models import Order
from tests.browser import PageOpener, axe, look_over, no_sideways_scrolling
from tests.cast import Cast, make_card, make_cast
from tests.servers import Server
from tests.storefront.stall import make_product, make_shop, make_sizes, make_zone
from workspaces.scoping import inside

pytestmark = [pytest.mark.browser, pytest.mark.processes]

BLOCKS = [{"id": "what", "kind": "products"}, {"id": "shop", "kind": "shop"}]
CANDLES = {"key": "x", "title": "On top", "choices": [{"key": "c", "title": "Candles", "price": 250}]}
WORDS = {"key": "w", "label": "On the cake", "longest": 20, "price": 100}
A_MOMENT = 2_100
"""Milliseconds a person needs at the least to fill in a form (B37)."""

Look = Callable[[Page, str], None]


@pytest.fixture
def people(site: Server) -> Iterator[Cast]:
    """Ada's shop: a cake in two sizes, and a long name; handed over or brought, every day from nine to five."""
    people = make_cast()
    phones = (Phone(number="+4930901820", whatsapp=True),)
    make_card(people.atelier, by=people.ada, published=True, phones=phones, blocks=BLOCKS, main_act="order")
    with inside(people.atelier):
        week = [["09:00-17:00"]] * 7
        make_shop(zone="Europe/Berlin", delivery=True, pickup_week=week, delivery_week=week, payment_text="In cash.")
        make_zone(names=["104"], fee=300)
        make_sizes(addons_json=[CANDLES], writings_json=[WORDS])
        make_product("Donaudampfschifffahrtsgesellschaftskapitän", 123456)
        make_product("Bread", 480, stock=0)
        yield people


def choose_the_cake(page: Page, look: Look) -> None:
    """What is missing is said, and everything chosen stays."""
    page.get_by_role("link", name="Order", exact=True).first.tap()
    look(page, "Atelier")
    page.get_by_role("link", name="Cake", exact=True).tap()
    page.get_by_label("Candles").check()
    page.get_by_label("On the cake").fill("*Mia* is 8")
    page.get_by_label("How many").fill("2")
    page.get_by_role("button", name="Add to cart").tap()
    expect(page.get_by_role("alert")).to_contain_text("Size")
    look(page, "Cake")
    expect(page.get_by_label("Candles")).to_be_checked()
    page.get_by_label("Large").check()
    page.get_by_role("button", name="Add to cart").tap()
    expect(page.get_by_text("In the cart: Cake.")).to_be_visible()


def order_it(page: Page, look: Look) -> None:
    """Brought to a postcode, at the first time there is."""
    look(page, "Cart")
    page.get_by_role("button", name="Order", exact=True).tap()
    look(page, "How shall it come to you?")
    page.get_by_label("Postcode").fill("99999")
    page.get_by_role("button", name="Have it delivered").tap()
    expect(page.get_by_text("We do not deliver there.")).to_be_visible()
    look(page, "How shall it come to you?")
    page.get_by_label("Postcode").fill("10437")
    page.get_by_role("button", name="Have it delivered").tap()
    page.get_by_label("When").select_option(index=1)
    page.get_by_label("Address").fill("2 Dock Street")
    page.get_by_label("Your name").fill("Bea Buyer")
    page.get_by_label("Phone").fill("+44 7700 900461")
    look(page, "Your order")
    page.wait_for_timeout(A_MOMENT)
    page.get_by_role("button", name="Place the order").tap()
    look(page, "Order 1001")


@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.proof)], ids=["scripts", "none"])
def test_a_visitor_orders_and_opens_the_chat(site: Server, people: Cast, page_at: PageOpener, scripts: bool):
    """S1, S3–S5: the order, its page and the text of the chat agree to the unit; every page on the way is accessible"""

    def look(page: Page, title: str) -> None:
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        no_sideways_scrolling(page)
        if scripts:
            axe(page)

    page = page_at(site.url, "/ada", scripts=scripts)
    choose_the_cake(page, look)
    order_it(page, look)

    order, path = Order.objects.get(), urlsplit(page.url).path
    assert (order.number, order.goods, order.delivery, order.total, order.postcode) == (1001, 7900, 300, 8200, "10437")
    expect(page.locator(".sums").get_by_text("€82", exact=True)).to_be_visible()
    expect(page.get_by_text("In cash.")).to_be_visible()
    chat = page.get_by_role("link", name="Open WhatsApp")
    link = urlsplit(chat.get_attribute("href") or "")
    (text,) = parse_qs(link.query)["text"]
    when = page.locator(".agreed dt", has_text="When").locator("xpath=following-sibling::dd").inner_text()
    assert (f"{link.netloc}{link.path}", text.splitlines()) == (
        "wa.me/447700900123",
        [
            "Hello Atelier, this is my order:",
            "Order 1001",
            "",
            "2 × Cake, Large: €79",
            "  + Candles",
            "  On the cake: “∗Mia∗ is 8”",
            "",
            "Goods: €79",
            "Delivery: €3",
            "*Total: €82*",
            "",
            "Delivery: 2 Dock Street, 10437",
            f"When: {when}",
            "Name: Bea Buyer",
            "",
            f"{site.url}{path}",
        ],
    )
    the_seller_learns_that_the_chat_was_opened(page, path, scripts)
    page.goto(f"{site.url}/ada/shop/cart")
    expect(page.get_by_text("The cart is empty.")).to_be_visible()


def the_seller_learns_that_the_chat_was_opened(page: Page, path: str, scripts: bool) -> None:
    """S3: the link itself needs no script; without one nothing is known"""
    if scripts:
        page.evaluate("document.addEventListener('click', (event) => event.preventDefault())")  # stay on this page
        with page.expect_response(f"**{path}/seen"):
            page.get_by_role("link", name="Open WhatsApp").tap()
    order = Order.objects.get()
    assert (order.seen_at is not None, order.opened_at is not None) == (scripts, scripts)


@pytest.mark.proof
def test_a_quantity_counts_as_soon_as_it_is_changed(site: Server, people: Cast, page_at: PageOpener):
    """With scripts no button is needed; the way to the cart stays in sight while one looks further"""
    page = page_at(site.url, "/ada/shop/cake?o-size=s")
    page.get_by_role("button", name="Add to cart").tap()
    expect(page.get_by_role("button", name="Change")).to_be_hidden()
    page.get_by_label("How many: Cake").fill("3")
    page.get_by_label("How many: Cake").blur()
    expect(page.locator(".sums")).to_contain_text("€72")
    page.get_by_role("link", name="Look for more").tap()
    expect(page.get_by_role("link", name="3 in the cart")).to_be_in_viewport(ratio=1)
    page.get_by_role("link", name="3 in the cart").tap()
    page.get_by_role("button", name="Remove : Cake").tap()
    expect(page.get_by_text("The cart is empty.")).to_be_visible()


@pytest.mark.proof
def test_every_page_of_a_shop_is_accessible(site: Server, people: Cast, page_at: PageOpener):
    page = page_at(site.url, "/ada/shop/cake?o-size=s")
    page.get_by_role("button", name="Add to cart").tap()
    expect(page.get_by_text("In the cart: Cake.")).to_be_visible()
    paths = ["", "/shop", "/shop?q=nothing", "/shop/nothing", "/shop/bread", "/shop/cake", "/shop/cart", "/shop/order"]
    paths += ["/shop/donaudampfschifffahrtsgesellschaftskapitan", "/shop/order?way=pickup"]
    for path in paths:
        page.goto(f"{site.url}/ada{path}")
        look_over(page)
