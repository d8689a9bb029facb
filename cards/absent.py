"""Pages where no card is: unknown, resting, gone. None says anything about a person (cards 2, 3)."""

from typing import Final

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils import translation

from cards import showing
from cards.content import Document

TEMPLATE: Final = "cards/public/absent.html"


def unknown() -> HttpResponse:
    """404 for what never was, and, byte for byte the same, for a draft."""
    return _page(404, "unknown", settings.LANGUAGE_CODE)


def resting(language: str | None) -> HttpResponse:
    """404 of a paused card, in its language."""
    return _page(404, "resting", language or settings.LANGUAGE_CODE)


def gone(language: str | None = None) -> HttpResponse:
    """410 of a suspended, deleted or erased card."""
    return _page(410, "gone", language or settings.LANGUAGE_CODE)


def _page(status: int, kind: str, language: str) -> HttpResponse:
    """In the plainest design, so that nothing of the card's own is seen."""
    plain = Document()
    with translation.override(language):
        context = {"kind": kind, "language": language, "direction": showing.direction(language)}
        html = render_to_string(TEMPLATE, context | {"style": showing.style(plain), "site_name": settings.SITE_NAME})
    response = HttpResponse(html, status=status)
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex"
    showing.allow_style(response, plain)
    return response
