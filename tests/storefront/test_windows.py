"""Windows of a shop: what is offered can be chosen, with lead, room, pauses, and clocks that change (S17, S18)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from storefront import ordering, windows
from storefront.models import Shop
from storefront.refusals import WindowTaken
from tests.storefront.stall import NOW, SATURDAYS, make_order, make_product, wanted

pytestmark = pytest.mark.django_db

SUNDAY_NIGHT = [[], [], [], [], [], ["23:00-05:00"], []]
"""Saturday at eleven until Sunday at five."""


def arranged(shop: Shop, **values: Any) -> Shop:
    for name, value in ({"pickup_week": SATURDAYS, "window": 60} | values).items():
        setattr(shop, name, value)
    shop.save()
    return shop


def starts(shop: Shop, now: datetime = NOW, lead: int = 0, way: str = "pickup") -> list[str]:
    """Of the windows offered, on the clock of UTC."""
    return [f"{one.start:%d %H:%M}" for one in windows.free(shop, way, lead=lead, now=now)]


def test_windows_stand_one_after_the_other_inside_the_hours(shop):
    """S17; as many days ahead as the shop looks"""
    assert starts(arranged(shop, horizon=6)) == ["09 09:00", "09 10:00", "09 11:00"]
    assert starts(arranged(shop, horizon=4)) == []
    assert starts(arranged(shop, horizon=6, window=90)) == ["09 09:00", "09 10:30"]
    assert starts(arranged(shop, horizon=6, window=240)) == []


def test_each_way_has_its_own_windows(shop):
    arranged(shop, delivery_week=[["18:00-20:00"], *[[]] * 6], horizon=1)
    assert (starts(shop), starts(shop, way="delivery")) == ([], ["04 18:00", "04 19:00"])
    assert windows.has_windows(shop, "delivery")
    assert not windows.has_windows(arranged(shop, delivery_week=[]), "delivery")


@pytest.mark.parametrize(
    ("lead", "first"), [(0, "09 09:00"), (2 * 1440, "09 09:00"), (5 * 1440 + 61, "09 10:00"), (6 * 1440, "16 09:00")]
)
def test_the_lead_time_hides_what_is_too_soon(shop, lead: int, first: str):
    """S17: now is Monday at eight; Saturday at nine is five days and an hour away"""
    assert starts(arranged(shop), lead=lead)[0] == first


def test_the_longest_lead_in_the_cart_counts(shop):
    """S17: of the product, else of the shop"""
    arranged(shop, lead=2 * 1440)
    cake, bread, tower = make_product("Cake"), make_product("Bread", lead=0), make_product("Tower", lead=10 * 1440)
    lines = {"usual": [cake], "quick": [bread], "both": [bread, cake], "all": [bread, cake, tower]}
    bills = {
        name: ordering.bill_for(shop, [wanted(one) for one in some], "", ordering.Handing("pickup"), NOW)
        for name, some in lines.items()
    }
    assert {name: bill.basket.lead // 1440 for name, bill in bills.items()} == {
        "usual": 2,
        "quick": 0,
        "both": 2,
        "all": 10,
    }
    saturday = NOW.replace(hour=9) + timedelta(days=5)
    with pytest.raises(WindowTaken):
        make_order(wanted(bread), wanted(tower), start=saturday, kind="pickup")
    assert make_order(wanted(bread), start=saturday, kind="pickup").window_start == saturday


def test_a_full_window_is_not_offered_and_comes_back(shop, cast):
    """S17: two orders each"""
    arranged(shop, window_orders=2, horizon=6)
    cake, nine = make_product(), NOW.replace(hour=9) + timedelta(days=5)
    orders = [make_order(wanted(cake), start=nine, kind="pickup") for _one in range(2)]
    assert [(one.start.hour, one.left) for one in windows.free(shop, "pickup", lead=0, now=NOW)] == [(10, 2), (11, 2)]
    assert not windows.is_free(shop, "pickup", nine, lead=0, now=NOW)
    orders[0].state = "cancelled"
    orders[0].save()
    assert [one.left for one in windows.free(shop, "pickup", lead=0, now=NOW)] == [1, 2, 2]


def test_an_order_of_another_length_counts_in_each_window_it_touches(shop):
    """S17: the shop had longer windows when it was placed"""
    arranged(shop, window=120, window_orders=1, horizon=6)
    make_order(wanted(make_product()), start=NOW.replace(hour=9) + timedelta(days=5), kind="pickup")
    assert starts(arranged(shop, window=60, window_orders=1, horizon=6)) == ["09 11:00"]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (datetime(2027, 3, 27, 12, tzinfo=UTC), ["27 22:00", "27 23:00", "28 00:00", "28 01:00", "28 02:00"]),
        (
            datetime(2027, 10, 30, 12, tzinfo=UTC),
            ["30 21:00", "30 22:00", "30 23:00", "31 00:00", "31 01:00", "31 02:00", "31 03:00"],
        ),
    ],
    ids=["spring", "autumn"],
)
def test_a_night_in_which_the_clock_changes_has_the_hours_it_has(shop, now: datetime, expected: list[str]):
    """S17, B3: from eleven to five in Berlin are five hours in spring and seven in autumn; each can be filled once"""
    arranged(shop, zone="Europe/Berlin", pickup_week=SUNDAY_NIGHT, window_orders=1, horizon=1)
    offered = windows.free(shop, "pickup", lead=0, now=now)
    assert [f"{one.start:%d %H:%M}" for one in offered] == expected
    cake = make_product()
    for one in offered[1:]:
        make_order(wanted(cake), start=one.start, kind="pickup", now=now)
    assert starts(shop, now) == expected[:1]


def test_whatever_is_listed_can_be_chosen_and_nothing_beside_it(shop):
    """S17: the same rules list and check"""
    arranged(shop, lead=1440, horizon=14, window=45)
    listed = {one.start for one in windows.free(shop, "pickup", lead=1440, now=NOW)}
    every = [NOW + timedelta(minutes=15 * number) for number in range(14 * 24 * 4)]
    assert {at for at in every if windows.is_free(shop, "pickup", at, lead=1440, now=NOW)} == listed
    assert len(listed) == 8


def test_a_pause_hides_the_windows_in_it(shop):
    """S18: until a day on the shop's clock, or altogether"""
    arranged(shop, paused=True, paused_until=date(2027, 1, 10), horizon=13)
    assert starts(shop) == ["16 09:00", "16 10:00", "16 11:00"]
    assert starts(arranged(shop, paused=True, paused_until=None, horizon=13)) == []


