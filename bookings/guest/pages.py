"""Pages of a booking, and what several of them say."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from bookings import wording
from cards import public_pages
from cards.content import Document
from cards.models import Card

SHEETS: Final = ("css/card-book.css",)


def answer(
    template: str, title: str, context: dict[str, Any], *, document: Document, card: Card | None, status: int = 200
) -> HttpResponse:
    """The page of a template of `bookings/guest/`."""
    return public_pages.answer(
        f"bookings/guest/{template}", title, context, document=document, card=card, sheets=SHEETS, status=status
    )


def cancel_words(minutes: int, start: datetime, zone: str, now: datetime) -> str:
    """Until when a guest may cancel, said before the booking and after it (B27). `minutes` before the start."""
    until = start - timedelta(minutes=minutes)
    if until <= now:
        return _("It begins soon: to cancel or move it, please ask directly.")
    return _("You can cancel until %(until)s.") % {"until": wording.moment(until, zone, brief=True)}
