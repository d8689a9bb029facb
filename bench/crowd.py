"""Visits for measurement: a flush of many, a busy day's totals, a card's figures as those of other cards grow."""

import os
import sys
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import connection

from audience import figures, totalling
from audience.buffer import AT_ONCE
from audience.models import DayTotal, Event, StaleDay
from audience.periods import Chosen, Period
from audience.seen import Note, Seen
from audience.writing import write
from bench import plans
from bench.spent import Spent, least, spent
from cards.models import Card
from cards.visits import VIEW, Visit
from cardsite.kit.apps import unhurried
from workspaces import guards
from workspaces.models import Workspace
from workspaces.scoping import inside

FLUSHED: Final = 100_000
BUSY_DAY: Final = 67_000
NOON: Final = datetime(2027, 3, 1, 11, 0, tzinfo=UTC)
TODAY: Final = NOON.date()
CARDS: Final = 1_000
SIZES: Final = (10_000, 1_000_000, 10_000_000)
ROUNDS: Final = 15
AGENT: Final = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_{} like Mac OS X) Version/18.5 Mobile Safari"
NUMBERS: Final = (
    "WITH RECURSIVE numbers(n) AS (SELECT {first} UNION ALL SELECT n + 1 FROM numbers WHERE n < {last} - 1) "
)
EVENTS: Final = (
    "INSERT INTO audience_event "
    "(workspace_id, card_id, kind, at, times, visitor, filtered, device, country, referrer, target) "
    "SELECT {workspace}, id, 'view', {day}, 1, '', '', '', '', '', '' FROM numbers CROSS JOIN cards_card "
    "WHERE id > {own}"
)
TOTALS: Final = (
    "INSERT INTO audience_daytotal (workspace_id, card_id, day, figure, part, key, count) "
    "SELECT {workspace}, id, {day}, 'views', '', '', 1 FROM numbers CROSS JOIN cards_card WHERE id > {own}"
)
DAYS: Final = {
    "sqlite": "date('2027-03-02', '-' || (n % 1000) || ' days')",
    "postgresql": "date '2027-03-02' - n % 1000",
}
PARTS: Final = {"hour": [str(hour) for hour in range(24)], "device": ["phone", "desktop"], "country": ["DE", "PT", ""]}
CHOSEN: Final = Chosen("365", Period(TODAY - timedelta(days=364), TODAY), None, is_cut=False)


def measure() -> None:
    """Prints lines of `<name> <number>` for `bench.audience`."""
    workspace = Workspace.objects.get(slug="bench")
    with inside(workspace):
        card = Card.objects.get()
        flush(card)
        Event.objects.filter(at__gte=NOON + timedelta(seconds=BUSY_DAY // 100)).delete()
        say_spent("roll_up", roll_up(card))
        year(card)
        sizes = [size for size in SIZES if size <= int(os.environ.get("ROWS", "1000000"))]
        for before, rows in zip([0, *sizes], sizes, strict=False):
            fill(card, before, rows)
            say(f"read_{rows}", least(lambda: figures.read(CHOSEN, card), ROUNDS).cpu * 1000)
            say_spent(f"again_{rows}", roll_up(card))
        found = plans.of(lambda: (figures.read(CHOSEN, card), roll_up(card)))
        say("whole", plans.whole_tables(found))
        if "PLANS" in os.environ:
            Path(os.environ["PLANS"]).write_text("\n".join(found))


def flush(card: Card) -> None:
    """As many browsers as events, and no two events alike, in the pieces that the buffer makes of them."""
    visit = Visit(VIEW, card.workspace_id, card.pk)
    notes = [(note(number, visit), 1) for number in range(FLUSHED)]
    pieces = [notes[begin : begin + AT_ONCE] for begin in range(0, FLUSHED, AT_ONCE)]
    took = [spent(lambda piece=piece: write(piece)) for piece in pieces]  # type: ignore[misc]
    say("flush_cpu", FLUSHED / sum(one.cpu for one in took))
    say("flush_wall", FLUSHED / sum(one.wall for one in took))
    say("longest", max(one.wall for one in took) * 1000)


def note(number: int, visit: Visit) -> Note:
    address, agent = f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}", AGENT.format(number % 500)
    return tuple(Seen(int(NOON.timestamp()) + number // 100, visit, "", remote=address, agent=agent))


def roll_up(card: Card) -> Spent:
    """The busy day anew; the least of three."""
    times = []
    for _round in range(3):
        StaleDay.mark([(card.workspace_id, card.pk, TODAY)])
        times.append(spent(lambda: totalling.freshen([card])))
    return min(times)


def year(card: Card) -> None:
    """Of the card's own totals: each day each figure, and views by hour, device and country."""
    keys = [(figure, "", "") for figure in DayTotal.Figure.values if figure]
    keys += [("views", part, key) for part, found in PARTS.items() for key in found]
    days = [TODAY - timedelta(days=number) for number in range(1, 365)]
    rows = [DayTotal(card=card, day=day, figure=f, part=p, key=k, count=3) for day in days for f, p, k in keys]
    DayTotal.objects.bulk_create(rows, batch_size=5_000)


def fill(card: Card, before: int, rows: int) -> None:
    """Up to so many events and a tenth as many totals of other cards, without what looks at each row."""
    own = card.pk
    if not before:
        for name in [f"other-{number}" for number in range(CARDS)]:
            card.pk, card.uid, card.handle = None, uuid.uuid4(), name
            card.save(force_insert=True)
        card.pk = own
    guards.drop(connection)
    said = {"workspace": card.workspace_id, "own": own, "day": DAYS[connection.vendor]}
    unhurried(connection.alias)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
        cursor.execute(NUMBERS.format(first=before // CARDS, last=rows // CARDS) + EVENTS.format(**said))
        cursor.execute(NUMBERS.format(first=before // CARDS // 10, last=rows // CARDS // 10) + TOTALS.format(**said))
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = origin")
    guards.create(connection)


def say_spent(name: str, took: Spent) -> None:
    say(f"{name}_cpu", took.cpu)
    say(f"{name}_wall", took.wall)


def say(name: str, value: float) -> None:
    sys.stdout.write(f"{name} {value}\n")
