"""Block "text": a heading and a text of the owner's, as often as wanted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cards.blocks.kind import BlockKind, Body
from cards.content import TEXT_MAX, Document, Prose, ShortLine
from cards.fields import ProseField
from cards.markdown import to_html
from cards.models import Card


class Text(Body):
    heading: ShortLine = ""
    text: Prose = ""


class TextForm(forms.Form):
    heading = forms.CharField(label=_("Heading"), max_length=80, required=False)
    text = ProseField(
        label=_("Text"),
        max_length=TEXT_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("**bold**, *italic*, lists and links work."),
    )


def context(_document: Document, body: Text, _card: Card) -> dict[str, Any]:
    return {"heading": body.heading, "html": to_html(body.text)} if body.text or body.heading else {}


block = BlockKind(
    "text",
    _("Text"),
    Text,
    TextForm,
    "cards/public/blocks/prose.html",
    context,
    icon="edit",
    says=_("A heading and a text about anything."),
)
