"""The way to book the same once more, from a booking that is over or was not to be (B38)."""

from django.conf import settings
from django.urls import reverse
from django.utils.http import urlencode

from bookings import wording
from bookings.models import Booking, Service
from cards import public_pages


def path(booking: Booking) -> str:
    """The same service with the same person already filled in; empty where it is offered no more."""
    card, _document = public_pages.dressed_as(booking.card, booking.language)
    if card is None or not Service.objects.get_queryset().offered().filter(pk=booking.service_id).exists():
        return ""
    address = reverse("book_service", args=[card.handle, booking.service.slug])
    token = wording.manage_path(booking).removeprefix("/b/")
    return f"{address}?{urlencode({'again': token, 'zone': booking.guest_zone})}"


def url(booking: Booking) -> str:
    """For a mail."""
    found = path(booking)
    return f"{settings.BASE_URL}{found}" if found else ""
