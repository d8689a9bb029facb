"""What an owner says of a coupon."""

from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cardsite.kit import money
from storefront.models import Coupon
from storefront.owner import percents
from storefront.shops import coupon_code
from workspaces.fields import amount, day_field, money_field, number

SHORTEST_CODE: Final = 3
SHARE, AMOUNT = "share", "amount"


class CouponForm(forms.Form):
    """`coupon` None: a new one. Amounts in `currency`, written as in `language`."""

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=30,
        help_text=gettext_lazy("What buyers type, e.g. SUMMER10. Small letters and spaces make no difference."),
        error_messages={"required": gettext_lazy("Write the code.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("It takes off"),
        choices=[(SHARE, gettext_lazy("A percentage")), (AMOUNT, gettext_lazy("An amount"))],
    )
    worth = forms.CharField(
        label=gettext_lazy("How much"),
        max_length=30,
        error_messages={"required": gettext_lazy("Write how much it takes off.")},
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    minimum = money_field(gettext_lazy("Smallest order"), gettext_lazy("Without delivery."))
    limit = number(
        gettext_lazy("How often it can be used"),
        1,
        10**6,
        gettext_lazy("Left empty: any number of times."),
        required=False,
    )
    starts_on = day_field(gettext_lazy("First day"), required=False)
    ends_on = day_field(gettext_lazy("Last day"), required=False)
    active = forms.BooleanField(
        label=gettext_lazy("Buyers can use it"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Switched off, it counts in no new order; those that have it keep it."),
    )

    def __init__(
        self, data: QueryDict | None = None, *, currency: str, language: str, coupon: Coupon | None = None
    ) -> None:
        self.currency, self.language = currency, language
        super().__init__(data, initial=self._typed(coupon) if coupon else {})

    def _typed(self, coupon: Coupon) -> dict[str, Any]:
        """As it stands in the form."""
        kept = {name: getattr(coupon, name) for name in ("code", "limit", "starts_on", "ends_on", "active")}
        worth = self._money(coupon.amount) if coupon.amount else percents.typed(coupon.share)
        kind = AMOUNT if coupon.amount else SHARE
        return kept | {"kind": kind, "worth": worth, "minimum": self._money(coupon.minimum) if coupon.minimum else ""}

    def _money(self, minor: int) -> str:
        return money.typed(minor, self.currency, self.language)

    def clean_code(self) -> str:
        code = coupon_code(self.cleaned_data["code"])
        if len(code) < SHORTEST_CODE or not code.isprintable():
            raise forms.ValidationError(_("A code has three letters or digits at least."))
        return code

    def clean_minimum(self) -> int:
        return amount(self.cleaned_data["minimum"], self.currency, self.language) or 0

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("worth") and data.get("kind"):
            self._read_worth(data)
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day lies before the first."))
        return data

    def _read_worth(self, data: dict[str, Any]) -> None:
        try:
            read = percents.basis_points(data["worth"]) if data["kind"] == SHARE else self._amount(data["worth"])
        except forms.ValidationError as wrong:
            self.add_error("worth", wrong)
            return
        if not read:
            self.add_error("worth", _("It takes off more than nothing: write a number above 0."))
        data |= {SHARE: 0, AMOUNT: 0} | {data["kind"]: read}

    def _amount(self, text: str) -> int:
        return amount(text, self.currency, self.language) or 0

    def values(self) -> dict[str, Any]:
        """Fields of the model. Only when valid."""
        return {name: value for name, value in self.cleaned_data.items() if name not in {"kind", "worth"}}
