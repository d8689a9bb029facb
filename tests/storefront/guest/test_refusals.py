"""Orders that are understood and not placed: nothing is stored, nothing typed lost, the cart stays (S7, S10, S17)."""

from datetime import timedelta

import pytest

from storefront.guest import order_views
from storefront.models import Cart, Coupon, DeliveryZone, Order, Product, Shop, Variant
from storefront.ordering import OPEN_PER_PHONE
from tests.storefront.guest.buying import form_of, hidden, order, put, send, text_of
from tests.storefront.stall import NOW, SATURDAYS, make_coupon, make_order, make_product, make_zone, variant, wanted

pytestmark = pytest.mark.django_db

HOME = "/ada/shop/order?way=delivery&postcode=SE1+4AB"
SATURDAY = "2027-01-09T09:00Z"


@pytest.fixture
def basket(shop, visitor):
    """Three cakes at 10.00, ten per cent off, tax on top, brought for 3.00."""
    Shop.objects.update(tax="exclusive", tax_rate=1000, delivery=True)
    make_zone(fee=300)
    make_coupon("TEN")
    cake = make_product(price=1000, stock=5)
    put(visitor, cake, quantity="3")
    visitor.post("/ada/shop/cart", {"act": "coupon", "code": "TEN"})
    return cake


def nothing_is_stored(cake: Product, stock: int | None) -> None:
    assert (Order.objects.count(), Shop.objects.get().last_number, variant(cake).stock) == (0, 1000, stock)
    assert [line["quantity"] for line in Cart.objects.get().lines] == [3]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda: Product.objects.update(price=1100), ["€30 €33", "€3 €3.30", "€3 €3.27", "€33 €35.97"]),
        (lambda: Shop.objects.update(tax_rate=2000), ["€3 €6", "€33 €36"]),
        (lambda: DeliveryZone.objects.update(fee=500), ["€3 €5", "€3 €3.20", "€33 €35.20"]),
        (lambda: Coupon.objects.update(share=500), ["€3 €1.50", "€3 €3.15", "€33 €34.65"]),
    ],
    ids=["price", "tax", "delivery", "discount"],
)
def test_every_figure_that_changed_is_shown_beside_the_new_one(basket, visitor, clock, change, said):
    """S7: 409; what was typed stands in the form, and sending that page once more orders"""
    form = form_of(visitor, HOME, address="2 Dock Street")
    change()
    clock.shift(timedelta(seconds=30))
    refused = send(visitor, form)
    assert (refused.status_code, [words for words in said if words not in text_of(refused)]) == (409, [])
    assert ["2 Dock Street" in text_of(refused), 'value="Bea Buyer"' in refused.content.decode()] == [True, True]
    nothing_is_stored(basket, 5)
    assert send(visitor, form | hidden(refused)).status_code == 303


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda: Variant.objects.update(stock=2), "Cake: only 2 left."),
        (lambda: Variant.objects.update(stock=0), "Cake: sold out."),
        (lambda: Product.objects.update(hidden=True), "Not offered any more."),
        (lambda: Product.objects.update(way="ask"), "Not offered any more."),
        (lambda: Coupon.objects.update(active=False), "There is no such code here."),
        (lambda: Coupon.objects.update(limit=1, used=1), "used as often as it can be"),
    ],
    ids=["short", "sold-out", "hidden", "asked-for", "no-code", "used-up"],
)
def test_what_cannot_be_had_leads_back_to_the_cart(basket, visitor, clock, change, said):
    """S7, S10, S16: 409"""
    form = form_of(visitor, HOME, address="2 Dock Street")
    change()
    clock.shift(timedelta(seconds=30))
    refused = send(visitor, form)
    assert (refused.status_code, said in text_of(refused)) == (409, True)
    nothing_is_stored(basket, variant(basket).stock)


