"""The order book as a list: filters, search, days, the next step by thumb (S3, S11, S18)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from storefront import fulfilling, paying
from storefront.models import Order, Shop
from tests.bookings.owner.seen import text
from tests.storefront.stall import NOW, SATURDAYS, make_order, make_product, wanted

ORDERS = "/w/atelier/orders/"


def numbers(answer: Any) -> list[int]:
    """Of the orders listed, in the order of the page."""
    return [int(number) for number in re.findall(r'orders-number">(\d+)<', answer.content.decode())]


def counts(answer: Any) -> dict[str, int]:
    found = re.findall(r"\?show=(\w+)\"[^>]*>[^<]*<span class=\"orders-count\">(\d+)<", answer.content.decode())
    return {show: int(number) for show, number in found}


@pytest.fixture
def book(shop, cast) -> dict[str, Order]:
    """One order of each kind, 1001 to 1007."""
    cake = make_product()
    made = {name: make_order(wanted(cake)) for name in ("new", "opened", "accepted", "ready", "done", "off", "paid")}
    Order.objects.filter(pk=made["opened"].pk).update(seen_at=NOW, opened_at=NOW)
    for name in ("accepted", "ready", "done", "paid"):
        fulfilling.accept(order=made[name], by=cast.ada, now=NOW)
    fulfilling.ready(order=made["ready"], by=cast.ada, now=NOW)
    fulfilling.complete(order=made["done"], by=cast.ada, now=NOW)
    fulfilling.cancel(order=made["off"], by=cast.ada, now=NOW)
    paying.mark_paid(order=made["paid"], key="k", by=cast.ada, now=NOW)
    return made


@pytest.mark.parametrize(
    ("show", "expected"),
    [
        ("", [1007, 1006, 1005, 1004, 1003, 1002, 1001]),
        ("all", [1007, 1006, 1005, 1004, 1003, 1002, 1001]),
        ("new", [1002, 1001]),
        ("unopened", [1001]),
        ("unpaid", [1005, 1004, 1003, 1002, 1001]),
        ("make", [1003, 1007]),
        ("handover", [1004]),
        ("nonsense", [1007, 1006, 1005, 1004, 1003, 1002, 1001]),
    ],
)
def test_a_list_shows_the_orders_of_its_kind(book, ada, show, expected):
    """S3, S12: what is delivered and unpaid is still owed, what was called off is not"""
    answer = ada.get(ORDERS, {"show": show})
    assert (numbers(answer), counts(answer)) == (
        expected,
        {"all": 7, "new": 2, "unopened": 1, "unpaid": 5, "make": 2, "handover": 1},
    )


def test_not_opened_and_unknown_are_two_things(book, ada):
    """S3: where no script ran, nobody knows"""
    said = text(ada.get(ORDERS, {"show": "new"}))
    assert (said.count("Not known whether WhatsApp was opened"), said.count("WhatsApp not opened")) == (1, 0)
    Order.objects.filter(pk=book["new"].pk).update(seen_at=NOW)
    said = text(ada.get(ORDERS, {"show": "new"}))
    assert (said.count("Not known whether WhatsApp was opened"), said.count("WhatsApp not opened")) == (0, 1)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("1001", [1001]),
        ("#1001", [1001]),
        ("jose", [1001]),
        ("JOSÉ  Á", [1001]),
        ("07700 900123", [1001]),
        ("Zoë", [1002]),
        ("999999999999999999999999", []),
        ("<b>", []),
    ],
)
def test_a_search_finds_number_name_and_phone(shop, ada, query, expected):
    """Without case, accents and spaces, on both databases"""
    cake = make_product()
    make_order(wanted(cake), name="José Álvarez", phone="+447700900123")
    make_order(wanted(cake), name="ZOE", phone="+34600111222")
    answer = ada.get(ORDERS, {"q": query})
    assert (answer.status_code, numbers(answer)) == (200, expected)
    assert "<b>" not in answer.content.decode()


def test_what_is_due_is_read_by_its_day(shop, ada, cast):
    """People 2: the days in order, with how many orders each"""
    cake = make_product()
    Shop.objects.update(pickup_week=SATURDAYS, window=60)
    nine = NOW.replace(hour=9) + timedelta(days=5)
    later, first, second = (
        make_order(wanted(cake), kind="pickup", start=start)
        for start in (nine + timedelta(days=7), nine, nine.replace(hour=10))
    )
    Shop.objects.update(pickup_week=[[]] * 7)
    open_end = make_order(wanted(cake))
    for one in (later, first, second, open_end):
        fulfilling.accept(order=one, by=cast.ada, now=NOW)
    answer = ada.get(ORDERS, {"show": "make"})
    days = re.findall(r'orders-day">([^<]+)<', answer.content.decode())
    assert numbers(answer) == [first.number, second.number, later.number, open_end.number]
    assert days == ["Saturday, 9 January: 2 orders", "Saturday, 16 January: 1 order", "No time agreed: 1 order"]
    assert "Sat 9 January, 09:00–10:00 · Pick-up" in text(answer)


def test_the_next_step_is_one_tap_and_comes_back_to_the_list(book, ada):
    """By thumb: new to accept, accepted to ready"""
    html = ada.get(ORDERS, {"show": "new"}).content.decode()
    form = dict(re.findall(r'name="(seen|back|act)"\s+value="(\w+)"', html))
    assert form == {"seen": "placed", "back": "new", "act": "accept"}
    answer = ada.post(f"{ORDERS}{book['new'].pk}/", form)
    assert (answer.status_code, answer["Location"]) == (302, f"{ORDERS}?show=new")
    following = ada.get(answer["Location"])
    assert numbers(following) == [1002]
    assert "Order 1001 is accepted. The buyer gets a mail." in text(following)


def test_what_lapses_soon_is_said_in_words(shop, ada, clock):
    """S11: a weekend order does not silently lapse"""
    make_order(wanted(make_product(stock=3)))
    said = []
    for hours in (19, 20):
        clock.move_to(NOW + timedelta(hours=hours))
        said.append("Stock is held only until 08:00" in text(ada.get(ORDERS)))
    assert said == [False, True]


def test_fifty_orders_are_a_page(shop, ada):
    cake = make_product()
    for _one in range(51):
        make_order(wanted(cake))
    pages = [ada.get(ORDERS, {"page": page}) for page in ("1", "2", "x", "99")]
    assert [len(numbers(page)) for page in pages] == [50, 1, 50, 1]
    assert numbers(pages[1]) == [1001]
    assert "?show=all&amp;page=2" in pages[0].content.decode()


@pytest.mark.parametrize("show", ["all", "make"])
def test_a_longer_list_costs_no_more_queries(shop, ada, cast, show):
    cake, found = make_product(), []
    for new in (1, 2):
        for _one in range(new):
            fulfilling.accept(order=make_order(wanted(cake)), by=cast.ada, now=NOW)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(numbers(ada.get(ORDERS, {"show": show}))) == (1 if new == 1 else 3)
        found.append(len(queries))
    assert found[0] == found[1]


def test_viewers_look_and_are_offered_no_act(book, cast, client):
    """rule 5"""
    client.force_login(cast.vera)
    answer = client.get(ORDERS)
    assert (len(numbers(answer)), 'name="act"' in answer.content.decode()) == (7, False)


def test_before_the_first_order_the_page_says_how_they_come(shop, ada, card):
    answer = ada.get(ORDERS)
    assert "Begin with a product" in text(answer)
    assert 'href="/w/atelier/products/"' in answer.content.decode()
    make_product()
    answer = ada.get(ORDERS)
    assert "Visitors order in your shop" in text(answer)
    assert f'href="/{card.handle}/shop"' in answer.content.decode()


def test_a_paused_shop_is_said_at_the_top(shop, ada):
    """S18: until the day on which it is open again"""
    make_order(wanted(make_product()))
    Shop.objects.update(paused=True, paused_until=(NOW + timedelta(days=3)).date())
    said = "Your shop is paused until 7 January 2027."
    assert said in text(ada.get(ORDERS))
    Shop.objects.update(paused_until=NOW.date())
    assert said[:20] not in text(ada.get(ORDERS))


def test_without_a_shop_one_is_opened_first(card, ada):
    answer = ada.get(ORDERS)
    assert (answer.status_code, answer["Location"]) == (302, "/w/atelier/shop/")
