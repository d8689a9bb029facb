"""What a visitor fills in: as the owner asks for it, and later to correct it (cards 71, 72, 74; A39, A40)."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audience import lead_words
from audience.lead_form import Ask, LeadForm, Question
from audience.models import Lead
from audience.receiving import Consent, Details
from cards.fields import ProseField
from cards.phones import PhoneRefused, parse_phone
from cardsite.kit.regions import region_of
from workspaces.public_form import QUICK, PersonName, PublicForm

NOTE_MAX: Final = 2000
ANSWER_MAX: Final = 200


class DetailsForm(PublicForm):
    """The details there can be; `zone` is where a number without country code is taken to be at home."""

    name = PersonName()
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        max_length=254,
        error_messages={
            "required": gettext_lazy("Write your e-mail address."),
            "invalid": gettext_lazy("Write an e-mail address like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        error_messages={"required": gettext_lazy("Write your phone number.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    company = forms.CharField(
        label=gettext_lazy("Company"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write the name of your company.")},
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    note = ProseField(
        label=gettext_lazy("Message"),
        max_length=NOTE_MAX,
        error_messages={"required": gettext_lazy("Write a few words.")},
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone

    def ask(self, asked: dict[str, Ask]) -> None:
        """Of the details only these, in their order."""
        for name in ("name", "email", "phone", "company", "note"):
            if name in asked:
                self.fields[name].required = asked[name] is Ask.REQUIRED
            else:
                del self.fields[name]

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"].strip()
        try:
            return parse_phone(typed, region=region_of(self.zone)) if typed else ""
        except PhoneRefused as refused:
            raise forms.ValidationError(refused.words()) from refused

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        ways = [name for name in ("email", "phone") if name in self.fields]
        if not self.errors.keys() & {*ways} and not any(data.get(name) for name in ways):
            self.add_error(ways[0], _("Give an e-mail address or a phone number, so that you can be answered."))
        return data

    def filled_in(self) -> list[forms.BoundField]:
        """Everything a person sees, in its order; the trap is drawn apart."""
        return [bound for bound in self.visible_fields() if bound.name != "company_website"]


class ContactForm(DetailsForm):
    """As the block asks: the details, the owner's questions (`q_<number>`), the box of consent."""

    def __init__(self, *args: Any, asked: LeadForm, house: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.consent_text = asked, lead_words.consent(asked, house)
        self.ask(asked.asked)
        if asked.asked.get("email") is asked.asked.get("phone") is Ask.OPTIONAL:
            self.fields["email"].help_text = _("Or leave it empty and give a phone number.")
        for number, question in enumerate(asked.questions):
            self.fields[f"q_{number}"] = _field(question)
        if asked.consent is not Ask.NO:
            self.fields["consent"] = forms.BooleanField(
                label=self.consent_text,
                required=asked.consent is Ask.REQUIRED,
                error_messages={"required": _("Please tick this box if you agree. Without it nothing is sent.")},
            )

    @property
    def is_quick(self) -> bool:
        """Nothing is wrong but that no person fills it in so fast."""
        return len(self.errors) == 1 and self.has_error("stamp", code=QUICK)

    def details(self) -> Details:
        said = ((question, self.cleaned_data[f"q_{n}"]) for n, question in enumerate(self.asked.questions))
        return Details(
            **{name: self.cleaned_data[name] for name in self.asked.asked},
            answers=[{"label": question.label, "value": _words(value)} for question, value in said if value],
        )

    def consent(self) -> Consent:
        if self.asked.consent is Ask.NO:
            return Consent()
        required = self.asked.consent is Ask.REQUIRED
        return Consent(self.consent_text, given=self.cleaned_data["consent"], required=required)


class CorrectForm(DetailsForm):
    """What is kept, to be written over; answers to the owner's questions are `a_<number>`.

    Behind a private link nobody has to be a machine to be quick: one digit is corrected in a second.
    """

    at_least = timedelta(0)

    def __init__(self, *args: Any, lead: Lead, **kwargs: Any) -> None:
        kept = {name: getattr(lead, name) for name in ("name", "email", "phone", "company", "note")}
        answers = {f"a_{n}": answer["value"] for n, answer in enumerate(lead.answers)}
        super().__init__(*args, initial=kept | answers, **kwargs)
        self.lead = lead
        self.ask(dict.fromkeys(kept, Ask.OPTIONAL))
        for number, answer in enumerate(lead.answers):
            self.fields[f"a_{number}"] = forms.CharField(label=answer["label"], max_length=ANSWER_MAX, required=False)

    def values(self) -> dict[str, Any]:
        told = {name: self.cleaned_data[name] for name in ("name", "email", "phone", "company", "note")}
        said = [(answer["label"], self.cleaned_data[f"a_{n}"]) for n, answer in enumerate(self.lead.answers)]
        return told | {"answers": [{"label": label, "value": value} for label, value in said if value]}


def _words(value: object) -> str:
    return str(_("Yes")) if value is True else str(value)


def _field(question: Question) -> forms.Field:
    needed: dict[str, Any] = {"label": question.label, "required": question.required}
    match question.kind:
        case "choice":
            empty: list[tuple[str, str | Promise]] = [("", gettext_lazy("Choose"))]
            choices = [*empty, *((one, one) for one in question.choices)]
            return forms.ChoiceField(choices=choices, **needed)
        case "tick":
            please = _("Please tick “%(question)s”.") % {"question": question.label}
            return forms.BooleanField(**needed, error_messages={"required": please})
        case _:
            return forms.CharField(max_length=ANSWER_MAX, **needed)
