"""Opening hours on real clocks: windows, gaps, repeated hours, missing midnights and dates (B2–B6, B15)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardsite.kit.hours import (
    Hours,
    UnknownZone,
    Window,
    bounds,
    grid_starts,
    instants,
    local_date,
    month_of,
    open_intervals,
    spoken,
    week_of,
)

Week = tuple[tuple[Window, ...], ...]


def at(text: str) -> int:
    """An instant from "2027-03-14 07:30", UTC."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp())


def texts(*found: int) -> list[str]:
    return [f"{datetime.fromtimestamp(instant, UTC):%m-%d %H:%M}" for instant in found]


def daily(*windows: str) -> Week:
    return (tuple(map(Window.parse, windows)),) * 7


def opened(hours: Hours, start: str, end: str) -> list[list[str]]:
    return [texts(*interval) for interval in open_intervals(hours, at(start), at(end))]


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("09:00-12:30", Window(540, 750)),
        ("00:00-24:00", Window(0, 1440)),
        ("23:59-00:01", Window(1439, 1)),
        ("21:00-03:00", Window(1260, 180)),
    ],
)
def test_a_window_is_read_and_written(text: str, window: Window) -> None:
    """B2"""
    assert (Window.parse(text), str(window)) == (window, text)


@pytest.mark.parametrize(
    "text",
    [
        "09:00-09:00",
        "24:00-03:00",
        "22:00-00:00",
        "09:00-24:01",
        "09:60-12:00",
        "25:00-26:00",
        "9:00-12:00",
        "09:00–12:00",
        " 09:00-12:00",
        "09:00-12:00\n",
        "09:00:00-12:00:00",
        "٠٩:٠٠-١٢:٠٠",
        "",
    ],
)
def test_what_is_no_window_is_refused(text: str) -> None:
    """B2: 00:00–23:59 to 00:01–24:00, minutes only, never empty"""
    with pytest.raises(ValueError, match="Opening hours"):
        Window.parse(text)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "Europe", "../etc/passwd", "/etc/localtime", "Bad\0Zone", "Ünix"])
def test_an_unknown_zone_is_refused(zone: str) -> None:
    """B15, wherever a zone comes in"""
    for ask in (
        lambda: Hours(zone, daily("09:00-12:00")),
        lambda: instants(zone, date(2027, 1, 1), date(2027, 1, 1)),
        lambda: local_date(zone, 0),
        lambda: spoken(zone, 0),
    ):
        with pytest.raises(UnknownZone):
            ask()


def test_a_week_has_seven_days() -> None:
    with pytest.raises(ValueError, match="seven"):
        Hours("UTC", ((),) * 6)


@pytest.mark.parametrize(
    ("zone", "window", "start", "end", "expected"),
    [
        # The clock jumps from 02:00 to 03:00: what lies in between is never open.
        ("America/New_York", "02:00-03:00", "2027-03-14 00:00", "2027-03-15 00:00", []),
        ("America/New_York", "01:00-04:00", "2027-03-14 00:00", "2027-03-15 00:00", [["03-14 06:00", "03-14 08:00"]]),
        # 01:00 to 02:00 comes twice.
        ("America/New_York", "00:30-01:30", "2027-11-07 00:00", "2027-11-08 00:00",
         [["11-07 04:30", "11-07 05:30"], ["11-07 06:00", "11-07 06:30"]]),
        ("America/New_York", "00:00-03:00", "2027-11-07 00:00", "2027-11-08 00:00", [["11-07 04:00", "11-07 08:00"]]),
        ("Australia/Lord_Howe", "01:45-02:45", "2027-10-02 12:00", "2027-10-03 00:00",
         [["10-02 15:15", "10-02 15:45"]]),
        # Cairo has no 00:00–01:00 that day, Havana has it twice.
        ("Africa/Cairo", "23:30-01:30", "2027-04-29 12:00", "2027-04-30 12:00", [["04-29 21:30", "04-29 22:30"]]),
        ("America/Havana", "23:30-00:30", "2027-11-07 00:00", "2027-11-07 12:00",
         [["11-07 03:30", "11-07 04:30"], ["11-07 05:00", "11-07 05:30"]]),
        # Friday 30 December never was; the night declared for it still ends on Saturday, as its clock says.
        ("Pacific/Apia", "22:00-02:00", "2011-12-30 00:00", "2011-12-30 22:00",
         [["12-30 08:00", "12-30 12:00"]]),
        ("Antarctica/Troll", "00:30-04:00", "2027-03-27 20:00", "2027-03-28 12:00", [["03-28 00:30", "03-28 02:00"]]),
    ],
)  # fmt: skip
def test_open_is_what_the_clock_on_the_wall_says(
    zone: str, window: str, start: str, end: str, expected: list[list[str]]
) -> None:
    """B3"""
    assert opened(Hours(zone, daily(window)), start, end) == expected


