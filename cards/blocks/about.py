"""Block "about": the bio."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.blocks.kind import BlockKind, Body, Group
from cards.content import Document, ShortLine
from cards.markdown import to_html
from cards.models import Card


class About(Body):
    heading: ShortLine = ""


class AboutForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “About”."),
    )


def context(document: Document, body: About, _card: Card) -> dict[str, Any]:
    bio = document.identity.bio
    return {"heading": body.heading or _("About"), "html": to_html(bio)} if bio else {}


block = BlockKind(
    "about",
    gettext_lazy("About"),
    About,
    AboutForm,
    "cards/public/blocks/prose.html",
    context,
    single=True,
    group=Group.REACH,
    icon="user",
    says=gettext_lazy("Who you are, in your own words."),
)
