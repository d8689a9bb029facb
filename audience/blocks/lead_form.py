"""Block "lead_form": visitors leave their details (cards 17, 71, 72). The form itself stands on a page of its own."""

from typing import Any, Final

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from audience import lead_words
from audience.lead_form import CHOICES_MAX, KIND, QUESTIONS_MAX, Ask, LeadForm
from cards.blocks.kind import BlockKind, Body, Group
from cards.blocks.listed import ListedForm
from cards.content import Document
from cards.fields import ProseField
from cards.models import Card

ASKS: Final[list[tuple[str, str | Promise]]] = [
    (Ask.NO.value, gettext_lazy("Not asked")),
    (Ask.OPTIONAL.value, gettext_lazy("Asked")),
    (Ask.REQUIRED.value, gettext_lazy("Asked, must be filled in")),
]
CONSENTS: Final[list[tuple[str, str | Promise]]] = [
    (Ask.REQUIRED.value, gettext_lazy("Asked; without it nothing is kept")),
    (Ask.OPTIONAL.value, gettext_lazy("Asked")),
    (Ask.NO.value, gettext_lazy("Not asked")),
]


class LeadFormBody(LeadForm, Body):
    """What is asked, as a block keeps it."""


class AskField(forms.ChoiceField):
    """Left out of what was sent, it is as it is in a new form."""

    def __init__(self, name: str, label: Any, choices: list[tuple[str, str | Promise]] = ASKS) -> None:
        self.usual = str(LeadForm.model_fields[name].default)
        super().__init__(label=label, choices=choices, required=False, initial=self.usual)

    def clean(self, value: Any) -> str:
        return str(super().clean(value)) or self.usual


class ChoicesField(forms.CharField):
    """Kept as a list, written one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> Any:
        lines = [" ".join(line.split()) for line in str(super().clean(value)).splitlines()]
        filled = list(dict.fromkeys(line for line in lines if line))
        if len(filled) > CHOICES_MAX:
            raise forms.ValidationError(gettext_lazy("These are too many. Twenty answers are the most."))
        if any(len(line) > 80 for line in filled):
            raise forms.ValidationError(gettext_lazy("Write each answer in 80 characters or less."))
        return filled


class QuestionForm(forms.Form):
    label = forms.CharField(label=gettext_lazy("Question"), max_length=200, required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Answered by"),
        choices=[
            ("line", gettext_lazy("Writing")),
            ("choice", gettext_lazy("Choosing one")),
            ("tick", gettext_lazy("Ticking a box")),
        ],
        required=False,
        initial="line",
    )
    choices = ChoicesField(label=gettext_lazy("Answers to choose from, one a line"), max_length=2000, required=False)
    required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        data["kind"] = data.get("kind") or "line"
        if data["kind"] == "choice" and data.get("label") and not data.get("choices") and "choices" not in self.errors:
            self.add_error("choices", gettext_lazy("Write the answers to choose from, one a line."))
        return data


class LeadFormForm(ListedForm):
    row, says, most = QuestionForm, ("label",), QUESTIONS_MAX
    items_title, items_add = gettext_lazy("Your own questions"), gettext_lazy("Add a question")
    items_help = gettext_lazy("Up to five. Fewer questions bring more answers.")
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says “Leave your details”."),
    )
    intro = ProseField(
        label=gettext_lazy("Why somebody should"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Left empty, it says that they get your contact in return."),
    )
    name = AskField("name", gettext_lazy("Name"))
    email = AskField("email", gettext_lazy("E-mail"))
    phone = AskField("phone", gettext_lazy("Phone"))
    company = AskField("company", gettext_lazy("Company"))
    note = AskField("note", gettext_lazy("Message"))
    consent = AskField("consent", gettext_lazy("Consent"), CONSENTS)
    consent_text = ProseField(
        label=gettext_lazy("What they agree to"),
        max_length=600,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Left empty, it says that you may keep the details to get in touch. The box is empty."),
    )
    button = forms.CharField(
        label=gettext_lazy("Word on the button"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Left empty, it says “Send”."),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("email") == data.get("phone") == Ask.NO.value:
            self.add_error("email", gettext_lazy("Ask for the e-mail address or the phone number: you want to answer."))
        return data


def context(_document: Document, body: LeadForm, card: Card) -> dict[str, Any]:
    """A link: no form stands on a remembered page."""
    return {
        "heading": lead_words.heading(body),
        "intro": lead_words.intro(body),
        "url": reverse("contact", args=[card.handle]),
    }


block = BlockKind(
    KIND,
    gettext_lazy("Contact form"),
    LeadFormBody,
    LeadFormForm,
    "audience/blocks/lead_form.html",
    context,
    single=True,
    exchanges=True,
    css=("css/card-form.css", "css/card-lead.css"),
    js=("js/card_lead.js",),
    group=Group.REACH,
    icon="lead",
    says=gettext_lazy("Visitors leave their details and get your contact in return. You find them under Leads."),
)
