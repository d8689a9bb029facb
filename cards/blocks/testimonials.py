"""Block "testimonials": what others say, and who they are."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict

from cards.blocks.kind import BlockKind, Body
from cards.blocks.listed import ListedForm
from cards.content import BIO_MAX, Bio, Document, ShortLine
from cards.fields import ProseField
from cards.models import Card


class Voice(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)

    text: Bio = ""
    who: ShortLine = ""
    role: ShortLine = ""


class Testimonials(Body):
    heading: ShortLine = ""
    items: tuple[Voice, ...] = ()


class VoiceForm(forms.Form):
    text = ProseField(
        label=gettext_lazy("What they say"),
        max_length=BIO_MAX,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    who = forms.CharField(label=gettext_lazy("Who"), max_length=80, required=False)
    role = forms.CharField(
        label=gettext_lazy("What they do, or where from"),
        max_length=80,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        said = self.cleaned_data
        if (said.get("who") or said.get("role")) and not said.get("text") and not self.errors:
            self.add_error("text", gettext_lazy("Write what they say."))
        return said


class TestimonialsForm(ListedForm):
    row, says = VoiceForm, ("text", "who", "role")
    items_title, items_add = gettext_lazy("Voices"), gettext_lazy("Add a voice")
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “What others say”."),
    )


def context(_document: Document, body: Testimonials, _card: Card) -> dict[str, Any]:
    voices = [one for one in body.items if one.text]
    return {"heading": body.heading or _("What others say"), "voices": voices} if voices else {}


block = BlockKind(
    "testimonials",
    gettext_lazy("Testimonials"),
    Testimonials,
    TestimonialsForm,
    "cards/public/blocks/testimonials.html",
    context,
    css=("css/card-blocks.css",),
    icon="users",
    says=gettext_lazy("The words of happy customers, with their names."),
)
