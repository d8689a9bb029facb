"""The code that holds the contact itself, for print: what it leaves out, and that it stays as it is (cards 51)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cards import code_pictures, offline_contact, qr
from cards.editor.finding import kept_card
from cards.editor.shown_codes import Download, size_words
from workspaces.access import needs


@needs("cards.view")
@require_safe
def card_contact_code(request: HttpRequest, card: int) -> HttpResponse:
    found = kept_card(card)
    contact = offline_contact.offered(found)
    context: dict[str, object] = {"card": found, "refusal": offline_contact.refusal(found)}
    if contact:
        context |= {
            "version": offline_contact.version(contact),
            "left_out": offline_contact.left_out(contact),
            "smallest": size_words(offline_contact.smallest_mm(contact)),
            "length": len(contact.text.encode()),
            "downloads": [
                Download("PDF", _("for printers, in true millimetres"), "pdf"),
                Download("SVG", _("for signs and stickers of any size"), "svg"),
                Download(f"PNG {qr.PNG_USUAL}", _("for documents and messages"), "png"),
            ],
        }
    return render(request, "cards/editor/contact_code.html", context)


@needs("cards.view")
@require_safe
def card_contact_code_file(request: HttpRequest, card: int, kind: str) -> HttpResponse:
    """A picture to keep; 404 where the contact fits into no code."""
    found = kept_card(card)
    contact = offline_contact.offered(found)
    if contact is None or kind not in code_pictures.PICTURE_TYPES:
        raise Http404
    try:
        size = code_pictures.size_of(request.GET.get("size", ""))
    except ValueError:
        return code_pictures.refused_size()
    disposition = content_disposition_header(as_attachment=True, filename=f"{found.handle}-contact.{kind}")
    assert disposition is not None
    return code_pictures.shown(offline_contact.file(contact, kind, size), kind, disposition)
