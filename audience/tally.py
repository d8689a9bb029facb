"""From the events of some days, in the order of their time, to their totals (cards 65-68). Pure.

A view is a load of the card that comes more than 30 minutes after the last load of the same visitor; who is not told
apart makes a view by each load. A view belongs to the day, and counts with the referrer, of its first load. People are
the visitors who began a view on that day. Digests change at midnight UTC: whoever stays beyond it begins anew, and on a
clock that has another midnight is then two people of that day.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

GAP: Final = timedelta(minutes=30)

Total = tuple[str, str, str]
"""Figure, part and key, as `DayTotal` has them."""

Parts = tuple[str | None, ...]
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
PARTS: Final = {
    "views": ("referrer", "country", "device", "hour", "code"),
    "people": (),
    "clicks": ("target",),
    "shares": ("target",),
    "filtered": ("reason",),
}
"""How a figure is split; all others by code."""


class Happened(NamedTuple):
    """What is read of an event."""

    kind: str
    at: datetime
    times: int
    code_id: int | None
    visitor: str
    filtered: str
    device: str
    country: str
    referrer: str
    target: str


def tally(events: Iterable[Happened], zone: ZoneInfo) -> dict[date, Counter[Total]]:
    """By day on that clock. To count the first days right, give also the events of half an hour before."""
    alike: Counter[tuple[date, str, Parts]] = Counter()
    people: set[tuple[date, str]] = set()
    last_load: dict[str, datetime] = {}
    for one in events:
        local = one.at.astimezone(zone)
        day = local.date()
        if one.filtered:
            alike[day, "filtered", (one.filtered,)] += one.times
        elif one.kind != "view":
            alike[day, FIGURES[one.kind], _parts(one)] += one.times
        elif _begins(one, last_load):
            parts = (one.referrer, one.country, one.device, str(local.hour), _code(one))
            alike[day, "views", parts] += 1 if one.visitor else one.times
            if one.visitor:
                people.add((day, one.visitor))
    alike.update((day, "people", ()) for day, _visitor in people)
    return _split(alike)


def _begins(load: Happened, last_load: dict[str, datetime]) -> bool:
    """Whether this load is a view of its own."""
    if not load.visitor:
        return True
    before = last_load.get(load.visitor)
    last_load[load.visitor] = load.at
    return before is None or load.at - before > GAP


def _parts(one: Happened) -> Parts:
    return (one.target,) if one.kind in {"click", "share"} else (_code(one),)


def _code(one: Happened) -> str | None:
    return str(one.code_id) if one.code_id else None


def _split(alike: Counter[tuple[date, str, Parts]]) -> dict[date, Counter[Total]]:
    """Each figure as a whole, and by each of its parts."""
    days: dict[date, Counter[Total]] = {}
    for (day, figure, keys), count in alike.items():
        totals = days.setdefault(day, Counter())
        totals[figure, "", ""] += count
        for part, key in zip(PARTS.get(figure, ("code",)), keys, strict=True):
            if key is not None:
                totals[figure, part, key] += count
    return days
