"""A hairdresser's diary for measurement: one calendar, one service, and so many bookings, most of them history."""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from itertools import islice

from django.db import connection
from django.test import Client

from bookings import availability
from bookings.availability import Wish
from bookings.models import Booking, Calendar, Occupancy, Offering, Service
from bookings.refusals import Taken
from bookings.reserving import Guest, reserve
from cards.models import Card
from workspaces import guards
from workspaces.models import Workspace
from workspaces.scoping import inside

NOW = datetime(2027, 3, 1, 7, 0, tzinfo=UTC)
IN_WINDOW = 200
LADDER = (100, 1_000, 10_000, 100_000)
COMMITS = 150
ROUNDS = 15


def measure() -> None:
    """Prints lines of `<name> <number>` for `bench.bookings`: milliseconds of CPU, and commits a second."""
    workspace = Workspace.objects.get(slug="bench")
    with inside(workspace):
        calendar = Calendar.objects.create(name="Rosa", zone="Europe/Madrid", week=[["09:00-19:00"]] * 6 + [[]])
        service = Service.objects.create(title="Cut", slug="cut", duration=30, step=15, notice=0, horizon=700)
        Offering.objects.create(service=service, calendar=calendar)
        wish = Wish(service, [calendar])
        _fill(service, calendar, NOW, IN_WINDOW // 2, every=timedelta(minutes=200))
        for total in LADDER:
            made = Occupancy.objects.count()
            _fill(service, calendar, NOW - timedelta(days=1, hours=made), total - made, every=-timedelta(hours=1))
            print(f"free_{total} {_cpu(lambda: _month(wish)):.3f}")
        visitor = Client(SERVER_NAME="localhost")
        print(f"page {_cpu(lambda: _page(visitor)):.3f}")
        print(f"commits {_commits(wish):.1f}")


def _month(wish: Wish) -> object:
    return availability.free(wish, first=NOW.date(), last=NOW.date() + timedelta(days=29), zone="UTC", now=NOW)


def _page(visitor: Client) -> None:
    """What a visitor gets who wants a time, through the whole of Django."""
    answer = visitor.get(f"/{Card.unscoped.get().handle}/book/cut")
    if answer.status_code != HTTPStatus.OK or b"<time" not in answer.content:
        sys.exit("no times on the page")


def _cpu(work: Callable[[], object]) -> float:
    """Median milliseconds of this process's CPU."""
    samples = []
    for _round in range(ROUNDS):
        before = time.process_time()
        work()
        samples.append((time.process_time() - before) * 1000)
    return sorted(samples)[len(samples) // 2]


def _fill(service: Service, calendar: Calendar, start: datetime, count: int, *, every: timedelta) -> None:
    """Half-hour sessions, the first at `start`; without the guards, for looking each one up is not what is measured."""
    workspace = service.workspace
    guards.drop(connection)
    starts = (start + number * every for number in range(max(0, count)))
    while rows := [
        Occupancy(
            workspace=workspace, calendar=calendar, service=service, start=at, end=at + timedelta(minutes=30),
            blocked_from=at, blocked_until=at + timedelta(minutes=30), taken=1,
        )
        for at in islice(starts, 5_000)
    ]:  # fmt: skip
        Occupancy.objects.bulk_create(rows)
    guards.create(connection)


def _commits(wish: Wish) -> float:
    """Bookings a second by one visitor after the other, each with its history and effects."""
    card = Card.objects.get()
    first = NOW + timedelta(days=60)
    slots = availability.free(wish, first=first.date(), last=first.date() + timedelta(days=60), zone="UTC", now=NOW)
    starts = [availability.moment(slot.start) for slot in slots if slot.start % 1800 == 0][:COMMITS]
    began = time.perf_counter()
    for number, start in enumerate(starts):
        guest = Guest(name="Gina", email=f"gina{number}@guest.example")
        try:
            reserve(wish=wish, start=start, guest=guest, key=f"bench-{number}", card=card, now=NOW)
        except Taken:
            sys.exit("a free time was taken")
    if Booking.objects.count() != COMMITS:
        sys.exit("bookings are missing")
    return COMMITS / (time.perf_counter() - began)
