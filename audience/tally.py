"""From the events of some days, in the order of their time, to their totals (cards 65-68). Pure.

A view is a load of the card that comes more than 30 minutes after the last load of the same visitor; who is not told
apart makes a view by each load. A view belongs to the day, and counts with the referrer, of its first load. People are
the visitors who began a view on that day. Digests change at midnight UTC: whoever stays beyond it begins anew, and on a
clock that has another midnight is then two people of that day.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

GAP: Final = timedelta(minutes=30)

Total = tuple[str, str, str]
"""Figure, part and key, as `DayTotal` has them."""


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
    days: dict[date, Counter[Total]] = {}
    last_load: dict[str, datetime] = {}
    people: set[tuple[date, str]] = set()
    for one in events:
        local = one.at.astimezone(zone)
        day = days.setdefault(local.date(), Counter())
        if one.filtered:
            _add(day, "filtered", {"reason": one.filtered}, one.times)
        elif one.kind != "view":
            figure, parts = FIGURES[one.kind]
            _add(day, figure, parts(one), one.times)
        elif _begins(one, last_load):
            _add(day, "views", _of_view(one, local.hour), 1 if one.visitor else one.times)
            if one.visitor and (local.date(), one.visitor) not in people:
                people.add((local.date(), one.visitor))
                _add(day, "people", {})
    return days


def _begins(load: Happened, last_load: dict[str, datetime]) -> bool:
    """Whether this load is a view of its own."""
    if not load.visitor:
        return True
    before = last_load.get(load.visitor)
    last_load[load.visitor] = load.at
    return before is None or load.at - before > GAP


def _add(day: Counter[Total], figure: str, parts: dict[str, str], times: int = 1) -> None:
    day[figure, "", ""] += times
    for part, key in parts.items():
        day[figure, part, key] += times


def _of_view(one: Happened, hour: int) -> dict[str, str]:
    whence = {"referrer": one.referrer, "country": one.country, "device": one.device}
    return whence | {"hour": str(hour)} | _by_code(one)


def _by_code(one: Happened) -> dict[str, str]:
    return {"code": str(one.code_id)} if one.code_id else {}


def _by_target(one: Happened) -> dict[str, str]:
    return {"target": one.target}


FIGURES: Final[dict[str, tuple[str, Callable[[Happened], dict[str, str]]]]] = {
    "scan": ("scans", _by_code),
    "save": ("saves", _by_code),
    "click": ("clicks", _by_target),
    "share": ("shares", _by_target),
    "lead": ("leads", _by_code),
    "booking": ("bookings", _by_code),
    "order": ("orders", _by_code),
}
