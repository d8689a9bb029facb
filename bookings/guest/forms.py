"""What a guest fills in to book: who they are, how to reach them, the owner's questions (B38; A39, A40)."""

from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.guest.choosing import Choice
from bookings.models import Service
from bookings.offer import Answer, Question
from bookings.reserving import Guest
from cards.fields import ProseField
from cards.phones import PhoneRefused, parse_phone
from cardsite.kit.regions import region_of
from workspaces.public_form import PersonName, PublicForm

ANSWER_MAX: Final = 1000
_REACH: Final[dict[str, tuple[bool, bool]]] = {
    Service.Reach.EITHER: (False, False),
    Service.Reach.EMAIL: (True, False),
    Service.Reach.PHONE: (False, True),
    Service.Reach.BOTH: (True, True),
}
"""Whether the e-mail address is required, and the phone number."""


class BookingForm(PublicForm):
    """Name, e-mail or phone as the owner wants it, and one field for each question, `q_<key>`."""

    name = PersonName()
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        error_messages={
            "required": gettext_lazy("Write your e-mail address: the confirmation goes there."),
            "invalid": gettext_lazy("Write an e-mail address like name@example.com."),
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        required=False,
        max_length=40,
        error_messages={"required": gettext_lazy("Write your phone number.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )

    def __init__(self, *args: Any, choice: Choice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice, self.service = choice, choice.service
        must_mail, must_call = _REACH[self.service.reach]
        self.fields["email"].required, self.fields["phone"].required = must_mail, must_call
        if self.service.reach == Service.Reach.EMAIL:
            del self.fields["phone"]
        elif self.service.reach == Service.Reach.PHONE:
            del self.fields["email"]
        elif self.service.reach == Service.Reach.EITHER:
            self.fields["email"].help_text = _("Or leave it empty and give a phone number.")
        for question in self.service.questions:
            self.fields[f"q_{question.key}"] = _field(question)

    def clean_phone(self) -> str:
        """A number without country code is of the country where the visitor's clock is."""
        typed: str = self.cleaned_data["phone"].strip()
        try:
            return parse_phone(typed, region=region_of(self.choice.zone)) if typed else ""
        except PhoneRefused as refused:
            raise forms.ValidationError(refused.words()) from refused

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        asked = {"email", "phone"} & self.fields.keys()
        if not asked & self.errors.keys() and not any(data.get(name) for name in asked):
            self.add_error("email", _("Give an e-mail address or a phone number, so that you hear from us."))
        return data

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.startswith("q_")]

    def guest(self, language: str) -> Guest:
        data = self.cleaned_data
        return Guest(
            name=data["name"],
            email=data.get("email", ""),
            phone=data.get("phone", ""),
            zone=self.choice.zone,
            language=language,
            answers=tuple(self._answers()),
        )

    def _answers(self) -> list[Answer]:
        said = ((question, self.cleaned_data[f"q_{question.key}"]) for question in self.service.questions)
        return [Answer(label=question.label, text=_words(value)) for question, value in said if value]


def _words(value: object) -> str:
    return str(_("Yes")) if value is True else str(value)


def _field(question: Question) -> forms.Field:
    needed: dict[str, Any] = {"label": question.label, "required": question.required}
    match question.kind:
        case "choice":
            empty: list[tuple[str, str | Promise]] = [("", gettext_lazy("Choose"))]
            choices = [*empty, *((one, one) for one in question.choices)]
            return forms.ChoiceField(choices=choices, **needed)
        case "yes":
            please = _("Please tick “%(question)s”.") % {"question": question.label}
            return forms.BooleanField(**needed, error_messages={"required": please})
        case "lines":
            return ProseField(max_length=ANSWER_MAX, widget=forms.Textarea(attrs={"rows": 4}), **needed)
        case _:
            return forms.CharField(max_length=200, **needed)
