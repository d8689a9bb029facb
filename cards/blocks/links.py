"""Block "links": where else to find the person or company."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.blocks.kind import BlockKind, Body, Group
from cards.blocks.rows import Row
from cards.content import Document, ShortLine
from cards.models import Card


class Links(Body):
    heading: ShortLine = ""


class LinksForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “Links”."),
    )


def context(document: Document, body: Links, _card: Card) -> dict[str, Any]:
    rows = [
        Row(link.label or link.host, link.host if link.label else "", link.url, link.url, outside=True)
        for link in document.links
    ]
    return {"heading": body.heading or _("Links"), "rows": rows} if rows else {}


block = BlockKind(
    "links",
    gettext_lazy("Links"),
    Links,
    LinksForm,
    "cards/public/blocks/links.html",
    context,
    single=True,
    group=Group.REACH,
    icon="external",
    says=gettext_lazy("Web pages you want people to find."),
)
