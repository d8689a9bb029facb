"""Codes and sheets of many cards: what is wanted, how far it is, the zip (cards 48)."""

from typing import Any, Final

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cards.editor import over_limit
from cards.editor.chosen import chosen
from cards.editor.finding import member, workspace_of
from cards.editor.sheet_views import NAMES as SHEETS
from cards.editor.shown_codes import works_only_here
from cards.models import PrintBundle
from cards.printing import bundling, making, parts
from cardsite.kit.throttle import TooMany
from workspaces import export_shelf
from workspaces.access import needs
from workspaces.plans import Feature

PICTURES: Final[dict[str, str | Promise]] = {
    "svg": gettext_lazy("Code as SVG, for print shops and large prints"),
    "png": gettext_lazy("Code as PNG, for documents and slides"),
    "pdf": gettext_lazy("Code as PDF, in true size"),
}
MISSING_SHOWN: Final = 40


@needs("cards.create")
@require_http_methods(["GET", "HEAD", "POST"])
def cards_print(request: HttpRequest) -> HttpResponse:
    """`?card=…` or `?all=1` say which; POST has them made."""
    if request.method != "POST":
        return _page(request)
    if not workspace_of(request).allows(Feature.BULK_PRINT):
        return _page(request, not_in_plan(), 422)
    wanted = [part for part in parts.PARTS if part in request.POST.getlist("part")]
    cards = list(chosen(request.POST)[: bundling.CARDS_MAX])
    if not (wanted and cards):
        return _page(request, _("Tick what you want to print.") if cards else _("Choose cards first."), 422)
    try:
        bundling.ask(workspace=workspace_of(request), cards=cards, parts=wanted, by=member(request))
    except bundling.AlreadyMaking:
        messages.info(request, _("One file is being made already. Wait until it is ready."))
    except TooMany as limit:
        response = _page(request, _("That is enough for today. Try again tomorrow."), 429)
        response["Retry-After"] = str(limit.retry_after)
        return response
    return redirect("cards_print", workspace_of(request).slug)


@needs("cards.create")
@require_safe
def cards_bundle(request: HttpRequest, bundle: int) -> HttpResponseBase:
    """The zip, for seven days; afterwards the page that makes another."""
    found = get_object_or_404(PrintBundle.objects.filter(state=PrintBundle.State.READY), pk=bundle)
    if found.ready_at is None or found.ready_at < timezone.now() - making.KEPT:
        return redirect("cards_print", workspace_of(request).slug)
    try:
        file = export_shelf.shelf().open(found.stored)
    except FileNotFoundError:
        return redirect("cards_print", workspace_of(request).slug)
    name = f"{workspace_of(request).slug}-print-{found.ready_at:%Y-%m-%d}.zip"
    return FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")


def _page(request: HttpRequest, refused: str = "", status: int = 200) -> HttpResponse:
    sent = request.POST if request.method == "POST" else request.GET
    cards = list(chosen(sent)[: bundling.CARDS_MAX])
    bundle = PrintBundle.objects.first()
    ticked = sent.getlist("part") if request.method == "POST" else parts.USUAL
    context: dict[str, Any] = {
        "cards": cards,
        "hidden": sum(not card.first_published_at for card in cards),
        "parts": [(part, _words(part), part in ticked) for part in parts.PARTS],
        "bundle": bundle,
        "until": bundle.ready_at + making.KEPT if bundle and bundle.ready_at else None,
        "missing": [_missing(*one) for one in bundle.missing[:MISSING_SHOWN]] if bundle else [],
        "refused": refused,
        "only_here": works_only_here(),
        "in_plan": workspace_of(request).allows(Feature.BULK_PRINT),
        "not_in_plan": not_in_plan(),
    } | over_limit.ways_out(request)
    return render(request, "cards/printing/print.html", context, status=status)


def not_in_plan() -> str:
    return _("Printing many cards at once is part of the Team plan. Each card has its own sheets.")


def _words(part: str) -> str:
    return str(PICTURES[part]) if part in PICTURES else str(SHEETS[part][0])


def _missing(name: str, part: str, why: str) -> str:
    if why == "small":
        said = _("%(name)s: %(part)s. The code would be too small there; choose a plainer look.")
        return said % {"name": name, "part": _words(part)}
    return _("%(name)s: the code could not be drawn. Look at its codes.") % {"name": name}
