"""Opening hours: the one place where wall clocks and instants meet (B2–B6).

Pure, over the rules of zoneinfo. Inside, a local time is a plain number too, the *wall*: seconds from 1970-01-01 00:00
as the clock of the zone shows them. Between two changes of a zone's offset, wall = instant + offset, and that is all
this module knows about gaps, repeated hours, missing midnights and missing dates.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from cardsite.kit.intervals import Instant, Interval, merged

MINUTE: Final = 60
DAY: Final = 24 * 60 * MINUTE

_EPOCH: Final = date(1970, 1, 1).toordinal()
_EPOCH_WEEKDAY: Final = date(1970, 1, 1).weekday()
_BLOCK: Final = 400 * DAY  # offsets are looked up for so long a time at once, and remembered
_OLDEST: Final = (date(1, 1, 3).toordinal() - _EPOCH) * DAY  # datetime reaches no further
_NEWEST: Final = (date(9999, 12, 29).toordinal() - _EPOCH) * DAY
_TIMES: Final = re.compile(r"(\d\d):([0-5]\d)-(\d\d):([0-5]\d)", re.ASCII)


class UnknownZone(ValueError):
    """No zone of this name in the time zone rules."""


@dataclass(frozen=True, slots=True)
class Window:
    """Open from `start` to before `end`, in minutes of the day; an end before the start is on the next date (B2)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start < 24 * 60 and 0 < self.end <= 24 * 60) or self.start == self.end:
            raise ValueError(f"Opening hours begin at 00:00–23:59 and end at another time of 00:01–24:00, not {self}.")

    def __str__(self) -> str:
        return "-".join(f"{at // 60:02}:{at % 60:02}" for at in (self.start, self.end))

    @classmethod
    def parse(cls, text: str) -> "Window":
        """From "09:00-12:30"; everything else is a ValueError."""
        if not (times := _TIMES.fullmatch(text)):
            raise ValueError(f'Opening hours are written like "09:00-12:30", not {text!r}.')
        hour, minute, to_hour, to_minute = map(int, times.groups())
        return cls(hour * 60 + minute, to_hour * 60 + to_minute)


@dataclass(frozen=True, slots=True)
class Hours:
    """When a calendar is open: the windows of seven weekdays, Monday first, and of dates that differ (B4)."""

    zone: str
    week: tuple[tuple[Window, ...], ...]
    overrides: Mapping[date, tuple[Window, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _clock(self.zone)
        if len(self.week) != 7:
            raise ValueError(f"A week has seven days, not {len(self.week)}.")


def open_intervals(hours: Hours, start: Instant, end: Instant) -> list[Interval]:
    """When it is open between two instants, whatever touches made one (B3–B5)."""
    return merged((opens, closes) for opens, closes, _anchor in _pieces(hours, start, end))


def grid_starts(hours: Hours, step: int, start: Instant, end: Instant) -> list[Instant]:
    """When an appointment may begin, from `start` to before `end`: every `step` minutes of each window (B6)."""
    found: list[Instant] = []
    every = step * MINUTE
    for opens, closes, anchor in _pieces(hours, start, end):
        found += range(opens + (anchor - opens) % every, closes, every)
    return sorted(dict.fromkeys(found))


def local_date(zone: str, instant: Instant) -> date:
    return datetime.fromtimestamp(instant, _clock(zone)).date()


def spoken(zone: str, instant: Instant) -> tuple[date, str, int]:
    """Local date, time as "HH:MM", and the offset from UTC in minutes, which tells both passes of an hour apart."""
    local = datetime.fromtimestamp(instant, _clock(zone))
    return local.date(), f"{local:%H:%M}", _seconds(local) // MINUTE


def instants(zone: str, first: date, last: date) -> list[Interval]:
    """All instants on these local dates, ends included.

    One interval, but none if the dates never happened, and several if a clock was set back over midnight later than
    at midnight.
    """
    begin, end = _day(first) * DAY, (_day(last) + 1) * DAY
    pieces = _segments(zone, begin - DAY, end + DAY)
    return merged((max(since, begin - offset), min(until, end - offset)) for since, until, offset in pieces)


def bounds(zone: str, first: date, last: date) -> Interval:
    """The first instant of these local dates and the one after their last; equal if none of them ever happened."""
    if found := instants(zone, first, last):
        return found[0][0], found[-1][1]
    after, _end = bounds(zone, last + timedelta(days=1), last + timedelta(days=1))
    return after, after


def week_of(day: date) -> tuple[date, date]:
    """Monday and Sunday."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)


def month_of(day: date) -> tuple[date, date]:
    """Its first and its last date."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _pieces(hours: Hours, start: Instant, end: Instant) -> Iterator[tuple[Instant, Instant, Instant]]:
    """Open stretches, each of one window and one offset, with the instant from which its grid is counted."""
    for since, until, offset in _segments(hours.zone, start, end):
        for opens, closes in _declared(hours, (since + offset) // DAY - 1, (until + offset - 1) // DAY):
            begin, finish = max(since, opens - offset), min(until, closes - offset)
            if begin < finish:
                yield begin, finish, opens - offset


def _declared(hours: Hours, first: int, last: int) -> Iterator[Interval]:
    """The windows of these days, as walls. What spills over midnight is cut where the next date has an override."""
    special = {_day(day): windows for day, windows in hours.overrides.items()}
    for day in range(first, last + 1):
        windows = special.get(day)
        if windows is None:
            windows = hours.week[(day + _EPOCH_WEEKDAY) % 7]
        for window in windows:
            opens, closes = day * DAY + window.start * MINUTE, day * DAY + window.end * MINUTE
            if closes > opens:
                yield opens, closes
            else:
                yield opens, (day + 1) * DAY if day + 1 in special else closes + DAY


def _segments(zone: str, start: Instant, end: Instant) -> Iterator[tuple[Instant, Instant, int]]:
    """The time between two instants in pieces with one offset (seconds) each."""
    for block in range(start // _BLOCK, -(-end // _BLOCK)):
        for since, until, offset in _offsets(zone, block):
            if since < end and until > start:
                yield max(since, start), min(until, end), offset


@lru_cache(maxsize=4096)
def _offsets(zone: str, block: int) -> tuple[tuple[Instant, Instant, int], ...]:
    """Offsets of a zone in one block of time. No zone has ever changed its clock twice within a day."""
    clock = _clock(zone)
    since, end = block * _BLOCK, (block + 1) * _BLOCK
    found, offset = [], _offset(clock, since)
    for day in range(since, end, DAY):
        after = _offset(clock, day + DAY)
        if after != offset:
            change = day + bisect_left(range(day, day + DAY), 1, key=lambda at: _offset(clock, at) == after)
            found.append((since, change, offset))
            since, offset = change, after
    return (*found, (since, end, offset))


def forget_zones() -> None:
    """Read the rules of every zone anew; for whoever has just brought other ones."""
    ZoneInfo.clear_cache()
    _offsets.cache_clear()


def _offset(clock: ZoneInfo, instant: Instant) -> int:
    return _seconds(datetime.fromtimestamp(min(max(instant, _OLDEST), _NEWEST), clock))


def _seconds(local: datetime) -> int:
    """Its offset from UTC."""
    offset = local.utcoffset()
    assert offset is not None
    return offset.days * DAY + offset.seconds


def _clock(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as unknown:  # not found, not a name, a folder of zones
        raise UnknownZone(zone) from unknown


def _day(day: date) -> int:
    return day.toordinal() - _EPOCH
