"""Which products the list shows: searched, narrowed down, a page at a time; a page always costs the same."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.utils.translation import gettext_lazy

from cards.models import Card
from cardsite.kit.folding import folded
from storefront import selling
from storefront.guest.shown import with_parts
from storefront.models import Category, Product, Variant
from storefront.models.product import ProductQuerySet

A_PAGE: Final = 50
BLOCKS: Final = frozenset({"products", "shop"})
_CARDS_LOOKED_AT: Final = 30
STATES: Final = [
    ("", gettext_lazy("All products")),
    ("sold-out", gettext_lazy("Sold out")),
    ("low", gettext_lazy("Running low")),
    ("hidden", gettext_lazy("Hidden")),
]


class FilterForm(forms.Form):
    """What is wrong in it is as if it were not said."""

    q = forms.CharField(label=gettext_lazy("Search"), required=False, max_length=60, strip=True)
    category: "forms.ModelChoiceField[Category]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Category"), required=False, empty_label=gettext_lazy("All categories")
    )
    state = forms.ChoiceField(label=gettext_lazy("Show"), required=False, choices=STATES)

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="filter_%s")
        field = self.fields["category"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Category.objects.all()
        self.is_valid()
        self.wanted = {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def query(self) -> str:
        """For an address that asks the same."""
        said = QueryDict(mutable=True)
        for name, value in self.wanted.items():
            said[name] = str(value.pk) if isinstance(value, Category) else str(value)
        return said.urlencode()

    def rows(self) -> ProductQuerySet:
        found = Product.objects.get_queryset().kept()
        for word in folded(self.wanted.get("q", "")).split()[:6]:
            found = found.filter(folded__contains=word)
        if category := self.wanted.get("category"):
            found = found.filter(category=category)
        return _in_state(found, self.wanted.get("state", ""))


def _in_state(rows: ProductQuerySet, state: str) -> ProductQuerySet:
    if state == "hidden":
        return rows.filter(hidden=True)
    kept = Variant.objects.filter(product=OuterRef("pk"), archived_at__isnull=True)
    to_be_had = Exists(kept.exclude(stock=0))
    if state == "sold-out":
        return rows.filter(~to_be_had)
    return rows.filter(to_be_had, Exists(kept.filter(stock__lte=selling.FEW))) if state == "low" else rows


@dataclass(frozen=True)
class Found:
    """`products` of one page; `before` and `after` are their neighbours on others, to be moved past."""

    page: "Page[Any]"
    products: list[Product]
    before: Product | None
    after: Product | None

    def neighbours(self, product: Product) -> "tuple[Product | None, Product | None]":
        """Past whom it moves up and down."""
        around = [self.before, *self.products, self.after]
        at = around.index(product)
        return around[at - 1], around[at + 1]


def page_of(rows: ProductQuerySet, number: str) -> Found:
    """The page of that number, or the nearest there is."""
    page = Paginator(rows, A_PAGE).get_page(number if number.isascii() and len(number) < 6 else 1)
    first = (page.number - 1) * A_PAGE
    least = max(first - 1, 0)
    products = list(with_parts(rows.select_related("category"))[least : first + A_PAGE + 1])
    before = products.pop(0) if first and products else None
    after = products.pop() if len(products) > A_PAGE else None
    return Found(page, products, before, after)


def published_cards() -> tuple[Card | None, bool]:
    """A published card and whether it shows products: one that does, else any, else None."""
    rows = Card.objects.get_queryset().kept().filter(status=Card.Status.PUBLISHED).select_related("published")
    cards = list(rows[:_CARDS_LOOKED_AT])
    showing = next((one for one in cards if one.published and _shows(one.published.document)), None)
    return (showing or next(iter(cards), None)), showing is not None


def _shows(document: dict[str, Any]) -> bool:
    return any(one.get("kind") in BLOCKS and not one.get("hidden") for one in document.get("blocks", []))
