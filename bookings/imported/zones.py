"""The clocks of a calendar file: what a local time of it means.

A *wall* is a naive datetime as the clock of some zone shows it. A *clock* turns walls into instants by RFC 5545 3.3.5:
a repeated local time is the first one, a missing one is read with the offset before the gap.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final, TypeAlias, TypeVar
from zoneinfo import ZoneInfo

from icalendar import Parameters, vDDDTypes, vUTCOffset
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from bookings.imported.lines import BROKEN, Block, properties
from bookings.imported.recurring import Enough, Rule, Work, walls
from cardsite.kit.intervals import Instant

T = TypeVar("T")
Wall: TypeAlias = datetime
Clock: TypeAlias = Callable[[Wall], Instant]

_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001  # a wall
_LAST: Final = datetime(2100, 1, 1)  # noqa: DTZ001  # of the changes of a zone that a file brings
_DAY: Final = timedelta(days=1)
_NAME: Final = re.compile(r"[A-Za-z0-9_+-]{1,40}(/[A-Za-z0-9_+-]{1,40}){0,3}")


@dataclass(frozen=True, slots=True)
class Moment:
    """A time as written; `day` if it is a date, which begins at midnight."""

    wall: Wall
    clock: Clock
    day: bool = False

    @property
    def instant(self) -> Instant:
        return self.clock(self.wall)


class Zones:
    """The clocks of one file. What it calls by a known name is that zone, whatever rules the file adds."""

    def __init__(self, blocks: list[Block], host_zone: str, work: Work) -> None:
        """Raises ValueError for an unknown `host_zone`."""
        self._work = work
        self._clocks: dict[str, Clock | None] = {}
        self._rules: dict[str, Block] = {}
        own = ""
        for block in blocks:
            if block.kind != "VEVENT":
                with suppress(*BROKEN):
                    said = properties(block)
                    self._rules.update({name: block for _, name in said["TZID"]} if block.parts else {})
                    own = own or said["X-WR-TIMEZONE"][0][1]
        host = _known(host_zone)
        if host is None:
            raise ValueError(f"no zone of this name: {host_zone!r}")
        self.local: Clock = self.clock(own) or host

    def moment(self, params: Parameters, text: str, floating: Clock | None = None) -> Moment:
        """A date, or a time in its zone; without zone, or with one that nobody knows, by the floating clock."""
        found: Any = vDDDTypes.from_ical(text.strip())  # type: ignore[no-untyped-call]
        if isinstance(found, datetime):
            if found.tzinfo:
                return Moment(found.replace(tzinfo=None), utc)
            return Moment(found, self.clock(str(params.get("TZID", ""))) or floating or self.local)
        if isinstance(found, date):
            return Moment(_EPOCH.replace(found.year, found.month, found.day), self.local, day=True)
        raise ValueError("not a time")

    def rule(self, text: str, start: Moment) -> tuple[Rule, Instant | None]:
        """With its last instant. A date means all of it, and so does midnight in UTC for whole days."""
        rule = Rule.parse(text)
        if rule.until is None:
            return rule, None
        end = self.moment(Parameters(), rule.until, start.clock)
        if end.day or (start.day and rule.until.endswith("T000000Z")):
            return rule, start.clock(end.wall + _DAY) - 1
        return rule, end.instant

    def clock(self, name: str) -> Clock | None:
        if name and name not in self._clocks:
            self._clocks[name] = _known(name)
            if self._clocks[name] is None and (zone := self._rules.get(name)):
                with suppress(Enough, *BROKEN):
                    self._clocks[name] = self._described(zone)
        return self._clocks.get(name)

    def _described(self, zone: Block) -> Clock:
        """By the rules in the file. A change counts from the first local time that no earlier offset can mean."""
        for _, name in properties(zone)["X-LIC-LOCATION"]:
            if known := _known(name):
                return known
        self._work.next()
        changes = sorted(change for part in zone.parts for change in self._changes(part))
        since = [at for at, _, _ in changes]
        offsets = [changes[0][1], *(after for _, _, after in changes)]
        return lambda wall: utc(wall - offsets[bisect_right(since, wall)])

    def _changes(self, part: Block) -> Iterator[tuple[Wall, timedelta, timedelta]]:
        """From when, from which offset, to which."""
        said = properties(part)
        before, after = (_offset(said[name][0][1]) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
        start = self.moment(Parameters(), said["DTSTART"][0][1], lambda wall: utc(wall - before))
        dates = [start.wall, *(moment.wall for moment in each(said["RDATE"], self.moment))]
        for rule, end in (self.rule(value, start) for _, value in said["RRULE"]):
            found = walls(rule, start.wall, start.wall, _LAST, self._work)
            dates += [wall for wall in found if end is None or start.clock(wall) <= end]
        for wall in dates:
            yield wall + max(timedelta(), after - before), before, after


def each(said: list[tuple[Parameters, str]], read: Callable[[Parameters, str], T]) -> Iterator[T]:
    """Of lists of times, those that can be read."""
    for params, values in said:
        for text in values.split(","):
            with suppress(*BROKEN):
                yield read(params, text)


def utc(wall: Wall) -> Instant:
    """The clock of UTC."""
    return (wall - _EPOCH) // timedelta(seconds=1)


def wall_of(instant: Instant) -> Wall:
    """What the clock of UTC shows."""
    return _EPOCH + timedelta(seconds=instant)


def _known(name: str) -> Clock | None:
    """The clock of a zone by its name: that of the tz database, that of Windows, or one behind a maker's prefix."""
    candidates = [name, WINDOWS_TO_OLSON.get(name, "")]
    if name.startswith("/"):
        pieces = name.split("/")[-4:]
        candidates += ["/".join(pieces[at:]) for at in range(len(pieces))]
    for candidate in candidates:
        if _NAME.fullmatch(candidate):
            with suppress(KeyError, ValueError, OSError):
                return _clock(ZoneInfo(candidate))
    return None


def _clock(zone: ZoneInfo) -> Clock:
    return lambda wall: int(wall.replace(tzinfo=zone).timestamp())


def _offset(text: str) -> timedelta:
    found: timedelta = vUTCOffset.from_ical(text)  # type: ignore[no-untyped-call]
    return found
