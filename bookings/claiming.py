"""Taking time of a calendar and giving it back: the rows that the database keeps from overlapping (B12, B21)."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from bookings.models import Booking, Calendar, Occupancy
from bookings.refusals import Taken


def lock(calendars: Iterable[int]) -> None:
    """Hold these calendars until the transaction ends, always in the same order (rule 16).

    SQLite knows no row locks; there the whole transaction is the lock, taken when it begins.
    """
    if not connection.features.has_select_for_update:
        return
    rows = Calendar.objects.filter(pk__in=list(calendars)).order_by("pk").select_for_update()
    list(rows.values_list("pk", flat=True))


def claim(booking: Booking) -> Occupancy:
    """A place in the session of its service at its time, or a session of its own. Raises `Taken`."""
    seats = booking.service.seats
    if seats > 1 and (joined := _join(booking)):
        return joined
    if booking.seats > seats:
        raise Taken
    try:
        with transaction.atomic():
            return Occupancy.objects.create(
                calendar_id=booking.calendar_id,
                service=booking.service,
                start=booking.start,
                end=booking.end,
                blocked_from=booking.start - timedelta(minutes=booking.before),
                blocked_until=booking.end + timedelta(minutes=booking.after),
                seats=seats,
                taken=booking.seats,
            )
    except IntegrityError as refused:
        raise Taken from refused


def release(occupancy: Occupancy | None, seats: int) -> None:
    """Give seats back; the last one frees the time."""
    if occupancy is None:
        return
    rows = Occupancy.objects.filter(pk=occupancy.pk)
    if not rows.filter(taken__gt=seats).update(taken=F("taken") - seats):
        rows.update(taken=0, live=False)


def _join(booking: Booking) -> Occupancy | None:
    """One statement decides whether there is room."""
    running = Occupancy.objects.filter(
        calendar=booking.calendar_id, service=booking.service, start=booking.start, end=booking.end, live=True
    )
    row = running.first()
    if row is None:
        return None
    room = running.filter(pk=row.pk, taken__lte=F("seats") - booking.seats)
    if not room.update(taken=F("taken") + booking.seats):
        raise Taken
    return row
