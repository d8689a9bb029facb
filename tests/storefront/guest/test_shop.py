"""Catalogue, product, cart and order as a visitor meets them, without scripts."""

import re
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from storefront import fulfilling, upkeep
from storefront.models import Cart, Order, Product, Shop
from tests.storefront.guest.buying import form_of, hidden, order, put, text_of
from tests.storefront.stall import NOW, SATURDAYS, make_coupon, make_product, make_sizes, make_zone, variant

pytestmark = pytest.mark.django_db

ADDONS = [
    {"key": "x", "title": "Candles", "least": 0, "most": 1, "choices": [{"key": "c", "title": "Candles", "price": 250}]}
]
WRITINGS = [{"key": "w", "label": "On the cake", "longest": 20, "price": 100}]


def test_what_is_ordered_is_saved_numbered_and_written_into_a_chat(visitor, shop, clock):
    """S1, S3–S5: variant, add-on and text, to the unit"""
    cake = make_sizes(addons_json=ADDONS, writings_json=WRITINGS)
    put(visitor, cake, **{"o-size": "l", "a-x": "c", "t-w": "*Happy* 8th", "quantity": "2"})
    answer = order(visitor, clock, note="Ring twice")
    made = Order.objects.get()
    page = visitor.get(answer["Location"])
    link = unescape(re.findall(r'href="(https://wa.me/[^"]+)"', page.content.decode())[0])
    assert (answer.status_code, made.number, made.total, made.phone) == (303, 1001, 7900, "+447700900555")
    assert (urlsplit(link).path, "+" in link) == ("/447700900123", False)
    assert parse_qs(urlsplit(link).query)["text"] == [
        "\n".join(
            [
                "Hello Atelier, this is my order:",
                "Order 1001",
                "",
                "2 × Cake, Large: €79",
                "  + Candles",
                "  On the cake: “∗Happy∗ 8th”",
                "",
                "*Total: €79*",
                "",
                "Pick-up: 1 Mill Lane",
                "Name: Bea Buyer",
                "Note: Ring twice",
                "",
                f"http://localhost:8000{answer['Location']}",
            ]
        )
    ]
    assert "Order 1001" in text_of(page)
    assert visitor.get("/ada/shop/cart").content.count(b'cart-line"') == 0


def test_prices_that_a_client_sends_are_ignored(visitor, shop, clock):
    """A46, S7"""
    put(visitor, make_product(price=1000), price="1", unit="1")
    order(visitor, clock, total="1", unit="1", price="0.01")
    assert Order.objects.get().total == 1000


def test_a_price_that_changed_is_shown_before_anything_is_stored(visitor, shop, clock):
    """S7: 409, and sending it once more orders"""
    cake = make_product(price=1000)
    put(visitor, cake)
    form = form_of(visitor)
    Product.objects.update(price=1100)
    clock.shift(timedelta(seconds=30))
    refused = visitor.post("/ada/shop/order", form)
    assert (refused.status_code, Order.objects.count()) == (409, 0)
    assert "€10 €11" in text_of(refused)
    assert 'value="Bea Buyer"' in refused.content.decode()
    assert visitor.post("/ada/shop/order", form | {"shown": hidden(refused)["shown"]}).status_code == 303
    assert Order.objects.get().total == 1100


def test_the_same_form_twice_is_one_order(visitor, shop, clock):
    """A49; the cart is empty by then"""
    put(visitor, make_product())
    form = form_of(visitor)
    clock.shift(timedelta(seconds=30))
    answers = [visitor.post("/ada/shop/order", form) for _one in range(20)]
    told = {(answer.status_code, answer["Location"]) for answer in answers}
    assert (len(told), Order.objects.count()) == (1, 1)


@pytest.mark.parametrize("quantity", ["-1", "0", "1e9", "1.5", "٣", "", "1000"])
def test_what_is_no_quantity_is_refused(visitor, shop, quantity):
    """A45"""
    cake = make_product()
    answer = visitor.post(f"/ada/shop/{cake.slug}", {"quantity": quantity})
    assert (answer.status_code, Cart.objects.count()) == (400, 0)


