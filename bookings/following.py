"""What follows whenever a booking comes to be or changes: its history, its reminders, who is told (B20, B29, B32)."""

from datetime import datetime, timedelta
from typing import Any, Final

from bookings.models import Booking, BookingEvent, Reminder
from bookings.states import State
from bookings.tasks import remind, tell_guest, tell_host
from workspaces.models import User

EMAIL: Final = "email"
WHATSAPP: Final = "whatsapp"
"""Confirmations and reminders of who left only a phone number: the owner sends the prepared text with one tap (B38)."""

REMINDED_AFTER: Final = frozenset({"made", "approved", "moved"})
SILENT: Final = frozenset({"completed", "no_show", "came", "told"})


def follow(
    booking: Booking, verb: str, *, now: datetime, by: User | None = None, message: str = "", **data: Any
) -> None:
    """Call it in the transaction of the act, after the booking is saved. `message` is the owner's own words."""
    BookingEvent.objects.create(booking=booking, at=now, verb=verb, by=by, data=data | _said(message))
    if verb in REMINDED_AFTER and booking.state == State.CONFIRMED:
        _plan_reminders(booking, now)
    if verb in SILENT:
        return
    workspace = booking.workspace
    number, sequence = booking.pk, booking.sequence
    if booking.email:
        tell_guest.enqueue(workspace=workspace, payload=message, booking=number, verb=verb, sequence=sequence)
    if by is None:
        tell_host.enqueue(workspace=workspace, booking=number, verb=verb, sequence=sequence)


def _plan_reminders(booking: Booking, now: datetime) -> None:
    """One row an offset; those already past are skipped (B29). By WhatsApp the confirmation comes first."""
    channel = EMAIL if booking.email else WHATSAPP
    if channel == WHATSAPP and booking.phone:
        Reminder.objects.get_or_create(
            booking=booking, sequence=booking.sequence, offset=0, channel=channel, defaults={"due_at": now}
        )
    for offset in sorted(set(booking.service.reminders)):
        due = booking.start - timedelta(minutes=offset)
        if due <= now:
            continue
        row, made = Reminder.objects.get_or_create(
            booking=booking, sequence=booking.sequence, offset=offset, channel=channel, defaults={"due_at": due}
        )
        if made and channel == EMAIL:
            remind.enqueue(workspace=booking.workspace, due_at=due, reminder=row.pk)


def _said(message: str) -> dict[str, str]:
    return {"message": message} if message else {}
