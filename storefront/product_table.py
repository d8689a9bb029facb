"""A file of products: its rows as values, and values as its rows (S14). Pure.

One row a variant. Rows with the same `product`, or without it the same title, are one product; what a product says
of itself stands in the first of them. A column that is missing says nothing, and neither does an empty price, SKU or
stock: an import adds and changes, and never takes away.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import partial
from typing import Any, Final, TypeAlias

from pydantic import BaseModel, ConfigDict

from cardsite.kit import money
from cardsite.kit.spreadsheet import Cell, Damaged, Row, Table
from storefront import product_cells
from storefront.offer import OPTIONS_MAX
from storefront.product_cells import CATEGORY_MAX, CHOICE_MAX, KINDS, SKU_MAX, WAYS, Wrong

Value: TypeAlias = str | bool | int | None

OPTIONS: Final = tuple(f"option {number}" for number in range(1, OPTIONS_MAX + 1))
CHOICES: Final = tuple(f"value {number}" for number in range(1, OPTIONS_MAX + 1))
COLUMNS: Final = (
    *("product", "title", "category", "description", "price", "price kind", "way", "sku", "stock", "tax rate"),
    *("lead days", "hidden"),
    *(name for pair in zip(OPTIONS, CHOICES, strict=True) for name in pair),
)

_FIELDS: Final[tuple[tuple[str, str, Callable[[str], Value]], ...]] = (
    ("title", "title", product_cells.title),
    ("category", "category", partial(product_cells.line, most=CATEGORY_MAX)),
    ("description", "text", product_cells.prose),
    ("price kind", "price_kind", partial(product_cells.word, known=KINDS, usual=KINDS[0])),
    ("way", "way", partial(product_cells.word, known=WAYS)),
    ("tax rate", "tax_rate", product_cells.rate),
    ("lead days", "lead", product_cells.lead),
    ("hidden", "hidden", product_cells.yes),
)


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class VariantRow(_Value):
    """`choice` are the values of the options as read, `price` minor units; None and empty say nothing."""

    choice: tuple[str, ...] = ()
    price: int | None = None
    sku: str = ""
    stock: int | None = None


class ProductRow(_Value):
    """One product: the `line` of its first row, what its columns say by the name of the field, and its variants.

    `category` is a title. `alone`: no other product of the file has this title, so it may be known by it.
    """

    line: int = 0
    key: str = ""
    alone: bool = True
    fields: dict[str, Value]
    options: tuple[str, ...] = ()
    variants: tuple[VariantRow, ...]


@dataclass(frozen=True)
class Mistake:
    """Why a row is refused: `reason` is a word of our own, `cell` the beginning of what stands there."""

    line: int
    column: str
    reason: str
    cell: str = ""


@dataclass
class Parsed:
    """`products` are those without any mistake; `unknown` columns are left out."""

    products: list[ProductRow] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def parse(table: Table, currency: str, language: str) -> Parsed:
    """Amounts are read by the language's signs. Raises `Damaged` for a table without titles."""
    if "title" not in table.header:
        raise Damaged("title", 1)
    parsed = Parsed(unknown=[name for name in table.header if name and name not in COLUMNS])
    reader = _Reader(
        frozenset(table.header), partial(product_cells.price, currency=currency, language=language), parsed.mistakes
    )
    for rows in _grouped(table.rows).values():
        before = len(parsed.mistakes)
        product = reader.product(rows)
        if len(parsed.mistakes) == before:
            parsed.products.append(product)
    parsed.products = list(_told_apart(parsed.products, parsed.mistakes))
    return parsed


def cells(product: ProductRow, currency: str) -> Iterator[list[Cell]]:
    """The rows of a product, a cell for each of `COLUMNS`; `parse` reads the same."""
    said = product.fields
    rate, lead = said["tax_rate"], said["lead"]
    assert rate is None or isinstance(rate, int)
    assert lead is None or isinstance(lead, int)
    for variant in product.variants:
        price = None if variant.price is None else Decimal(variant.price).scaleb(-money.decimals(currency))
        choice = [*variant.choice, *[""] * (OPTIONS_MAX - len(variant.choice))]
        names = [*product.options, *[""] * (OPTIONS_MAX - len(product.options))]
        yield [
            product.key,
            str(said["title"]),
            str(said["category"]),
            str(said["text"]),
            price,
            str(said["price_kind"]),
            str(said["way"]),
            variant.sku,
            variant.stock,
            None if rate is None else product_cells.rate_said(rate),
            None if lead is None else product_cells.lead_said(lead),
            "yes" if said["hidden"] else "no",
            *(cell for pair in zip(names, choice, strict=True) for cell in pair),
        ]