def test_an_impossible_choice_shows_the_form_again(visitor, shop):
    """S9: 422, with everything chosen"""
    cake = make_sizes(addons_json=ADDONS, writings_json=WRITINGS)
    answers = [
        visitor.post(f"/ada/shop/{cake.slug}", {"quantity": "2"} | sent)
        for sent in ({}, {"o-size": "xl"}, {"o-size": "s", "t-w": "x" * 21}, {"o-size": "s", "a-x": "gone"})
    ]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert ["Choose: Size." in text_of(answers[0]), 'value="2"' in answers[0].content.decode()] == [True, True]
    assert "At most 20 characters; these are 21." in text_of(answers[2])
    assert not Cart.objects.exists()


def test_the_cart_has_one_cookie_for_the_path_of_the_card(visitor, shop):
    """S8, A59: 30 days, out of reach of scripts; the card itself sets none"""
    cake = make_product()
    answer = visitor.post(f"/ada/shop/{cake.slug}", {"quantity": "1"})
    (name,) = answer.cookies
    morsel = answer.cookies[name]
    assert (name, morsel["path"], morsel["max-age"], bool(morsel["httponly"]), morsel["samesite"]) == (
        "cart",
        "/ada",
        30 * 24 * 3600,
        True,
        "Lax",
    )
    assert [len(visitor.get(path).cookies) for path in ("/ada", "/ada/shop", "/ada/shop/cart")] == [0, 0, 0]


def test_over_https_the_cart_is_secure(visitor, shop, settings):
    """A59"""
    settings.BASE_URL = "https://testserver"
    answer = visitor.post(f"/ada/shop/{make_product().slug}", {"quantity": "1"})
    (morsel,) = answer.cookies.values()
    said = [morsel.key, bool(morsel["secure"]), bool(morsel["httponly"]), morsel["path"], morsel["samesite"]]
    assert said == ["__Secure-cart", True, True, "/ada", "Lax"]
    assert "€24" in text_of(visitor.get("/ada/shop/cart", secure=True))


def test_the_same_choice_makes_a_line_larger_and_another_one_a_line(visitor, shop):
    """S8"""
    cake = make_sizes(writings_json=WRITINGS)
    for sent in ({"o-size": "s"}, {"o-size": "s", "quantity": "2"}, {"o-size": "l"}, {"o-size": "s", "t-w": "Mia"}):
        put(visitor, cake, **sent)
    assert [(line["variant"], line["quantity"]) for line in Cart.objects.get().lines] == [
        (variant(cake, "s").pk, 3),
        (variant(cake, "l").pk, 1),
        (variant(cake, "s").pk, 1),
    ]


def test_lines_are_changed_and_taken_out(visitor, shop):
    cake, bread = make_product(), make_product("Bread", 500)
    put(visitor, cake)
    put(visitor, bread)
    page = visitor.get("/ada/shop/cart").content.decode()
    first, second = re.findall(r'name="(n-\w+)"', page)
    changed = visitor.post("/ada/shop/cart", {"act": "set", first: "3", second: "1"})
    assert (changed.status_code, "€77" in text_of(visitor.get("/ada/shop/cart"))) == (303, True)
    visitor.post("/ada/shop/cart", {"act": f"remove {first.removeprefix('n-')}", first: "3", second: "1"})
    assert [line["quantity"] for line in Cart.objects.get().lines] == [1]
    refused = visitor.post("/ada/shop/cart", {"act": "set", second: "1.5"})
    assert (refused.status_code, Cart.objects.get().lines[0]["quantity"]) == (400, 1)


def test_a_cart_is_kept_for_thirty_days_and_known_to_its_shop_alone(visitor, shop, cast, clock):
    """S8"""
    put(visitor, make_product())
    clock.shift(timedelta(days=29))
    assert "€24" in text_of(visitor.get("/ada/shop/cart"))
    clock.shift(timedelta(days=2))
    assert "The cart is empty." in text_of(visitor.get("/ada/shop/cart"))
    upkeep.expire_unanswered()
    assert not Cart.objects.exists()


