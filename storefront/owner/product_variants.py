"""The table of a product's variants: one line for each combination, with price, stock and SKU (S9, S10).

A line carries the stock it was shown with. What the owner does not change is not written, and what was sold meanwhile
is not overwritten.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import prod
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cardsite.kit import money
from storefront.cataloguing import combinations
from storefront.models import Product, Variant
from storefront.offer import VARIANTS_MAX, Option
from workspaces.fields import amount, money_field, number

SHOWN_MAX: Final = 200
"""Combinations to choose from; with more of them nobody finds those that can be left out."""

STOCK_MAX: Final = 1_000_000


def stock_field(help_text: Any = "") -> forms.IntegerField:
    """Empty: not counted."""
    return number(gettext_lazy("In stock"), 0, STOCK_MAX, help_text, required=False)


def seen_field() -> forms.IntegerField:
    """The stock the page was made with."""
    return forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)


def moved_words(now: int | None) -> str:
    """Said beside what was typed, which stays."""
    if now is None:
        return _("Meanwhile somebody stopped counting it. Save again to write your number.")
    return _("Meanwhile it became %(number)d, by an order or a colleague. Correct it, or save again.") % {"number": now}


class VariantForm(forms.Form):
    """One combination; without options (`choice` is empty) only what is in stock."""

    offered = forms.BooleanField(label=gettext_lazy("Offered"), required=False)
    price = money_field(gettext_lazy("Price"))
    stock = stock_field()
    sku = forms.CharField(label=gettext_lazy("Article number"), required=False, max_length=40)
    seen = seen_field()

    def __init__(self, choice: str, title: str, data: QueryDict | None, *, currency: str, language: str) -> None:
        self.choice, self.title = choice, title
        self.currency, self.language = currency, language
        prefix = f"variant-{choice}" if choice else "variant"
        sent = data is not None and f"{prefix}-seen" in data
        super().__init__(data if sent else None, prefix=prefix)
        if not choice:
            for name in ("offered", "price", "sku"):
                del self.fields[name]

    def begin_with(self, variant: Variant | None, *, offered: bool) -> None:
        """What stands in it before anything was typed."""
        self.initial = {"offered": offered}
        if variant is not None:
            price = "" if variant.price is None else money.typed(variant.price, self.currency, self.language)
            self.initial |= {"price": price, "stock": variant.stock, "seen": variant.stock, "sku": variant.sku}

    @property
    def is_offered(self) -> bool:
        """Also before anything was sent."""
        return "offered" not in self.fields or bool(self["offered"].value())

    def clean_price(self) -> int | None:
        return amount(self.cleaned_data["price"], self.currency, self.language)

    def row(self) -> dict[str, Any]:
        """For `cataloguing.set_variants`: nothing of what was not asked, no stock that was not changed."""
        if not self.is_bound:
            return {}
        data = dict(self.cleaned_data)
        data.pop("offered", None)
        if data["stock"] == data["seen"]:
            del data["stock"], data["seen"]
        return data

    def tell(self, now: int | None) -> None:
        """The stock is `now`: sent once more, it is known."""
        assert isinstance(self.data, QueryDict)
        self.data[self.add_prefix("seen")] = "" if now is None else str(now)
        self.add_error("stock", moved_words(now))


class VariantTable:
    """`forms` of all combinations of the options; none while there are too many. `number` counts combinations."""

    def __init__(
        self, product: Product, options: Sequence[Option], data: QueryDict | None, *, currency: str, language: str
    ) -> None:
        self.number = prod(len(one.values) for one in options)
        self.forms: list[VariantForm] = []
        if self.number > SHOWN_MAX:
            return
        present = {one.choice: one for one in Variant.objects.filter(product=product)}
        known = {choice for choice, _title in combinations(product.options)} if product.options else set()
        for choice, title in combinations(options):
            form = VariantForm(choice, title, data, currency=currency, language=language)
            variant = present.get(choice)
            kept = variant is not None and variant.archived_at is None
            form.begin_with(variant, offered=kept or choice not in known)
            self.forms.append(form)
        self._ids = {one.pk: one.choice for one in present.values()}

    @property
    def alone(self) -> VariantForm | None:
        """That of a product without options."""
        return self.forms[0] if self.forms and not self.forms[0].choice else None

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in self.forms if form.is_bound]
        return all(checked) and not self.errors()

    def errors(self) -> list[str]:
        """What is wrong with the table as a whole."""
        chosen = sum(form.is_offered for form in self.forms) if self.forms else self.number
        if chosen > VARIANTS_MAX:
            words = _("These options make %(number)d variants; %(most)d are the most. Offer fewer, or remove values.")
            return [words % {"number": chosen, "most": VARIANTS_MAX}]
        return [] if chosen else [_("Offer one variant at least, or hide the product.")]

    def rows(self) -> dict[str, dict[str, Any]]:
        """Those offered. Only when valid."""
        return {form.choice: form.row() for form in self.forms if form.is_offered}

    def tell(self, moved: Mapping[int, int | None]) -> None:
        """Stocks by the variant's id that are other than was seen."""
        by_choice = {form.choice: form for form in self.forms}
        for pk, now in moved.items():
            if form := by_choice.get(self._ids.get(pk, "gone")):
                form.tell(now)

    def wrong(self) -> Iterable[VariantForm]:
        return [form for form in self.forms if form.is_bound and form.errors]
