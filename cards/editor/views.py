"""The editor of a card: reading, saving by itself, undoing, publishing, its preview (cards 22, 96)."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cards import dressing, publishing, showing, standing
from cards.content import CompanyField, Document
from cards.editor import differences, limit_words, over_limit
from cards.editor.answers import CONFLICT, REFUSED, Screen, refused_words, saved_words, section_of
from cards.editor.editing import CardForms
from cards.editor.finding import may_edit
from cards.editor.rows import FROM_COMPANY, act_from, applied
from cards.models import Card, DraftStep, Prepared
from cards.refusals import CannotPublish, Conflict, NameMissing, NotInPlan, Suspended, Unverified
from cards.visibility import Where, visible
from cardsite.kit.regions import region_of
from cardsite.kit.throttle import TooMany
from workspaces.access import needs
from workspaces.models import User
from workspaces.newcomers import TooManyLinks

AFTER_PUBLISHING = {"1": "live", "again": "changed"}
"""What the address of a page without scripts says about the publication just made, and the notice for it."""

NOTICES = {NameMissing: "nameless", Unverified: "unverified", Suspended: "suspended"}


@needs("cards.view")
@require_safe
def card_edit(request: HttpRequest, card: int) -> HttpResponse:
    """The editor; who may not edit, or not on this plan, reads the card as it will look."""
    found = _kept(card)
    if not may_edit(request, found):
        return render(request, "cards/editor/editor_reading.html", {"card": found})
    if (limit := standing.over_limit(found)) is not None:
        return over_limit.page(request, found, limit)
    return Screen(request, found, _forms(request, found, sent=False), _greeting(request, found)).page()


def _greeting(request: HttpRequest, card: Card) -> str:
    """The notice that the address asks for, as far as it is true."""
    if "welcome" in request.GET and Prepared.objects.filter(card=card, claimed_at__isnull=False).exists():
        return "welcome"
    return AFTER_PUBLISHING.get(request.GET.get("live", ""), "") if card.is_public else ""


@needs("cards.view")
@require_safe
def card_preview(request: HttpRequest, card: int) -> HttpResponse:
    """The draft as visitors would see it; only our own pages may frame it."""
    found = _kept(card)
    return showing.answer(request, card=found, document=visible(found.document, Where.PAGE), preview=True)


@needs("cards.edit")
@require_POST
def card_save(request: HttpRequest, card: int) -> HttpResponse:
    """Keep the draft. With errors nothing is stored; a newer draft is never overwritten unasked (cards 22)."""
    found = _edited(request, card)
    act = request.POST.get("act", "")
    forms, before = _forms(request, found), found.draft_version
    if refusal := _refused(request, found, forms, act) or _not_worn(request, found, act):
        return refusal
    if not request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return redirect(_back(request, found, act))
    if not act:
        still = found.draft_version == before  # what a publication has kept already takes nothing off the screen
        return Screen(request, found, forms, said=saved_words(_person(request)), still=still).pieces()
    return Screen(
        request, found, _forms(request, found, sent=False), act=act, said=saved_words(_person(request))
    ).form()


@needs("cards.edit")
@require_POST
def card_undo(request: HttpRequest, card: int) -> HttpResponse:
    return _stepped(request, _edited(request, card), publishing.undo, _("Undone: %(parts)s"), _("Nothing to undo"))


@needs("cards.edit")
@require_POST
def card_redo(request: HttpRequest, card: int) -> HttpResponse:
    return _stepped(request, _edited(request, card), publishing.redo, _("Done again: %(parts)s"), _("Nothing to redo"))


@needs("cards.edit")
@require_POST
def card_publish(request: HttpRequest, card: int) -> HttpResponse:
    """Keep what was typed, then show it to everybody."""
    found = _edited(request, card)
    forms = _forms(request, found, sent="version" in request.POST)
    if forms.data is not None and (refusal := _refused(request, found, forms)):
        return refusal
    done = "again" if found.first_published_at else "1"
    try:
        publishing.publish(card=found, by=_person(request))
    except CannotPublish as refused:
        screen = Screen(request, found, forms, NOTICES[type(refused)], said=_("Not published"))
        return _answer(request, screen, REFUSED)
    except (TooManyLinks, TooMany) as limited:
        return _not_yet(request, found, forms, limited)
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return Screen(request, found, forms, AFTER_PUBLISHING[done], said=_("Published")).pieces()
    return redirect(f"{_url(found)}?live={done}")


def _not_yet(request: HttpRequest, card: Card, forms: CardForms, limited: TooManyLinks | TooMany) -> HttpResponse:
    """A new workspace: the draft is kept, and the words say when or how it can be shown (cards 96)."""
    why = (
        limit_words.of_links(limited)
        if isinstance(limited, TooManyLinks)
        else limit_words.of_changes(limited.retry_after)
    )
    screen = Screen(request, card, forms, "new-here", said=_("Not published"), why=why)
    answer = _answer(request, screen, REFUSED)
    if isinstance(limited, TooMany):
        answer["Retry-After"] = str(limited.retry_after)
    return answer


def _refused(request: HttpRequest, card: Card, forms: CardForms, act: str = "") -> HttpResponse | None:
    """Save, or the answer that says why it was not saved; a structural act is shown even so."""
    if not forms.is_valid():
        return _answer(request, Screen(request, card, forms, act=act, said=refused_words(forms)), REFUSED)
    try:
        publishing.save(card=card, document=forms.document(), version=_version(request), by=_person(request))
    except Conflict:
        said = _("Not saved: there is a newer version")
        return _answer(request, Screen(request, card, forms, "conflict", act=act, said=said), CONFLICT)
    return None


def _not_worn(request: HttpRequest, card: Card, text: str) -> HttpResponse | None:
    """Take a field from the company or keep one's own, if that is the act; or the answer that says why not."""
    act = act_from(text)
    if act is None or act.verb not in FROM_COMPANY:
        return None
    wear = dressing.take if act.verb == "take" else dressing.keep_own
    try:
        wear(card=card, field=CompanyField(act.part), by=_person(request))
    except NotInPlan:
        said = _("Your plan has no company fields")
        return _answer(request, Screen(request, card, _forms(request, card, sent=False), act=text, said=said), REFUSED)
    return None


