"""What a seller types about an order: a message to the buyer, how it was paid, what was given back (S19; P19)."""

import secrets
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from storefront.models import Order
from storefront.owner.order_words import METHODS
from workspaces.fields import amount, money_field

MESSAGE_MAX: Final = 1000


class MessageForm(forms.Form):
    message = forms.CharField(
        label=gettext_lazy("Message to the buyer"),
        required=False,
        max_length=MESSAGE_MAX,
        help_text=gettext_lazy("It stands on the page of the order, and in the mail or the text for WhatsApp."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class _OnceForm(forms.Form):
    """Sent twice, it is one entry: the key goes with it (A49)."""

    key = forms.RegexField(r"^[\w-]{8,64}$", widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", secrets.token_urlsafe(16))


class PaidForm(_OnceForm):
    method = forms.ChoiceField(
        label=gettext_lazy("How"), choices=list(METHODS.items()), widget=forms.RadioSelect, initial="cash"
    )


class RefundForm(_OnceForm):
    amount = money_field(gettext_lazy("Amount"), gettext_lazy("Left empty: all of it."))
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only you and your team read it."),
    )

    def __init__(self, *args: Any, order: Order, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.language = order, language

    def clean_amount(self) -> int | None:
        """None for all of it."""
        typed = amount(self.cleaned_data["amount"], self.order.currency, self.language)
        if typed == 0:
            raise forms.ValidationError(_("Write more than nothing, or leave it empty."))
        return typed
