"""Rates as people write them: "7.5" or "7,5" per cent, kept as 750 basis points."""

import re
from typing import Any, Final

from babel.numbers import get_decimal_symbol
from django import forms
from django.utils.translation import gettext as _

from storefront.pricing import WHOLE

_TYPED: Final = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?")


class PercentField(forms.CharField):
    """Basis points, at most a hundred per cent; None for nothing typed."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(max_length=10, widget=widget, **kwargs)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value).replace("%", "").strip()
        if not text:
            return None
        found = _TYPED.fullmatch(text)
        rate = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else WHOLE + 1
        if rate > WHOLE:
            raise forms.ValidationError(_("Write a rate like 7.5, at most 100."))
        return rate


def typed(rate: int | None, language: str) -> str:
    """As it stands in a form: 750 is "7.5"."""
    if rate is None:
        return ""
    whole, rest = divmod(rate, 100)
    sign = get_decimal_symbol(language.replace("-", "_"))
    return f"{whole}{sign}{f'{rest:02}'.rstrip('0')}" if rest else str(whole)
