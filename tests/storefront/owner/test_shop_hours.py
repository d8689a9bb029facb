"""Opening hours and windows of a shop: typed, stepped, and shown as visitors are offered them (S17)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from storefront.models import Shop
from tests.bookings.owner.seen import text
from tests.storefront.stall import NOW, SATURDAYS, make_order, make_product, wanted

HOME = "/w/atelier/shop/hours/"
SATURDAY = {"act": "save", "since-5": ["10:00"], "until-5": ["12:00"]}


@pytest.mark.parametrize(
    ("what", "field"), [("open", "week"), ("pickup", "pickup_week"), ("delivery", "delivery_week")]
)
def test_each_week_is_typed_and_kept(ada: Client, shop, what: str, field: str):
    """S17, B2: in the order of the clock; the others stay"""
    before = Shop.objects.values().get()
    form = {"act": "save", "since-4": ["20:00", "10:00"], "until-4": ["02:00", "12:00"]}
    answer = ada.post(f"{HOME}{what}/", form)
    week = [[], [], [], [], ["10:00-12:00", "20:00-02:00"], [], []]
    assert (answer.status_code, answer["Location"]) == (302, f"{HOME}{what}/")
    assert Shop.objects.values().get() == before | {field: week}


def test_a_step_shows_the_week_and_saves_nothing(ada: Client, shop):
    """Without script too"""
    form = SATURDAY | {"act": "copy 5", "to-5": ["0", "6"]}
    answer = ada.post(f"{HOME}pickup/", form)
    assert (answer.status_code, "Not saved yet" in text(answer)) == (200, True)
    assert len(re.findall(r'name="since-[056]"', answer.content.decode())) == 3
    assert Shop.objects.get().pickup_week == [[]] * 7


def test_a_wrong_time_keeps_everything_typed(ada: Client, shop):
    """B2: equal ends are refused"""
    form = SATURDAY | {"since-0": ["09:00"], "until-0": ["09:00"]}
    answer = ada.post(f"{HOME}pickup/", form)
    assert (answer.status_code, 'value="12:00"' in answer.content.decode()) == (422, True)
    assert Shop.objects.get().pickup_week == [[]] * 7
    assert ada.post(f"{HOME}pickup/", {"act": "explode 0"}).status_code == 400


@pytest.mark.parametrize("what", ["week", "pickup_week", "lunch"])
def test_other_weeks_are_not_there(ada: Client, shop, what: str):
    assert {ada.get(f"{HOME}{what}/").status_code, ada.post(f"{HOME}{what}/", SATURDAY).status_code} == {404}


def test_what_visitors_can_choose_is_shown_with_the_room_left(ada: Client, shop):
    """S17: two hours, two orders each, one taken"""
    Shop.objects.update(pickup_week=SATURDAYS, window=90, window_orders=2, horizon=13)
    make_order(wanted(make_product()), start=NOW.replace(hour=9) + timedelta(days=5), kind="pickup")
    page = text(ada.get(f"{HOME}pickup/"))
    assert "Saturday, 9 January 09:00–10:30 1 order fits 10:30–12:00 2 orders fit Saturday, 16 January" in page


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"pickup_week": SATURDAYS, "window": 240}, "Nothing: every window is full, paused, too soon"),
        ({"pickup_week": SATURDAYS, "paused": True}, "Nothing: every window is full, paused, too soon"),
        ({}, "None: buyers agree on a time with you"),
        ({"pickup": False, "pickup_week": SATURDAYS}, "Pick-up is switched off: nobody is offered these windows."),
    ],
)
def test_why_nothing_can_be_chosen_is_said(ada: Client, shop, values: dict[str, Any], said: str):
    Shop.objects.update(**values)
    assert said in text(ada.get(f"{HOME}pickup/"))


def test_a_shop_without_hours_is_always_open(ada: Client, shop):
    assert "Visitors can order now." in text(ada.get(f"{HOME}open/"))
    ada.post(f"{HOME}open/", SATURDAY)
    assert "Visitors cannot order now" in text(ada.get(f"{HOME}open/"))
    ada.post(f"{HOME}open/", {"act": "save"})
    assert "Visitors can order now." in text(ada.get(f"{HOME}open/"))


def test_who_may_only_look_reads_the_hours(cast, shop, client: Client):
    Shop.objects.update(pickup_week=SATURDAYS)
    client.force_login(cast.vera)
    page = client.get(f"{HOME}pickup/")
    main = page.content.decode().partition("<main")[2]
    assert ("Sat 09:00–12:00" in text(page), "<form" in main) == (True, False)
    assert (client.post(f"{HOME}pickup/", SATURDAY).status_code, Shop.objects.get().pickup_week) == (403, SATURDAYS)
