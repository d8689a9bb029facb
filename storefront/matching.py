"""Which product a row of a file means, and what the file would say of it now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q

from storefront.models import Product, Variant
from storefront.offer import Option
from storefront.product_table import ProductRow, VariantRow


class Mismatch(Exception):
    """It cannot be laid upon what is there; `column` and `reason` as a `Mistake` of the file has them."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(f"{column}: {reason}")
        self.column, self.reason = column, reason


def with_variants() -> Any:
    """Products in use with what a row says of them, in two queries."""
    kept = Prefetch("variants", Variant.objects.filter(archived_at__isnull=True), to_attr="kept_variants")
    return Product.objects.get_queryset().kept().select_related("category").prefetch_related(kept)


def as_row(product: Product) -> ProductRow:
    """What a file would say of it; the product comes from `with_variants`. Prices and SKUs are those that count."""
    variants: list[Variant] = product.kept_variants  # type: ignore[attr-defined]
    return ProductRow(
        key=product.slug,
        fields={
            "title": product.title,
            "category": product.category.title if product.category else "",
            "text": product.text.replace("\r\n", "\n"),
            "price_kind": product.price_kind,
            "way": product.way,
            "tax_rate": product.tax_rate,
            "lead": product.lead,
            "hidden": product.hidden,
        },
        options=tuple(option.title for option in product.options),
        variants=tuple(
            VariantRow(
                choice=_titles(product.options, one.choice),
                price=product.price if one.price is None else one.price,
                sku=one.sku or product.sku,
                stock=one.stock,
            )
            for one in variants
        ),
    )


@dataclass
class Shelf:
    """The products that rows of a file may mean; three queries, however many rows."""

    rows: Sequence[ProductRow]
    keys: dict[str, Product] = field(default_factory=dict)
    skus: dict[str, set[Product]] = field(default_factory=lambda: defaultdict(set))
    titles: dict[str, set[Product]] = field(default_factory=lambda: defaultdict(set))

    def __post_init__(self) -> None:
        skus = {variant.sku for row in self.rows for variant in row.variants if variant.sku}
        of_variant = Variant.objects.filter(sku__in=skus, archived_at__isnull=True).values("product")
        titles = [row.fields["title"] for row in self.rows]
        keys = [row.key for row in self.rows if row.key]
        meant = Q(slug__in=keys) | Q(title__in=titles) | Q(sku__in=skus) | Q(pk__in=of_variant)
        for product in with_variants().filter(meant):
            self.keys[product.slug] = product
            self.titles[product.title].add(product)
            for sku in {variant.sku or product.sku for variant in product.kept_variants}:
                self.skus[sku].add(product)

    def find(self, row: ProductRow) -> Product | None:
        """By its key, else by a SKU, else by its title. Raises `Mismatch` where several are meant."""
        if row.key in self.keys:
            return self.keys[row.key]
        skus = {variant.sku for variant in row.variants if variant.sku}
        if found := set().union(*(self.skus[sku] for sku in skus if sku in self.skus)):
            return _only(found, "sku")
        title = str(row.fields["title"])
        return _only(self.titles[title], "title") if row.alone and title in self.titles else None


def _only(found: Iterable[Product], column: str) -> Product:
    first, *others = found
    if others:
        raise Mismatch(column, "ambiguous")
    return first


def _titles(options: Sequence[Option], choice: str) -> tuple[str, ...]:
    """The values of a choice as read."""
    known = [{one.key: one.title for one in option.values} for option in options]
    return tuple(titles.get(key, key) for titles, key in zip(known, choice.split("-"), strict=False))
