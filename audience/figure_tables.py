"""Figures as tables: what the page shows and the file says, from one value, so that they agree (cards 68)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.urls import reverse
from django.utils import dateformat
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audience import charting, figure_words
from audience.figure_names import FIGURES
from audience.figures import Figure, Figures, Part, rate
from audience.periods import Period
from cardsite.kit.spreadsheet import Cell
from workspaces.week import day_name

COLUMNS: Final = ("table", "name", "figure", "count", "before")
"""Of the file: one number a row. `before` is of the days before, where a plan shows them."""

OVER_TIME: Final = (Figure.PEOPLE, Figure.VIEWS, Figure.SAVES, Figure.SCANS, Figure.CLICKS)
ANSWERS: Final = (Figure.PEOPLE, Figure.VIEWS, Figure.SAVES, Figure.LEADS, Figure.BOOKINGS, Figure.ORDERS)
KEYS: Final = (Figure.PEOPLE, Figure.SAVES, Figure.SCANS, Figure.CLICKS)
"""What the page says first, below its sentence."""

_MEANT: Final[dict[str, str]] = {
    "save-rate": "saves",
    "shares": "clicks",
    "leads": "answers",
    "bookings": "answers",
    "orders": "answers",
}

Namer = Callable[[str, Figures], str]


@dataclass(frozen=True)
class Line:
    """One row: a number, and how long the bar beside it is. `filed` is what a file calls it."""

    name: str
    count: int
    share: str
    filed: str
    url: str = ""


@dataclass(frozen=True)
class Table:
    """One figure by one part. `key` names it in the file and on the page; `none` is said where it is empty."""

    key: str
    title: str
    what: str
    none: str
    lines: list[Line]


@dataclass(frozen=True)
class Total:
    """One figure as a whole. `change` is empty where there is nothing to compare with."""

    key: str
    name: str
    count: int | Decimal | None
    before: int | Decimal | None
    change: str = ""

    @property
    def meant(self) -> str:
        """Under which words the page says what it means."""
        return _MEANT.get(self.key, self.key)


@dataclass(frozen=True)
class Row:
    """Several figures of one day, week or month, or of one card."""

    name: str
    counts: list[int]
    url: str = ""


SPLITS: Final[tuple[tuple[str, str, str, Namer, str | Promise, str | Promise], ...]] = (
    (
        *("codes", Figure.SCANS, Part.CODE, figure_words.code, gettext_lazy("Scans by code")),
        gettext_lazy("Nobody scanned a code in these days. Is one printed where people wait?"),
    ),
    (
        *("clicks", Figure.CLICKS, Part.TARGET, figure_words.target, gettext_lazy("What was clicked")),
        gettext_lazy("Nobody clicked anything in these days."),
    ),
    (
        *("sources", Figure.VIEWS, Part.REFERRER, figure_words.referrer, gettext_lazy("Where they came from")),
        gettext_lazy("Nobody came in these days."),
    ),
    (
        *("shares", Figure.SHARES, Part.TARGET, figure_words.target, gettext_lazy("How it was passed on")),
        gettext_lazy("Nobody passed the card on in these days."),
    ),
    (
        *("devices", Figure.VIEWS, Part.DEVICE, figure_words.device, gettext_lazy("On which device")),
        gettext_lazy("Nobody came in these days."),
    ),
    (
        *("countries", Figure.VIEWS, Part.COUNTRY, figure_words.country, gettext_lazy("In which country")),
        gettext_lazy("Nobody came in these days."),
    ),
    (
        *("left-out", Figure.FILTERED, Part.REASON, figure_words.reason, gettext_lazy("What was left out")),
        gettext_lazy("Nothing had to be left out."),
    ),
)


def totals(figures: Figures) -> list[Total]:
    """Every figure as a whole, and the rate of saves."""
    before = figures.before
    found = [_total(figure, str(name), figures) for figure, name in FIGURES.items()]
    now_rate = rate(figures.now[Figure.SAVES], figures.now[Figure.VIEWS])
    rate_before = rate(before[Figure.SAVES], before[Figure.VIEWS]) if before else None
    place = [one.key for one in found].index(Figure.SAVES) + 1
    saved = Total("save-rate", _("Saved out of 100 views"), now_rate, rate_before)
    return [*found[:place], saved, *found[place:]]


def splits(figures: Figures) -> list[Table]:
    """Countries only where a country is known."""
    made = [_table(figures, *one) for one in SPLITS]
    known = any(key for key, _count in figures.split(Figure.VIEWS, Part.COUNTRY).rows)
    return [one for one in made if known or one.key != "countries"]


def over_time(figures: Figures) -> list[Row]:
    """By day, week or month; of each the figures of `OVER_TIME`."""
    return [
        Row(piece_words(piece, figures), [counts.get(figure, 0) for figure in OVER_TIME])
        for piece in figures.period.pieces()
        for counts in [figures.counted(piece)]
    ]


def by_card(figures: Figures) -> list[Row]:
    return [
        Row(
            figure_words.card(card),
            [counts[figure] for figure in ANSWERS],
            "" if card.deleted_at else reverse("card_figures", args=[card.workspace.slug, card.pk]),
        )
        for card, counts in figures.cards
    ]


def weekdays(figures: Figures) -> list[int]:
    """Whose hours are told: Monday first; of a single day its own."""
    return list(range(7)) if figures.period.days > 1 else [figures.period.first.weekday()]


def hours(figures: Figures) -> list[Row]:
    """24 rows with a number for each of `weekdays`."""
    days = [figures.hours[number] for number in weekdays(figures)]
    return [Row(f"{hour:02d}:00", [day[hour] for day in days]) for hour in range(24)]


def piece_words(piece: Period, figures: Figures) -> str:
    """What stands under a bar and before a row."""
    if piece.days == 1:
        return dateformat.format(piece.first, "D j M Y" if figures.period.days <= 92 else "j M Y")
    first = dateformat.format(piece.first, "j M" if piece.first.year == piece.last.year else "j M Y")
    return f"{first} – {dateformat.format(piece.last, 'j M Y')}"


def rows(figures: Figures) -> Iterator[Sequence[Cell]]:
    """The file: whatever the page says, number by number."""
    for total in totals(figures):
        yield ["totals", total.name, total.key, total.count, total.before]
    for row in over_time(figures):
        yield from (
            ["days", row.name, figure, count, None] for figure, count in zip(OVER_TIME, row.counts, strict=True)
        )
    for row in by_card(figures):
        yield from (["cards", row.name, figure, count, None] for figure, count in zip(ANSWERS, row.counts, strict=True))
    figure_of = {key: figure for key, figure, *_rest in SPLITS}
    for table in splits(figures):
        yield from ([table.key, line.filed, figure_of[table.key], line.count, None] for line in table.lines)
    for row in hours(figures):
        for weekday, count in zip(weekdays(figures), row.counts, strict=True):
            yield ["hours", f"{day_name(weekday, 'D')} {row.name}", Figure.VIEWS, count, None]


def _total(figure: str, name: str, figures: Figures) -> Total:
    now = figures.now[figure]
    if figures.before is None:
        return Total(figure, name, now, None)
    before = figures.before[figure]
    return Total(figure, name, now, before, figure_words.change(now, before))


def _table(
    figures: Figures, key: str, figure: str, part: str, name: Namer, title: str | Promise, none: str | Promise
) -> Table:
    split = figures.split(figure, part)
    lines = [_line(part, one, count, name(one, figures), figures, split.whole) for one, count in split.rows]
    if split.rest:
        others = _("All others")
        lines.append(Line(others, split.rest, charting.share_of(split.rest, split.whole), others))
    return Table(key, str(title), str(FIGURES[figure]), str(none), lines)


def _line(part: str, key: str, count: int, name: str, figures: Figures, whole: int) -> Line:
    """Countries are filed by their letters, which are the same in every language."""
    filed = key if part == Part.COUNTRY and key else name
    return Line(name, count, charting.share_of(count, whole), filed, _code_url(part, key, figures))


def _code_url(part: str, key: str, figures: Figures) -> str:
    code = figures.codes.get(key) if part == Part.CODE else None
    if code is None or code.card is None or code.card.deleted_at:
        return ""
    return reverse("card_code", args=[code.card.workspace.slug, code.card.pk, code.pk])
