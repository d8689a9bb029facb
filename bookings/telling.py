"""Prepared texts that the owner sends by WhatsApp: opened there, and sent, which only the owner can say (B38)."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q, QuerySet

from bookings.following import WHATSAPP, follow
from bookings.models import Booking, Reminder
from bookings.states import State
from workspaces.models import User

OPENED_FOR: Final = timedelta(hours=1)
"""So long a text that was opened waits for the word that it was sent."""


def waiting(now: datetime) -> QuerySet[Reminder]:
    """Confirmations and reminders whose time has come, the soonest appointment first."""
    due = Reminder.objects.filter(channel=WHATSAPP, sent_at=None, due_at__lte=now)
    live = due.filter(booking__state=State.CONFIRMED, booking__start__gt=now, sequence=F("booking__sequence"))
    return live.filter(Q(opened_at=None) | Q(opened_at__gt=now - OPENED_FOR)).order_by("booking__start")


@transaction.atomic
def opened(*, booking: Booking, reminder: Reminder | None, now: datetime, by: User) -> str:
    """Which text it is. The history says that it was opened; without a row of its own it is a reminder."""
    verb = reminder.verb if reminder else "reminder"
    if reminder:
        reminder.opened_at = now
        reminder.save(update_fields=["opened_at"])
    follow(booking, "told", now=now, by=by, text=verb)
    return verb


def sent(*, reminder: Reminder, now: datetime) -> None:
    """It waits no more."""
    if reminder.sent_at is None:
        reminder.sent_at = now
        reminder.save(update_fields=["sent_at"])