def test_delivery_asks_where_to_and_charges_its_zone(visitor, shop, clock):
    """S17"""
    Shop.objects.update(delivery=True)
    make_zone(fee=300, minimum=2000)
    put(visitor, make_product())
    asked = visitor.get("/ada/shop/order")
    elsewhere = visitor.get("/ada/shop/order?way=delivery&postcode=N1")
    page = visitor.get("/ada/shop/order?way=delivery&postcode=SE1+4AB")
    assert ["How shall it come to you?" in text_of(asked), elsewhere.status_code, page.status_code] == [True, 422, 200]
    where = "/ada/shop/order?way=delivery&postcode=SE1+4AB"
    answer = order(visitor, clock, where, address="2 Dock Street", email="bea@buyer.example")
    made = Order.objects.get()
    assert (answer.status_code, made.delivery, made.total, made.address) == (303, 300, 2700, "2 Dock Street")


def test_a_window_is_chosen_and_shown(visitor, shop, clock):
    """S17"""
    Shop.objects.update(pickup_week=SATURDAYS, window=90)
    put(visitor, make_product())
    form = form_of(visitor)
    clock.shift(timedelta(seconds=30))
    without = visitor.post("/ada/shop/order", form)
    answer = visitor.post("/ada/shop/order", form | {"start": "2027-01-09T09:00Z"})
    assert (without.status_code, answer.status_code) == (422, 303)
    assert "Saturday, 9 January, 09:00–10:30" in text_of(visitor.get(answer["Location"]))


def test_a_paused_shop_shows_its_products_and_takes_no_order(visitor, shop, clock):
    """S18"""
    put(visitor, make_product())
    Shop.objects.update(paused=True, pause_note="Back in May.")
    refused = order(visitor, clock)
    assert (visitor.get("/ada/shop").status_code, refused.status_code, Order.objects.count()) == (200, 409, 0)
    assert "Back in May." in text_of(visitor.get("/ada/shop"))


def test_a_coupon_is_taken_or_refused_in_words(visitor, shop, clock):
    """S16"""
    make_coupon("TEN")
    put(visitor, make_product(price=1000))
    visitor.post("/ada/shop/cart", {"act": "coupon", "code": "nope"})
    assert "There is no such code here." in text_of(visitor.get("/ada/shop/cart"))
    visitor.post("/ada/shop/cart", {"act": "coupon", "code": " ten "})
    assert "Code TEN counts." in text_of(visitor.get("/ada/shop/cart"))
    order(visitor, clock)
    assert Order.objects.get().total == 900


def test_products_are_looked_at_asked_about_and_ordered_from_one_shop(visitor, shop):
    """S0"""
    look, ask, price = (
        make_product("Look", way="look"),
        make_product("Ask", way="ask"),
        make_product("Wedding cake", None, price_kind="request"),
    )
    pages = [text_of(visitor.get(f"/ada/shop/{one.slug}")) for one in (look, ask, price)]
    assert [("Add to cart" in page, "Ask in WhatsApp" in page) for page in pages] == [
        (False, False),
        (False, True),
        (False, True),
    ]
    asked = visitor.post("/ada/shop/wedding-cake", {})
    assert parse_qs(urlsplit(asked["Location"]).query)["text"] == [
        "Hello Atelier, I am interested in Wedding cake: http://localhost:8000/ada/shop/wedding-cake"
    ]
    assert visitor.post("/ada/shop/look", {"quantity": "1"}).status_code == 400


def test_the_page_of_an_order_follows_it_and_its_number_opens_nothing(visitor, shop, clock, cast):
    """S2, S12, S22"""
    put(visitor, make_product())
    address = order(visitor, clock)["Location"]
    made = Order.objects.get()
    assert "hear from the shop when it is accepted" in text_of(visitor.get(address))
    fulfilling.accept(order=made, by=cast.ada, now=NOW)
    assert "The shop has accepted your order." in text_of(visitor.get(address))
    token = address.removeprefix("/o/")
    wrong = [
        f"/o/{made.number}",
        f"/o/{made.pk}",
        f"/o/{token[:-9]}{token[-9:].swapcase()}",
        f"/o/{made.pk + 1}{token.removeprefix(str(made.pk))}",
    ]
    assert [visitor.get(path).status_code for path in wrong] == [404] * 4
    page = visitor.get(address)
    assert [page[name] for name in ("Cache-Control", "X-Robots-Tag", "Referrer-Policy")] == [
        "no-store",
        "noindex",
        "no-referrer",
    ]


