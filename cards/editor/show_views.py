"""A card's code on the whole screen, held out to be scanned (cards 52)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cards import short_codes
from cards.editor.finding import kept_card
from cards.editor.shown_codes import ShownCode, leads_words, shown, works_only_here
from cards.models import Code
from workspaces.access import needs


@needs("cards.view")
@require_safe
def card_show(request: HttpRequest, card: int) -> HttpResponse:
    """The default code, or the one named by `?code=`."""
    found = kept_card(card)
    codes = shown(Code.objects.filter(card=found))
    chosen = _chosen(codes, request.GET.get("code"))
    context = {
        "card": found,
        "shown": chosen,
        "others": [one for one in codes if one is not chosen and not one.code.retired_at],
        "address": f"{settings.CANONICAL_HOST}/{found.handle}",
        "leads": "" if found.is_public else leads_words(found),
        "only_here": works_only_here(),
    }
    return render(request, "cards/editor/show.html", context)


def _chosen(codes: list[ShownCode], asked: str | None) -> ShownCode:
    """Raises `Http404` for a code that is not this card's."""
    text = short_codes.normalise(asked) if asked is not None else None
    for one in codes:
        if one.code.is_default if asked is None else one.code.text == text:
            return one
    raise Http404
