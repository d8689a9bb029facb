"""Which days: offered, of one's own choice, cut by a plan; and the pieces of a chart (cards 68, 70). Pure."""

from datetime import date, timedelta

import pytest

from audience.periods import BY_DAY, Period, choose, last_days, last_week

TODAY = date(2027, 1, 31)


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("asked", "key", "first", "last"),
    [
        ({}, "30", "2027-01-02", "2027-01-31"),
        ({"days": "7"}, "7", "2027-01-25", "2027-01-31"),
        ({"days": "90"}, "90", "2026-11-03", "2027-01-31"),
        ({"days": "365"}, "365", "2026-02-01", "2027-01-31"),
        ({"days": "month"}, "month", "2027-01-01", "2027-01-31"),
        ({"days": "last-month"}, "last-month", "2026-12-01", "2026-12-31"),
        ({"from": "2027-01-04", "to": "2027-01-10"}, "", "2027-01-04", "2027-01-10"),
        ({"from": "2027-01-10", "to": "2027-01-04"}, "", "2027-01-04", "2027-01-10"),
        ({"from": "2027-01-04"}, "", "2027-01-04", "2027-01-31"),
        ({"to": "2027-01-04"}, "", "2027-01-04", "2027-01-04"),
        ({"from": "2027-01-30", "to": "2030-01-01"}, "", "2027-01-30", "2027-01-31"),
        ({"from": "2029-01-30", "to": "2030-01-01"}, "", "2027-01-31", "2027-01-31"),
    ],
)
def test_days_are_chosen_up_to_today(asked: dict[str, str], key: str, first: str, last: str):
    """cards 68: 7, 30, 90, 365 and custom"""
    chosen = choose(asked, TODAY, None)
    assert (chosen.key, chosen.period, chosen.is_cut) == (key, Period(day(first), day(last)), False)


@pytest.mark.parametrize(
    "asked",
    [
        {"days": "31"},
        {"days": "٣٠"},
        {"days": "9" * 40},
        {"from": "2027-02-30"},
        {"from": "20270104"},
        {"to": "2027-1-4"},
        {"from": "2027-W01-1"},
        {"from": "\x00"},
    ],
)
def test_what_no_page_writes_is_refused(asked: dict[str, str]):
    with pytest.raises(ValueError, match=r".*"):
        choose(asked, TODAY, None)


@pytest.mark.parametrize(
    ("asked", "first", "is_cut", "before"),
    [
        ({"days": "7"}, "2027-01-25", False, Period(day("2027-01-18"), day("2027-01-24"))),
        ({"days": "30"}, "2027-01-02", False, Period(day("2026-12-03"), day("2027-01-01"))),
        ({"days": "90"}, "2026-11-03", False, None),
        ({"days": "365"}, "2026-11-03", True, None),
        ({"from": "2020-01-01", "to": "2020-02-01"}, "2026-11-03", True, None),
    ],
)
def test_a_plan_shows_its_last_days_alone(asked: dict[str, str], first: str, is_cut: bool, before: Period | None):
    """cards 70: ninety on the free plan; what lies before is not compared with either"""
    chosen = choose(asked, TODAY, 90)
    assert (chosen.period.first, chosen.is_cut, chosen.before) == (day(first), is_cut, before)


def test_the_days_before_are_as_many():
    january = Period(day("2027-01-01"), day("2027-01-31"))
    assert (january.days, january.before) == (31, Period(day("2026-12-01"), day("2026-12-31")))
    assert last_week(day("2027-01-25")) == Period(day("2027-01-18"), day("2027-01-24"))


@pytest.mark.parametrize(("days", "pieces"), [(1, 1), (7, 7), (30, 30), (BY_DAY, 92), (93, 14), (400, 58), (1_100, 37)])
def test_pieces_hold_every_day_once(days: int, pieces: int):
    """A chart of 400 days shows weeks, of three years months"""
    period = last_days(days, TODAY)
    found = period.pieces()
    assert [one for piece in found for one in piece] == list(period)
    assert len(found) == pieces


def test_weeks_begin_on_monday_and_months_on_the_first():
    weeks, months = (last_days(days, TODAY).pieces() for days in (100, 600))
    assert {piece.first.weekday() for piece in weeks[1:]} == {0}
    assert {piece.first.day for piece in months[1:]} == {1}
    assert weeks[0].first == TODAY - timedelta(days=99)
