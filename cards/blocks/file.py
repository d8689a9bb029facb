"""Block "file": one PDF to download, a price list or a menu (cards 34)."""

from typing import Any

from django import forms
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards import media
from cards.blocks.kind import BlockKind, Body
from cards.content import Document, ShortLine
from cards.files import found
from cards.models import Card


class FileBody(Body):
    """`file` is the id of an attachment of the workspace."""

    heading: ShortLine = ""
    title: ShortLine = ""
    file: ShortLine = ""


class FileForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “Download”."),
    )
    title = forms.CharField(
        label=gettext_lazy("Words on the link"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, what the file is called."),
    )
    file = forms.CharField(max_length=36, required=False, widget=forms.HiddenInput)


def context(_document: Document, body: FileBody, _card: Card) -> dict[str, Any]:
    attached = found(body.file)
    if attached is None:
        return {}
    return {
        "heading": body.heading or _("Download"),
        "title": body.title or attached.title,
        "name": f"{attached.title}.pdf",
        "url": media.url(attached.stored),
        "size": filesizeformat(attached.size),
    }


def holds(body: FileBody) -> str:
    """What the file is called and how large it is; empty without one."""
    attached = found(body.file)
    return f"{attached.title}.pdf, {filesizeformat(attached.size)}" if attached else ""


block = BlockKind(
    "file",
    gettext_lazy("File to download"),
    FileBody,
    FileForm,
    "cards/public/blocks/file.html",
    context,
    single=True,
    css=("css/card-blocks.css",),
    source=("card_file", gettext_lazy("Choose the PDF")),
    holds=holds,
    again=gettext_lazy("Choose another PDF"),
    icon="download",
    says=gettext_lazy("A price list or a menu as a PDF."),
)
