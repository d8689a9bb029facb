"""Titles of all cards in one table: one button saves them, and each row says what became of it (cards 82)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods
from pydantic import ValidationError

from cards import assigning, titling
from cards.content import Identity
from cards.editor import done, limits
from cards.editor.finding import member, workspace_of
from cards.models import Card
from cards.refusals import Deleted, OverLimit
from cards.titling import ChangedMeanwhile, Titles, Told
from cardsite.kit.throttle import TooMany
from workspaces.access import needs

A_PAGE: Final = 300
SAVES_AN_HOUR: Final = 120
NAMES_SHOWN: Final = 10
LONG: Final = gettext_lazy("At most 80 characters.")

Said = list[tuple[str, str]]
"""Level and words."""


@dataclass
class Line:
    """A card as one row: what stands in its fields, and what is wrong with it or became of it."""

    card: Card
    titles: Titles
    mark: str
    said: str = ""
    refused: bool = False
    told: Told = Told.SAME


@needs("cards.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def cards_titles(request: HttpRequest) -> HttpResponse:
    """Of the cards one may edit. Rows that cannot be kept come back as typed; all others are saved."""
    page = _page_of(request)
    if request.method != "POST":
        return _page(request, page, [_read(card) for card in page], said=_told(request.GET, page))
    try:
        limits.count(workspace_of(request), "titles", an_hour=SAVES_AN_HOUR)
    except TooMany as limit:
        said = [("error", limits.words(limit.retry_after))]
        answer = _page(request, page, [_typed(card, request.POST) for card in page], 429, said)
        answer["Retry-After"] = str(limit.retry_after)
        return answer
    lines = [_kept(request, card) for card in page]
    shown, drafted = ([line.card for line in lines if line.told is told] for told in (Told.PUBLISHED, Told.DRAFTED))
    if any(line.refused for line in lines):
        return _page(request, page, lines, 409, _said(len(shown), drafted) if shown or drafted else [])
    told = done.query(page=page.number, shown=len(shown), draft=[card.pk for card in drafted[: NAMES_SHOWN + 1]])
    return redirect(reverse("cards_titles", args=[workspace_of(request).slug]) + told)


def _page_of(request: HttpRequest) -> "Page[Card]":
    kept = list(Card.objects.get_queryset().kept().select_related("published", "workspace"))
    editable = assigning.editable(request.membership, kept)  # type: ignore[attr-defined]  # set by the middleware
    return Paginator([card for card in kept if card.pk in editable], A_PAGE).get_page(request.GET.get("page"))


def _read(card: Card) -> Line:
    now = titling.titles(card.document)
    return Line(card, now, now.mark)


def _typed(card: Card, sent: QueryDict) -> Line:
    """A row that was not sent stays as it is."""
    now = _read(card)
    mark = sent.get(f"mark-{card.pk}")
    if mark is None:
        return now
    wanted = {name: sent.get(f"{name}-{card.pk}", "") for name in ("title", "department")}
    try:
        identity = Identity(**wanted)
    except ValidationError:
        return Line(card, Titles(**wanted), mark, str(LONG), refused=True)
    return Line(card, Titles(identity.title, identity.department), mark)


def _kept(request: HttpRequest, card: Card) -> Line:
    line = _typed(card, request.POST)
    if line.refused:
        return line
    try:
        line.told = titling.retitle(card=card, wanted=line.titles, mark=line.mark, by=member(request))
    except ChangedMeanwhile as other:
        theirs = ", ".join(text for text in (other.now.title, other.now.department) if text)
        line.said = _("Not saved. Somebody wrote meanwhile: %(theirs)s") % {"theirs": theirs or "–"}
        line.refused, line.mark = True, other.now.mark  # saved once more, it is written over theirs
    except Deleted:
        line.said, line.refused = _("Not saved. The card was deleted meanwhile."), True
    except OverLimit:
        line.said, line.refused = _("Not saved. The card is beyond your plan."), True
    else:
        now = titling.titles(card.document)
        line.titles, line.mark = now, now.mark
        line.said = _("Saved in the draft, not on the web yet") if line.told is Told.DRAFTED else ""
    return line


def _told(told: QueryDict, page: "Page[Card]") -> Said:
    """What the address says was saved."""
    shown, drafted = done.number(told, "shown"), done.numbers(told, "draft")
    return [] if shown is None else _said(shown, [card for card in page if card.pk in drafted])


def _said(shown: int, drafted: Sequence[Card]) -> Said:
    """How many went where, and by name those that nobody sees yet."""
    said = []
    if shown:
        words = ngettext("%(count)d card on the web is changed.", "%(count)d cards on the web are changed.", shown)
        said.append(("success", words % {"count": shown}))
    if drafted:
        names = ", ".join(card.name for card in drafted[:NAMES_SHOWN]) + (", …" if len(drafted) > NAMES_SHOWN else "")
        words = _("Saved as drafts only, for they are not on the web or other changes wait in them: %(names)s")
        said.append(("info", words % {"names": names}))
    return said or [("info", _("Nothing is different from before."))]


def _page(
    request: HttpRequest, page: "Page[Card]", lines: list[Line], status: int = 200, said: Said | None = None
) -> HttpResponse:
    refused = sum(line.refused for line in lines)
    context: dict[str, Any] = {"page": page, "lines": lines, "refused": refused, "told": said or []}
    return render(request, "cards/editor/titles.html", context, status=status)
