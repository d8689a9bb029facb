"""Fields in which an owner says numbers, spans of time and amounts of money."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cardsite.kit import money

HOUR: Final = 60
DAY: Final = 24 * HOUR
UNITS: Final = [
    ("1", gettext_lazy("minutes")),
    (str(HOUR), gettext_lazy("hours")),
    (str(DAY), gettext_lazy("days")),
]


def number(label: Any, least: int, most: int, help_text: Any = "", **over: Any) -> forms.IntegerField:
    errors = {
        "invalid": gettext_lazy("Write a whole number."),
        "required": gettext_lazy("Write a number."),
        "min_value": gettext_lazy("At least %(limit_value)s."),
        "max_value": gettext_lazy("At most %(limit_value)s."),
    }
    widget = forms.NumberInput(attrs={"inputmode": "numeric"} | over.pop("attrs", {}))
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, help_text=help_text, error_messages=errors, widget=widget, **over
    )


def day_field(label: Any, **over: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    errors = {"required": gettext_lazy("Choose a date."), "invalid": gettext_lazy("Write a date like 2027-01-08.")}
    return forms.DateField(label=label, widget=widget, error_messages=errors, input_formats=["%Y-%m-%d"], **over)


class SpanWidget(forms.MultiWidget):
    """A number and its unit, side by side; the largest unit that divides the minutes."""

    template_name = "ui/span.html"
    use_fieldset = False

    def __init__(self) -> None:
        count = forms.NumberInput(attrs={"inputmode": "numeric", "min": 0})
        super().__init__([count, forms.Select(attrs={"aria-label": gettext_lazy("Unit")}, choices=UNITS)])

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0"

    def decompress(self, value: int | None) -> list[Any]:
        if value is None:
            return [None, str(HOUR)]
        unit = next((unit for unit in (DAY, HOUR) if value and value % unit == 0), 1 if value else HOUR)
        return [value // unit, str(unit)]


class SpanField(forms.MultiValueField):
    """Minutes, typed in minutes, hours or days."""

    widget = SpanWidget
    default_error_messages: ClassVar = {
        "required": gettext_lazy("Write a number."),
        "incomplete": gettext_lazy("Write a number."),
        "invalid": gettext_lazy("Write a whole number."),
    }

    def __init__(self, *, most_days: int, **kwargs: Any) -> None:
        invalid = {"invalid": gettext_lazy("Write a whole number.")}
        count = forms.IntegerField(min_value=0, max_value=10**6, error_messages=invalid)
        super().__init__(fields=(count, forms.ChoiceField(choices=UNITS)), **kwargs)
        self.most_days = most_days

    def compress(self, data_list: Sequence[Any]) -> int | None:
        if not data_list or data_list[0] is None:
            return None
        count, unit = data_list
        if int(count) * int(unit) > self.most_days * DAY:
            raise forms.ValidationError(_("At most %(days)d days.") % {"days": self.most_days})
        return int(count) * int(unit)


def money_field(label: Any, help_text: Any = "") -> forms.CharField:
    """An amount as people write it; `amount` reads it once the currency is known."""
    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, max_length=30, widget=widget, help_text=help_text)


def amount(text: str, currency: str, language: str) -> int | None:
    """Minor units; None for nothing typed. Raises `ValidationError` with an example in that currency."""
    if not text:
        return None
    try:
        return money.parse(text, currency, language)
    except money.NotMoney:
        example = money.typed(30 * 10 ** money.decimals(currency), currency, language)
        raise forms.ValidationError(_("Write an amount like %(example)s.") % {"example": example}) from None
