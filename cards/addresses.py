"""From an address to a card: the one door by which public pages enter a workspace (cards 2–6)."""

import re
from collections.abc import Callable
from functools import partial, wraps
from typing import Any, Final, overload

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
)
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.http import require_safe

from cards import absent, pages
from cards.locking import cookie, prompt
from cards.models import Card, Handle, Publication
from cards.pages import Remember
from cards.safe_url import UnsafeUrl, web_url
from workspaces.access import View, public
from workspaces.public_form import is_checked_form
from workspaces.scoping import inside

SAFE: Final = ("GET", "HEAD")
FORMER_FOR: Final = f"max-age={pages.FORMER_HANDLE_SECONDS}"
_HANDLE: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

CardView = Callable[..., HttpResponseBase]


@overload
def at_address(view: CardView) -> View: ...


@overload
def at_address(*, open_when_locked: bool) -> Callable[[CardView], View]: ...


def at_address(view: CardView | None = None, *, open_when_locked: bool = False) -> View | Callable[[CardView], View]:
    """`view(request, card, publication, …)` of a published card, inside its workspace.

    Other spellings and former handles redirect; whatever is not published answers for itself. GET and HEAD only,
    unless `public_form` stands outside of it. A card with a password asks for it in place of the view, whatever the
    view answers; `open_when_locked` is for what says nothing of the card but its address (cards 20; A32).
    """
    if view is None:
        return partial(_at_address, open_when_locked=open_when_locked)
    return _at_address(view, open_when_locked=False)


def _at_address(view: CardView, *, open_when_locked: bool) -> View:
    shown = view if open_when_locked else _behind_the_gate(view)

    @public
    @wraps(view)
    def found(request: HttpRequest, handle: str, **rest: Any) -> HttpResponseBase:
        if request.method not in SAFE and not is_checked_form(request):
            return HttpResponseNotAllowed(SAFE)
        name = handle.lower()
        if not _HANDLE.fullmatch(name):
            return nothing_here()
        if name != handle:
            return elsewhere(request, handle, name)
        row = found_under(name)
        if row is None or row.card is None or row.card.first_published_at is None:
            return nothing_here()  # a draft, also a deleted one: nobody has ever seen it
        row.card.workspace = row.workspace
        with inside(row.workspace):
            return _answer(request, row, row.card, shown, rest)

    found.open_when_locked = open_when_locked  # type: ignore[attr-defined]  # read by tests/test_policies.py
    return found


def _behind_the_gate(view: CardView) -> CardView:
    """The one gate of all that is shown of a card."""

    @wraps(view)
    def guarded(request: HttpRequest, card: Card, publication: Publication, **rest: Any) -> HttpResponseBase:
        if not card.is_locked:
            return view(request, card, publication, **rest)
        if not cookie.opens(request, card):
            return prompt.asked(request, card, publication)
        return cookie.keep_private(view(request, card, publication, **rest))

    return guarded


def found_under(name: str) -> Handle | None:
    """With its card, publication and workspace in one query; without the draft, which no visitor sees."""
    rows = Handle.unscoped.select_related("card__published", "workspace").defer("card__draft")
    return next(iter(rows.filter(name=name)), None)


def _answer(request: HttpRequest, row: Handle, card: Card, view: CardView, rest: dict[str, Any]) -> HttpResponseBase:
    shows = showing(card)
    if card.workspace.is_closed or card.status in {Card.Status.SUSPENDED, Card.Status.DELETED}:
        return pages.mark(absent.gone(_language(card)), shows)
    if row.state != Handle.State.CURRENT:
        return elsewhere(request, row.name, card.handle, shows)
    if card.forwards(timezone.now()) and (forward := _forward(card)):
        return forward
    if card.status == Card.Status.PAUSED or card.published is None:
        return pages.mark(absent.resting(_language(card)), shows)
    return view(request, card, card.published, **rest)


def showing(card: Card) -> Remember:
    """What an answer about this card shows, as read before it is rendered: for `pages.mark`."""
    return Remember(
        card_id=card.pk,
        workspace_id=card.workspace_id,
        card_revision=card.revision,
        workspace_revision=card.workspace.revision,
    )


def nothing_here() -> HttpResponse:
    """The one answer for unknown and for draft."""
    return pages.mark(absent.unknown(), Remember())


def elsewhere(request: HttpRequest, handle: str, name: str, shows: Remember | None = None) -> HttpResponse:
    """The same path under the card's name, query kept; never to another host, for the name was checked."""
    rest = request.path_info.removeprefix(f"/{handle}").rstrip("/")
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(f"/{name}{rest}" + (f"?{query}" if query else ""))
    if shows is not None:
        response["Cache-Control"] = FORMER_FOR
    return pages.mark(response, shows or Remember())


@public
@require_safe
def without_slash(request: HttpRequest, handle: str) -> HttpResponse:
    """`/maria/` is `/maria`, whether there is such a card or not."""
    name = handle.lower()
    return elsewhere(request, handle, name) if _HANDLE.fullmatch(name) else nothing_here()


def _forward(card: Card) -> HttpResponse | None:
    """To where the owner sends visitors; looked at once more, for a row may have been written by other means (A04)."""
    try:
        response = HttpResponseRedirect(web_url(card.forward_url))
    except UnsafeUrl:
        return None
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-store"
    return response


def _language(card: Card) -> str | None:
    return card.published.content.language if card.published else None
