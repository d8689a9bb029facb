"""Figures of one card or of the whole workspace, read from the totals of days alone (cards 68-70).

However many cards and days there are, it asks the database the same few times, and the database adds up.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractIsoWeekDay

from audience.models import DayTotal
from audience.periods import Chosen, Period
from cards.models import Card, Code

Figure = DayTotal.Figure
Part = DayTotal.Part

SHOWN: Final = 15
"""Rows of one table; what is rarer is added up in its last row."""

_NAMED: Final = ("name", "handle", "deleted_at", "workspace__slug")

SPLIT_OF: Final[Mapping[str, tuple[str, ...]]] = {
    Part.CODE: (Figure.SCANS,),
    Part.TARGET: (Figure.CLICKS, Figure.SHARES),
    Part.REFERRER: (Figure.VIEWS,),
    Part.COUNTRY: (Figure.VIEWS,),
    Part.DEVICE: (Figure.VIEWS,),
    Part.REASON: (Figure.FILTERED,),
}
"""Which figures are shown by which part of them."""

Counts = dict[str, int]
"""By figure, or by the key of a part."""


@dataclass(frozen=True)
class Split:
    """One figure by one part of it, the largest first; `rest` is what stands in no row."""

    rows: tuple[tuple[str, int], ...] = ()
    rest: int = 0

    @property
    def whole(self) -> int:
        return sum(count for _key, count in self.rows) + self.rest


@dataclass(frozen=True)
class Figures:
    """Everything a page or a file of figures says. `hours` is seven days from Monday by 24 hours, of views."""

    period: Period
    now: Counts
    before: Counts | None
    days: Mapping[date, Counts]
    splits: Mapping[tuple[str, str], Split]
    hours: list[list[int]]
    codes: Mapping[str, Code] = field(default_factory=dict)
    cards: tuple[tuple[Card, Counts], ...] = ()

    def split(self, figure: str, part: str) -> Split:
        return self.splits.get((figure, part), Split())

    def counted(self, piece: Period) -> Counts:
        """The figures of some of its days."""
        found: Counts = defaultdict(int)
        for day in piece:
            for figure, count in self.days.get(day, {}).items():
                found[figure] += count
        return found

    @property
    def is_empty(self) -> bool:
        """Nobody came, neither in these days nor in those before; who was left out is nobody."""
        came = (self.now, self.before or {})
        return not any(count for counts in came for figure, count in counts.items() if figure != Figure.FILTERED)


def read(chosen: Chosen, card: Card | None = None) -> Figures:
    """In the open workspace; of its every card without `card`."""
    totals = _totals(card)
    period, before = chosen.period, chosen.before
    days = _days(totals, Period(before.first if before else period.first, period.last))
    splits = _splits(totals, period)
    return Figures(
        period=period,
        now=_added(days, period),
        before=_added(days, before) if before else None,
        days={day: counts for day, counts in days.items() if day in period},
        splits=splits,
        hours=_hours(totals, period),
        codes=_codes(splits),
        cards=() if card else _by_card(totals, period),
    )


def opens(period: Period) -> dict[int, int]:
    """Views by the id of the card, of every card that had any; one query (look.md, the tray)."""
    rows = _whole(_totals(None), period).filter(figure=Figure.VIEWS).values_list("card")
    return dict(rows.annotate(number=Sum("count")).order_by())


def rate(saves: int, views: int) -> Decimal | None:
    """Saves out of a hundred views, to a tenth; none without views."""
    if not views:
        return None
    return (Decimal(100 * saves) / views).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _totals(card: Card | None) -> "QuerySet[DayTotal]":
    every = DayTotal.objects.get_queryset()
    return every.filter(card=card) if card else every


def _whole(totals: "QuerySet[DayTotal]", period: Period) -> "QuerySet[DayTotal]":
    return totals.filter(day__gte=period.first, day__lte=period.last, part=Part.WHOLE)


def _days(totals: "QuerySet[DayTotal]", period: Period) -> dict[date, Counts]:
    found: dict[date, Counts] = defaultdict(dict)
    rows = _whole(totals, period).values_list("day", "figure").annotate(number=Sum("count")).order_by()
    for day, figure, count in rows:
        found[day][figure] = count
    return found


def _added(days: Mapping[date, Counts], period: Period) -> Counts:
    added = dict.fromkeys(Figure.values, 0)
    for day, counts in days.items():
        if day in period:
            for figure, count in counts.items():
                added[figure] += count
    return added


def _splits(totals: "QuerySet[DayTotal]", period: Period) -> dict[tuple[str, str], Split]:
    within = totals.filter(day__gte=period.first, day__lte=period.last, part__in=SPLIT_OF)
    found: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    rows = within.values_list("figure", "part", "key").annotate(number=Sum("count")).order_by()
    for figure, part, key, count in rows:
        if figure in SPLIT_OF[part] and count:
            found[figure, part].append((key, count))
    return {place: _split(counts) for place, counts in found.items()}


def _split(counts: list[tuple[str, int]]) -> Split:
    counts.sort(key=lambda one: (-one[1], one[0]))
    shown = counts if len(counts) <= SHOWN + 1 else counts[:SHOWN]
    return Split(tuple(shown), sum(count for _key, count in counts[len(shown) :]))


def _hours(totals: "QuerySet[DayTotal]", period: Period) -> list[list[int]]:
    within = totals.filter(day__gte=period.first, day__lte=period.last, part=Part.HOUR, figure=Figure.VIEWS)
    rows = within.annotate(weekday=ExtractIsoWeekDay("day")).values_list("weekday", "key")
    week = [[0] * 24 for _weekday in range(7)]
    for weekday, hour, count in rows.annotate(number=Sum("count")).order_by():
        week[weekday - 1][int(hour)] += count
    return week


def _codes(splits: Mapping[tuple[str, str], Split]) -> dict[str, Code]:
    """Those that were scanned, by the key of their row."""
    keys = [key for key, _count in splits.get((Figure.SCANS, Part.CODE), Split()).rows if key.isdecimal()]
    rows = Code.objects.filter(pk__in=keys).select_related("card__workspace")
    return {str(code.pk): code for code in rows}


def _by_card(totals: "QuerySet[DayTotal]", period: Period) -> tuple[tuple[Card, Counts], ...]:
    """Every card with any figure, the one with most people first."""
    found: dict[int, Counts] = defaultdict(lambda: dict.fromkeys(Figure.values, 0))
    for pk, figure, count in _whole(totals, period).values_list("card", "figure").annotate(number=Sum("count")):
        found[pk][figure] = count
    cards = Card.objects.filter(pk__in=found).select_related("workspace").only(*_NAMED)
    return tuple(
        sorted(
            ((card, found[card.pk]) for card in cards),
            key=lambda one: (-one[1][Figure.PEOPLE], -one[1][Figure.VIEWS], one[0].name, one[0].pk),
        )
    )
