"""Why a time is not on offer: the first rule that hides it (B18). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from bookings.engine.caps import Scope, capped, during, full_periods
from bookings.engine.rules import Case, case_of, crowded, earliest, fitting, is_session, kept_out, timely
from bookings.engine.values import Busy, Host, Instant, Period, Service
from cardsite.kit.hours import grid_starts, local_date, open_intervals
from cardsite.kit.intervals import holds

Rule = Literal[
    "past",
    "notice",
    "horizon",
    "override",
    "closed",
    "grid",
    "too_long",
    "busy",
    "buffer",
    "seats",
    "cap_day",
    "cap_week",
    "cap_month",
]

_CAP: Final[dict[Period, Rule]] = {"day": "cap_day", "week": "cap_week", "month": "cap_month"}


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule and what it found.

    `item` is what is in the way ("busy"; "buffer": only with buffers; "seats": one row of the full session), the date
    of the override, or the first date of the full day, week or month. `scope` says whose cap it is.
    """

    rule: Rule
    item: Busy | date | None = None
    scope: Scope | None = None


def explain(
    service: Service,
    host: Host,
    busy: Sequence[Busy],
    start: Instant,
    now: Instant,
    *,
    seats: int = 1,
    without: int | None = None,
) -> Reason | None:
    """The first rule that hides this start from visitors of this host; None exactly when it can be booked."""
    case = case_of(service, host, busy, now, seats=seats, without=without)
    return (
        _too_soon_or_far(case, start) or _outside_hours(case, start) or _in_the_way(case, start) or _full(case, start)
    )


def _too_soon_or_far(case: Case, start: Instant) -> Reason | None:
    if start < case.now:
        return Reason("past")
    if start < earliest(case):
        return Reason("notice")
    return None if holds(timely(case), start) else Reason("horizon")


def _outside_hours(case: Case, start: Instant) -> Reason | None:
    hours = case.host.hours
    if not open_intervals(hours, start, start + 1):
        day = local_date(hours.zone, start)
        return Reason("override", day) if day in hours.overrides else Reason("closed")
    if not grid_starts(hours, case.service.step, start, start + 1):
        return Reason("grid")
    return None if holds(fitting(case, start, start + 1), start) else Reason("too_long")


def _in_the_way(case: Case, start: Instant) -> Reason | None:
    rows = [row for row in case.rows if any(first <= start < end for first, end in kept_out(case, row))]
    rows.sort(key=lambda row: row.start)
    for row in rows:
        if row.start < start + case.lasts and start < row.end:
            return Reason("busy", row)
    return Reason("buffer", rows[0]) if rows else None


def _full(case: Case, start: Instant) -> Reason | None:
    if case.seats > case.service.seats or holds(crowded(case), start):
        session = (row for row in case.rows if row.start == start and is_session(case.service, row))
        return Reason("seats", next(session, None))
    if not holds(capped(case), start):
        return None
    full = next(full for full in full_periods(case) if holds(during(case, full), start))
    return Reason(_CAP[full.period], full.first, full.scope)