@pytest.mark.parametrize(
    ("override", "expected"),
    [
        ((), [["01-12 21:00", "01-13 00:00"]]),
        (("01:00-02:00",), [["01-12 21:00", "01-13 00:00"], ["01-13 01:00", "01-13 02:00"]]),
        (("23:00-01:00",), [["01-12 21:00", "01-13 00:00"], ["01-13 23:00", "01-14 01:00"]]),
        (None, [["01-12 21:00", "01-13 03:00"]]),
    ],
)
def test_an_override_replaces_its_date_and_cuts_the_night_before(
    override: tuple[str, ...] | None, expected: list[list[str]]
) -> None:
    """B4: and its own night spills into a date without one"""
    week: Week = ((), daily("21:00-03:00")[0], (), (), (), (), ())
    overrides = {} if override is None else {date(2027, 1, 13): tuple(map(Window.parse, override))}
    assert opened(Hours("UTC", week, overrides), "2027-01-12 00:00", "2027-01-15 00:00") == expected


def test_windows_merge_over_midnight_and_each_other() -> None:
    """B5"""
    hours = Hours("UTC", daily("20:00-24:00", "00:00-02:00", "01:00-03:00", "09:00-10:00"))
    assert opened(hours, "2027-01-11 12:00", "2027-01-12 12:00") == [
        ["01-11 20:00", "01-12 03:00"],
        ["01-12 09:00", "01-12 10:00"],
    ]


@pytest.mark.parametrize(
    ("zone", "windows", "step", "start", "end", "expected"),
    [
        ("UTC", ("09:20-10:30",), 30, "2027-01-11 00:00", "2027-01-12 00:00", ["09:20", "09:50", "10:20"]),
        ("UTC", ("09:20-10:20",), 30, "2027-01-11 00:00", "2027-01-12 00:00", ["09:20", "09:50"]),
        ("UTC", ("09:20-12:00",), 30, "2027-01-11 09:21", "2027-01-11 10:50", ["09:50", "10:20"]),
        ("UTC", ("23:10-00:40",), 30, "2027-01-11 12:00", "2027-01-12 12:00", ["23:10", "23:40", "00:10"]),
        ("UTC", ("09:00-11:00", "10:00-12:00"), 60, "2027-01-11 00:00", "2027-01-12 00:00",
         ["09:00", "10:00", "11:00"]),
        ("UTC", ("09:00-11:00", "09:30-11:00"), 60, "2027-01-11 00:00", "2027-01-12 00:00",
         ["09:00", "09:30", "10:00", "10:30"]),
        # Starts in the hour that does not exist are skipped, the anchor stays 02:30 of the wall.
        ("America/New_York", ("02:30-04:00",), 20, "2027-03-14 00:00", "2027-03-15 00:00", ["07:10", "07:30", "07:50"]),
        # Those of the repeated hour come twice; 45 minutes show that the wall is counted and not the time elapsed.
        ("America/New_York", ("00:15-02:30",), 45, "2027-11-07 00:00", "2027-11-08 00:00",
         ["04:15", "05:00", "05:45", "06:00", "06:45"]),
        ("Africa/Cairo", ("00:00-02:00",), 30, "2027-04-29 12:00", "2027-04-30 12:00", ["22:00", "22:30"]),
    ],
)  # fmt: skip
def test_the_grid_is_counted_on_the_wall(
    zone: str, windows: tuple[str, ...], step: int, start: str, end: str, expected: list[str]
) -> None:
    """B6"""
    found = grid_starts(Hours(zone, daily(*windows)), step, at(start), at(end))
    assert [text[6:] for text in texts(*found)] == expected


