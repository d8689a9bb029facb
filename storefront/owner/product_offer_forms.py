"""What a product lets buyers choose, add and have written on it, as its owner types it."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cardsite.kit import money
from storefront.models import Product
from storefront.offer import CHOICES_MAX, TEXT_LONGEST, AddonGroup, Choice, Option, Writing
from storefront.owner import product_rows
from storefront.owner.product_rows import ADDONS, INNER, OPTIONS, WRITINGS, Row, Rows, filled
from workspaces.fields import amount, money_field, number


def _title(label: Any, missing: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": "off"})
    return forms.CharField(label=label, max_length=80, error_messages={"required": missing}, widget=widget)


class ValueForm(Row):
    title = _title(gettext_lazy("Value"), gettext_lazy("Write it, for example Small, or remove it."))

    def value(self) -> Choice:
        return Choice(key=self.cleaned_data["key"], title=self.cleaned_data["title"])


class ChoiceForm(Row):
    title = _title(gettext_lazy("Add-on"), gettext_lazy("Write what it is, or remove it."))
    price = money_field(gettext_lazy("Costs more"))
    typed: ClassVar = ("key", "title", "price")

    def __init__(self, *args: Any, currency: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency, self.language = currency, language

    def clean_price(self) -> int:
        return amount(self.cleaned_data["price"], self.currency, self.language) or 0

    def value(self) -> Choice:
        return Choice(**{name: self.cleaned_data[name] for name in ("key", "title", "price")})


class _Group(Row):
    """A row with rows of its own: `inner` is set where the rows are made."""

    inner: Rows
    typed: ClassVar = ("title",)

    def has_changed(self) -> bool:
        return super().has_changed() or bool(filled(self.inner))

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.inner.is_valid()])

    def inner_titles(self) -> list[str]:
        return [(form["title"].value() or "").strip().casefold() for form in filled(self.inner)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        titles = [title for title in self.inner_titles() if title]
        if not titles:
            self.add_error("title", _("Write at least one line below it, or remove it."))
        elif len(set(titles)) < len(titles):
            self.add_error("title", _("Two lines below it are the same. Change one."))
        return data


class OptionForm(_Group):
    title = _title(gettext_lazy("What differs"), gettext_lazy("Write what differs, for example Size, or remove it."))

    def value(self) -> Option:
        values = tuple(form.value() for form in filled(self.inner))
        return Option(key=self.cleaned_data["key"], title=self.cleaned_data["title"], values=values)


class AddonForm(_Group):
    title = _title(gettext_lazy("Group"), gettext_lazy("Write a name, for example Candles, or remove it."))
    least = number(gettext_lazy("At least"), 0, CHOICES_MAX, initial=0)
    most = number(gettext_lazy("At most"), 1, CHOICES_MAX, initial=1)

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        least, most = data.get("least"), data.get("most")
        if least is not None and most is not None and least > most:
            self.add_error("most", _("Not less than “At least”."))
        elif least is not None and least > len(self.inner_titles()):
            self.add_error("least", _("There are not so many to choose from."))
        return data

    def value(self) -> AddonGroup:
        choices = tuple(form.value() for form in filled(self.inner))
        return AddonGroup(choices=choices, **{name: self.cleaned_data[name] for name in ("key", "title", *_LIMITS)})


_LIMITS = ("least", "most")


class WritingForm(Row):
    label = _title(gettext_lazy("What to write"), gettext_lazy("Write what is asked for, or remove it."))
    longest = number(gettext_lazy("Characters at most"), 1, TEXT_LONGEST, initial=60)
    price = money_field(gettext_lazy("Costs more"))
    required = forms.BooleanField(label=gettext_lazy("Must be filled in"), required=False)
    typed: ClassVar = ("key", "label", "price", "required")

    def __init__(self, *args: Any, currency: str, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency, self.language = currency, language

    def clean_price(self) -> int:
        return amount(self.cleaned_data["price"], self.currency, self.language) or 0

    def value(self) -> Writing:
        return Writing(**{name: self.cleaned_data[name] for name in ("key", "label", "longest", "price", "required")})


class OfferForms:
    """Options, add-ons and texts of one product together. `data` comes from `product_rows.keyed`."""

    def __init__(self, product: Product, currency: str, language: str, data: QueryDict | None) -> None:
        self._spoken = {"currency": currency, "language": language}
        self._data = data
        options = [one.model_dump() | {"inner": self._typed(one.values)} for one in product.options]
        addons = [one.model_dump() | {"inner": self._typed(one.choices)} for one in product.addons]
        self.options = self._groups(OPTIONS, OptionForm, ValueForm, options, {})
        self.addons = self._groups(ADDONS, AddonForm, ChoiceForm, addons, self._spoken)
        writings = self._typed(product.writings)
        self.writings = product_rows.rows(WRITINGS, WritingForm, data, writings, self._spoken)

    def _typed(self, values: Iterable[Choice | Writing]) -> list[dict[str, Any]]:
        """As they stand in the form; what costs nothing more stays empty."""
        return [
            one.model_dump() | {"price": money.typed(one.price, **self._spoken) if one.price else ""} for one in values
        ]

    def _groups(
        self, part: str, form: type[_Group], inner: type[Row], typed: list[dict[str, Any]], spoken: dict[str, str]
    ) -> Rows:
        made = product_rows.rows(part, form, self._data, typed)
        for group in made.forms:
            name = f"{INNER[part]}_{group['key'].value()}"
            group.inner = product_rows.rows(name, inner, self._data, group.initial.get("inner", []), spoken)
        return made

    def is_valid(self) -> bool:
        """Every part is looked at, so that every error is said at once."""
        return all([self.options.is_valid(), self.addons.is_valid(), self.writings.is_valid()])

    def every(self) -> list[Rows]:
        """All lists in the order of the page."""
        groups = [(formset, [form.inner for form in formset.forms]) for formset in (self.options, self.addons)]
        return [one for formset, inner in groups for one in (formset, *inner)] + [self.writings]

    def choosable(self) -> list[Option]:
        """Options as far as they are typed: what of them has a title and values. Looked at before anything is valid."""
        found = []
        for form in self.options.forms:
            titled = [(row["key"].value(), (row["title"].value() or "").strip()[:80]) for row in form.inner.forms]
            values = tuple(Choice(key=key, title=title) for key, title in titled if key and title)
            if values:
                title = (form["title"].value() or "").strip()[:80]
                found.append(Option(key=form["key"].value(), title=title or "…", values=values[:CHOICES_MAX]))
        return found

    def values(self) -> dict[str, Any]:
        """Fields of the product but the options. Only when valid."""
        return {
            "addons_json": [form.value().model_dump(mode="json") for form in filled(self.addons)],
            "writings_json": [form.value().model_dump(mode="json") for form in filled(self.writings)],
        }

    def options_kept(self) -> list[dict[str, Any]]:
        return [form.value().model_dump(mode="json") for form in filled(self.options)]
