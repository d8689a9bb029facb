"""What a buyer fills in to order: who they are, how it comes to them, when (S1, S17, S25)."""

from datetime import UTC, datetime
from typing import Any, Final

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.fields import ProseField
from cards.phones import PhoneRefused, parse_phone
from cardsite.kit.regions import region_of
from storefront import wording
from storefront.models import Order, Shop
from storefront.ordering import Buyer, Handing
from storefront.windows import Free
from workspaces.public_form import PersonName, PublicForm

START: Final = "%Y-%m-%dT%H:%MZ"
AS_SOON: Final[str | Promise] = gettext_lazy("Choose a time")


class OrderForm(PublicForm):
    """`handing` is how it comes to the buyer, chosen before; `times` are the windows free for it."""

    field_order = ("start", "address", "name", "phone", "email", "note")
    name = PersonName()
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        error_messages={"required": gettext_lazy("Write your phone number, so that the shop can reach you.")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Then every step of the order is mailed to you."),
        error_messages={"invalid": gettext_lazy("Write an e-mail address like name@example.com.")},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = ProseField(
        label=gettext_lazy("Address"),
        max_length=300,
        error_messages={"required": gettext_lazy("Write where it should be brought.")},
        widget=forms.Textarea(attrs={"rows": 2, "autocomplete": "street-address"}),
    )
    start = forms.ChoiceField(
        label=gettext_lazy("When"),
        error_messages={
            "required": gettext_lazy("Choose a time."),
            "invalid_choice": gettext_lazy("This time is not free any more. Choose another."),
        },
    )
    note = ProseField(
        label=gettext_lazy("Note"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, shop: Shop, handing: Handing, times: list[Free] | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shop, self.handing = shop, handing
        if handing.kind != Order.Handover.DELIVERY:
            del self.fields["address"]
        if times is None:
            del self.fields["start"]
        else:
            field = self.fields["start"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", AS_SOON), *((f"{one.start:{START}}", _time_words(one, shop)) for one in times)]

    def clean_phone(self) -> str:
        """A number without country code is of the shop's country."""
        try:
            return parse_phone(self.cleaned_data["phone"].strip(), region=region_of(self.shop.zone))
        except PhoneRefused as refused:
            raise forms.ValidationError(refused.words()) from refused

    def buyer(self, language: str) -> Buyer:
        data = self.cleaned_data
        return Buyer(data["name"], data["phone"], data["email"], data["note"], language)

    def handed(self) -> Handing:
        """With the address and the window typed."""
        data = self.cleaned_data
        chosen = self.handing
        start = datetime.strptime(data["start"], START).replace(tzinfo=UTC) if data.get("start") else None
        return Handing(chosen.kind, data.get("address", ""), chosen.postcode, chosen.area, start)


def _time_words(free: Free, shop: Shop) -> str:
    words = wording.span_words(free.start, free.end, shop.zone)
    return _("%(time)s (last one)") % {"time": words} if free.left == 1 else words
