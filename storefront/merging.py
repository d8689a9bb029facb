"""A product of a file laid upon the one there is: what would be other than before."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from cardsite.kit.folding import folded
from storefront.matching import Mismatch, as_row
from storefront.models import Product, Variant
from storefront.offer import CHOICES_MAX, VARIANTS_MAX
from storefront.product_table import OPTIONS, ProductRow, VariantRow, as_compared, differs

KEY_MAX: Final = 12


@dataclass(frozen=True)
class Entry:
    """A product as it shall be: `product` None for a new one, whose address `wish` proposes. `category` is a title,
    empty for none, None where nothing is said; `rows` as `cataloguing.set_variants` has them, none where none changes.
    """

    product: Product | None
    values: dict[str, Any]
    wish: str
    category: str | None
    options: Sequence[Mapping[str, Any]]
    rows: Mapping[str, Mapping[str, Any]]


def entry(row: ProductRow, product: Product | None) -> Entry | None:
    """What to do about it; None when nothing would be other. Raises `Mismatch`."""
    if product and not differs(row, as_row(product)):
        return None
    values: dict[str, Any] = dict(row.fields)
    category = values.pop("category", None)
    options, keys = _options(row, product)
    base = _base(row, product, keys)
    kind = values.get("price_kind", product.price_kind if product else Product.PriceKind.EXACT)
    if base is None and kind != Product.PriceKind.REQUEST:
        raise Mismatch("price", "missing")
    values["price"] = base
    if not row.options and row.variants[0].sku:
        values["sku"] = row.variants[0].sku
    rows = _rows(row, product, keys, base) if _speaks_of_variants(row, product) else {}
    return Entry(product, values, row.key, None if category is None else str(category), options, rows)


def _speaks_of_variants(row: ProductRow, product: Product | None) -> bool:
    if product is None or row.options:
        return True
    (only,) = row.variants
    said = only.price is not None or bool(only.sku) or only.stock is not None
    if said and product.options:
        raise Mismatch(OPTIONS[0], "missing")
    return said


def _same_options(row: ProductRow, product: Product | None) -> bool:
    names = [option.title for option in product.options] if product else []
    return not row.options or as_compared(row.options) == as_compared(names)


def _options(row: ProductRow, product: Product | None) -> tuple[list[dict[str, Any]], list[dict[str, str]]]:
    """The options with the values of the file behind those there are; and for each, key by value. Other options than
    the product has take their place.
    """
    present = list(product.options) if product and _same_options(row, product) else []
    made: list[dict[str, Any]] = []
    keys: list[dict[str, str]] = []
    for number, name in enumerate(row.options or [option.title for option in present]):
        option = present[number] if present else None
        values = [one.model_dump() for one in option.values] if option else []
        known = {str(one["title"]).casefold(): str(one["key"]) for one in values}
        for title in [one.choice[number] for one in row.variants if one.choice]:
            if title.casefold() not in known:
                known[title.casefold()] = _new_key(title, known.values())
                values.append({"key": known[title.casefold()], "title": title})
        if len(values) > CHOICES_MAX:
            raise Mismatch(OPTIONS[number], "many")
        key = option.key if option else _new_key(name, [one["key"] for one in made])
        made.append({"key": key, "title": option.title if option else name, "values": values})
        keys.append(known)
    return made, keys


def _base(row: ProductRow, product: Product | None, keys: Sequence[dict[str, str]]) -> int | None:
    """The price of the product itself: of its first row, unless a variant the file is silent about relies on it."""
    first = next((one.price for one in row.variants if one.price is not None), None)
    if product is None or product.price is None or first is None:
        return first if product is None or product.price is None else product.price
    said = {_choice(one, keys) for one in row.variants if one.price is not None}
    silent = any(one.price is None and one.choice not in said for one in product.kept_variants)  # type: ignore[attr-defined]
    return product.price if silent and _same_options(row, product) else first


def _rows(
    row: ProductRow, product: Product | None, keys: Sequence[dict[str, str]], base: int | None
) -> dict[str, dict[str, Any]]:
    """Every variant there is, and what the file says of those it names."""
    kept: list[Variant] = product.kept_variants if product and _same_options(row, product) else []  # type: ignore[attr-defined]
    rows: dict[str, dict[str, Any]] = {one.choice: {} for one in kept}
    for one in row.variants:
        said: dict[str, Any] = rows.setdefault(_choice(one, keys), {})
        if one.price is not None:
            said["price"] = None if one.price == base else one.price
        if one.sku:
            said["sku"] = one.sku if row.options else ""
        if one.stock is not None:
            said["stock"] = one.stock
    if len(rows) > VARIANTS_MAX:
        raise Mismatch(OPTIONS[0], "many")
    return rows


def _choice(variant: VariantRow, keys: Sequence[dict[str, str]]) -> str:
    return "-".join(known[title.casefold()] for known, title in zip(keys, variant.choice, strict=False))


def _new_key(title: str, taken: Iterable[str]) -> str:
    """Small letters and digits of the title, and none of those there are."""
    stem = re.sub(r"[^a-z0-9]", "", folded(title))[:KEY_MAX] or "v"
    key, number = stem, 1
    while key in taken:
        number += 1
        key = f"{stem[: KEY_MAX - len(str(number))]}{number}"
    return key
