"""From the events of some days, in the order of their time, to their totals (cards 65-68). Pure.

A view is a load of the card that comes more than 30 minutes after the last load of the same visitor; who is not told
apart makes a view by each load. A view belongs to the day, and counts with the referrer, of its first load. People are
the visitors who began a view on that day. Digests change at midnight UTC: whoever stays beyond it begins anew, and on a
clock that has another midnight is then two people of that day.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import cache, partial
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo

GAP: Final = timedelta(minutes=30)
_GAP: Final = GAP // timedelta(seconds=1)
QUARTER: Final = 15 * 60
"""Seconds within which no clock comes to another hour: all of them differ from UTC by whole quarters of an hour."""

Total = tuple[str, str, str]
"""Figure, part and key, as `DayTotal` has them."""

Parts = tuple[str | int | None, ...]
"""Keys in the order of `PARTS`; None where there is none."""

FIGURES: Final = {
    "scan": "scans",
    "save": "saves",
    "click": "clicks",
    "share": "shares",
    "lead": "leads",
    "booking": "bookings",
    "order": "orders",
}
TARGETED: Final = frozenset({"click", "share"})
PARTS: Final = {
    "views": ("referrer", "country", "device", "hour", "code"),
    "people": (),
    "clicks": ("target",),
    "shares": ("target",),
    "filtered": ("reason",),
}
"""How a figure is split; all others by code."""


class Happened(NamedTuple):
    """What is read of an event; `at` is a Unix time in whole seconds."""

    kind: str
    at: int
    times: int
    code_id: int | None
    visitor: str
    filtered: str
    device: str
    country: str
    referrer: str
    target: str


def tally(events: Iterable[Happened | tuple[Any, ...]], zone: ZoneInfo) -> dict[date, Counter[Total]]:
    """By day on that clock. To count the first days right, give also the events of half an hour before."""
    alike: Counter[tuple[date, str, Parts]] = Counter()
    people: set[tuple[date, str]] = set()
    last_load: dict[str, int] = {}
    place = cache(partial(_place, zone))
    for kind, at, times, code, visitor, filtered, device, country, referrer, target in events:
        day, hour = place(at // QUARTER)
        if filtered:
            alike[day, "filtered", (filtered,)] += times
        elif kind != "view":
            alike[day, FIGURES[kind], (target if kind in TARGETED else code,)] += times
        elif not visitor:
            alike[day, "views", (referrer, country, device, hour, code)] += times
        else:
            before, last_load[visitor] = last_load.get(visitor), at
            if before is None or at - before > _GAP:
                alike[day, "views", (referrer, country, device, hour, code)] += 1
                people.add((day, visitor))
    alike.update((day, "people", ()) for day, _visitor in people)
    return _split(alike)


def _place(zone: ZoneInfo, quarter: int) -> tuple[date, int]:
    """Day and hour on that clock."""
    local = datetime.fromtimestamp(quarter * QUARTER, zone)
    return local.date(), local.hour


def _split(alike: Counter[tuple[date, str, Parts]]) -> dict[date, Counter[Total]]:
    """Each figure as a whole, and by each of its parts."""
    days: dict[date, Counter[Total]] = {}
    for (day, figure, keys), count in alike.items():
        totals = days.setdefault(day, Counter())
        totals[figure, "", ""] += count
        for part, key in zip(PARTS.get(figure, ("code",)), keys, strict=True):
            if key is not None:
                totals[figure, part, str(key)] += count
    return days
