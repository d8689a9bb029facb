"""The field of a number that WhatsApp can open a chat with."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from cards.phones import PhoneRefused, parse_phone
from storefront import whatsapp


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
