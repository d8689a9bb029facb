"""Which days figures are about, and which they are compared with (cards 68, 70). Pure: `today` is an argument."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

OFFERED: Final = (7, 30, 90, 365)
USUAL: Final = 30
THIS_MONTH: Final = "month"
LAST_MONTH: Final = "last-month"
LONGEST: Final = 1_100
"""Days: more than three years nobody compares."""

BY_DAY: Final = 92
BY_WEEK: Final = 500
"""So many days are shown one by one, so many by their weeks; longer periods by months."""

_DAY: Final = timedelta(days=1)
_WRITTEN: Final = re.compile(r"2[0-9]{3}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Period:
    """From `first` to `last`, both contained."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Period":
        """As many days, just before these."""
        return Period(self.first - timedelta(days=self.days), self.first - _DAY)

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=number) for number in range(self.days))

    def pieces(self) -> list["Period"]:
        """What a chart shows as one bar each: days, weeks from Monday, or months; cut at both ends."""
        if self.days <= BY_DAY:
            return [Period(day, day) for day in self]
        begins = _is_monday if self.days <= BY_WEEK else _is_first
        firsts = [self.first, *(day for day in self if day > self.first and begins(day))]
        lasts = [*(day - _DAY for day in firsts[1:]), self.last]
        return [Period(one, other) for one, other in zip(firsts, lasts, strict=True)]


@dataclass(frozen=True)
class Chosen:
    """`key` is the number of days, or the month, as it stands in the address; empty for days of one's own choice.

    `before` is missing where the plan does not show it. `is_cut`: the plan shows less than was asked for.
    """

    key: str
    period: Period
    before: Period | None
    is_cut: bool = False


def last_days(number: int, today: date) -> Period:
    """Up to and with today."""
    return Period(today - timedelta(days=number - 1), today)


def last_week(monday: date) -> Period:
    """Monday to Sunday before the week that begins on `monday`."""
    return Period(monday - timedelta(days=7), monday - _DAY)


def choose(asked: Mapping[str, str], today: date, shown: int | None) -> Chosen:
    """From the query of an address: `days`, or `from` and `to`. `shown`: so many days the plan shows.

    Raises `ValueError` for what no page of ours writes.
    """
    key, period = _asked(asked, today)
    oldest = last_days(min(shown or LONGEST, LONGEST), today).first
    first = max(period.first, oldest)
    kept = Period(first, max(period.last, first))
    before = kept.before if kept.before.first >= oldest else None
    return Chosen(key, kept, before, is_cut=first > period.first)


def _asked(asked: Mapping[str, str], today: date) -> tuple[str, Period]:
    since, until = asked.get("from", ""), asked.get("to", "")
    if since or until:
        last = min(_day(until), today) if until else today
        first = min(_day(since), today) if since else last
        return "", Period(min(first, last), max(first, last))
    key = asked.get("days", "") or str(USUAL)
    begin = today.replace(day=1)
    if key == THIS_MONTH:
        return key, Period(begin, today)
    if key == LAST_MONTH:
        return key, Period((begin - _DAY).replace(day=1), begin - _DAY)
    if key not in map(str, OFFERED):
        raise ValueError(key)
    return key, last_days(int(key), today)


def _is_monday(day: date) -> bool:
    return day.weekday() == 0


def _is_first(day: date) -> bool:
    return day.day == 1


def _day(text: str) -> date:
    if not _WRITTEN.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text)
