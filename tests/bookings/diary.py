"""Calendars, services and bookings for tests, made as the program makes them."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, Final

from django.utils.text import slugify

from bookings.availability import Wish, offering
from bookings.models import Booking, Calendar, Offering, Service
from bookings.reserving import Guest, reserve
from cards.models import Card

NOW: Final = datetime(2027, 1, 4, 8, 0, tzinfo=UTC)
"""A Monday; opening hours of `make_calendar` are 9 to 17, Monday to Friday."""

WORKDAYS: Final = [["09:00-17:00"]] * 5 + [[], []]
_keys = count(1)


def make_calendar(name: str = "Rosa", **over: Any) -> Calendar:
    """In the open workspace."""
    return Calendar.objects.create(**({"name": name, "zone": "UTC", "week": WORKDAYS} | over))


def make_service(*calendars: Calendar, title: str = "Cut", **over: Any) -> Service:
    """An hour long, without notice, offered by these calendars."""
    fields = {"title": title, "slug": slugify(title), "notice": 0, "duration": 60}
    service = Service.objects.create(**(fields | over))
    for calendar in calendars:
        Offering.objects.create(service=service, calendar=calendar)
    return service


def at(hour: int, minute: int = 0, *, day: int = 1) -> datetime:
    """`day` days after Monday 4 January 2027, by default Tuesday the 5th; UTC."""
    return NOW.replace(hour=hour, minute=minute) + timedelta(days=day)


def make_booking(service: Service, start: datetime, *, card: Card, now: datetime = NOW, **over: Any) -> Booking:
    """By a visitor. `over`: fields of the guest, and `calendars`, `extras`, `seats`, `key`."""
    wish = Wish(
        service=service,
        calendars=over.pop("calendars", None) or offering(service),
        extras=over.pop("extras", ()),
        seats=over.pop("seats", 1),
    )
    number = next(_keys)
    key = over.pop("key", f"key-{number}")
    guest = Guest(**({"name": "Gina Guest", "email": f"gina{number}@guest.example"} | over))
    return reserve(wish=wish, start=start, guest=guest, key=key, card=card, now=now)