def test_looking_too_often_is_refused(visitor, shop, clock):
    """S22: 30 a minute"""
    put(visitor, make_product())
    address = order(visitor, clock)["Location"]
    statuses = [visitor.get(address).status_code for _one in range(31)]
    assert statuses == [200] * 30 + [429]


def test_a_beacon_says_once_that_the_chat_was_opened(visitor, shop, clock):
    """S3"""
    put(visitor, make_product())
    address = order(visitor, clock)["Location"]
    made = Order.objects.get()
    assert (made.seen_at, made.opened_at) == (None, None)
    assert visitor.get(f"{address}/seen").status_code == 405
    visitor.post(f"{address}/seen")
    clock.shift(60)
    visitor.post(f"{address}/seen", {"opened": "1"})
    clock.shift(60)
    visitor.post(f"{address}/seen", {"opened": "1"})
    made.refresh_from_db()
    assert (made.seen_at, made.opened_at) == (NOW + timedelta(seconds=30), NOW + timedelta(seconds=90))


def test_the_buyer_cancels_until_it_is_accepted(visitor, shop, clock, cast):
    cake = make_product(stock=2)
    put(visitor, cake)
    address = order(visitor, clock)["Location"]
    assert (visitor.get(f"{address}/cancel").status_code, Order.objects.get().state) == (200, "placed")
    assert visitor.post(f"{address}/cancel").status_code == 303
    assert visitor.post(f"{address}/cancel").status_code == 303
    assert (Order.objects.get().state, variant(cake).stock) == ("cancelled", 2)
    put(visitor, cake)
    address = order(visitor, clock)["Location"]
    made = fulfilling.accept(order=Order.objects.get(state="placed"), by=cast.ada, now=NOW)
    assert visitor.post(f"{address}/cancel").status_code == 409
    made.refresh_from_db()
    assert (made.state, variant(cake).stock) == ("accepted", 1)


def test_a_robot_in_the_trap_stores_nothing(visitor, shop, clock):
    """S25"""
    put(visitor, make_product())
    answer = order(visitor, clock, company_website="https://x.example")
    assert (answer.status_code, visitor.get(answer["Location"]).status_code, Order.objects.count()) == (303, 404, 0)


def test_an_order_from_another_site_is_refused(visitor, shop, clock):
    """A37 for shops"""
    put(visitor, make_product())
    form = form_of(visitor)
    clock.shift(timedelta(seconds=30))
    other = {"Sec-Fetch-Site": "cross-site"}
    answers = [
        visitor.post("/ada/shop/order", form, headers=other),
        visitor.post("/ada/shop/cart", {"act": "nocoupon"}, headers=other),
        visitor.post("/ada/shop/cake", {"quantity": "1"}, headers=other),
    ]
    assert ([answer.status_code for answer in answers], Order.objects.count()) == ([403] * 3, 0)


@pytest.mark.parametrize("number", [1, 30])
def test_a_page_of_the_catalogue_costs_the_same_however_many_there_are(
    visitor, shop, number, django_assert_num_queries
):
    for one in range(number):
        make_product(f"Cake {one}")
    with django_assert_num_queries(6):
        page = visitor.get("/ada/shop")
    assert page.content.count(b'class="good"') == min(number, 24)


def test_a_search_finds_without_accents_and_shows_all_again(visitor, shop):
    make_product("Crème brûlée", folded="creme brulee")
    make_product("Bread")
    found = text_of(visitor.get("/ada/shop?q=BRÛLÉE"))
    nothing = text_of(visitor.get("/ada/shop?q=xyz"))
    assert ["Crème brûlée" in found, "Bread" in found, "Nothing here is called “xyz”." in nothing] == [
        True,
        False,
        True,
    ]


def test_a_card_without_a_shop_has_none(visitor):
    assert [visitor.get(f"/ada/shop{path}").status_code for path in ("", "/cart", "/order", "/cake")] == [404] * 4
