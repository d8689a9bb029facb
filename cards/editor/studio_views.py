"""The studio of a code: its look is tried, read back, and taken; nothing is written until then (cards 45–47, 49)."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cards import coding, drawing, qr, qr_pictures, qr_print
from cards.code_pictures import INERT, PICTURE_TYPES
from cards.editor.finding import editable_card, kept_code, member, workspace_of
from cards.editor.shown_codes import shown, size_words
from cards.editor.studio import StyleForm, taking, words
from cards.models import Card, Code
from cards.qr_style import BLACK_ON_WHITE, Style
from cards.refusals import Deleted
from workspaces.access import needs


@dataclass(frozen=True)
class Trial:
    """A look that was drawn and read back: where its picture is fetched, and how small it may be printed."""

    picture: str
    reads: bool
    smallest: str


@needs("cards.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def code_studio(request: HttpRequest, card: int, code: int) -> HttpResponse:
    """POST `act=use` takes the look, `act=plain` goes back to black on white, anything else only shows it."""
    found = editable_card(request, card)
    row = kept_code(found, code)
    act = request.POST.get("act", "")
    if act == "plain":
        return _taken(request, row, BLACK_ON_WHITE, _("The code is black on white again."))
    form = StyleForm(taking(request.POST) if request.method == "POST" else None, card=found, code=row)
    if request.method == "POST" and not form.is_valid():
        return _page(request, found, row, form, status=422)
    trial = _trial(request, row, form.style)
    if act == "use" and trial.reads:
        return _taken(request, row, form.style, _("The look is saved. The code is drawn anew."))
    return _page(request, found, row, form, trial, status=422 if act == "use" else 200)


@needs("cards.edit")
@require_safe
def code_studio_picture(request: HttpRequest, card: int, code: int) -> HttpResponse:
    """The look that the address names, or the code's own, as SVG; 422 says why phones would not read it."""
    found = editable_card(request, card)
    row = kept_code(found, code)
    form = StyleForm(request.GET or None, card=found, code=row)
    if form.is_bound and not form.is_valid():
        said = words(form.refused) if form.refused else _("Choose one of the shapes.")
        return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
    picture = drawing.picture_of(drawing.short_link(row), form.style, row.mask)
    content = qr_pictures.svg(picture)
    return HttpResponse(content, content_type=PICTURE_TYPES["svg"], headers={"Content-Security-Policy": INERT})


def _trial(request: HttpRequest, code: Code, style: Style) -> Trial:
    link = drawing.short_link(code)
    try:
        drawing.readable(link, style)
    except drawing.Unreadable:
        reads = False
    else:
        reads = True
    asked = {"modules": style.modules, "eyes": style.eyes} | style.stored()
    where = reverse("code_studio_picture", args=[workspace_of(request).slug, code.card_id, code.pk])
    least = qr_print.smallest_print_mm(qr.symbol(link, qr.level_of(style)), style)
    return Trial(f"{where}?{urlencode(asked)}", reads, size_words(least))


def _taken(request: HttpRequest, code: Code, style: Style, said: str) -> HttpResponse:
    try:
        coding.restyle(code=code, style=style, by=member(request))
    except Deleted:
        raise Http404 from None
    messages.success(request, said)
    return redirect("card_code", workspace_of(request).slug, code.card_id, code.pk)


def _page(
    request: HttpRequest, card: Card, code: Code, form: StyleForm, trial: Trial | None = None, *, status: int = 200
) -> HttpResponse:
    """The whole page, or to a script that asks only what is shown of it."""
    context = {"card": card, "shown": shown([code])[0], "form": form, "trial": trial}
    piece = bool(request.htmx)  # type: ignore[attr-defined]  # set by the middleware
    template = "code_studio_shown" if piece else "code_studio"
    return render(request, f"cards/editor/{template}.html", context | {"piece": piece}, status=status)
