"""A card's code on the whole screen, held out to be scanned (cards 52)."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cards import offline_contact, short_codes
from cards.contact_qr import ContactText
from cards.editor.finding import kept_card
from cards.editor.shown_codes import ShownCode, leads_words, shown, works_only_here
from cards.models import Card, Code
from workspaces.access import needs


@needs("cards.view")
@require_safe
def card_show(request: HttpRequest, card: int) -> HttpResponse:
    """The default code, or the one named by `?code=`; with `?holds=contact` the contact itself, where it fits."""
    found = kept_card(card)
    codes = shown(Code.objects.filter(card=found))
    chosen = _chosen(codes, request.GET.get("code"))
    text = offline_contact.offered(found)
    picture = _contact_picture(found, text) if text else ""
    context = {
        "card": found,
        "shown": chosen,
        "others": [one for one in codes if one is not chosen and not one.code.retired_at],
        "address": f"{settings.CANONICAL_HOST}/{found.handle}",
        "leads": "" if found.is_public else leads_words(found),
        "only_here": works_only_here(),
        "contact": picture if request.GET.get("holds") == "contact" else "",
        "left_out": offline_contact.left_out(text) if text else [],
        "can_switch": bool(text),
        "keep": _keep(found, chosen, picture),
    }
    return render(request, "cards/editor/show.html", context)


def _contact_picture(card: Card, text: ContactText) -> str:
    """Another address for another contact, so that what a device keeps is never an old one."""
    return reverse("card_show_contact", args=[card.workspace.slug, card.pk]) + f"?v={offline_contact.version(text)}"


def _keep(card: Card, chosen: ShownCode, picture: str) -> str:
    """What a device keeps besides what the page has loaded; nothing before there is a code to show."""
    if not chosen.picture:
        return ""
    here = reverse("card_show", args=[card.workspace.slug, card.pk])
    return " ".join([here, *([f"{here}?holds=contact", picture] if picture else []), chosen.picture])


def _chosen(codes: list[ShownCode], asked: str | None) -> ShownCode:
    """Raises `Http404` for a code that is not this card's."""
    text = short_codes.normalise(asked) if asked is not None else None
    for one in codes:
        if one.code.is_default if asked is None else one.code.text == text:
            return one
    raise Http404
