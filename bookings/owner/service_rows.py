"""Rows of a service's form: questions to the guest, and extras. Adding, moving and removing work without script."""

import re
import secrets
from collections.abc import Iterable
from typing import Any, ClassVar, Final, TypeAlias

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.models import Service
from bookings.offer import DAY, EXTRAS_MAX, QUESTIONS_MAX, Extra, Question
from cards.editor.rows import Act
from cardsite.kit import money
from workspaces.fields import amount, money_field, number

QUESTIONS: Final = "questions"
EXTRAS: Final = "extras"
CHOICES_MAX: Final = 30
KINDS: Final = [
    ("line", gettext_lazy("A short answer")),
    ("lines", gettext_lazy("A longer answer")),
    ("choice", gettext_lazy("One of several")),
    ("yes", gettext_lazy("A box to tick")),
]
_VERBS: Final = {"up", "down", "remove", "add"}
_TOO_MANY: Final[dict[str, str | Promise]] = {
    QUESTIONS: gettext_lazy("Ten questions are the most. Remove one."),
    EXTRAS: gettext_lazy("Twenty extras are the most. Remove one."),
}
_KEY: Final = re.compile(r"[a-z0-9]{1,12}")


class _Row(forms.Form):
    """`key` names the row in what visitors send; a new row gets one when it is saved."""

    key = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    typed: ClassVar[tuple[str, ...]] = ()

    def has_changed(self) -> bool:
        """A row in which nothing was typed is no row, whatever its choices stand at."""
        return any(self[name].data for name in ("key", *self.typed))


class QuestionForm(_Row):
    label = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=200,
        error_messages={"required": gettext_lazy("Write the question, or remove it.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Answer"), choices=KINDS, initial="line")
    choices = forms.CharField(
        label=gettext_lazy("What to choose from"),
        required=False,
        max_length=3000,
        help_text=gettext_lazy("One a line. Only for “One of several”."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    typed: ClassVar = ("label", "choices")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        lines = [" ".join(line.split()) for line in data.get("choices", "").splitlines()]
        data["choices"] = tuple(dict.fromkeys(filter(None, lines))) if data.get("kind") == "choice" else ()
        if data.get("kind") == "choice" and not 2 <= len(data["choices"]) <= CHOICES_MAX:
            self.add_error("choices", _("Write two choices or more, at most 30, each on a line of its own."))
        elif any(len(line) > 80 for line in data["choices"]):
            self.add_error("choices", _("A choice has at most 80 characters. Shorten the longest."))
        return data

    def value(self, key: str) -> Question:
        return Question(key=key, **{name: self.cleaned_data[name] for name in ("label", "kind", "choices", "required")})


class ExtraForm(_Row):
    title = forms.CharField(
        label=gettext_lazy("Extra"),
        max_length=80,
        error_messages={"required": gettext_lazy("Write what it is, or remove it.")},
    )
    minutes = number(gettext_lazy("Minutes longer"), 0, DAY, required=False)
    price = money_field(gettext_lazy("Costs more"))
    typed: ClassVar = ("title", "minutes", "price")

    def __init__(self, *args: Any, currency: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency, self.language = currency, language

    def clean_minutes(self) -> int:
        return self.cleaned_data["minutes"] or 0

    def clean_price(self) -> int | None:
        return amount(self.cleaned_data["price"], self.currency, self.language)

    def value(self, key: str) -> Extra:
        return Extra(key=key, **{name: self.cleaned_data[name] for name in ("title", "minutes", "price")})


_FORMS: Final[dict[str, tuple[type[_Row], int]]] = {
    QUESTIONS: (QuestionForm, QUESTIONS_MAX),
    EXTRAS: (ExtraForm, EXTRAS_MAX),
}
Rows: TypeAlias = "forms.BaseFormSet[Any]"


def act_from(text: str) -> Act | None:
    """ "add questions", "up extras 2"; None for anything that is not such an act."""
    verb, part, name = (*text.split(" "), "", "")[:3]
    return Act(verb, part, name) if part in _FORMS and verb in _VERBS else None


def rows(
    part: str, data: QueryDict | None, initial: list[dict[str, Any]], form_kwargs: dict[str, Any] | None = None
) -> Rows:
    """Bound rows get no initial values: one that was just saved must not pass for an untouched one."""
    form, most = _FORMS[part]
    kind: Any = forms.formset_factory(
        form, extra=0, max_num=most, absolute_max=most + 5, validate_max=True, can_order=True
    )
    kind.ordering_widget = forms.HiddenInput
    made: Rows = kind(
        data,
        prefix=part,
        initial=None if data is not None else initial,
        form_kwargs=form_kwargs or {},
        error_messages={"too_many_forms": _TOO_MANY[part]},
    )
    return made


def questions_typed(service: Service) -> list[dict[str, Any]]:
    """As they stand in the form."""
    return [one.model_dump() | {"choices": "\n".join(one.choices)} for one in service.questions]


def extras_typed(service: Service, currency: str, language: str) -> list[dict[str, Any]]:
    def price(minor: int | None) -> str:
        return "" if minor is None else money.typed(minor, currency, language)

    return [one.model_dump() | {"minutes": one.minutes or "", "price": price(one.price)} for one in service.extras]


def kept(formset: Rows) -> list[dict[str, Any]]:
    """The rows as they are stored, in their order, blank ones left out. Only when valid."""
    filled = [form for form in formset.ordered_forms if form.has_changed()]
    keys = _keys(form.cleaned_data["key"] for form in filled)
    return [form.value(key).model_dump(mode="json") for form, key in zip(filled, keys, strict=True)]


def _keys(typed: Iterable[str]) -> list[str]:
    """Each its own. A new one is never one that was used: what a visitor has open must not mean another row."""
    found: list[str] = []
    for key in typed:
        found.append(key if _KEY.fullmatch(key) and key not in found else secrets.token_hex(4))
    return found
