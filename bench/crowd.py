"""Visits for measurement: a flush of many, a busy day's totals, a card's figures among those of many cards."""

import os
import sys
import time
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Final

from django.db import connection
from django.db.models import Sum

from audience import totalling
from audience.buffer import Buffer
from audience.models import DayTotal, Event
from audience.seen import Seen
from audience.writing import write
from cards.models import Card
from cards.visits import VIEW, Visit
from cardsite.kit.apps import unhurried
from workspaces import guards
from workspaces.models import Workspace
from workspaces.scoping import inside

FLUSHED: Final = 100_000
BUSY_DAY: Final = 67_000
NOON: Final = datetime(2027, 3, 1, 11, 0, tzinfo=UTC)
CARDS: Final = 1_000
ROUNDS: Final = 15
AGENT: Final = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_{} like Mac OS X) Version/18.5 Mobile Safari"
NUMBERS: Final = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < {last}) "
EVENTS: Final = (
    "INSERT INTO audience_event "
    "(workspace_id, card_id, kind, at, times, visitor, filtered, device, country, referrer, target) "
    "SELECT {workspace}, id, 'view', '2027-02-01', 1, '', '', '', '', '', '' FROM numbers CROSS JOIN cards_card "
    "WHERE id > {first}"
)
TOTALS: Final = (
    "INSERT INTO audience_daytotal (workspace_id, card_id, day, figure, part, key, count) "
    "SELECT {workspace}, id, {day}, 'views', '', '', 1 FROM numbers CROSS JOIN cards_card WHERE id > {first}"
)
DAYS: Final = {"sqlite": "date('2027-03-02', '-' || n || ' days')", "postgresql": "date '2027-03-02' - n"}


def measure() -> None:
    """Prints lines of `<name> <number>` for `bench.audience`."""
    workspace = Workspace.objects.get(slug="bench")
    with inside(workspace):
        card = Card.objects.get()
        say("flush", FLUSHED / seconds(lambda: flush(card)))
        Event.objects.filter(at__gte=NOON + timedelta(seconds=BUSY_DAY // 100)).delete()
        say("roll_up", seconds(totalling.freshen))
        say("alone", median_ms(lambda: read(card)))
        say("rows", fill(card, int(os.environ.get("ROWS", "1000000"))))
        say("among", median_ms(lambda: read(card)))


def flush(card: Card) -> None:
    """As many browsers as events, and no two events alike."""
    buffer = Buffer(write)
    visit = Visit(VIEW, card.workspace_id, card.pk)
    for number in range(FLUSHED):
        address, agent = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", AGENT.format(number % 500)
        buffer.add(Seen(int(NOON.timestamp()) + number // 100, visit, "", remote=address, agent=agent))
    buffer.stop()


def read(card: Card) -> dict[tuple[str, str, str], int]:
    """A year of one card, as its page shows it."""
    rows = DayTotal.objects.filter(card=card, day__gt=date(2026, 3, 1)).values_list("figure", "part", "key")
    return {(figure, part, key): total for figure, part, key, total in rows.annotate(total=Sum("count"))}


def fill(card: Card, rows: int) -> int:
    """So many events and a tenth as many totals of other cards, without the guards, which look each one up."""
    for name in [f"other-{number}" for number in range(CARDS)]:
        card.pk, card.uid, card.handle = None, uuid.uuid4(), name
        card.save(force_insert=True)
    own = min(Card.objects.values_list("pk", flat=True))
    guards.drop(connection)
    said = {"workspace": card.workspace_id, "first": own, "day": DAYS[connection.vendor]}
    unhurried(connection.alias)
    with connection.cursor() as cursor:
        cursor.execute(NUMBERS.format(last=rows // CARDS - 1) + EVENTS.format(**said))
        cursor.execute(NUMBERS.format(last=rows // CARDS // 10 - 1) + TOTALS.format(**said))
        cursor.execute("ANALYZE")
    guards.create(connection)
    card.pk = own
    return Event.objects.count()


def say(name: str, value: float) -> None:
    sys.stdout.write(f"{name} {value}\n")


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def median_ms(work: Callable[[], object]) -> float:
    return sorted(seconds(work) * 1000 for _round in range(ROUNDS))[ROUNDS // 2]
