"""Price and stock of products, changed in their list: one form for the page; only what was changed is written."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cardsite.kit import money
from storefront.models import Product, Shop, Variant
from storefront.owner.product_variants import moved_words, seen_field, stock_field
from storefront.recounting import Count
from storefront.refusals import StockMoved
from workspaces.fields import amount, money_field


class QuickForm(forms.Form):
    """Of a product without options. `was` is the price as the page showed it, `seen` the stock."""

    price = money_field(gettext_lazy("Price"))
    stock = stock_field()
    was = forms.CharField(required=False, max_length=30, widget=forms.HiddenInput)
    seen = seen_field()

    def __init__(
        self, product: Product, variant: Variant, data: QueryDict | None, *, shop: Shop, language: str
    ) -> None:
        self.product, self.variant, self.shop, self.language = product, variant, shop, language
        prefix = f"row-{product.pk}"
        price = "" if product.price is None else money.typed(product.price, shop.currency, language)
        initial = {"price": price, "was": price, "stock": variant.stock, "seen": variant.stock}
        sent = data is not None and f"{prefix}-seen" in data
        super().__init__(data if sent else None, prefix=prefix, initial=initial)
        self.fields["price"].required = True
        self.fields["price"].error_messages["required"] = _("Write the amount.")
        if product.price_kind == Product.PriceKind.REQUEST:
            del self.fields["price"], self.fields["was"]

    def clean_price(self) -> int | None:
        return amount(self.cleaned_data["price"], self.shop.currency, self.language)

    @property
    def new_price(self) -> int | None:
        """None where it stands as it was shown. Only when valid."""
        typed = "price" in self.fields and self["price"].value() != self.cleaned_data["was"]
        return self.cleaned_data["price"] if typed else None

    @property
    def count(self) -> Count | None:
        """None where the stock stands as it was shown. Only when valid."""
        seen, stock = self.cleaned_data["seen"], self.cleaned_data["stock"]
        return None if seen == stock else Count(self.variant.pk, seen, stock)

    def is_touched(self) -> bool:
        """Whether something was typed, right or wrong."""
        pairs = (("price", "was"), ("stock", "seen"))
        return self.is_bound and any(self[one].data != self[other].data for one, other in pairs if one in self.fields)

    def tell(self, now: int | None) -> None:
        """The stock is `now`: sent once more, it is known."""
        assert isinstance(self.data, QueryDict)
        self.data[self.add_prefix("seen")] = "" if now is None else str(now)
        self.add_error("stock", moved_words(now))


class QuickRows:
    """The forms of a page, by the product's id; none for a product with options."""

    def __init__(self, products: Iterable[Any], data: QueryDict | None, *, shop: Shop, language: str) -> None:
        sent = data.copy() if data is not None else None
        self.forms: dict[int, QuickForm] = {
            one.pk: QuickForm(one, one.kept_variants[0], sent, shop=shop, language=language)
            for one in products
            if not one.options_json and len(one.kept_variants) == 1
        }
        self._bound = [form for form in self.forms.values() if form.is_bound]

    def is_valid(self) -> bool:
        checked = [form.is_valid() for form in self._bound]
        return all(checked)

    def is_touched(self) -> bool:
        return any(form.is_touched() for form in self._bound)

    def prices(self) -> dict[int, int]:
        found = {form.product.pk: form.new_price for form in self._bound}
        return {pk: price for pk, price in found.items() if price is not None}

    def counts(self) -> list[Count]:
        return [count for form in self._bound if (count := form.count)]

    def tell(self, moved: StockMoved) -> None:
        for form in self._bound:
            if form.variant.pk in moved.now:
                form.tell(moved.now[form.variant.pk])

    def errors(self) -> list[dict[str, str]]:
        """Each field with an error, named with its product."""
        return [
            {"label": f"{form.product.title}: {field.label}", "target": field.id_for_label}
            for form in self._bound
            for field in form.visible_fields()
            if field.errors
        ]
