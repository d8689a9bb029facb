"""Every reason why a time is not on offer (B18)."""

from datetime import date
from typing import Any, get_args

import pytest

from bookings.engine import Reason, explain, is_bookable
from bookings.engine.explaining import Rule
from bookings.engine.values import Busy, Caps, Host, Service
from tests.bookings.engine.week import NOW, at, booked, external, host, service

TEN = at("01-11 10:00")
MINE = booked("01-11 10:00", "01-11 11:00", id=5)
EARLY = booked("01-11 09:00", "01-11 09:50", after=15)
LATE = external("01-11 11:05", "01-11 12:00")
MONDAY = date(2027, 1, 11)
SPECIAL = host(special={MONDAY: ["14:00-16:00"]})
NIGHTLY = host("21:00-03:00", special={MONDAY: []})
NEXT = booked("01-11 11:00", "01-11 12:00", before=1)
EVENING = booked("01-11 20:00", "01-11 21:00")
ON_THURSDAY = booked("01-14 20:00", "01-14 21:00", service=2)
AT_THE_END = booked("01-29 20:00", "01-29 21:00")

Row = tuple[Reason | None, int, Service, Host, list[Busy], dict[str, Any]]
TABLE: dict[str, Row] = {
    "free": (None, TEN, service(), host(), [EVENING], {}),
    "past": (Reason("past"), NOW - 1, service(notice=60), host("00:00-24:00"), [], {}),
    "notice": (Reason("notice"), NOW + 3600, service(notice=61), host("00:00-24:00"), [], {}),
    "notice, just kept": (None, NOW + 3600, service(notice=60), host("00:00-24:00"), [], {}),
    "horizon": (Reason("horizon"), TEN, service(horizon=6), host(), [], {}),
    "horizon, last day": (None, TEN, service(horizon=7), host(), [], {}),
    "override": (Reason("override", MONDAY), TEN, service(), SPECIAL, [MINE], {}),
    "override, cut night": (Reason("override", MONDAY), at("01-11 01:00"), service(), NIGHTLY, [], {}),
    "closed": (Reason("closed"), at("01-11 12:00"), service(), host(), [], {}),
    "closed, before opening": (Reason("closed"), at("01-11 08:00"), service(), host(), [], {}),
    "grid": (Reason("grid"), TEN + 60, service(), host(), [MINE], {}),
    "grid, seconds": (Reason("grid"), TEN + 1, service(), host(), [], {}),
    "too long": (Reason("too_long"), at("01-11 11:00"), service(duration=61), host(), [], {}),
    "busy": (Reason("busy", MINE), TEN, service(), host(), [EARLY, MINE], {}),
    "busy, the first": (Reason("busy", MINE), TEN, service(duration=120), host(), [LATE, MINE], {}),
    "busy, before what is in a buffer": (Reason("busy", LATE), TEN, service(duration=90), host(), [EARLY, LATE], {}),
    "buffer of a booking": (Reason("buffer", EARLY), TEN, service(), host(), [EARLY], {}),
    "buffer of a booking that begins at the end": (Reason("buffer", NEXT), TEN, service(), host(), [NEXT], {}),
    "buffer of the service": (Reason("buffer", LATE), TEN, service(after=6), host(), [LATE], {}),
    "buffer, just kept": (None, TEN, service(after=5), host(), [LATE], {}),
    "seats": (Reason("seats", MINE), TEN, service(seats=2), host(), [MINE], {"seats": 2}),
    "seats, too many at all": (Reason("seats"), TEN, service(seats=2), host(), [], {"seats": 3}),
    "a session with room": (None, TEN, service(seats=2, caps=Caps(day=1)), host(), [MINE], {}),
    "the booking being moved": (None, TEN, service(), host(), [MINE], {"without": 5}),
    "day of the service": (
        *(Reason("cap_day", MONDAY, "service"), TEN, service(caps=Caps(day=1))),
        *(host(caps=Caps(day=1)), [EVENING], {}),
    ),
    "day of the host": (Reason("cap_day", MONDAY, "host"), TEN, service(), host(caps=Caps(1, 1, 1)), [EVENING], {}),
    "week": (Reason("cap_week", MONDAY, "host"), TEN, service(), host(caps=Caps(week=1)), [ON_THURSDAY], {}),
    "week of another service": (None, TEN, service(caps=Caps(week=1)), host(), [ON_THURSDAY], {}),
    "month": (
        *(Reason("cap_month", date(2027, 1, 1), "service"), TEN, service(caps=Caps(1, 1, 1))),
        *(host(), [AT_THE_END], {}),
    ),
}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE.keys())
def test_the_first_rule_that_hides_a_time_is_named(row: Row) -> None:
    """B18; silent exactly when the time can be booked (B1)"""
    reason, start, wish, one, busy, given = row
    assert explain(wish, one, busy, start, NOW, **given) == reason
    assert is_bookable(wish, [one], {one.id: busy}, start, NOW, **given) == ((one.id,) if reason is None else ())


def test_every_rule_stands_in_the_table() -> None:
    assert {row[0].rule for row in TABLE.values() if row[0]} == set(get_args(Rule))
