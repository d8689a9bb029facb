"""What the slot engine is given and what it answers. Pure; minutes and days where nothing else is said."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, NamedTuple

from cardsite.kit import intervals
from cardsite.kit.hours import Hours

Instant = intervals.Instant
Interval = intervals.Interval

Period = Literal["day", "week", "month"]


@dataclass(frozen=True, slots=True)
class Caps:
    """At most so many bookings in a local day, week (Monday first) and month; None: any number (B11)."""

    day: int | None = None
    week: int | None = None
    month: int | None = None

    def __post_init__(self) -> None:
        if any(most < 1 for _period, most in self.given()):
            raise ValueError("A cap allows at least one booking; to offer none, close the hours.")

    def given(self) -> Iterator[tuple[Period, int]]:
        periods: tuple[tuple[Period, int | None], ...] = (("day", self.day), ("week", self.week), ("month", self.month))
        return ((period, most) for period, most in periods if most is not None)


@dataclass(frozen=True, slots=True)
class Service:
    """What is booked. `duration` includes extras, `step` is the grid's and does not; `horizon` in days (B6–B8)."""

    id: int
    duration: int
    step: int
    before: int = 0
    after: int = 0
    notice: int = 0
    horizon: int = 365
    seats: int = 1
    caps: Caps = Caps()


@dataclass(frozen=True, slots=True)
class Host:
    """Who or what is booked: a calendar. `awaiting_blocks`: so do bookings that wait for approval (B10)."""

    id: int
    hours: Hours
    caps: Caps = Caps()
    awaiting_blocks: bool = True


@dataclass(frozen=True, slots=True)
class Busy:
    """Time of a host that is, or was, taken. `before` and `after` are the buffers stored with the booking (B9)."""

    start: Instant
    end: Instant
    kind: Literal["booking", "external"]
    id: int | None = None
    status: str = "confirmed"
    expires: Instant | None = None
    service: int | None = None
    seats: int = 1
    before: int = 0
    after: int = 0


class Slot(NamedTuple):
    """A time on offer (a tuple, for there are thousands) and the hosts who can take it, in the order they were given.

    `seats_left` is None unless the service has several; with several hosts it is that of the emptiest.
    """

    start: Instant
    hosts: tuple[int, ...]
    seats_left: int | None
