"""From rows to the engine's values and back: what is free, what can be booked, why something is not (B1, B16)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from bookings import engine
from bookings.engine.values import Busy, Caps, Host, Instant, Slot
from bookings.engine.values import Service as Asked
from bookings.models import Absence, Booking, Calendar, FeedBusy, Occupancy, Override, Service
from bookings.offer import Extra
from cardsite.kit.hours import Hours, Window

DAY: Final = 24 * 3600
NEAR: Final = timedelta(days=14)
ALTERNATIVES: Final = 3


@dataclass(frozen=True)
class Wish:
    """What somebody asks for: a service with extras and seats, and the calendars that may take it.

    `without` is a booking that is being moved: everything is seen as if it did not exist (B14).
    """

    service: Service
    calendars: Sequence[Calendar]
    extras: tuple[Extra, ...] = ()
    seats: int = 1
    without: Booking | None = None

    @property
    def minutes(self) -> int:
        return self.service.duration + sum(extra.minutes for extra in self.extras)

    @property
    def asked(self) -> Asked:
        """As the engine wants it: extras lengthen the appointment and leave the grid alone (B6)."""
        service = self.service
        return Asked(
            id=service.pk,
            duration=self.minutes,
            step=service.step or service.duration,
            before=service.before,
            after=service.after,
            notice=service.notice,
            horizon=service.horizon,
            seats=service.seats,
            caps=Caps(service.cap_day, service.cap_week, service.cap_month),
        )


def offering(service: Service) -> list[Calendar]:
    """The calendars that offer a service, in the owner's order."""
    return list(Calendar.objects.get_queryset().kept().filter(offerings__service=service))


def chosen_host(booking: Booking) -> str:
    """With whom, where there is a choice of people; else empty."""
    return booking.calendar.name if len(offering(booking.service)) > 1 else ""


def free(wish: Wish, *, first: date, last: date, zone: str, now: datetime) -> list[Slot]:
    """Free times on these dates of `zone`, ends included. Three queries. Raises `SpanTooLong`, `UnknownZone`."""
    span = _span(wish, first, last)
    hosts, busy = situation(wish, *span)
    return engine.slots(wish.asked, hosts, busy, first, last, zone, instant(now), seats=wish.seats)


def takers(wish: Wish, start: datetime, now: datetime) -> list[int]:
    """Calendars that can take this very time, the best first; raises nothing: none means not bookable."""
    at = instant(start)
    hosts, busy = situation(wish, *_around(wish, start))
    able = engine.is_bookable(wish.asked, hosts, busy, at, instant(now), seats=wish.seats)
    return engine.least_busy(able, hosts, busy, at)


def is_offered(wish: Wish, start: datetime, now: datetime) -> bool:
    """Whether the time would be bookable if nothing were in the way: then it is taken, not made up."""
    hosts = [host(calendar, overrides) for calendar, overrides in _with_overrides(wish.calendars, start.date())]
    return bool(engine.is_bookable(wish.asked, hosts, {}, instant(start), instant(now), seats=wish.seats))


def nearest(wish: Wish, start: datetime, now: datetime) -> list[Slot]:
    """Three free times close to one that is not; for whoever came second (B21)."""
    first = max(now, start - NEAR).date()
    found = free(wish, first=first, last=first + 2 * NEAR, zone="UTC", now=now)
    closest = sorted(found, key=lambda slot: (abs(slot.start - instant(start)), slot.start))[:ALTERNATIVES]
    return sorted(closest, key=lambda slot: slot.start)


def explain(wish: Wish, start: datetime, now: datetime) -> "engine.Reason | None":
    """The first rule that hides a time of the one calendar wished for; None when it can be booked (B18)."""
    hosts, busy = situation(wish, *_around(wish, start))
    (only,) = hosts
    return engine.explain(wish.asked, only, busy.get(only.id, ()), instant(start), instant(now), seats=wish.seats)


def situation(wish: Wish, since: datetime, until: datetime) -> tuple[list[Host], dict[int, list[Busy]]]:
    """The hosts wished for, and everything that blocks them between two instants."""
    reach = timedelta(minutes=wish.service.before), timedelta(minutes=wish.minutes + wish.service.after)
    pairs = _with_overrides(wish.calendars, since.date(), until.date())
    hosts = [host(calendar, overrides) for calendar, overrides in pairs]
    calendars = [calendar.pk for calendar in wish.calendars]
    return hosts, blocking(calendars, since - reach[0], until + reach[1], without=wish.without)


