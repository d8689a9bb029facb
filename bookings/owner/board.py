"""Days as columns and hours as rows: where a booking stands on the grid of a day or a week. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final

from bookings.availability import windows
from bookings.models import Calendar, Override
from bookings.owner.agenda import Away, Entry, Leaf

HOUR: Final = 4
USUAL: Final = (8, 18)
LANES: Final = 4


@dataclass(frozen=True)
class Block:
    """A row of the grid, counted from the first hour shown, how many quarters it spans, how many share the width."""

    row: int
    span: int
    lanes: int
    entry: Entry | None = None
    away: Away | None = None


@dataclass(frozen=True)
class Column:
    title: str
    day: date
    calendar: int
    is_today: bool
    blocks: list[Block]
    special: list[Override]


@dataclass(frozen=True)
class Line:
    """An hour: its name, its row, and the time a new booking there begins."""

    words: str
    row: int
    starts: str


@dataclass(frozen=True)
class Board:
    lines: list[Line]
    columns: list[Column]

    @property
    def quarters(self) -> int:
        return len(self.lines) * HOUR


def day_board(leaf: Leaf, calendars: Sequence[Calendar], *, as_24h: bool) -> Board:
    """A column a calendar."""
    first, last = _hours([leaf], calendars)
    columns = [
        Column(
            title=calendar.name,
            day=leaf.day,
            calendar=calendar.pk,
            is_today=False,
            blocks=_blocks(leaf, first, last, calendar.pk),
            special=[one for one in leaf.special if one.calendar_id == calendar.pk],
        )
        for calendar in calendars
    ]
    return Board(_lines(first, last, as_24h=as_24h), columns)


def week_board(leaves: Sequence[Leaf], calendars: Sequence[Calendar], titles: Sequence[str], *, as_24h: bool) -> Board:
    """A column a day; a new booking made there is for the first calendar shown."""
    first, last = _hours(leaves, calendars)
    columns = [
        Column(title, leaf.day, calendars[0].pk, leaf.is_today, _blocks(leaf, first, last), leaf.special)
        for leaf, title in zip(leaves, titles, strict=True)
    ]
    return Board(_lines(first, last, as_24h=as_24h), columns)


def _blocks(leaf: Leaf, first: int, last: int, calendar: int | None = None) -> list[Block]:
    top, bottom = first * HOUR, last * HOUR
    mine: list[Away | Entry] = [*leaf.away, *leaf.entries]
    found = []
    for one in mine:
        if calendar not in {None, one.calendar} or not (rows := _rows(one, top, bottom)):
            continue
        lanes = min(LANES, _lanes(one, [other for other in mine if calendar in {None, other.calendar}]))
        found.append(Block(*rows, lanes, away=one) if isinstance(one, Away) else Block(*rows, lanes, entry=one))
    return found


def _lanes(one: Entry | Away, others: Iterable[Entry | Away]) -> int:
    """How many there are side by side at the fullest quarter of one of them."""
    beside = [other for other in others if other.first < one.last and one.first < other.last]
    return max(sum(other.first <= quarter < other.last for other in beside) for quarter in range(one.first, one.last))


def _rows(one: Entry | Away, top: int, bottom: int) -> tuple[int, int] | None:
    begin, end = max(one.first, top), min(one.last, bottom)
    return (begin - top, end - begin) if begin < end else None


def _hours(leaves: Iterable[Leaf], calendars: Iterable[Calendar]) -> tuple[int, int]:
    """First and last hour worth showing: opening hours, and whatever stands outside of them."""
    entries = [entry for leaf in leaves for entry in leaf.entries]
    opened = [window for calendar in calendars for day in calendar.week for window in windows(day)]
    firsts = [entry.first // HOUR for entry in entries] + [window.start // 60 for window in opened]
    lasts = [-(-entry.last // HOUR) for entry in entries]
    lasts += [-(-window.end // 60) if window.end > window.start else 24 for window in opened]
    return (min(firsts), min(24, max(lasts))) if firsts else USUAL


def _lines(first: int, last: int, *, as_24h: bool) -> list[Line]:
    return [Line(_hour(hour, as_24h=as_24h), (hour - first) * HOUR, f"{hour:02}:00") for hour in range(first, last)]


def _hour(hour: int, *, as_24h: bool) -> str:
    at = datetime.combine(date.min, time(hour))
    return f"{hour}:00" if as_24h else f"{at:%I %p}".lstrip("0").lower()
