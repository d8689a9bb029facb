"""Free times as a visitor reads them: by the day and clock of the zone they chose, the next ones first (B15)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import accumulate, groupby, islice
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import availability
from bookings.availability import Wish, instant, moment
from bookings.engine.slots import DAYS_MAX
from bookings.engine.values import Slot
from bookings.guest.choosing import written
from cardsite.kit import hours
from workspaces.moments import day_near, day_title

DAYS_SHOWN: Final = 7
OPEN_TIMES: Final = 24
"""Days are shown open until so many times are seen; the others unfold."""

NEXT_DAYS: Final = 3
NEXT_A_DAY: Final = 4

Address = Callable[[datetime], str]
"""The address at which a visitor goes on with a time."""


@dataclass(frozen=True)
class Time:
    """`text` is the time of day, `words` the day too; `left` says how many seats there are, where that is shown."""

    start: str
    text: str
    words: str
    url: str
    left: str


@dataclass(frozen=True)
class Day:
    """`near` is what a narrow list calls it; `unfolded` shows its times at once."""

    date: date
    title: str
    near: str
    times: list[Time]
    unfolded: bool = True


@dataclass(frozen=True)
class Offer:
    """Some days with free times. `later` is the day to go on from; None when there are no more.

    `until` is the last day that was looked at.
    """

    days: list[Day]
    later: date | None
    until: date

    @property
    def number(self) -> int:
        return sum(len(day.times) for day in self.days)


def offer(wish: Wish, *, zone: str, first: date | None, now: datetime, address: Address) -> Offer:
    """The first days from `first` on that have free times, looking two months ahead."""
    today = hours.local_date(zone, instant(now))
    since = max(first or today, today)
    until = since + timedelta(days=DAYS_MAX - 1)
    found = availability.free(wish, first=since, last=until, zone=zone, now=now)
    days = list(islice(_by_day(wish, found, zone, today, address), DAYS_SHOWN + 1))
    more = days[DAYS_SHOWN].date if len(days) > DAYS_SHOWN else None
    return Offer(_folded(days[:DAYS_SHOWN]), more or _beyond(wish, until, now), until)


def soonest(wish: Wish, *, zone: str, now: datetime, address: Address) -> list[Day]:
    """The first times of the next few days."""
    offered = offer(wish, zone=zone, first=None, now=now, address=address)
    return [replace(day, times=day.times[:NEXT_A_DAY]) for day in offered.days[:NEXT_DAYS]]


def times(wish: Wish, slots: Iterable[Slot], *, zone: str, now: datetime, address: Address) -> list[Time]:
    """These times in words; for alternatives to one that is taken."""
    today = hours.local_date(zone, instant(now))
    return [time for day in _by_day(wish, slots, zone, today, address) for time in day.times]


def _folded(days: list[Day]) -> list[Day]:
    seen = list(accumulate((len(day.times) for day in days), initial=0))
    return [replace(day, unfolded=before < OPEN_TIMES) for day, before in zip(days, seen, strict=False)]


def _beyond(wish: Wish, until: date, now: datetime) -> date | None:
    """Where to look on when two months were not enough and the service may be booked further ahead."""
    ahead = (now + timedelta(days=wish.service.horizon)).date()
    return until + timedelta(days=1) if until < ahead else None


def _by_day(wish: Wish, slots: Iterable[Slot], zone: str, today: date, address: Address) -> Iterable[Day]:
    spoken = ((*hours.spoken(zone, slot.start), slot) for slot in slots)
    for day, group in groupby(spoken, key=lambda item: item[0]):
        items = [(clock, offset, slot) for _day, clock, offset, slot in group]
        title = day_title(day, today)
        yield Day(day, title, day_near(day, today), _times(wish, items, title, address))


def _times(wish: Wish, items: Sequence[tuple[str, int, Slot]], title: str, address: Address) -> list[Time]:
    """Both passes of a repeated hour say their offset (B15)."""
    repeats = len({offset for _clock, offset, _slot in items}) > 1
    texts = [clock for clock, _offset, _slot in items]
    made = []
    for clock, offset, slot in items:
        text = f"{clock} ({_offset_words(offset)})" if repeats and texts.count(clock) > 1 else clock
        start = moment(slot.start)
        made.append(Time(written(start), text, f"{title}, {text}", address(start), _left(wish, slot)))
    return made


def _offset_words(minutes: int) -> str:
    sign = "-" if minutes < 0 else "+"
    whole, rest = divmod(abs(minutes), 60)
    return f"UTC{sign}{whole}:{rest:02d}" if rest else f"UTC{sign}{whole}"


def _left(wish: Wish, slot: Slot) -> str:
    if slot.seats_left is None or not wish.service.show_seats:
        return ""
    return ngettext("%(number)d left", "%(number)d left", slot.seats_left) % {"number": slot.seats_left}


def nothing_free(offered: Offer) -> str:
    """What a page says that has no time to show."""
    return _("Nothing is free up to %(day)s.") % {"day": date_format(offered.until, "DATE_FORMAT")}


def nothing_free_with(name: str, offered: Offer) -> str:
    return _("With %(name)s nothing is free up to %(day)s.") % {
        "name": name,
        "day": date_format(offered.until, "DATE_FORMAT"),
    }