@pytest.mark.parametrize(
    ("zone", "moment", "paused"),
    [
        ("UTC", datetime(2027, 1, 9, 23, 59, tzinfo=UTC), True),
        ("UTC", datetime(2027, 1, 10, 0, 0, tzinfo=UTC), False),
        ("Pacific/Auckland", datetime(2027, 1, 9, 11, 0, tzinfo=UTC), False),
        ("Pacific/Honolulu", datetime(2027, 1, 10, 9, 59, tzinfo=UTC), True),
    ],
)
def test_a_pause_is_over_when_its_day_begins_there(shop, zone: str, moment: datetime, paused: bool):
    """S18"""
    arranged(shop, zone=zone, paused=True, paused_until=date(2027, 1, 10))
    assert (windows.is_paused(shop, moment), windows.is_open(shop, moment)) == (paused, not paused)


def test_hours_close_the_shop_and_none_leave_it_open(shop):
    """S18"""
    at = [NOW.replace(hour=hour) for hour in (8, 9, 11, 12)]
    mondays = [["09:00-12:00"], *[[]] * 6]
    assert [windows.is_open(arranged(shop, week=mondays), one) for one in at] == [False, True, True, False]
    assert [windows.is_open(arranged(shop, week=[[]] * 7), one) for one in at] == [True] * 4
