"""Giving a booking another time: the same booking, the same link, one higher in the guest's calendar (B14, B27)."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from bookings import availability, claiming
from bookings.availability import Wish
from bookings.deciding import check_cut_off, check_open, hold, wish_of
from bookings.following import follow
from bookings.models import Booking, Calendar
from bookings.refusals import NotOffered, Taken, TooManyMoves
from bookings.reserving import intended
from bookings.states import State
from workspaces.models import User


@transaction.atomic
def move(
    *, booking: Booking, start: datetime, calendars: Sequence[Calendar], now: datetime, by: User | None = None
) -> Booking:
    """To another time, with the same calendar if that is free then.

    A guest (`by` None) is held to the service's rules, its cut-off and number of moves; an owner only to what is
    taken. Raises `NotAllowed`, `NotOffered`, `Taken` with the nearest free times, `TooLate`, `TooManyMoves`.
    """
    hold(booking, *(calendar.pk for calendar in calendars))
    check_open(booking)
    if start == booking.start and booking.calendar in calendars:
        return booking
    wish = wish_of(booking, *calendars)
    if by is None:
        check_guest(booking, now)
    able = [calendar.pk for calendar in calendars] if by else _takers(wish, start, now)
    before = {"start": booking.start.isoformat(), "calendar": booking.calendar_id}
    _resettle(booking, start, _kept_first(able, booking.calendar_id), wish, now)
    booking.moved += by is None
    booking.sequence += 1
    booking.save()
    follow(booking, "moved", now=now, by=by, before=before)
    return booking


def check_guest(booking: Booking, now: datetime) -> None:
    """Whether the guest may move it now. Raises `NotAllowed`, `TooLate`, `TooManyMoves`."""
    check_open(booking)
    check_cut_off(booking, booking.service.move_until, now)
    if booking.moved >= booking.service.moves:
        raise TooManyMoves(booking.service.moves)


def _takers(wish: Wish, start: datetime, now: datetime) -> list[int]:
    if able := availability.takers(wish, start, now):
        return able
    if availability.is_offered(wish, start, now):
        raise Taken(availability.nearest(wish, start, now))
    raise NotOffered


def _kept_first(able: list[int], calendar: int) -> list[int]:
    return sorted(able, key=lambda one: one != calendar)


def _resettle(booking: Booking, start: datetime, able: list[int], wish: Wish, now: datetime) -> None:
    """Give the old time back and take the new one; when none can be had, the transaction undoes both."""
    occupied = booking.occupancy
    claiming.release(occupied, booking.seats)
    booking.end = start + (booking.end - booking.start)
    booking.start = start
    for calendar in able:
        booking.calendar_id = calendar
        try:
            booking.occupancy = claiming.claim(booking) if occupied else None
        except Taken:
            continue
        booking.zone = booking.calendar.zone
        booking.local_start = intended(start, booking.zone)
        if booking.state == State.PENDING and booking.expires_at:
            booking.expires_at = min(booking.expires_at, max(now, start - timedelta(hours=2)))
        return
    raise Taken(availability.nearest(wish, start, now))