def test_figures_that_were_never_shown_are_shown_first(basket, visitor, clock):
    """S7: a forged or missing seal is no agreement"""
    form = form_of(visitor, HOME, address="2 Dock Street")
    clock.shift(timedelta(seconds=30))
    answers = [send(visitor, form | {"shown": shown}) for shown in ("", "x", form["shown"][:-1], form["stamp"])]
    assert [answer.status_code for answer in answers] == [409] * 4
    nothing_is_stored(basket, 5)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("postcode=N1", "We do not deliver there."),
        ("postcode=SE2", "Orders there begin at €50."),
        ("area=Nowhere", "We do not deliver there."),
    ],
)
def test_where_nothing_is_brought_the_question_is_asked_again(basket, visitor, where, said):
    """S17: 422, before anybody types an address"""
    make_zone("Far", names=["SE2"], minimum=5000)
    answer = visitor.get(f"/ada/shop/order?way=delivery&{where}")
    assert (answer.status_code, said in text_of(answer), 'name="address"' in answer.content.decode()) == (
        422,
        True,
        False,
    )


def test_one_tap_picks_it_up_where_both_are_offered(basket, visitor, clock):
    asked = visitor.get("/ada/shop/order")
    assert ("1 Mill Lane" in text_of(asked), hidden(asked)["way"]) == (True, "delivery")
    answer = order(visitor, clock, "/ada/shop/order?way=pickup")
    assert (answer.status_code, Order.objects.get().handover, Order.objects.get().delivery) == (303, "pickup", 0)


def test_delivery_without_a_place_to_deliver_to_is_no_dead_end(shop, visitor):
    Shop.objects.update(delivery=True, pickup=False)
    put(visitor, make_product())
    page = visitor.get("/ada/shop/order")
    assert ("Nothing is delivered at the moment. Ask directly:" in text_of(page), "WhatsApp" in text_of(page)) == (
        True,
        True,
    )


def test_a_window_that_filled_meanwhile_is_refused_and_not_offered_again(shop, visitor, clock):
    """S17: 409"""
    Shop.objects.update(pickup_week=SATURDAYS, window=60, window_orders=1)
    cake = make_product()
    put(visitor, cake)
    form = form_of(visitor)
    make_order(wanted(cake), start=NOW.replace(hour=9) + timedelta(days=5), kind="pickup")
    clock.shift(timedelta(seconds=30))
    refused = send(visitor, form | {"start": SATURDAY})
    assert (refused.status_code, SATURDAY in refused.content.decode(), Order.objects.count()) == (409, False, 1)
    assert send(visitor, form | {"start": "2027-01-09T10:00Z"}).status_code == 303


@pytest.mark.parametrize(
    ("start", "status"),
    [
        ("2027-01-09T09:30Z", 409),
        ("2027-01-10T09:00Z", 409),
        ("2020-01-04T09:00Z", 409),
        ("soon", 409),
        ("", 422),
    ],
)
def test_what_is_no_window_cannot_be_chosen(shop, visitor, clock, start, status):
    """S17"""
    Shop.objects.update(pickup_week=SATURDAYS, window=60)
    put(visitor, make_product())
    assert (order(visitor, clock, start=start).status_code, Order.objects.count()) == (status, 0)


def test_a_pause_lets_later_windows_be_chosen(shop, visitor, clock):
    """S18: what is before its end is not offered"""
    Shop.objects.update(pickup_week=SATURDAYS, window=60, paused=True, paused_until="2027-01-11")
    put(visitor, make_product())
    page = visitor.get("/ada/shop/order").content.decode()
    assert ["2027-01-09" in page, "2027-01-16T09:00Z" in page] == [False, True]
    assert order(visitor, clock, start="2027-01-16T09:00Z").status_code == 303


def test_outside_its_hours_a_shop_without_windows_takes_no_order(shop, visitor, clock):
    """S18: the catalogue stays, the cart stays, and both say so"""
    Shop.objects.update(week=[["10:00-12:00"], [], [], [], [], [], []])
    cake = make_product()
    put(visitor, cake, quantity="3")
    refused = order(visitor, clock)
    assert (refused.status_code, "The shop is closed just now." in text_of(refused)) == (409, True)
    assert "The shop is closed just now." in text_of(visitor.get("/ada/shop/cart"))
    nothing_is_stored(cake, None)
    clock.shift(timedelta(hours=2))
    assert order(visitor, clock).status_code == 303


