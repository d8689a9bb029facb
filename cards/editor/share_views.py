"""Where a card is passed on: its address, its code, a tag, and what phones keep of it, for every member.

cards 7, 43, 57, 60
"""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cards.drawing import short_link
from cards.editor.finding import kept_card
from cards.editor.kept_words import phones
from cards.editor.sharing import sharing
from cards.editor.shown_codes import leads_words, works_only_here
from cards.models import Code
from cards.visibility import Where, visible
from workspaces.access import needs

TAG_BYTES: Final = 100
"""What the smallest usual tag (NTAG213, 144 bytes) holds for certain, with everything around it (cards 60)."""


@needs("cards.view")
@require_safe
def card_share(request: HttpRequest, card: int) -> HttpResponse:
    """What is shown once after publishing, whenever it is wanted; a card nobody sees says so instead."""
    found = kept_card(card)
    seen = {"sharing": sharing(found)} if found.is_public else {"leads": leads_words(found)}
    return render(request, "cards/editor/share.html", {"card": found} | seen)


@needs("cards.view")
@require_safe
def card_tag(request: HttpRequest, card: int) -> HttpResponse:
    """The permanent link, and how it comes onto an NFC tag."""
    found = kept_card(card)
    address = short_link(Code.objects.get(card=found, is_default=True))
    context = {
        "card": found,
        "address": address,
        "length": len(address.encode()),
        "fits": len(address.encode()) <= TAG_BYTES,
        "leads": "" if found.is_public else leads_words(found),
        "only_here": works_only_here(),
    }
    return render(request, "cards/editor/share_tag.html", context)


@needs("cards.view")
@require_safe
def card_phones(request: HttpRequest, card: int) -> HttpResponse:
    """The draft's contact as an iPhone and an Android phone would keep it."""
    found = kept_card(card)
    seen = visible(found.document, Where.CONTACT_FILE)
    return render(request, "cards/editor/share_phones.html", {"card": found, "phones": phones(seen)})
