"""Busy times out of somebody else's calendar file (B35).

Pure. Written for files as they are, not as they should be: what cannot be read costs that event alone, and no file,
however built, costs more than a bounded amount of work.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from bookings.imported.events import Dates, Event, Length, event_of
from bookings.imported.lines import BROKEN, Block, NotACalendar, blocks, properties
from bookings.imported.recurring import Enough, Work, walls
from bookings.imported.zones import Moment, Zones, wall_of
from cardsite.kit.intervals import Instant, Interval, merged

__all__ = ["Imported", "NotACalendar", "busy"]

_DAY: Final = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Imported:
    """`intervals` are sorted and apart; `skipped` events could not be read; `truncated` if there was more to find."""

    intervals: list[Interval]
    skipped: int
    truncated: bool


def busy(
    ics: bytes, *, host_zone: str, since: Instant, until: Instant, limit: int = 5000, own_domain: str | None = None
) -> Imported:
    """When somebody is taken, of all that touches [since, until), uncut; at most `limit` occurrences, the earliest.

    Floating times and whole days are those of the file's own zone, else of `host_zone`. Events named `…@own_domain` are
    our appointments coming back: left out. Raises NotACalendar, and ValueError for an unknown `host_zone`.
    """
    found, work = blocks(ics), Work()
    events, skipped = _events(found, Zones(found, host_zone, work))
    if own_domain:
        events = [event for event in events if not event.uid.lower().endswith(f"@{own_domain.lower()}")]
    few: list[Interval] = []
    many: list[Interval] = []  # of those without end, or too hard to follow
    cut = False
    for run in _runs(events, since, until, work):
        work.next()
        try:
            spans, whole = _taken(run, limit)
        except BROKEN:
            skipped += 1
        else:
            cut = cut or not whole
            (few if whole else many).extend(spans)
    # The endless ones come last, or one of them would crowd out all the others.
    kept = [*sorted(few), *sorted(many)]
    return Imported(merged(kept[:limit]), skipped, cut or len(kept) > limit)


def _events(found: list[Block], zones: Zones) -> tuple[list[Event], int]:
    """All that may matter, and how many could not be read."""
    events, skipped = [], 0
    for number, block in enumerate(found):
        try:
            if block.kind == "VEVENT" and (event := event_of(properties(block), zones, f"nameless {number}")):
                events.append(event)
        except BROKEN:
            skipped += 1
    return events, skipped


def _taken(run: Iterator[Interval], limit: int) -> tuple[list[Interval], bool]:
    """At most so many spans, and whether these are all."""
    found: list[Interval] = []
    try:
        for span in run:
            if len(found) == limit:
                return found, False
            found.append(span)
    except Enough:
        return found, False
    return found, True


@dataclass(frozen=True, slots=True)
class _Changes:
    """What replaces occurrences of one series: which, and from when on which event shapes all later ones."""

    replaced: Dates
    since: list[Instant]
    onward: list[Event]
    reach: Instant

    def at(self, instant: Instant) -> Event | None:
        place = bisect_right(self.since, instant)
        return self.onward[place - 1] if place else None


def _runs(events: Iterable[Event], since: Instant, until: Instant, work: Work) -> Iterator[Iterator[Interval]]:
    """The spans of each series, and of each event that replaces one of its occurrences. The newest version counts."""
    series: dict[str, list[Event]] = defaultdict(list)
    for event in sorted(events, key=lambda event: event.sequence):
        series[event.uid].append(event)
    for versions in series.values():
        masters = [event for event in versions if not event.replaces]
        masters = [master for master in masters if master.sequence == masters[-1].sequence]
        named = {moment.instant: (moment, event) for event in versions if (moment := event.replaces)}
        changes = _changes(named, whole_days=any(master.start.day for master in masters))
        removed = Dates()
        for master in masters:
            removed |= master.without
            yield _occurrences(master, changes, since, until, work)
        for moment, event in named.values():
            if not (event.free or removed.hold(moment)):
                yield _span(event.start, event.length, since, until)


def _changes(named: dict[Instant, tuple[Moment, Event]], *, whole_days: bool) -> _Changes:
    replaced = Dates()
    for moment, _event in named.values():
        replaced.add(moment, whole_days=whole_days)
    since = sorted(instant for instant, (_, event) in named.items() if event.onward)
    onward = [named[instant][1] for instant in since]
    return _Changes(replaced, since, onward, max(map(_reach, onward), default=0))


def _occurrences(master: Event, changes: _Changes, since: Instant, until: Instant, work: Work) -> Iterator[Interval]:
    """Spans of a series, as far as nothing replaces them."""
    seen = set()
    reach = max(_reach(master), changes.reach)
    for moment, length in _times(master, since - reach, until + reach, work):
        if moment.instant in seen or master.without.hold(moment) or changes.replaced.hold(moment):
            continue
        seen.add(moment.instant)
        change = changes.at(moment.instant)
        if change is None:
            yield from _span(moment, length, since, until)
        elif not change.free:
            yield from _span(replace(moment, wall=moment.wall + change.shift), change.length, since, until)


def _reach(event: Event) -> Instant:
    """How far from the time asked for an occurrence may have been planned, with three days for zones and rounding."""
    return event.length.days * _DAY + event.length.seconds + int(abs(event.shift.total_seconds())) + 3 * _DAY


def _times(master: Event, since: Instant, until: Instant, work: Work) -> Iterator[tuple[Moment, Length]]:
    """The start, unless all rules ended before it; further dates; what the rules say, some of it twice."""
    start, length = master.start, master.length
    if not master.rules or any(end is None or end >= start.instant for _, end in master.rules):
        yield start, length
    yield from master.added
    for rule, end in master.rules:
        for wall in walls(rule, start.wall, wall_of(since), wall_of(until), work):
            moment = replace(start, wall=wall)
            if end is None or moment.instant <= end:
                yield moment, length


def _span(start: Moment, length: Length, since: Instant, until: Instant) -> Iterator[Interval]:
    begin, end = start.instant, length.after(start.wall, start.clock)
    if begin < end and begin < until and end > since:
        yield begin, end
