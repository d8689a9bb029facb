"""The totals of days, made anew from their events (cards 66, 68-70).

Whatever writes an event marks its day as stale in the same transaction; here the marked days are counted again, whole.
So it may happen twice, late events are no trouble, and figures are exact when somebody looks at them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import BigIntegerField, Func
from django.utils import timezone

from audience.models import DayTotal, Event, StaleDay
from audience.tally import GAP, Happened, Total, tally
from cards.models import Card
from workspaces.models import Workspace
from workspaces.scoping import current_workspace_id

DAYS_AT_ONCE: Final = 7
DAY: Final = timedelta(days=1)


def freshen(cards: Iterable[Card] | None = None) -> None:
    """Make anew what is stale: of these cards, else of the whole open workspace. After it figures are exact.

    One query when nothing is. Events wait up to a second in memory before they are there (`audience/buffer.py`).
    """
    stale = StaleDay.objects.order_by("card", "day")
    if cards is not None:
        stale = stale.filter(card__in=[card.pk for card in cards])
    found = list(stale.values_list("card", "day"))
    if not found:
        return
    zone = ZoneInfo(Workspace.objects.get(pk=current_workspace_id()).zone)
    for card, rows in groupby(found, key=lambda row: row[0]):
        for days in runs(day for _card, day in rows):
            total_up(card, days, zone)


def runs(days: Iterable[date]) -> Iterator[list[date]]:
    """Days that follow each other, at most `DAYS_AT_ONCE` of them: read in one go, written in one transaction."""
    run: list[date] = []
    for day in days:
        if run and (day - run[-1] != DAY or len(run) == DAYS_AT_ONCE):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


@transaction.atomic
def total_up(card: int, days: list[date], zone: ZoneInfo) -> None:
    """The totals of these days of a card, which follow each other and are marked.

    Of two at once the second finds no mark, and nothing to do.
    Days that reach back to where events are no longer kept stay as they were counted.
    """
    marks = StaleDay.objects.select_for_update().filter(card=card, day__in=days).order_by("day")
    held = {mark.day: mark.pk for mark in marks}
    kept = [day for day in held if begin_of(day, zone) >= kept_since(timezone.now())]
    if kept:
        counted = tally(_events(card, begin_of(kept[0], zone) - GAP, begin_of(kept[-1] + DAY, zone)), zone)
        DayTotal.objects.filter(card=card, day__in=kept).delete()
        rows = [row for day in kept for row in _rows(card, day, counted.get(day, Counter()))]
        DayTotal.objects.bulk_create(rows)
    StaleDay.objects.filter(pk__in=held.values()).delete()


def begin_of(day: date, zone: ZoneInfo) -> datetime:
    """The first instant of a day on that clock; where midnight is skipped, the instant of the skip."""
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)


def kept_since(now: datetime) -> datetime:
    """Events before may be gone (cards 69)."""
    return now - timedelta(days=settings.EVENTS_KEPT_DAYS)


class UnixTime(Func):
    """A moment in whole seconds, made by the database: in Python it would cost more than all the counting."""

    output_field = BigIntegerField()

    def as_sqlite(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        template = "CAST(strftime('%%%%s', substr(%(expressions)s, 1, 19)) AS INTEGER)"
        return super().as_sql(compiler, connection, template=template)

    def as_postgresql(self, compiler: Any, connection: Any, **_context: Any) -> Any:
        return super().as_sql(compiler, connection, template="floor(extract(epoch FROM %(expressions)s))::bigint")


def _events(card: int, start: datetime, end: datetime) -> Iterator[tuple[Any, ...]]:
    """The fields of `Happened`, in the order of their time."""
    rows = Event.objects.filter(card=card, at__gte=start, at__lt=end).order_by("at", "pk")
    fields = [UnixTime("at") if name == "at" else name for name in Happened._fields]
    return rows.values_list(*fields).iterator(chunk_size=5_000)


def _rows(card: int, day: date, totals: Counter[Total]) -> Iterator[DayTotal]:
    for (figure, part, key), count in totals.items():
        yield DayTotal(card_id=card, day=day, figure=figure, part=part, key=key, count=count)
