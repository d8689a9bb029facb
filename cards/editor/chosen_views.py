"""One act for many cards: those ticked in the tray, or all that it shows (cards 3, 84)."""

from collections.abc import Sequence
from operator import attrgetter

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRedirect

from cards import releasing
from cards.editor import done
from cards.editor.chosen import chosen
from cards.editor.finding import member, workspace_of
from cards.editor.tray_asking import Asked
from cards.models import Card
from cards.refusals import Unverified
from cards.releasing import Released
from workspaces.access import needs

NAMES_SHOWN = 12
PASSED = ("after", "published", "total")
"""What one request tells the next."""


@needs("cards.create")
@require_POST
def cards_chosen(request: HttpRequest) -> HttpResponse:
    """`act` is publish or print; back to the tray as it was. What takes a while says how far it is, and goes on."""
    act = request.POST.get("act", "")
    if act not in {"publish", "print"}:
        raise BadRequest("unknown act")
    slug, asked = workspace_of(request).slug, Asked.read(request.POST)
    cards = list(chosen(request.POST))
    if not cards and "after" not in request.POST:
        messages.error(request, _("Tick at least one card."))
    elif act == "print":
        return redirect(f"{reverse('cards_print', args=[slug])}?{_named(request, cards, asked)}")
    elif going_on := _publish(request, cards):
        return going_on
    tray = f"{reverse('tray', args=[slug])}{'?' if asked.query else ''}{asked.query}"
    return HttpResponseClientRedirect(tray) if request.htmx else redirect(tray)  # type: ignore[attr-defined]


def _named(request: HttpRequest, cards: Sequence[Card], asked: Asked) -> str:
    if "all" in request.POST:
        return urlencode({"all": "1", **asked.said})
    return urlencode([("card", card.pk) for card in cards])


def _publish(request: HttpRequest, cards: Sequence[Card]) -> HttpResponse | None:
    """By their numbers, on behind `after`; the page of how far it is, or None when all had their turn."""
    after, before = (done.number(request.POST, name) or 0 for name in ("after", "published"))
    turns = sorted((card for card in cards if card.pk > after), key=attrgetter("pk"))
    try:
        told = releasing.release(cards=turns, by=member(request))
    except Unverified:
        messages.error(request, _("Confirm your e-mail address before you publish."))
        return None
    _tell_refused(request, told)
    published = before + len(told.published)
    if told.left:
        total = done.number(request.POST, "total") or len(cards)  # of drafts there are fewer after every turn
        return _how_far(request, total, told.left, published)
    if published:
        said = ngettext("%(number)d card is published.", "%(number)d cards are published.", published)
        messages.success(request, said % {"number": published})
    elif not (told.nameless or told.over or told.resting or told.linked):
        messages.info(request, _("They are published already, and nothing has changed since."))
    return None


def _how_far(request: HttpRequest, total: int, left: Sequence[Card], published: int) -> HttpResponse:
    """The form of the others, which sends itself where there is script."""
    again = {name: request.POST.getlist(name) for name in request.POST if name not in {*PASSED, "csrfmiddlewaretoken"}}
    context = {
        "total": total,
        "done": total - len(left),
        "left": len(left),
        "again": [(name, value) for name, values in again.items() for value in values],
        "after": left[0].pk - 1,
        "published": published,
    }
    return render(request, "cards/editor/publishing.html", context)


def _tell_refused(request: HttpRequest, told: Released) -> None:
    if told.nameless:
        messages.warning(request, _("Without a name, and not published: %(names)s") % {"names": _names(told.nameless)})
    if told.over:
        messages.warning(request, _("Over the limit of your plan: %(names)s") % {"names": _names(told.over)})
    if told.linked:
        said = _("Not published yet, for a new workspace changes where its cards lead only so often: %(names)s")
        messages.warning(request, said % {"names": _names(told.linked)})
    if told.resting:
        messages.info(request, _("Paused or closed, and left so: %(names)s") % {"names": _names(told.resting)})


def _names(cards: Sequence[Card]) -> str:
    names = ", ".join(card.name for card in cards[:NAMES_SHOWN])
    return names if len(cards) <= NAMES_SHOWN else f"{names}, …"
