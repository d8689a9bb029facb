"""What stands on the days of an agenda: bookings, blocked time and special days, by the date of each calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from django.db.models import QuerySet

from audience.searching import matching
from bookings import telling
from bookings.models import Absence, Booking, Calendar, Override, Reminder
from bookings.states import State
from bookings.wording import what
from workspaces.models import User
from workspaces.moments import day_title, span_words, time_words, wall

SHOWN: Final = (State.HELD, State.PENDING, State.CONFIRMED, State.COMPLETED, State.NO_SHOW)
FOUND_MOST: Final = 50
TO_SEND_MOST: Final = 20
QUARTER: Final = 15
_TONES: Final = {
    State.HELD: "badge-warning",
    State.PENDING: "badge-warning",
    State.COMPLETED: "badge-success",
    State.NO_SHOW: "badge-error",
}


@dataclass(frozen=True)
class Entry:
    """A booking on its day; `is_blocked` where it lies in blocked time.

    `first` and `last` are quarters of an hour since midnight, for the grid.
    """

    booking: Booking
    day: date
    starts: str
    words: str
    first: int
    last: int
    is_blocked: bool = False

    @property
    def calendar(self) -> int:
        return self.booking.calendar_id

    @property
    def what(self) -> str:
        """ "Cut, Colour"."""
        return what(self.booking)

    @property
    def tone(self) -> str:
        return tone(self.booking)

    @property
    def is_plain(self) -> bool:
        """Confirmed: the usual state needs no badge."""
        return self.booking.state == State.CONFIRMED


@dataclass(frozen=True)
class Away:
    """Blocked time, as far as it lies on one day."""

    absence: Absence
    day: date
    words: str
    first: int
    last: int

    @property
    def calendar(self) -> int:
        return self.absence.calendar_id

    @property
    def is_whole_day(self) -> bool:
        return self.last - self.first == 24 * 60 // QUARTER


@dataclass
class Leaf:
    """One date."""

    day: date
    title: str
    is_today: bool
    is_past: bool
    entries: list[Entry] = field(default_factory=list)
    away: list[Away] = field(default_factory=list)
    special: list[Override] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        return not (self.entries or self.away or self.special)

    @property
    def heads(self) -> list[Entry]:
        return self.entries[:3]

    @property
    def more(self) -> int:
        return max(0, len(self.entries) - 3)


def leaves(calendars: Sequence[Calendar], first: date, last: date, *, user: User, today: date) -> list[Leaf]:
    """Every date from `first` to `last` with what stands on it. Three queries."""
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    found = {day: Leaf(day, day_title(day, today), day == today, day < today) for day in days}
    by_id = {calendar.pk: calendar for calendar in calendars}
    since = datetime.combine(first, time(), UTC) - timedelta(days=1)
    until = datetime.combine(last, time(), UTC) + timedelta(days=2)
    blocked = list(Absence.objects.filter(calendar__in=by_id, start__lt=until, end__gt=since))
    bookings = Booking.objects.get_queryset().overlapping(since, until)
    for booking in bookings.filter(calendar__in=by_id, state__in=SHOWN).order_by("start", "pk"):
        booking.calendar = by_id[booking.calendar_id]
        entry = entry_of(booking, user, blocked)
        if leaf := found.get(entry.day):
            leaf.entries.append(entry)
    for absence in blocked:
        absence.calendar = by_id[absence.calendar_id]
        for away in _away(absence, days, user):
            found[away.day].away.append(away)
    for override in Override.objects.filter(calendar__in=by_id, date__range=(first, last)):
        override.calendar = by_id[override.calendar_id]
        found[override.date].special.append(override)
    return list(found.values())


def entry_of(booking: Booking, user: User, blocked: Iterable[Absence] = ()) -> Entry:
    """The booking comes with its calendar; `blocked` is whatever blocked time may lie around it."""
    zone = booking.calendar.zone
    start, end = wall(booking.start, zone), wall(booking.end, zone)
    first = _quarter(start)
    last = _quarter(end, up=True) if end.date() == start.date() else 24 * 60 // QUARTER
    return Entry(
        booking=booking,
        day=start.date(),
        starts=time_words(booking.start, zone, user),
        words=span_words(booking.start, booking.end, zone, user),
        first=first,
        last=max(last, first + 2),
        is_blocked=any(_lies_in(booking, absence) for absence in blocked),
    )


def requests(calendars: Iterable[Calendar], user: User) -> list[Entry]:
    """What waits for an answer, the most urgent first."""
    waiting = Booking.objects.filter(state=State.PENDING, calendar__in=[one.pk for one in calendars])
    return [entry_of(booking, user) for booking in waiting.select_related("calendar").order_by("start")]


def to_send(now: datetime) -> QuerySet[Reminder]:
    """Texts that wait to be sent by WhatsApp (B38)."""
    return telling.waiting(now).select_related("booking__calendar", "booking__service")[:TO_SEND_MOST]


def search(words: str, user: User) -> list[Entry]:
    """Bookings of any time and state by the guest's name, number or address, the latest first."""
    found = Booking.objects.filter(matching(words)).select_related("calendar").order_by("-start")[:FOUND_MOST]
    return [entry_of(booking, user) for booking in found]


def tone(booking: Booking) -> str:
    """The badge of its state."""
    return _TONES.get(State(booking.state), "")


def _lies_in(booking: Booking, absence: Absence) -> bool:
    same = booking.calendar_id == absence.calendar_id
    return same and absence.start < booking.end and booking.start < absence.end


def _away(absence: Absence, days: Iterable[date], user: User) -> Iterable[Away]:
    zone = absence.calendar.zone
    start, end = wall(absence.start, zone), wall(absence.end, zone)
    full = 24 * 60 // QUARTER
    for day in days:
        first = _quarter(start) if day == start.date() else 0
        last = _quarter(end, up=True) if day == end.date() else full
        if start.date() <= day <= end.date() and first < last:
            yield Away(absence, day, span_words(absence.start, absence.end, zone, user), first, last)


def _quarter(at: datetime, *, up: bool = False) -> int:
    minutes = at.hour * 60 + at.minute
    return -(-minutes // QUARTER) if up else minutes // QUARTER
