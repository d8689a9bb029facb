"""Where a card is passed on: its address and its code, for every member (cards 7, 57)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cards.editor.finding import kept_card
from cards.editor.sharing import sharing
from cards.editor.shown_codes import leads_words
from workspaces.access import needs


@needs("cards.view")
@require_safe
def card_share(request: HttpRequest, card: int) -> HttpResponse:
    """What is shown once after publishing, whenever it is wanted; a card nobody sees says so instead."""
    found = kept_card(card)
    seen = {"sharing": sharing(found)} if found.is_public else {"leads": leads_words(found)}
    return render(request, "cards/editor/share.html", {"card": found} | seen)