def host(calendar: Calendar, overrides: Iterable[Override] = ()) -> Host:
    return Host(
        id=calendar.pk,
        hours=hours(calendar, overrides),
        caps=Caps(calendar.cap_day, calendar.cap_week, calendar.cap_month),
    )


def hours(calendar: Calendar, overrides: Iterable[Override] = ()) -> Hours:
    """A calendar's opening hours as a value."""
    return Hours(
        zone=calendar.zone,
        week=tuple(windows(day) for day in calendar.week),
        overrides={override.date: windows(override.windows) for override in overrides},
    )


def windows(texts: Iterable[str]) -> tuple[Window, ...]:
    return tuple(Window.parse(text) for text in texts)


def blocking(
    calendars: Sequence[int], since: datetime, until: datetime, *, without: Booking | None = None
) -> dict[int, list[Busy]]:
    """What is taken, by calendar: sessions with their own buffers, absences and imported times (B9, B10)."""
    found: dict[int, list[Busy]] = {calendar: [] for calendar in calendars}
    taken = Occupancy.objects.filter(
        calendar__in=calendars, live=True, blocked_from__lt=until, blocked_until__gt=since
    ).order_by()
    own = (without.occupancy_id, without.seats) if without else (None, 0)
    for calendar, *row in taken.values_list("calendar_id", *_SESSION):
        session = _session(*row)
        if session.id == own[0]:
            session = replace(session, seats=session.seats - own[1])
        if session.seats:
            found[calendar].append(session)
    away = Absence.objects.filter(calendar__in=calendars, start__lt=until, end__gt=since).order_by()
    theirs = FeedBusy.objects.filter(calendar__in=calendars, start__lt=until, end__gt=since).order_by()
    columns = ("calendar_id", "start", "end", "pk")
    for calendar, start, end, _pk in away.values_list(*columns).union(theirs.values_list(*columns), all=True):
        found[calendar].append(Busy(instant(start), instant(end), "external"))
    return found


def instant(at: datetime) -> Instant:
    return int(at.timestamp())


def moment(at: Instant) -> datetime:
    return datetime.fromtimestamp(at, UTC)


_SESSION: Final = ("pk", "service_id", "start", "end", "blocked_from", "blocked_until", "taken")


def _session(
    pk: int, service: int, start: datetime, end: datetime, since: datetime, until: datetime, taken: int
) -> Busy:
    return Busy(
        start=instant(start),
        end=instant(end),
        kind="booking",
        id=pk,
        service=service,
        seats=taken,
        before=int((start - since).total_seconds()) // 60,
        after=int((until - end).total_seconds()) // 60,
    )


def _around(wish: Wish, start: datetime) -> tuple[datetime, datetime]:
    """What matters for one time alone: its local day wherever the calendar is, or whatever is counted."""
    if _counts(wish):
        return _span(wish, start.date(), start.date())
    return start - timedelta(days=1), start + timedelta(days=1, minutes=wish.minutes)


def _span(wish: Wish, first: date, last: date) -> tuple[datetime, datetime]:
    """Instants that surely hold these dates in every zone; whole months where something counts by them (B11)."""
    since = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=2)
    until = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=3)
    if _counts(wish):
        since = since.replace(day=1) - timedelta(days=7)
        until = (until.replace(day=1) + timedelta(days=32)).replace(day=1) + timedelta(days=7)
    return since, until


def _counts(wish: Wish) -> bool:
    capped: Sequence[Service | Calendar] = [wish.service, *wish.calendars]
    return any(one.cap_day or one.cap_week or one.cap_month for one in capped)


def _with_overrides(
    calendars: Sequence[Calendar], first: date, last: date | None = None
) -> list[tuple[Calendar, list[Override]]]:
    """Overrides of these dates and of their neighbours, whose windows reach over midnight."""
    by_calendar: Mapping[int, list[Override]] = {calendar.pk: [] for calendar in calendars}
    around = (first - timedelta(days=2), (last or first) + timedelta(days=2))
    for override in Override.objects.filter(calendar__in=list(by_calendar), date__range=around).order_by():
        by_calendar[override.calendar_id].append(override)
    return [(calendar, by_calendar[calendar.pk]) for calendar in calendars]
