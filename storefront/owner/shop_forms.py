"""What an owner says of the shop: how it is opened, how it sells, its number, its pause."""

from datetime import timedelta
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.fields import ProseField
from cardsite.kit.regions import region_of
from storefront import windows, wording
from storefront.models import Shop
from storefront.owner.percents import PercentField
from storefront.owner.shop_fields import NumberField
from workspaces.fields import SpanField, day_field, number
from workspaces.forms import currency_choices
from workspaces.moments import today_in

LONGEST_PAUSE: Final = timedelta(days=2 * 365)
SHORTEST_WINDOW, LONGEST_WINDOW = 15, 24 * 60


class NumberForm(forms.Form):
    """The number that orders open a chat with. `zone` says in which country a number without code is at home."""

    whatsapp = NumberField(
        label=gettext_lazy("WhatsApp number"),
        required=False,
        help_text=gettext_lazy("Orders and questions open a chat with it, e.g. +44 7700 900123."),
    )

    def __init__(self, *args: Any, zone: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["whatsapp"]
        assert isinstance(field, NumberField)
        field.region = region_of(zone)


class ShopForm(forms.Form):
    """Everything but number, hours, zones and coupons."""

    title = forms.CharField(
        label=gettext_lazy("Name of the shop"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it has the name of your workspace."),
    )
    way = forms.ChoiceField(
        label=gettext_lazy("How it sells"),
        choices=Shop.Way.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("A single product can go another way."),
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=currency_choices)
    tax = forms.ChoiceField(label=gettext_lazy("Tax"), choices=Shop.TaxKind.choices)
    tax_rate = PercentField(
        label=gettext_lazy("Rate of the tax"),
        required=False,
        help_text=gettext_lazy("In per cent, e.g. 7.5. A single product can have another."),
    )
    opening = forms.CharField(
        label=gettext_lazy("First line of the message"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("{shop}, {name} and {number} stand for your shop, the buyer and the order."),
    )
    lead = SpanField(
        label=gettext_lazy("Time you need before an order is ready"),
        most_days=90,
        help_text=gettext_lazy("A single product can need more, or less."),
    )
    horizon = number(gettext_lazy("Days ahead that can be ordered for"), 1, 365)
    window = SpanField(
        label=gettext_lazy("Length of a window for pick-up or delivery"),
        most_days=1,
        help_text=gettext_lazy("Buyers choose one of them, e.g. 10:00–11:00."),
    )
    window_orders = number(
        gettext_lazy("Orders that fit into one window"),
        1,
        1000,
        gettext_lazy("Left empty: any number."),
        required=False,
    )
    pickup = forms.BooleanField(label=gettext_lazy("Orders can be picked up"), required=False)
    pickup_place = ProseField(
        label=gettext_lazy("Where"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Left empty, the address of your workspace is given."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    delivery = forms.BooleanField(
        label=gettext_lazy("Orders are delivered"),
        required=False,
        help_text=gettext_lazy("Where to, and for how much, say the delivery zones."),
    )
    payment_text = ProseField(
        label=gettext_lazy("How to pay"),
        max_length=1000,
        required=False,
        help_text=gettext_lazy("Buyers read it with the order: cash, transfer, a link to pay."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    policies = ProseField(
        label=gettext_lazy("Returns and other terms"),
        max_length=5000,
        required=False,
        help_text=gettext_lazy("Buyers can read them before they order."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, data: QueryDict | None = None, *, shop: Shop) -> None:
        initial = {name: getattr(shop, name) for name in self.base_fields}
        super().__init__(data, initial=initial | {"tax_rate": shop.tax_rate or None})

    def clean_opening(self) -> str:
        words: str = self.cleaned_data["opening"]
        if unknown := wording.unknown_placeholders(words):
            known = ", ".join(wording.PLACEHOLDERS)
            raise forms.ValidationError(
                _("%(unknown)s stands for nothing. Only these are filled in: %(known)s.")
                % {"unknown": unknown[0], "known": known}
            )
        return words

    def clean_window(self) -> int:
        minutes: int = self.cleaned_data["window"]
        if not SHORTEST_WINDOW <= minutes <= LONGEST_WINDOW:
            raise forms.ValidationError(_("A window is 15 minutes long at least, a day at most."))
        return minutes

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("tax") == Shop.TaxKind.NONE:
            data["tax_rate"] = data.get("tax_rate") or 0
        elif "tax_rate" in data and data["tax_rate"] is None:
            self.add_error("tax_rate", _("Write the rate, like 7.5, or choose “No tax”."))
        return data


class PauseForm(forms.Form):
    """Until when nothing is sold, and what visitors read."""

    until = day_field(
        gettext_lazy("First day it is open again"),
        required=False,
        help_text=gettext_lazy("Left empty: until you open it again yourself."),
    )
    note = ProseField(
        label=gettext_lazy("What visitors read"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("E.g. “We are away and bake again on the 18th.”"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: QueryDict | None = None, *, shop: Shop) -> None:
        now = timezone.now()
        paused = windows.is_paused(shop, now)
        super().__init__(data, initial={"until": shop.paused_until, "note": shop.pause_note} if paused else {})
        self.today = today_in(shop.zone, now)

    def clean_until(self) -> Any:
        until = self.cleaned_data["until"]
        if until and not self.today < until <= self.today + LONGEST_PAUSE:
            raise forms.ValidationError(_("Choose a day after today, within two years."))
        return until
