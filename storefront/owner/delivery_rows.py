"""Delivery zones as rows of a form, in the order of their priority. Adding, moving and removing work without script."""

import re
from collections.abc import Iterable
from typing import Any, ClassVar, Final, TypeAlias

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.editor.rows import Act
from cards.fields import ProseField
from cardsite.kit import money
from storefront.models import DeliveryZone
from storefront.zones import folded
from workspaces.fields import amount, money_field

ZONES: Final = "zones"
ZONES_MAX: Final = 50
NAMES_MAX: Final = 200
NAME_LONGEST: Final = 40
_VERBS: Final = {"up", "down", "remove", "add"}
_BETWEEN: Final = re.compile(r"[,;\n]")
_MONEY: Final = ("fee", "minimum", "free_over")

Rows: TypeAlias = "forms.BaseFormSet[Any]"


class ZoneForm(forms.Form):
    title = forms.CharField(
        label=gettext_lazy("Zone"),
        max_length=80,
        error_messages={"required": gettext_lazy("Write what buyers call it, or remove it.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Where that is"), choices=DeliveryZone.Kind.choices)
    names = ProseField(
        label=gettext_lazy("Postcodes or areas"),
        max_length=6000,
        help_text=gettext_lazy("With commas or lines between them, e.g. LS6, LS7 1."),
        error_messages={"required": gettext_lazy("Write one postcode or area at least.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    fee = money_field(gettext_lazy("Fee"))
    minimum = money_field(gettext_lazy("Minimum"))
    free_over = money_field(gettext_lazy("Free from"))
    typed: ClassVar = ("title", "names", *_MONEY)

    def __init__(self, *args: Any, currency: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency, self.language = currency, language

    def has_changed(self) -> bool:
        """A row in which nothing was typed is no row."""
        return any(self[name].data for name in self.typed)

    def clean_names(self) -> list[str]:
        """Each once, however it is written."""
        names: dict[str, str] = {}
        for name in _BETWEEN.split(self.cleaned_data["names"]):
            names.setdefault(folded(name), " ".join(name.split()))
        found = [name for key, name in names.items() if key]
        if not found:
            raise forms.ValidationError(_("Write one postcode or area at least."))
        if len(found) > NAMES_MAX or any(len(name) > NAME_LONGEST for name in found):
            raise forms.ValidationError(_("At most 200, each of 40 characters. Divide them with commas or lines."))
        return found

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        for name in _MONEY:
            try:
                data[name] = amount(data.get(name, ""), self.currency, self.language)
            except forms.ValidationError as wrong:
                self.add_error(name, wrong)
        return data

    def value(self) -> dict[str, Any]:
        """Fields of the model. Only when valid."""
        data = self.cleaned_data
        given = {name: data[name] for name in ("title", "kind", "names", "free_over")}
        return given | {"fee": data["fee"] or 0, "minimum": data["minimum"] or 0}


def act_from(text: str) -> Act | None:
    """ "add zones", "up zones 2"; None for anything that is not such an act."""
    verb, part, name = (*text.split(" "), "", "")[:3]
    return Act(verb, part, name) if part == ZONES and verb in _VERBS else None


def rows(data: QueryDict | None, *, currency: str, language: str) -> Rows:
    kind: Any = forms.formset_factory(
        ZoneForm, extra=0, max_num=ZONES_MAX, absolute_max=ZONES_MAX + 5, validate_max=True, can_order=True
    )
    kind.ordering_widget = forms.HiddenInput
    made: Rows = kind(
        data,
        prefix=ZONES,
        initial=None if data is not None else _typed(DeliveryZone.objects.all(), currency, language),
        form_kwargs={"currency": currency, "language": language},
        error_messages={"too_many_forms": gettext_lazy("Fifty zones are the most. Remove one.")},
    )
    return made


def kept(formset: Rows) -> list[dict[str, Any]]:
    """As they are stored, blank ones left out. Only when valid."""
    return [form.value() for form in formset.ordered_forms if form.has_changed()]


def _typed(zones: Iterable[DeliveryZone], currency: str, language: str) -> list[dict[str, Any]]:
    """As they stand in the form; what costs nothing is left empty."""

    def said(minor: int | None, *, zero: bool = False) -> str:
        return money.typed(minor, currency, language) if minor or (zero and minor == 0) else ""

    return [
        {
            "title": zone.title,
            "kind": zone.kind,
            "names": ", ".join(zone.names),
            "fee": said(zone.fee),
            "minimum": said(zone.minimum),
            "free_over": said(zone.free_over, zero=True),
        }
        for zone in zones
    ]
