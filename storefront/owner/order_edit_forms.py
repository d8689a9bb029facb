"""The form in which an order is changed: its lines as rows, the sums, and why. Acts work without script (S13)."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, TypeAlias

from django import forms
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.editor.rows import Act, applied
from cardsite.kit import money
from cardsite.kit.money import LARGEST
from storefront import stock, wording
from storefront.models import Order, Product, Revision, Variant
from storefront.offer import LINES_MAX, QUANTITY_MAX, OrderLine
from storefront.revising import Edited
from workspaces.fields import amount, money_field, number

LINES: Final = "lines"
_ID_MAX: Final = 10**18 - 1
Rows: TypeAlias = "forms.BaseFormSet[Any]"


class LineForm(forms.Form):
    """`at` is the place of a line in the revision that was shown, `variant` a product that was added; with neither
    the line is written by hand.
    """

    at = forms.IntegerField(required=False, min_value=0, max_value=LINES_MAX, widget=forms.HiddenInput)
    variant = forms.IntegerField(required=False, min_value=1, max_value=_ID_MAX, widget=forms.HiddenInput)
    title = forms.CharField(
        label=gettext_lazy("What it is"),
        max_length=120,
        error_messages={"required": gettext_lazy("Write what it is, or remove the line.")},
    )
    quantity = number(gettext_lazy("Quantity"), 0, QUANTITY_MAX)
    unit = money_field(gettext_lazy("Price of one"))

    def __init__(
        self,
        *args: Any,
        order: Order,
        lines: Sequence[OrderLine],
        variants: dict[int, Variant],
        language: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.language = order, language
        at, variant = (_whole(self[name].value()) for name in ("at", "variant"))
        self.line = lines[at] if at is not None and at < len(lines) else None
        self.added = variants.get(variant or 0)
        if self.line or self.added:
            del self.fields["title"]

    def has_changed(self) -> bool:
        """A line by hand in which nothing was typed is no line."""
        return bool(self.name) or any(self[name].data for name in ("title", "unit"))

    @property
    def name(self) -> str:
        """What it is, where that cannot be changed; empty for a line by hand."""
        if self.line:
            return ", ".join(filter(None, (self.line.title, self.line.choice)))
        return stock.title_of(self.added) if self.added else ""

    @property
    def details(self) -> list[str]:
        return wording.details(self.line) if self.line else []

    @property
    def costs(self) -> bool:
        """Whether it has a price by itself: what is written by hand, or sold on request, has none."""
        return bool(self.line or (self.added and _price(self.added) is not None))

    def clean_unit(self) -> int | None:
        """Minor units; None: what it costs by itself."""
        typed = amount(self.cleaned_data["unit"], self.order.currency, self.language)
        if typed is None and not self.costs:
            raise forms.ValidationError(_("Write what one costs."))
        return typed

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        unknown = (data.get("at") is not None and not self.line) or (data.get("variant") and not self.added)
        if unknown:
            self.add_error(None, _("This line is not there any more. Remove it."))
        if self._each(data.get("unit")) * (data.get("quantity") or 0) > LARGEST:
            self.add_error("unit", _("That is more than an order can hold. Write a smaller price."))
        return data

    def _each(self, typed: int | None) -> int:
        """What one costs, typed or by itself."""
        if typed is not None:
            return typed
        if self.line:
            return self.line.unit
        return (_price(self.added) if self.added else None) or 0

    def edited(self) -> Edited:
        data = self.cleaned_data
        return Edited(
            quantity=data["quantity"],
            at=data["at"],
            variant=None if self.line else data["variant"],
            title=data.get("title", ""),
            unit=data["unit"],
        )


class SumsForm(forms.Form):
    """`seen` is the revision that was shown."""

    seen = forms.IntegerField(min_value=1, max_value=10**6, widget=forms.HiddenInput)
    delivery = money_field(gettext_lazy("Delivery fee"))
    discount = money_field(gettext_lazy("Discount"), gettext_lazy("An amount off the goods."))
    note = forms.CharField(
        label=gettext_lazy("Why"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Stands in the history. Only you and your team read it."),
    )

    def __init__(self, *args: Any, order: Order, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.language = order, language

    def clean_delivery(self) -> int:
        return amount(self.cleaned_data["delivery"], self.order.currency, self.language) or 0

    def clean_discount(self) -> int:
        return amount(self.cleaned_data["discount"], self.order.currency, self.language) or 0


class EditSheet:
    """Both forms together. `data` is what was sent, if anything was; `seen` the revision its lines speak of."""

    def __init__(self, order: Order, seen: Revision, *, language: str, data: QueryDict | None = None) -> None:
        self.order, self.seen, self.language = order, seen, language
        typed = {name: money.typed(getattr(seen, name), order.currency, language) for name in ("delivery", "discount")}
        spoken: dict[str, Any] = {"order": order, "language": language}
        self.sums = SumsForm(data, initial=typed | {"seen": seen.number}, **spoken)
        self.variants = {one.pk: one for one in _sold()}
        with_lines = spoken | {"lines": seen.lines, "variants": self.variants}
        self.rows = _rows(data, _typed(seen, order, language), with_lines)

    @cached_property
    def valid(self) -> bool:
        """Both are looked at, so that every error is said at once."""
        return all([self.sums.is_valid(), self.rows.is_valid()])

    def values(self) -> dict[str, Any]:
        """What `storefront.revising` asks for. Only when valid."""
        data = self.sums.cleaned_data
        return {
            "lines": [form.edited() for form in self.rows.forms if form.has_changed()],
            "delivery": data["delivery"],
            "discount": data["discount"],
        }

    def errors(self) -> list[dict[str, Any]]:
        """Each field with an error and where it stands, in the order of the page."""
        forms_here = [*self.rows.forms, self.sums]
        bound = [field for form in forms_here for field in form.visible_fields() if field.errors]
        return [{"label": field.label, "target": field.id_for_label} for field in bound]

    def general_errors(self) -> list[str]:
        rows = [error for form in self.rows.forms for error in form.non_field_errors()]
        return [str(error) for error in (*self.sums.non_field_errors(), *self.rows.non_form_errors(), *rows)]

    def choices(self) -> list[tuple[int, str]]:
        """What can be added, with what is left of it."""
        return [(pk, _choice(variant, self.order, self.language)) for pk, variant in self.variants.items()]


def acted(data: QueryDict, act: str) -> QueryDict | None:
    """The form as if it had been sent after "add lines" or "remove lines 2"; None for what is no act on a row."""
    verb, part, name = (*act.split(" "), "", "")[:3]
    if part != LINES or verb not in {"add", "remove"}:
        return None
    return with_row(data) if verb == "add" else applied(data, Act(verb, part, name))


def with_row(data: QueryDict, **typed: str) -> QueryDict:
    """One line more, with this in it."""
    changed = applied(data, Act("add", LINES))
    row = int(str(changed[f"{LINES}-TOTAL_FORMS"])) - 1
    for name, value in ({"quantity": "1"} | typed).items():
        changed[f"{LINES}-{row}-{name}"] = value
    return changed


def with_product(data: QueryDict, sheet: EditSheet, pk: int) -> QueryDict:
    """One of a variant more, at what it costs today."""
    price = _price(sheet.variants[pk])
    unit = "" if price is None else money.typed(price, sheet.order.currency, sheet.language)
    return with_row(data, variant=str(pk), unit=unit)


def _price(variant: Variant) -> int | None:
    return variant.price if variant.price is not None else variant.product.price


def _sold() -> Iterable[Variant]:
    """Everything in use, also what visitors do not see."""
    rows = Variant.objects.filter(archived_at=None, product__in=Product.objects.get_queryset().kept())
    return rows.select_related("product").order_by("product__title", "product", "position")


def _rows(data: QueryDict | None, initial: list[dict[str, Any]], spoken: dict[str, Any]) -> Rows:
    kind: Any = forms.formset_factory(LineForm, extra=0, max_num=LINES_MAX, absolute_max=LINES_MAX, validate_max=True)
    made: Rows = kind(data, prefix=LINES, initial=None if data is not None else initial, form_kwargs=spoken)
    return made


def _typed(seen: Revision, order: Order, language: str) -> list[dict[str, Any]]:
    """The lines as they stand in the form."""
    return [
        {"at": at, "quantity": line.quantity, "unit": money.typed(line.unit, order.currency, language)}
        for at, line in enumerate(seen.lines)
    ]


def _choice(variant: Variant, order: Order, language: str) -> str:
    words, price = stock.title_of(variant), _price(variant)
    if price is not None:
        words = f"{words}, {money.spoken(price, order.currency, language)}"
    if variant.stock is None:
        return words
    return _("%(what)s (%(left)d left)") % {"what": words, "left": variant.stock}


def _whole(value: Any) -> int | None:
    text = str("" if value is None else value)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
