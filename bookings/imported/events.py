"""What one event of a calendar file says of time."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, Self

from icalendar import Parameters, vDuration

from bookings.imported.lines import Properties
from bookings.imported.recurring import Rule
from bookings.imported.zones import Clock, Moment, Wall, Zones, each
from cardsite.kit.intervals import Instant

_FREE: Final = {"STATUS": "CANCELLED", "TRANSP": "TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS": "FREE"}


@dataclass(frozen=True, slots=True)
class Length:
    """Days by the calendar, then seconds by the watch."""

    days: int
    seconds: int

    def after(self, wall: Wall, clock: Clock) -> Instant:
        return clock(wall + timedelta(days=self.days)) + self.seconds


@dataclass(slots=True)
class Dates:
    """Times that name occurrences: instants, or whole dates."""

    instants: set[Instant] = field(default_factory=set)
    days: set[date] = field(default_factory=set)

    def add(self, moment: Moment, *, whole_days: bool) -> None:
        """The occurrences of an all-day series are named by dates, by some programs as midnight of some zone."""
        if moment.day or (whole_days and moment.wall.time() == datetime.min.time()):
            self.days.add(moment.wall.date())
        if not moment.day:
            self.instants.add(moment.instant)

    def __ior__(self, other: "Dates") -> Self:
        self.instants |= other.instants
        self.days |= other.days
        return self

    def hold(self, moment: Moment) -> bool:
        return moment.instant in self.instants or moment.wall.date() in self.days


@dataclass(frozen=True, slots=True)
class Event:
    """Rules stand with their last instant."""

    uid: str
    sequence: int
    free: bool
    start: Moment
    length: Length
    rules: list[tuple[Rule, Instant | None]]
    added: list[tuple[Moment, Length]]  # RDATE
    without: Dates  # EXDATE
    replaces: Moment | None  # RECURRENCE-ID
    onward: bool  # and all later ones too

    @property
    def shift(self) -> timedelta:
        """From the occurrence that it replaces; by the clock, if both are written in one zone."""
        if self.replaces is None:
            return timedelta()
        if self.start.clock is self.replaces.clock:
            return self.start.wall - self.replaces.wall
        return timedelta(seconds=self.start.instant - self.replaces.instant)


def event_of(said: Properties, zones: Zones, nameless: str) -> Event | None:
    """None for one that takes no time and replaces nothing. An event without a name gets its own, `nameless`."""
    free = any(value.upper() == _FREE[name] for name in _FREE for _, value in said[name])
    if free and not said["RECURRENCE-ID"]:
        return None  # events that replace parts of it stand for themselves
    start = zones.moment(*said["DTSTART"][0])
    length = _length(said, start, zones)
    length.after(start.wall, start.clock)  # or it ends beyond all calendars
    without = Dates()
    for moment in each(said["EXDATE"], _in(zones, start)):
        without.add(moment, whole_days=start.day)
    replaces = [_in(zones, start)(params, value) for params, value in said["RECURRENCE-ID"]]
    return Event(
        uid=next((value for _, value in said["UID"] if value), nameless),
        sequence=max((int(value) for _, value in said["SEQUENCE"] if re.fullmatch("[0-9]{1,9}", value)), default=0),
        free=free,
        start=start,
        length=length,
        rules=[zones.rule(value, start) for _, value in said["RRULE"]],
        added=list(each(said["RDATE"], lambda params, text: _added(params, text, start, length, zones))),
        without=without,
        replaces=replaces[0] if replaces else None,
        onward=any(params.get("RANGE") == "THISANDFUTURE" for params, _ in said["RECURRENCE-ID"]),
    )


def _in(zones: Zones, start: Moment) -> Callable[[Parameters, str], Moment]:
    """Reads times whose zone, where they name none that is known, is that of the event's start."""
    return lambda params, text: zones.moment(params, text, start.clock)


def _added(params: Parameters, text: str, start: Moment, length: Length, zones: Zones) -> tuple[Moment, Length]:
    """One more occurrence, which may bring its own end; a date alone means the usual time."""
    text, _, end = text.partition("/")
    moment = zones.moment(params, text, start.clock)
    if moment.day and not start.day:
        moment = Moment(datetime.combine(moment.wall, start.wall.time()), start.clock)
    if end.startswith("P"):
        return moment, _duration(end)
    if end:
        return moment, Length(0, zones.moment(params, end, start.clock).instant - moment.instant)
    return moment, length


def _length(said: Properties, start: Moment, zones: Zones) -> Length:
    """RFC 5545 3.6.1. A whole day that ends on the day it begins is meant to last it."""
    if said["DTEND"]:
        end = zones.moment(*said["DTEND"][0], start.clock)
        if end.instant < start.instant:
            raise ValueError("an end before the start")
        if start.day and end.day:
            return Length(max((end.wall - start.wall).days, 1), 0)
        return Length(0, end.instant - start.instant)
    if said["DURATION"]:
        return _duration(said["DURATION"][0][1])
    return Length(1, 0) if start.day else Length(0, 0)


def _duration(text: str) -> Length:
    """RFC 5545 3.8.5.3: its days are the calendar's, its hours the watch's."""
    if text.startswith("-"):
        raise ValueError("a negative duration")
    days, _, hours = text.upper().removeprefix("+").partition("T")
    by_calendar = _timedelta(days) if days != "P" else timedelta()
    by_watch = _timedelta(f"PT{hours}") if hours else timedelta()
    return Length(by_calendar.days, int(by_watch.total_seconds()))


def _timedelta(text: str) -> timedelta:
    found: timedelta = vDuration.from_ical(text)  # type: ignore[no-untyped-call]
    return found
