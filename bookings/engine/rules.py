"""The rules, each as the instants at which an appointment may, or may not, begin (B7–B12).

Pure. `explain` asks the same functions about one instant that `slots` asks about two months.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bookings.engine.values import Busy, Host, Instant, Interval, Service
from cardsite.kit.hours import MINUTE, instants, local_date, open_intervals
from cardsite.kit.intervals import common, merged

TAKES_PLACE: Final = {"confirmed", "completed", "no_show"}
"""What becomes of a booking after its start gives no time back."""


@dataclass(frozen=True, slots=True)
class Case:
    """One service wished of one host at one moment. `rows` block; `joinable` are the seats taken by session start."""

    service: Service
    host: Host
    now: Instant
    seats: int
    rows: Sequence[Busy]
    joinable: Mapping[Instant, int]

    @property
    def lasts(self) -> int:
        return self.service.duration * MINUTE

    def seats_left(self, start: Instant) -> int:
        return self.service.seats - self.joinable.get(start, 0)


def case_of(
    service: Service, host: Host, busy: Iterable[Busy], now: Instant, *, seats: int, without: int | None
) -> Case:
    rows = blocking(host, busy, now, without)
    return Case(service, host, now, seats, rows, _sessions(service, rows))


def blocking(host: Host, busy: Iterable[Busy], now: Instant, without: int | None = None) -> list[Busy]:
    """Rows that take their time at `now`; the booking `without` is seen as if it did not exist (B10, B14)."""
    rows = [row for row in busy if row.status in TAKES_PLACE or _waits(row, host, now)]
    return rows if without is None else [row for row in rows if row.id != without or row.kind != "booking"]


def timely(case: Case) -> list[Interval]:
    """Starts neither too soon nor too far ahead; notice to the second, horizon by the host's date (B8)."""
    zone, today = case.host.hours.zone, local_date(case.host.hours.zone, case.now)
    # From yesterday: a clock that goes back over midnight has yesterday's date again.
    reach = instants(zone, today - timedelta(days=1), today + timedelta(days=case.service.horizon))
    return common(reach, [(earliest(case), reach[-1][1])])


def earliest(case: Case) -> Instant:
    return case.now + case.service.notice * MINUTE


def fitting(case: Case, first: Instant, end: Instant) -> list[Interval]:
    """Starts between two instants with the whole duration inside open time (B7)."""
    opened = open_intervals(case.host.hours, first, end + case.lasts)
    return [(opens, closes - case.lasts + 1) for opens, closes in opened if closes - opens >= case.lasts]


def taken(case: Case, first: Instant, end: Instant) -> list[Interval]:
    """Starts between two instants that rows keep out."""
    return merged((a, b) for row in case.rows for a, b in kept_out(case, row) if a < end and b > first)


def kept_out(case: Case, row: Busy) -> tuple[Interval, ...]:
    """Starts at which the appointment, with its buffers, would touch the row, with its own (B9).

    A session lets those in who join it: its very start stays free (B12).
    """
    service = case.service
    first = row.start - (row.before + service.after) * MINUTE - case.lasts + 1
    end = row.end + (row.after + service.before) * MINUTE
    if is_session(service, row):
        return (first, row.start), (row.start + 1, end)
    return ((first, end),)


def crowded(case: Case) -> list[Interval]:
    """Starts of sessions without room for so many more (B12)."""
    return merged((start, start + 1) for start in case.joinable if case.seats_left(start) < case.seats)


def is_session(service: Service, row: Busy) -> bool:
    """Whether others may join the row: the same service, of several seats, for the same time (B12)."""
    return service.seats > 1 and row.service == service.id and row.end - row.start == service.duration * MINUTE


def _sessions(service: Service, rows: Iterable[Busy]) -> dict[Instant, int]:
    found: dict[Instant, int] = {}
    for row in rows if service.seats > 1 else ():
        if is_session(service, row):
            found[row.start] = found.get(row.start, 0) + row.seats
    return found


def _waits(row: Busy, host: Host, now: Instant) -> bool:
    if row.status == "pending":
        return host.awaiting_blocks
    return row.status == "held" and row.expires is not None and row.expires > now
