"""The card as the signature of one's mails: shown, copied, pasted (cards 58)."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cards.editor.finding import kept_card, workspace_of
from cards.editor.shown_codes import leads_words, works_only_here
from cards.models import Card
from cards.sharing.signature import LAYOUTS, Signature, layout_name, signature
from workspaces.access import needs

POLICY: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src {}; frame-ancestors 'self'"
"""Inline styles are all that mail programs know; whatever else stands there is inert."""


@dataclass(frozen=True)
class Sample:
    """One layout: its name, where it is drawn, what is pasted."""

    key: str
    name: str
    url: str
    html: str


@needs("cards.view")
@require_safe
def card_signature(request: HttpRequest, card: int) -> HttpResponse:
    """Three layouts, each as it looks, to be copied."""
    found = kept_card(card)
    made = _signature(found)
    context = {
        "card": found,
        "text": made.text,
        "samples": [_sample(request, found, made, layout) for layout in LAYOUTS],
        "leads": "" if found.is_public else leads_words(found),
        "only_here": works_only_here(),
    }
    return render(request, "cards/editor/share_signature.html", context)


@needs("cards.view")
@require_safe
def card_signature_sample(request: HttpRequest, card: int, layout: str) -> HttpResponse:
    """One layout alone, for a frame: as a mail program draws it, on white."""
    found = kept_card(card)
    if layout not in LAYOUTS:
        raise Http404
    response = HttpResponse(_signature(found).page(layout))
    response["Content-Security-Policy"] = POLICY.format(settings.BASE_URL)
    return response


def _signature(card: Card) -> Signature:
    """Without picture where visitors need a password: mail programs have none."""
    document = card.outward
    if card.is_locked:
        document = document.model_copy(update={"portrait": None, "logo": None})
    return signature(document, card.handle)


def _sample(request: HttpRequest, card: Card, made: Signature, layout: str) -> Sample:
    url = reverse("card_signature_sample", args=[workspace_of(request).slug, card.pk, layout])
    return Sample(layout, layout_name(layout), url, made.html(layout))