def _answer(request: HttpRequest, screen: Screen, status: int) -> HttpResponse:
    """The whole page without scripts, the form after a structural act, else only what changed."""
    if not request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        return screen.page(status)
    return screen.form(status) if act_from(screen.act) else screen.pieces(status)


def _stepped(request: HttpRequest, card: Card, step: Callable[..., Card], done: str, idle: str) -> HttpResponse:
    """What was typed last is kept first, so that undoing takes back just that; the answer names it."""
    if "version" in request.POST and (refusal := _refused(request, card, _forms(request, card))):
        return refusal
    left = _step(card)
    parts = differences.in_words(left, _step(step(card=card, by=_person(request))))
    if request.htmx:  # type: ignore[attr-defined]  # set by the middleware
        said = done % {"parts": parts} if parts else idle
        return Screen(request, card, _forms(request, card, sent=False), said=said).form()
    return redirect(_url(card))


def _step(card: Card) -> Document:
    """The step the draft stands on, as it was kept."""
    return Document.from_store(DraftStep.objects.get(card=card, position=card.draft_position).document)


def _kept(card: int) -> Card:
    return get_object_or_404(Card.objects.get_queryset().kept().select_related("published", "workspace"), pk=card)


def _edited(request: HttpRequest, card: int) -> Card:
    found = _kept(card)
    if not may_edit(request, found):
        raise PermissionDenied
    return found


def _forms(request: HttpRequest, card: Card, *, sent: bool = True) -> CardForms:
    act = act_from(request.POST.get("act", ""))
    data = (applied(request.POST, act) if act else request.POST) if sent else None
    zone = request.workspace.zone  # type: ignore[attr-defined]  # set by the middleware
    adding = act.part if act and act.verb == "add" else request.GET.get("add", "")
    return CardForms(card.document, data, region=region_of(zone), adding=adding)


def _version(request: HttpRequest) -> int:
    """The version the form was read at; `keep` is the one somebody decided to write over."""
    text = request.POST.get("version", "")
    if request.POST.get("act", "").startswith("keep "):
        text = request.POST["act"].partition(" ")[2]
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _person(request: HttpRequest) -> User:
    assert isinstance(request.user, User)
    return request.user


def _url(card: Card) -> str:
    return reverse("card_edit", args=[card.workspace.slug, card.pk])


def _back(request: HttpRequest, card: Card, text: str) -> str:
    act = act_from(text)
    if act is None:
        return _url(card)
    section = section_of(act.part)
    place = f"block-{card.document.blocks[-1].id}" if (act.verb, act.part) == ("add", "block") else section
    adding = f"&add={act.part}" if act.verb == "add" else ""
    return f"{_url(card)}?open={section}{adding}#{place}"
