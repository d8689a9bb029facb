"""From the token of a manage link to the booking: the other door by which visitors enter a workspace (B26)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import translation

from bookings.models import Booking
from cards import public_pages
from cards.content import Document
from cards.models import Card
from cardsite.kit import signing
from cardsite.kit.signing import BadToken
from workspaces.access import View, signature
from workspaces.scoping import inside

_WITH = ("workspace", "service", "calendar", "card__published", "card__workspace")


def at_booking(view: Callable[..., HttpResponse]) -> View:
    """`view(request, booking)`, inside its workspace and in the language it was booked in; a wrong token is 404."""

    @signature
    @wraps(view)
    def found(request: HttpRequest, token: str, **rest: Any) -> HttpResponseBase:
        booking = _booking(token)
        if booking is None:
            raise Http404
        booking.calendar.workspace = booking.workspace
        with inside(booking.workspace), translation.override(booking.language):
            response = view(request, booking, **rest)
        response["Referrer-Policy"] = "no-referrer"
        return response

    return found


def earlier_guest(token: str) -> dict[str, Any]:
    """Who booked before, to be filled in again; nothing for a token of another workspace, or none."""
    booking = _booking(token) if token else None
    known = Booking.objects.filter(pk=booking.pk).first() if booking else None
    return {"name": known.name, "email": known.email, "phone": known.phone} if known else {}


def dressed_as(booking: Booking) -> tuple[Card | None, Document]:
    """The card it was booked from, in the language it was booked in."""
    return public_pages.dressed_as(booking.card, booking.language)


def _booking(token: str) -> Booking | None:
    try:
        pk, version = signing.read("booking", token)
    except BadToken:
        return None
    return Booking.unscoped.select_related(*_WITH).filter(pk=pk, version=version).first()
