"""What becomes of a booking: approved, declined, cancelled, expired, kept or missed (B20, B24, B26, B27, B30)."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from bookings import availability, claiming
from bookings.availability import Wish
from bookings.following import follow
from bookings.models import Booking, Calendar
from bookings.refusals import NotAllowed, Taken, TooLate
from bookings.states import State
from workspaces.models import User

NO_SHOW_FOR: Final = timedelta(days=30)
NO_SHOW_UNDO: Final = timedelta(days=7)


@transaction.atomic
def approve(*, booking: Booking, by: User, now: datetime) -> Booking:
    """Say yes to a request. Raises `Taken` when its time went to somebody else meanwhile, and `NotAllowed`."""
    hold(booking)
    booking.become(State.CONFIRMED, now)
    if booking.occupancy is None:
        try:
            booking.occupancy = claiming.claim(booking)
        except Taken:
            raise Taken(availability.nearest(wish_of(booking), booking.start, now)) from None
    return _saved(booking, "approved", now, by)


@transaction.atomic
def decline(*, booking: Booking, by: User, now: datetime, message: str = "") -> Booking:
    """Say no to a request. Raises `NotAllowed`."""
    hold(booking)
    return _ended(booking, State.DECLINED, "declined", now, by, message)


@transaction.atomic
def cancel(*, booking: Booking, by: User | None, now: datetime, message: str = "") -> Booking:
    """By the owner at any time, by the guest (`by` None) until the cut-off, else `TooLate`.

    Cancelling what is cancelled changes nothing and tells nobody (B26). Raises `NotAllowed`.
    """
    hold(booking)
    if booking.state == State.CANCELLED:
        return booking
    if by is None:
        check_guest(booking, now)
    return _ended(booking, State.CANCELLED, "cancelled", now, by, message)


@transaction.atomic
def call_off(*, booking: Booking, by: User, now: datetime) -> Booking:
    """As `cancel`, and the guest reads why: the business has closed its page here. What is over stays as it is."""
    hold(booking)
    if not booking.is_open:
        return booking
    return _ended(booking, State.CANCELLED, "called_off", now, by)


@transaction.atomic
def expire(*, booking: Booking, now: datetime) -> Booking:
    """A request nobody answered in time; one that was answered meanwhile stays as it is (B24)."""
    hold(booking)
    if booking.state not in {State.PENDING, State.HELD} or booking.expires_at is None or booking.expires_at > now:
        return booking
    return _ended(booking, State.EXPIRED, "expired", now, None)


@transaction.atomic
def mark_no_show(*, booking: Booking, by: User, now: datetime) -> Booking:
    """The guest did not come: from the start until 30 days after (B30). Raises `NotAllowed`."""
    hold(booking)
    if not booking.start <= now <= booking.start + NO_SHOW_FOR:
        raise NotAllowed(State(booking.state), State.NO_SHOW)
    booking.become(State.NO_SHOW, now)
    return _saved(booking, "no_show", now, by)


@transaction.atomic
def mark_came(*, booking: Booking, by: User, now: datetime) -> Booking:
    """They came after all: within seven days of the word that they did not (B30). Raises `NotAllowed`."""
    hold(booking)
    since = booking.decided_at or now
    if booking.state == State.NO_SHOW and now > since + NO_SHOW_UNDO:
        raise NotAllowed(State.NO_SHOW, State.COMPLETED)
    booking.become(State.COMPLETED, now)
    return _saved(booking, "came", now, by)


def hold(booking: Booking, *calendars: int) -> None:
    """Lock its calendar and whatever others are concerned, then read the booking anew."""
    claiming.lock({booking.calendar_id, *calendars})
    booking.refresh_from_db(from_queryset=Booking.objects.get_queryset().select_for_update())


def check_open(booking: Booking) -> None:
    """Raises `NotAllowed` for a booking that is over, cancelled, declined or expired."""
    if not booking.is_open:
        raise NotAllowed(State(booking.state), State(booking.state))


def check_guest(booking: Booking, now: datetime) -> None:
    """Whether the guest may cancel it now. Raises `NotAllowed`, `TooLate`."""
    check_open(booking)
    check_cut_off(booking, booking.service.cancel_until, now)


def check_cut_off(booking: Booking, minutes: int, now: datetime) -> None:
    """Raises `TooLate` when the guest may no longer change it; a request still unanswered can always be changed."""
    until = booking.start - timedelta(minutes=minutes)
    if now > (booking.start if booking.state == State.PENDING else until):
        raise TooLate(until)


def wish_of(booking: Booking, *calendars: Calendar) -> Wish:
    """The same again: service, extras and seats of a booking, seen as if it did not exist (B14)."""
    return Wish(
        service=booking.service,
        calendars=calendars or (booking.calendar,),
        extras=booking.extras,
        seats=booking.seats,
        without=booking,
    )


def _ended(booking: Booking, state: State, verb: str, now: datetime, by: User | None, message: str = "") -> Booking:
    """A last state; the time is free again."""
    booking.become(state, now)
    claiming.release(booking.occupancy, booking.seats)
    booking.occupancy = None
    booking.sequence += 1
    return _saved(booking, verb, now, by, message)


def _saved(booking: Booking, verb: str, now: datetime, by: User | None, message: str = "") -> Booking:
    booking.save(update_fields=["state", "decided_at", "expires_at", "occupancy", "sequence"])
    follow(booking, verb, now=now, by=by, message=message)
    return booking