def test_what_an_override_cuts_has_no_grid_either() -> None:
    """B4, B6: starts of the cut night do not come back inside the override's own window"""
    hours = Hours("UTC", daily("22:00-03:00"), {date(2027, 1, 12): (Window.parse("00:30-02:30"),)})
    found = grid_starts(hours, 60, at("2027-01-11 20:00"), at("2027-01-12 12:00"))
    assert texts(*found) == ["01-11 22:00", "01-11 23:00", "01-12 00:30", "01-12 01:30"]


@pytest.mark.parametrize(
    ("zone", "first", "last", "expected"),
    [
        ("Asia/Kathmandu", "2027-01-11", "2027-01-11", ["01-10 18:15", "01-11 18:15"]),
        ("America/New_York", "2027-03-14", "2027-03-14", ["03-14 05:00", "03-15 04:00"]),
        ("America/New_York", "2027-11-07", "2027-11-07", ["11-07 04:00", "11-08 05:00"]),
        ("Africa/Cairo", "2027-04-30", "2027-04-30", ["04-29 22:00", "04-30 21:00"]),
        ("Pacific/Apia", "2011-12-29", "2011-12-31", ["12-29 10:00", "12-31 10:00"]),
        ("Pacific/Apia", "2011-12-30", "2011-12-30", ["12-30 10:00", "12-30 10:00"]),
        ("Europe/Berlin", *map(str, week_of(date(2027, 3, 28))), ["03-21 23:00", "03-28 22:00"]),
        ("Europe/Berlin", *map(str, month_of(date(2027, 3, 28))), ["02-28 23:00", "03-31 22:00"]),
    ],
)
def test_dates_have_bounds(zone: str, first: str, last: str, expected: list[str]) -> None:
    """B11, B15: days of 23, 24 and 25 hours, one that never was, a week and a month"""
    assert texts(*bounds(zone, date.fromisoformat(first), date.fromisoformat(last))) == expected


def test_a_date_can_come_back() -> None:
    """In St. John's of 2010 the clock went from 00:01 to 23:01 of the day before."""
    found = instants("America/St_Johns", date(2010, 11, 7), date(2010, 11, 7))
    assert [texts(*interval) for interval in found] == [["11-07 02:30", "11-07 02:31"], ["11-07 03:30", "11-08 03:30"]]


def test_weeks_begin_on_monday_and_months_end_when_they_do() -> None:
    """B11"""
    assert week_of(date(2027, 1, 3)) == (date(2026, 12, 28), date(2027, 1, 3))
    assert week_of(date(2027, 1, 4)) == (date(2027, 1, 4), date(2027, 1, 10))
    assert [month_of(date(2028, month, 15))[1].day for month in (1, 2, 4, 12)] == [31, 29, 30, 31]


@pytest.mark.parametrize(
    ("zone", "instant", "expected"),
    [
        ("America/New_York", "2027-11-07 05:30", (date(2027, 11, 7), "01:30", -240)),
        ("America/New_York", "2027-11-07 06:30", (date(2027, 11, 7), "01:30", -300)),
        ("Asia/Kathmandu", "2027-01-11 18:20", (date(2027, 1, 12), "00:05", 345)),
        ("Australia/Lord_Howe", "2027-04-03 15:00", (date(2027, 4, 4), "01:30", 630)),
    ],
)
def test_an_instant_is_spoken_with_its_offset(zone: str, instant: str, expected: tuple[date, str, int]) -> None:
    """B15: both passes of a repeated hour differ"""
    assert spoken(zone, at(instant)) == expected


def test_the_first_and_last_dates_of_all_do_not_fail() -> None:
    """Whatever date a visitor asks for has an answer."""
    for day in (date.min, date.max):
        ((start, end),) = instants("Asia/Kathmandu", day, day)
        assert end - start == 24 * 3600


@settings(max_examples=150, derandomize=True)
@given(st.sampled_from(sorted(available_timezones())), st.dates(date(1975, 1, 1), date(2050, 1, 1)))
def test_dates_divide_all_time_in_every_zone(zone: str, first: date) -> None:
    """B15: any zone, any date: each instant is on exactly the date its clock shows"""
    clock, days = ZoneInfo(zone), [first + timedelta(days=distance) for distance in range(4)]
    parts = [(day, interval) for day in days for interval in instants(zone, day, day)]
    begin, end = bounds(zone, days[0], days[-1])
    assert sum(until - since for _day, (since, until) in parts) == end - begin
    for day, (since, until) in parts:
        assert {datetime.fromtimestamp(edge, clock).date() for edge in (since, until - 1)} == {day}
