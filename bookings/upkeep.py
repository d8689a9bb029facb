"""What beat calls for the bookings, and the effect that reads another calendar (B20, B24, B35)."""

from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

import structlog
from celery import shared_task
from django.db import transaction
from django.utils import timezone

from bookings import deciding, reading
from bookings.models import Booking, BookingEvent, Feed
from bookings.states import State
from workspaces.models import Effect
from workspaces.outbox import effect
from workspaces.scoping import inside

log = structlog.get_logger(__name__)

BATCH: Final = 500
PAST: Final = timedelta(hours=1)


@effect(lease=timedelta(seconds=60), tries=2)
def read_feed(*, feed: int) -> None:
    reading.read(feed, timezone.now())


@shared_task(name="bookings.read_feeds", ignore_result=True)
def read_feeds() -> None:
    """One effect a feed; none for those that still wait for the last one."""
    open_rows = Effect.objects.filter(task=read_feed.name, state=Effect.State.OPEN)
    waiting = {arguments["feed"] for arguments in open_rows.values_list("arguments", flat=True)}
    feeds = Feed.unscoped.filter(calendar__archived_at__isnull=True, workspace__deleted_at__isnull=True).select_related(
        "workspace"
    )
    for feed in feeds.exclude(pk__in=waiting).iterator():
        read_feed.enqueue(workspace=feed.workspace, feed=feed.pk)


@shared_task(name="bookings.expire_due", ignore_result=True)
def expire_due() -> None:
    expire(timezone.now())


@shared_task(name="bookings.complete_past", ignore_result=True)
def complete_past() -> None:
    complete(timezone.now())


def expire(now: datetime) -> None:
    """Requests nobody answered in time, each by itself: one that fails holds up no other."""
    due = Booking.unscoped.filter(state__in=[State.PENDING, State.HELD], expires_at__lte=now).order_by(
        "expires_at", "pk"
    )
    for workspace, pk in due.values_list("workspace", "pk")[:BATCH]:
        try:
            with inside(workspace):
                deciding.expire(booking=Booking.objects.get(pk=pk), now=now)
        except Exception:
            log.warning("expire_failed", booking=pk, exc_info=True)


def complete(now: datetime) -> None:
    """What was confirmed and has been over for an hour took place."""
    past = Booking.unscoped.filter(state=State.CONFIRMED, end__lte=now - PAST).order_by("workspace", "pk")
    found = list(past.values_list("workspace", "pk")[:BATCH])
    for workspace, rows in groupby(found, key=lambda row: row[0]):
        with inside(workspace):
            _complete([pk for _workspace, pk in rows], now)


@transaction.atomic
def _complete(numbers: list[int], now: datetime) -> None:
    """Rows that were cancelled or marked meanwhile stay as they are."""
    held = Booking.objects.select_for_update().filter(pk__in=numbers, state=State.CONFIRMED)
    true = list(held.order_by("pk").values_list("pk", flat=True))
    Booking.objects.filter(pk__in=true).update(state=State.COMPLETED, decided_at=now)
    BookingEvent.objects.bulk_create([BookingEvent(booking_id=pk, at=now, verb="completed") for pk in true])
