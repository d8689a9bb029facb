"""The local times of one recurrence rule (RFC 5545 3.3.10), at a price that is known beforehand.

dateutil steps through rules from their beginning and for ever; here a rule begins shortly before the time asked for,
and every step is paid out of an allowance. Times are *walls*: naive, as the clock of the event's zone shows them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from math import prod
from typing import Final, Self

from dateutil.rrule import rrule, rrulestr

_PART: Final = re.compile(r"(FREQ|INTERVAL|COUNT|UNTIL|WKST|BY[A-Z]+)=([A-Z0-9,+-]+)")
_UNITS: Final = {
    "WEEKLY": timedelta(weeks=1),
    "DAILY": timedelta(days=1),
    "HOURLY": timedelta(hours=1),
    "MINUTELY": timedelta(minutes=1),
    "SECONDLY": timedelta(seconds=1),
}
_COSTS: Final = {"YEARLY": 30, "MONTHLY": 6, "WEEKLY": 3}  # of a step, in about microseconds; others 2
_BEGINNING: Final = 200
_FOUND: Final = 8
_LONGEST: Final = 500  # characters; longer ones exist only to be slow
_TIMES: Final = 500  # of one day by BYHOUR, BYMINUTE and BYSECOND together

_SHARE: Final = 200_000
_ALL: Final = 3_000_000


class Enough(Exception):
    """The allowance is used up."""


@dataclass(slots=True)
class Work:
    """What may still be spent, on one event and on all together, in about microseconds."""

    share: int = _SHARE
    left: int = _ALL

    def next(self) -> None:
        """Another event."""
        self.share = _SHARE

    def spend(self, cost: int) -> None:
        self.share -= cost
        self.left -= cost
        if self.share < 0 or self.left < 0:
            raise Enough


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule taken apart, by upper-case names. Its UNTIL is its reader's business."""

    parts: dict[str, str]

    @classmethod
    def parse(cls, text: str) -> "Rule":
        """Raises ValueError for what is no rule; dateutil has its own say later."""
        if len(text) > _LONGEST:
            raise ValueError("a rule too long")
        found = [_PART.fullmatch(part.strip()) for part in text.upper().strip("; ").split(";")]
        parts = {part[1]: part[2] for part in found if part}
        if None in found or len(parts) != len(found) or parts.get("FREQ") not in {*_COSTS, *_UNITS}:
            raise ValueError("not a rule")
        if int(parts.get("INTERVAL", "1")) < 1:
            raise ValueError("a rule that stands still")
        if prod(len(parts.get(name, "").split(",")) for name in ("BYHOUR", "BYMINUTE", "BYSECOND")) > _TIMES:
            raise ValueError("a rule too fine")
        return cls(parts)

    @property
    def until(self) -> str | None:
        return self.parts.get("UNTIL")


def walls(rule: Rule, start: datetime, first: datetime, last: datetime, work: Work) -> Iterator[datetime]:
    """Times of the rule from `first` to `last`, in order, those before `start` never.

    Raises Enough, also midway, and ValueError or OverflowError for a rule that makes no sense.
    """
    work.spend(_BEGINNING)
    parts = {name: value for name, value in _explicit(rule.parts, start).items() if name != "UNTIL"}
    freq, interval = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    begin = start if "COUNT" in parts else _moved(freq, interval, start, first)
    made = rrulestr(";".join(f"{name}={value}" for name, value in parts.items()), dtstart=begin)
    assert isinstance(made, rrule)  # a set is only made of several rules
    cost = _COSTS.get(freq, 2) * (1 + parts.get("BYSETPOS", "").count(","))
    made = made.replace(interval=_Stride(interval, cost, work))
    for wall in takewhile(lambda wall: wall <= last, made):
        work.spend(_FOUND if wall >= first else 1)
        if wall >= first:
            yield wall


def _explicit(parts: dict[str, str], start: datetime) -> dict[str, str]:
    """What a rule leaves to its start is said, so that it may begin elsewhere."""
    days = {"BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY"} & parts.keys()
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[start.weekday()]
    if parts["FREQ"] == "YEARLY" and days == {"BYWEEKNO"}:
        return {**parts, "BYDAY": weekday}
    if parts["FREQ"] == "YEARLY" and not days:
        return {"BYMONTH": str(start.month), **parts, "BYMONTHDAY": str(start.day)}
    if parts["FREQ"] == "MONTHLY" and not days:
        return {**parts, "BYMONTHDAY": str(start.day)}
    return parts


def _moved(freq: str, interval: int, start: datetime, first: datetime) -> datetime:
    """A beginning in step with `start`, at least a whole interval before `first`; or `start`."""
    if freq == "YEARLY":
        times = (first.year - start.year - 1) // interval
        return start.replace(year=start.year + times * interval, month=1, day=1) if times > 0 else start
    if freq == "MONTHLY":
        months = start.year * 12 + start.month - 1
        times = (first.year * 12 + first.month - 2 - months) // interval
        year, month = divmod(months + times * interval, 12)
        return start.replace(year=year, month=month + 1, day=1) if times > 0 else start
    stride = _UNITS[freq] * interval
    times = (first - start) // stride - 1
    return start + times * stride if times > 0 else start


class _Stride(int):
    """An interval that is paid for whenever it is added: so dateutil makes every step, also where it finds nothing."""

    cost: int
    work: Work

    def __new__(cls, interval: int, cost: int, work: Work) -> Self:
        made = super().__new__(cls, interval)
        made.cost, made.work = cost, work
        return made

    def __radd__(self, other: int) -> int:
        self.work.spend(self.cost)
        return other + int(self)

    def __mul__(self, other: int) -> int:
        self.work.spend(self.cost)
        return int(self) * other
