"""Pages of a booking in the card's own design and language; uncached, and nothing of them for search engines (B26)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bookings import wording
from cards import showing
from cards.acts import asking_row
from cards.content import Document
from cards.models import Card, Publication

SHEETS: Final = ("css/card-form.css", "css/card-book.css")


def in_its_language(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """`view(request, card, publication, …)` speaks the card's language (cards 22)."""

    @wraps(view)
    def speaking(request: HttpRequest, card: Card, publication: Publication, **rest: Any) -> HttpResponseBase:
        with translation.override(publication.content.language):
            return view(request, card, publication, **rest)

    return speaking


def answer(
    template: str, title: str, context: dict[str, Any], *, document: Document, card: Card | None, status: int = 200
) -> HttpResponse:
    """The page of a template of `bookings/guest/`, dressed as the card, with the way back to it."""
    dress = showing.dress(document) | {
        "sheets": SHEETS,
        "house": document.name,
        "title": f"{title} · {document.name}",
        "reach": asking_row(document),
    }
    dress["card_url"] = reverse("card", args=[card.handle]) if card else ""
    response = HttpResponse(render_to_string(f"bookings/guest/{template}", dress | context), status=status)
    showing.allow_style(response, document)
    return private(response)


def private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Language"] = translation.get_language() or ""
    return response


def see(address: str) -> HttpResponse:
    """303: what was sent is done, and this is where it stands (B1)."""
    return private(HttpResponse(status=303, headers={"Location": address}))


def cancel_words(minutes: int, start: datetime, zone: str, now: datetime) -> str:
    """Until when a guest may cancel, said before the booking and after it (B27). `minutes` before the start."""
    until = start - timedelta(minutes=minutes)
    if until <= now:
        return _("It begins soon: to cancel or move it, please ask directly.")
    return _("You can cancel until %(until)s.") % {"until": wording.moment(until, zone, brief=True)}
