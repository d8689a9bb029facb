"""Fields of a shop that are typed in one way and kept in another: per cent, telephone numbers."""

import re
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from cards.phones import PhoneRefused, parse_phone
from storefront import whatsapp
from storefront.pricing import WHOLE

_PERCENT: Final = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*%?", re.ASCII)


class PercentField(forms.CharField):
    """Basis points, typed in per cent: "7.5" or "7,5 %" is 750."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=12, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return percent_typed(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        """None for nothing typed."""
        text = super().clean(value)
        return basis_points(text) if text else None


class NumberField(forms.CharField):
    """A number WhatsApp can open a chat with, kept as E.164 (S4). `region` is where one without country is at home."""

    region = ""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"})
        super().__init__(max_length=40, widget=widget, **kwargs)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if not text:
            return ""
        try:
            number = parse_phone(text, region=self.region)
        except PhoneRefused as refused:
            raise forms.ValidationError(refused.words()) from refused
        if not whatsapp.is_number(number):
            raise forms.ValidationError(_("A number for WhatsApp has 8 to 15 digits, with the country code."))
        return number


def basis_points(text: str) -> int:
    """Raises `ValidationError`."""
    found = _PERCENT.fullmatch(text.strip())
    points = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else WHOLE + 1
    if points > WHOLE:
        raise forms.ValidationError(_("Write a percentage from 0 to 100, like 7.5."))
    return points


def percent_typed(points: int) -> str:
    """As it stands in a form: 750 is "7.5", 1900 is "19"."""
    whole, rest = divmod(points, 100)
    return f"{whole}.{rest:02}".rstrip("0") if rest else str(whole)
