"""Which times are on offer (B1). Pure: listing, and asking about one time, are the same few lines."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from bookings.engine.caps import capped, counted
from bookings.engine.rules import Case, blocking, case_of, crowded, fitting, taken, timely
from bookings.engine.values import Busy, Host, Instant, Interval, Service, Slot
from cardsite.kit.hours import grid_starts, instants, local_date
from cardsite.kit.intervals import common, outside

DAYS_MAX: Final = 62
"""Two long months."""


class SpanTooLong(ValueError):
    """More than `DAYS_MAX` dates asked for at once (B15)."""


def slots(
    service: Service,
    hosts: Iterable[Host],
    busy: Mapping[int, Sequence[Busy]],
    query_from: date,
    query_to: date,
    viewer_zone: str,
    now: Instant,
    *,
    seats: int = 1,
    without: int | None = None,
) -> list[Slot]:
    """Times on offer on these dates of the viewer, ends included, in order; with several hosts of any of them (B13).

    `busy` by host id, in any order; with caps it holds the whole months concerned. `seats` are wanted together.
    `without` is a booking being moved. Raises `SpanTooLong` and `UnknownZone`.
    """
    if (query_to - query_from).days >= DAYS_MAX:
        raise SpanTooLong(f"At most {DAYS_MAX} days can be asked for at once.")
    spans = instants(viewer_zone, query_from, query_to)
    takers: dict[Instant, tuple[int, ...]] = {}
    room: dict[Instant, int] = {}
    for host in hosts:
        case = case_of(service, host, busy.get(host.id, ()), now, seats=seats, without=without)
        for start in free(case, spans):
            takers[start] = (*takers.get(start, ()), host.id)
            if service.seats > 1:
                room[start] = max(room.get(start, 0), case.seats_left(start))
    return [Slot(start, takers[start], room.get(start)) for start in sorted(takers)]


def is_bookable(
    service: Service,
    hosts: Iterable[Host],
    busy: Mapping[int, Sequence[Busy]],
    start: Instant,
    now: Instant,
    *,
    seats: int = 1,
    without: int | None = None,
) -> tuple[int, ...]:
    """The hosts who can take this very start, in the order given; empty: it cannot be booked."""
    cases = (case_of(service, host, busy.get(host.id, ()), now, seats=seats, without=without) for host in hosts)
    return tuple(case.host.id for case in cases if free(case, [(start, start + 1)]))


def least_busy(
    able: Iterable[int], hosts: Iterable[Host], busy: Mapping[int, Sequence[Busy]], start: Instant, *, now: Instant = 0
) -> list[int]:
    """Hosts who are free at `start`, the best first: fewest bookings on that day of theirs, then lowest id (B13).

    A session counts once. Holds count while they live at `now`; without it, all of them.
    """
    by_id = {host.id: host for host in hosts}

    def bookings(host: Host) -> int:
        zone = host.hours.zone
        day = local_date(zone, start)
        starts = counted(blocking(host, busy.get(host.id, ()), now))
        return sum(local_date(zone, other) == day for other in starts)

    return sorted(set(able), key=lambda one: (bookings(by_id[one]), one))


def free(case: Case, spans: Sequence[Interval]) -> list[Instant]:
    """Starts inside the spans that every rule allows."""
    spans = common(spans, timely(case))
    if not spans or case.seats > case.service.seats:
        return []
    first, end = spans[0][0], spans[-1][1]
    allowed = common(spans, fitting(case, first, end))
    for kept_out in (taken(case, first, end), crowded(case), capped(case)):
        allowed = outside(allowed, kept_out)
    grid = grid_starts(case.host.hours, case.service.step, first, end)
    found: list[Instant] = []
    for since, until in allowed:
        found += grid[bisect_left(grid, since) : bisect_left(grid, until)]
    return found
