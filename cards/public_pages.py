"""Pages that belong to a card and do something: in its design and language, uncached, unknown to search engines."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from cards import showing
from cards.acts import asking_row
from cards.content import Document, Identity
from cards.models import Card, Publication
from workspaces.letters import one_line
from workspaces.models import Workspace
from workspaces.scoping import current_workspace_id

SHEETS: Final = ("css/card-form.css", "css/card-guest.css")
NAME_MAX: Final = 80
"""Characters of a name above a page."""


def in_its_language(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """`view(request, card, publication, …)` speaks the card's language (cards 22)."""

    @wraps(view)
    def speaking(request: HttpRequest, card: Card, publication: Publication, **rest: Any) -> HttpResponseBase:
        with translation.override(publication.content.language):
            return view(request, card, publication, **rest)

    return speaking


def answer(
    template: str,
    title: str,
    context: dict[str, Any],
    *,
    document: Document,
    card: Card | None,
    sheets: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """The page of a template that extends `cards/public/base.html`, dressed as the card, with the way back to it."""
    card_url = reverse("card", args=[card.handle]) if card else ""
    dress = showing.dress(document) | {
        "sheets": (*SHEETS, *sheets),
        "house": document.name,
        "title": f"{title} · {document.name}",
        "reach": asking_row(document),
        "card_url": card_url,
        "report_url": showing.report_url(settings.BASE_URL + card_url) if card else "",
    }
    response = HttpResponse(render_to_string(template, dress | context), status=status)
    showing.allow_style(response, document)
    return private(response)


def private(response: HttpResponse) -> HttpResponse:
    """Kept by nobody, found by no search."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Language"] = translation.get_language() or ""
    return response


def see(address: str) -> HttpResponse:
    """303: what was sent is done, and this is where it stands."""
    return private(HttpResponse(status=303, headers={"Location": address}))


def dressed_as(card: Card | None, language: str) -> tuple[Card | None, Document]:
    """The card something was done on, while it is published; else the workspace's first that all may see; else the
    plainest page with the name of the business.

    In `language`, whatever the card speaks by now. Of a closed workspace the look and the ways to ask alone: nothing
    leads to a card that is gone.
    """
    if card is None or card.published is None or card.status != Card.Status.PUBLISHED:
        live = Card.objects.filter(status=Card.Status.PUBLISHED, published__isnull=False, password="")
        card = live.select_related("published", "workspace").order_by("pk").first()
    if card is None or card.published is None:
        return None, Document(language=language, identity=Identity(organisation=_business()))
    document = card.published.content.model_copy(update={"language": language})
    return None if card.workspace.is_closed else card, document


def _business() -> str:
    """The open workspace's name, as a card would say it."""
    return one_line(Workspace.objects.get(pk=current_workspace_id()).name)[:NAME_MAX]