@pytest.mark.parametrize(
    ("after", "said"),
    [(timedelta(seconds=1), "That was very quick."), (timedelta(hours=3), "This page was open for a long time.")],
)
def test_a_form_too_quick_or_too_old_is_asked_for_once_more(shop, visitor, clock, after, said):
    """S25, B37: and then it is taken"""
    put(visitor, make_product())
    form = form_of(visitor)
    clock.shift(after)
    refused = send(visitor, form)
    assert (refused.status_code, said in text_of(refused), Order.objects.count()) == (422, True, 0)
    clock.shift(timedelta(seconds=30))
    assert send(visitor, form | hidden(refused)).status_code == 303


def test_a_form_without_its_stamp_is_none_of_ours(shop, visitor, clock):
    """S25"""
    put(visitor, make_product())
    answers = [order(visitor, clock, stamp=stamp).status_code for stamp in ("", "1-2:forged")]
    assert (answers, Order.objects.count()) == ([422, 422], 0)


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"name": ""}, "Write your name."),
        ({"name": "Win at evil.example"}, "Write a name only"),
        ({"phone": ""}, "Write your phone number, so that the shop can reach you."),
        ({"phone": "12"}, "The country is missing."),
        ({"email": "bea"}, "Write an e-mail address like name@example.com."),
    ],
)
def test_who_orders_is_asked_for_what_is_missing(shop, visitor, clock, over, said):
    """S25: a phone is required, an e-mail address is not"""
    put(visitor, make_product())
    refused = order(visitor, clock, **over)
    assert (refused.status_code, said in text_of(refused), Order.objects.count()) == (422, True, 0)


def test_a_line_end_in_a_name_is_no_form_of_ours(shop, visitor, clock):
    """A40"""
    put(visitor, make_product())
    assert (order(visitor, clock, name="Bea\nBcc: x@y.example").status_code, Order.objects.count()) == (400, 0)


def test_one_network_address_orders_so_often_an_hour(shop, visitor, clock, monkeypatch):
    """S25: 429 with Retry-After, and the form as it was typed"""
    monkeypatch.setattr(order_views, "AN_HOUR", 2)
    cake = make_product(stock=9)
    for number in range(2):
        put(visitor, cake)
        assert order(visitor, clock, phone=f"+44770090012{number}").status_code == 303
    put(visitor, cake)
    refused = order(visitor, clock, phone="+447700900129")
    assert (refused.status_code, int(refused["Retry-After"]) > 0, variant(cake).stock) == (429, True, 7)
    assert 'value="Bea Buyer"' in refused.content.decode()


def test_one_phone_orders_so_often_wherever_it_is(shop, visitor, clock, monkeypatch):
    """S25: by phone and by e-mail address, from any network"""
    monkeypatch.setattr(order_views, "AN_HOUR", 2)
    cake = make_product()
    statuses = []
    for number, (phone, email) in enumerate(
        [
            ("+447700900120", "bea@buyer.example"),
            ("+447700900121", "BEA@buyer.example"),
            ("+447700900122", "bea@buyer.example"),
            ("+447700900122", ""),
        ]
    ):
        visitor.defaults["REMOTE_ADDR"] = f"192.0.2.{number}"
        put(visitor, cake)
        statuses.append(order(visitor, clock, phone=phone, email=email).status_code)
    assert statuses == [303, 303, 429, 303]


def test_five_orders_without_an_answer_are_enough(shop, visitor, clock):
    """S25: 422"""
    cake = make_product(stock=50)
    for _one in range(OPEN_PER_PHONE):
        make_order(wanted(cake), phone="+447700900555")
    put(visitor, cake)
    refused = order(visitor, clock)
    assert (refused.status_code, "You have 5 orders here that wait for an answer." in text_of(refused)) == (422, True)
    assert variant(cake).stock == 45
