"""Rates as people write them: "7.5" or "7,5 %", kept as 750 basis points."""

import re
from typing import Any, Final

from babel.numbers import get_decimal_symbol
from django import forms
from django.utils.translation import gettext as _

from storefront.pricing import WHOLE

_TYPED: Final = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s*%?", re.ASCII)


class PercentField(forms.CharField):
    """Basis points, at most a hundred per cent; None for nothing typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=12, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        return typed(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        return basis_points(text) if text else None


def basis_points(text: str) -> int:
    """Raises `ValidationError`."""
    found = _TYPED.fullmatch(text.strip())
    points = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else WHOLE + 1
    if points > WHOLE:
        raise forms.ValidationError(_("Write a percentage from 0 to 100, like 7.5."))
    return points


def typed(points: int | None, language: str = "en") -> str:
    """As it stands in a form: 750 is "7.5", 1900 is "19"; empty for None."""
    if points is None:
        return ""
    whole, rest = divmod(points, 100)
    sign = get_decimal_symbol(language.replace("-", "_"))
    return f"{whole}{sign}{f'{rest:02}'.rstrip('0')}" if rest else str(whole)
