"""A shop paused for a holiday, from the owner's page to the visitor's (S18)."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from storefront.models import Order, Shop
from tests.bookings.owner.seen import text
from tests.storefront.guest.buying import form_of, order, put, text_of
from tests.storefront.stall import SATURDAYS, make_product

PAGE = "/w/atelier/shop/pause/"


def pause(ada: Client, **typed: str) -> Any:
    return ada.post(PAGE, {"act": "pause"} | typed)


def test_the_baker_goes_on_holiday(ada: Client, visitor: Client, shop, clock):
    """S18: the catalogue stays, nothing is ordered, the cart is kept; afterwards all is as before"""
    put(visitor, make_product())
    pause(ada, until="2027-01-18", note="We bake again on the 18th.")
    assert "Paused, open again on Monday, 18 January" in text(ada.get("/w/atelier/shop/"))
    assert "We bake again on the 18th." in text_of(visitor.get("/ada/shop"))
    assert visitor.get("/ada/shop/cake").status_code == 200
    assert (order(visitor, clock).status_code, Order.objects.count()) == (409, 0)
    clock.move_to("2027-01-18T08:00:00Z")
    assert "We bake again" not in text_of(visitor.get("/ada/shop"))
    assert (order(visitor, clock).status_code, Order.objects.count()) == (303, 1)


def test_a_window_after_the_pause_can_be_ordered_for(ada: Client, visitor: Client, shop, clock):
    """S18"""
    Shop.objects.update(pickup_week=SATURDAYS, window=180)
    put(visitor, make_product())
    pause(ada, until="2027-01-10")
    clock.shift(timedelta(seconds=30))
    form = form_of(visitor)
    clock.shift(timedelta(seconds=30))
    answers = [visitor.post("/ada/shop/order", form | {"start": f"2027-01-{day}T09:00Z"}) for day in ("09", "16")]
    assert ([one.status_code for one in answers], Order.objects.count()) == ([409, 303], 1)
    assert "They can order only for a window after it." in text(ada.get(PAGE))


def test_it_ends_when_its_owner_says_so(ada: Client, visitor: Client, shop, clock):
    """Without a day it lasts until then"""
    put(visitor, make_product())
    pause(ada, note="Back soon.")
    clock.shift(timedelta(days=10))
    assert "Paused until you open it again. Back soon." in text(ada.get(PAGE))
    assert ada.post(PAGE, {"act": "resume"}).status_code == 302
    assert Shop.objects.values("paused", "paused_until", "pause_note").get() == {
        "paused": False,
        "paused_until": None,
        "pause_note": "",
    }
    assert order(visitor, clock).status_code == 303


def test_a_pause_is_changed(ada: Client, shop):
    pause(ada, until="2027-01-18", note="Away")
    assert 'value="2027-01-18"' in ada.get(PAGE).content.decode()
    pause(ada, until="2027-01-20", note="Away longer")
    assert (Shop.objects.get().paused_until, Shop.objects.get().pause_note) == (date(2027, 1, 20), "Away longer")


@pytest.mark.parametrize("until", ["2027-01-04", "2020-01-01", "2029-06-01", "someday"])
def test_a_pause_ends_on_a_day_to_come(ada: Client, shop, until: str):
    """The clock is the shop's: it is Monday, 4 January there."""
    answer = pause(ada, until=until, note="Kept as typed")
    assert (answer.status_code, "Kept as typed" in answer.content.decode()) == (422, True)
    assert not Shop.objects.get().paused


def test_today_is_the_shops_today(ada: Client, shop):
    """In Auckland it is Monday evening, in Honolulu still Sunday."""
    Shop.objects.update(zone="Pacific/Honolulu")
    assert pause(ada, until="2027-01-04").status_code == 302


def test_an_unknown_act_is_refused(ada: Client, shop):
    assert (ada.post(PAGE, {"note": "x"}).status_code, Shop.objects.get().paused) == (400, False)


def test_who_may_only_look_reads_why(cast, shop, client: Client):
    Shop.objects.update(paused=True, pause_note="Back in May.")
    client.force_login(cast.vera)
    page = client.get(PAGE)
    main = page.content.decode().partition("<main")[2]
    assert ("Back in May." in text(page), "<form" in main) == (True, False)
    assert (client.post(PAGE, {"act": "resume"}).status_code, Shop.objects.get().paused) == (403, True)
