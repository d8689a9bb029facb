"""What is in the way of a booking that the owner enters or moves, and who else is free then (B13, B30).

An owner breaks the rules of the service after a warning, and never takes what somebody has booked.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bookings import availability, engine
from bookings.availability import Wish, instant, situation
from bookings.engine.values import Caps
from bookings.models import Booking, Calendar, Occupancy


def clash(wish: Wish, start: datetime, *, before: int = 0, after: int = 0) -> Booking | None:
    """The booking in the way of the one calendar wished for; None where there is none, or a place in its session.

    `before` and `after` are the minutes that the new one keeps free itself.
    """
    (calendar,) = wish.calendars
    end = start + timedelta(minutes=wish.minutes)
    taken = Occupancy.objects.filter(
        calendar=calendar,
        live=True,
        blocked_from__lt=end + timedelta(minutes=after),
        blocked_until__gt=start - timedelta(minutes=before),
    )
    for session in taken.order_by("start", "pk"):
        others = Booking.objects.filter(occupancy=session).exclude(pk=wish.without.pk if wish.without else 0)
        if (found := others.order_by("pk").first()) and not _joins(wish, session, start, end):
            return found
    return None


def free_beside(wish: Wish, start: datetime) -> list[Calendar]:
    """Others that offer the service, are at work then and free, whatever the service's own rules say."""
    others = [one for one in availability.offering(wish.service) if one not in wish.calendars]
    asked = replace(wish, calendars=others)
    rules = replace(asked.asked, notice=0, step=1, before=0, after=0, caps=Caps())
    at = instant(start)
    hosts, busy = situation(asked, start - timedelta(days=1), start + timedelta(days=1, minutes=wish.minutes))
    able = engine.is_bookable(rules, hosts, busy, at, at, seats=wish.seats)
    return [one for one in others if one.pk in able]


def _joins(wish: Wish, session: Occupancy, start: datetime, end: datetime) -> bool:
    """Whether there is a place in it for who comes at that very time."""
    same = (session.service_id, session.start, session.end) == (wish.service.pk, start, end)
    taken = session.taken - (wish.without.seats if wish.without and wish.without.occupancy_id == session.pk else 0)
    return same and taken + wish.seats <= session.seats
