"""Caps: local days, weeks and months that have as many bookings as they may (B11). Pure."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from bookings.engine.rules import Case
from bookings.engine.values import Busy, Caps, Instant, Interval, Period
from cardsite.kit.hours import instants, local_date, month_of, week_of
from cardsite.kit.intervals import merged, outside

Scope = Literal["service", "host"]

_DATES: Final[dict[Period, Callable[[date], tuple[date, date]]]] = {
    "day": lambda day: (day, day),
    "week": week_of,
    "month": month_of,
}


@dataclass(frozen=True, slots=True)
class Full:
    """Local dates with no booking left, and whose cap says so."""

    scope: Scope
    period: Period
    first: date
    last: date


def full_periods(case: Case) -> Iterator[Full]:
    """The service's first, days before weeks before months."""
    service, host = case.service, case.host
    own = (row for row in case.rows if row.service == service.id)
    both: tuple[tuple[Scope, Caps, Iterable[Busy]], ...] = (
        ("service", service.caps, own),
        ("host", host.caps, case.rows),
    )
    for scope, caps, rows in both:
        if given := list(caps.given()):
            dates = [local_date(host.hours.zone, start) for start in counted(rows)]
            for period, most in given:
                counts = Counter(_DATES[period](day) for day in dates)
                yield from (Full(scope, period, *dates) for dates, count in counts.items() if count >= most)


def capped(case: Case) -> list[Interval]:
    """Starts in full periods, but for those of sessions: whoever joins adds no booking."""
    full = merged(part for period in full_periods(case) for part in during(case, period))
    return outside(full, merged((start, start + 1) for start in case.joinable)) if full else []


def during(case: Case, full: Full) -> list[Interval]:
    return instants(case.host.hours.zone, full.first, full.last)


def counted(rows: Iterable[Busy]) -> list[Instant]:
    """Starts of the bookings among these rows. All who come to one session make one booking (B11)."""
    sessions: set[tuple[int, Instant, Instant]] = set()
    starts = []
    for row in rows:
        if row.kind != "booking":
            continue
        if row.service is None:
            starts.append(row.start)
        else:
            sessions.add((row.service, row.start, row.end))
    return starts + [start for _service, start, _end in sessions]