def differs(said: ProductRow, now: ProductRow) -> bool:
    """Whether a product that is `now` would be another by what a file says of it."""
    if any(now.fields[name] != value for name, value in said.fields.items()):
        return True
    present = {as_compared(one.choice): one for one in now.variants}
    if said.options and as_compared(said.options) != as_compared(now.options):
        return True
    return any(
        (one.choice and as_compared(one.choice) not in present)
        or _more(one, present.get(as_compared(one.choice), VariantRow()))
        for one in said.variants
    )


def as_compared(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word.casefold() for word in words)


def _more(said: VariantRow, now: VariantRow) -> bool:
    return (
        (said.price is not None and said.price != now.price)
        or (bool(said.sku) and said.sku != now.sku)
        or (said.stock is not None and said.stock != now.stock)
    )


def _grouped(rows: Sequence[Row]) -> Mapping[tuple[str, str], list[Row]]:
    """In the order of the file."""
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        key, title = row.cells.get("product", "").strip(), " ".join(row.cells.get("title", "").split())
        name = ("product", key) if key else ("title", title or f"line {row.line}")
        found.setdefault(name, []).append(row)
    return found


def _told_apart(products: Sequence[ProductRow], mistakes: list[Mistake]) -> Iterator[ProductRow]:
    """Those whose SKUs no product before them has; each knows whether its title names it."""
    titles = [str(one.fields["title"]) for one in products]
    taken: set[str] = set()
    for product, title in zip(products, titles, strict=True):
        own = {one.sku for one in product.variants if one.sku}
        if twice := sorted(own & taken):
            mistakes.append(Mistake(product.line, "sku", "twice", twice[0]))
            continue
        taken |= own
        yield product.model_copy(update={"alone": titles.count(title) == 1})


@dataclass(frozen=True)
class _Reader:
    """Reads cells of the columns there are, and notes every mistake."""

    header: frozenset[str]
    price: Callable[[str], int | None]
    mistakes: list[Mistake]

    def product(self, rows: Sequence[Row]) -> ProductRow:
        first = rows[0]
        fields = {name: self._cell(first, column, read) for column, name, read in _FIELDS if column in self.header}
        key = self._cell(first, "product", partial(product_cells.line, most=CHOICE_MAX))
        options = self._options(first)
        variants = tuple(self._variant(row, options) for row in rows)
        choices = [as_compared(one.choice) for one in variants]
        for row, choice, number in zip(rows, choices, range(len(rows)), strict=True):
            if choice in choices[:number]:
                self._note(row, "title", "again", "")
        return ProductRow(line=first.line, key=key or "", fields=fields, options=options, variants=variants)

    def _options(self, row: Row) -> tuple[str, ...]:
        """Without gaps, and none twice."""
        found = [self._cell(row, column, partial(product_cells.line, most=CHOICE_MAX)) or "" for column in OPTIONS]
        options = tuple(name for name in found if name)
        if tuple(found[: len(options)]) != options or len(set(as_compared(options))) < len(options):
            self._note(row, OPTIONS[0], "options", ", ".join(options))
        return options

    def _variant(self, row: Row, options: Sequence[str]) -> VariantRow:
        if row.surplus:
            self._note(row, "", "surplus", "")
        values = [self._cell(row, column, partial(product_cells.line, most=CHOICE_MAX)) or "" for column in CHOICES]
        for number, (column, value) in enumerate(zip(CHOICES, values, strict=True)):
            if bool(value) != (number < len(options)):
                self._note(row, column, "choice", value)
        return VariantRow(
            choice=tuple(values[: len(options)]),
            price=self._cell(row, "price", self.price),
            sku=self._cell(row, "sku", partial(product_cells.line, most=SKU_MAX)) or "",
            stock=self._cell(row, "stock", product_cells.stock),
        )

    def _cell(self, row: Row, column: str, read: Callable[[str], Any]) -> Any:
        text = row.cells.get(column, "").strip()
        try:
            return read(product_cells.clean(text))
        except Wrong as wrong:
            self._note(row, column, str(wrong), text)
            return None

    def _note(self, row: Row, column: str, reason: str, text: str) -> None:
        self.mistakes.append(Mistake(row.line, column, reason, text[:CHOICE_MAX]))
