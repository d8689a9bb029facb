"""What a code can be printed as: sheets with crop marks, each only where phones read the code on it (cards 48, 49)."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from cards import drawing, sheet_files
from cards.editor.code_views import file_answer
from cards.editor.finding import kept_card, kept_code
from cards.editor.shown_codes import shown, size_words, works_only_here
from cards.qr_print import smallest_print_mm
from cards.qr_shapes import Picture
from cards.sheet_files import SHEETS, Sheet, TooSmall
from workspaces.access import needs

NAMES: Final[dict[str, tuple[str | Promise, str | Promise]]] = {
    "tent": (
        gettext_lazy("Table tent"),
        gettext_lazy("Cut at the marks, fold in the middle, and it stands. Both sides show the code."),
    ),
    "cards": (
        gettext_lazy("Business cards"),
        gettext_lazy("Ten cards of 85 × 55 mm with crop marks, for strong paper."),
    ),
    "stickers-30": (gettext_lazy("Stickers of 30 mm"), gettext_lazy("For labels, boxes and phone cases.")),
    "stickers-40": (gettext_lazy("Stickers of 40 mm"), gettext_lazy("For doors, menus and parcels.")),
    "stickers-50": (
        gettext_lazy("Stickers of 50 mm"),
        gettext_lazy("For windows, machines and cars."),
    ),
}


@dataclass(frozen=True)
class ShownSheet:
    """A sheet as the page offers it; where phones would not read the code on it, `needs` says what it takes."""

    key: str
    kind: str
    name: str
    use: str
    many: int
    side: str
    needs: str


@needs("cards.view")
@require_safe
def code_sheets(request: HttpRequest, card: int, code: int) -> HttpResponse:
    found = kept_card(card)
    row = kept_code(found, code)
    picture = drawing.picture_now(row, framed=False)
    context = {
        "card": found,
        "shown": shown([row])[0],
        "sheets": [_shown(sheet, picture) for sheet in SHEETS.values()],
        "drawn": drawing.is_current(row),
        "only_here": works_only_here(),
    }
    return render(request, "cards/editor/code_sheets.html", context)


@needs("cards.view")
@require_safe
def code_sheet(request: HttpRequest, card: int, code: int, sheet: str) -> HttpResponse:
    """The page of A4 as PDF; 422 where the code would be too small on it, 202 until it was drawn."""
    found = kept_card(card)
    row = kept_code(found, code)
    if sheet not in SHEETS:
        raise Http404
    try:
        content = sheet_files.sheet(found, row, sheet)
    except TooSmall:
        said = _("On this sheet the code would be too small for phones. Choose a larger one.")
        return HttpResponse(said, status=422, content_type="text/plain; charset=utf-8")
    return file_answer(found, row, content, "pdf", f"-{sheet}")


def _shown(sheet: Sheet, picture: Picture) -> ShownSheet:
    name, use = NAMES[sheet.key]
    side = number_format(sheet.side(picture) / 10, decimal_pos=1)
    kind = sheet.key.partition("-")[0]
    least = "" if sheet.fits(picture) else size_words(smallest_print_mm(picture.symbol, picture.style))
    return ShownSheet(sheet.key, kind, str(name), str(use), sheet.many, side, least)
