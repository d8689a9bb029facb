"""One act for many cards: those ticked in the tray, or all that it shows (cards 3, 84)."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from cards import releasing
from cards.editor.chosen import chosen
from cards.editor.finding import member, workspace_of
from cards.editor.tray_asking import Asked
from cards.models import Card
from cards.refusals import Unverified
from cards.releasing import Released
from workspaces.access import needs

NAMES_SHOWN = 12


@needs("cards.create")
@require_POST
def cards_chosen(request: HttpRequest) -> HttpResponse:
    """`act` is publish or print; back to the tray as it was."""
    act = request.POST.get("act", "")
    if act not in {"publish", "print"}:
        raise BadRequest("unknown act")
    slug, asked = workspace_of(request).slug, Asked.read(request.POST)
    cards = list(chosen(request.POST))
    if not cards:
        messages.error(request, _("Tick at least one card."))
    elif act == "print":
        return redirect(f"{reverse('cards_print', args=[slug])}?{_named(request, cards, asked)}")
    else:
        _publish(request, cards)
    return redirect(f"{reverse('tray', args=[slug])}{'?' if asked.query else ''}{asked.query}")


def _named(request: HttpRequest, cards: Sequence[Card], asked: Asked) -> str:
    if "all" in request.POST:
        return urlencode({"all": "1", **asked.said})
    return urlencode([("card", card.pk) for card in cards])


def _publish(request: HttpRequest, cards: Sequence[Card]) -> None:
    try:
        told = releasing.release(cards=cards, by=member(request))
    except Unverified:
        messages.error(request, _("Confirm your e-mail address before you publish."))
        return
    if number := len(told.published):
        said = ngettext("%(number)d card is published.", "%(number)d cards are published.", number)
        messages.success(request, said % {"number": number})
    elif not (told.nameless or told.over or told.resting):
        messages.info(request, _("They are published already, and nothing has changed since."))
    _tell_refused(request, told)


def _tell_refused(request: HttpRequest, told: Released) -> None:
    if told.nameless:
        messages.warning(request, _("Without a name, and not published: %(names)s") % {"names": _names(told.nameless)})
    if told.over:
        messages.warning(request, _("Over the limit of your plan: %(names)s") % {"names": _names(told.over)})
    if told.resting:
        messages.info(request, _("Paused or closed, and left so: %(names)s") % {"names": _names(told.resting)})


def _names(cards: Sequence[Card]) -> str:
    names = ", ".join(card.name for card in cards[:NAMES_SHOWN])
    return names if len(cards) <= NAMES_SHOWN else f"{names}, …"
