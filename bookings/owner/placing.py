"""Services are bookable; whether a card leads to them yet, and where its owner puts them there (people.md 1)."""

from typing import Final

from django.db.models import F
from django.http import HttpRequest
from django.urls import reverse

from cards.content import MainAct
from cards.editor.finding import may_edit, workspace_of
from cards.models import Card

KINDS: Final = frozenset({"booking", "services"})
LOOKED_AT: Final = 50


def where_to_place(request: HttpRequest) -> str:
    """Where the editor of a card adds blocks: the one published last. Empty where a card leads to the times already.

    Or where this member may edit none.
    """
    newest = F("first_published_at").desc(nulls_last=True)
    cards = list(Card.objects.get_queryset().kept().order_by(newest, "pk")[:LOOKED_AT])
    mine = next((card for card in cards if may_edit(request, card)), None)
    if mine is None or any(_leads_there(card) for card in cards):
        return ""
    return f"{reverse('card_edit', args=[workspace_of(request).slug, mine.pk])}?open=blocks#block-kinds"


def _leads_there(card: Card) -> bool:
    document = card.document
    return document.main_act is MainAct.BOOK or any(
        block.kind in KINDS and not block.hidden for block in document.blocks
    )
