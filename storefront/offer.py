"""What a product lets a buyer choose and add, and what an order says of it afterwards: typed values. Pure.

Stored as JSON on the product, and copied into the lines of an order, so that later edits change no agreement (S13).
"""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from cards.content import Line, ShortLine

OPTIONS_MAX = 3
VARIANTS_MAX = 100
ADDON_GROUPS_MAX = 10
CHOICES_MAX = 30
TEXTS_MAX = 5
TEXT_LONGEST = 200
QUANTITY_MAX = 999
LINES_MAX = 200
RATE_MAX = 10_000

Key = Annotated[str, Field(pattern=r"^[a-z0-9]{1,12}$")]
Minor = Annotated[int, Field(ge=0, le=10**11)]
Quantity = Annotated[int, Field(ge=1, le=QUANTITY_MAX)]


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(_Value):
    """A value of an option ("Large"), or an add-on with what it costs more."""

    key: Key
    title: ShortLine
    price: Minor = 0


class Option(_Value):
    """What distinguishes variants: "Size" with its values. Each combination may be a variant."""

    key: Key
    title: ShortLine
    values: Annotated[tuple[Choice, ...], Field(min_length=1, max_length=CHOICES_MAX)]


class AddonGroup(_Value):
    """Add-ons of which at least `least` and at most `most` are taken."""

    key: Key
    title: ShortLine
    least: Annotated[int, Field(ge=0, le=CHOICES_MAX)] = 0
    most: Annotated[int, Field(ge=1, le=CHOICES_MAX)] = 1
    choices: Annotated[tuple[Choice, ...], Field(min_length=1, max_length=CHOICES_MAX)]


class Writing(_Value):
    """Something to write on it, of at most `longest` characters; `price` when something is written."""

    key: Key
    label: ShortLine
    longest: Annotated[int, Field(ge=1, le=TEXT_LONGEST)] = 60
    required: bool = False
    price: Minor = 0


class Written(_Value):
    label: ShortLine
    text: Line


class Addon(_Value):
    title: ShortLine
    price: Minor = 0


class OrderLine(_Value):
    """What was agreed about one line. `variant` None: the owner wrote it by hand; `unit` has the add-ons in it."""

    variant: int | None = None
    product: int | None = None
    title: Annotated[str, Field(min_length=1, max_length=120)]
    choice: Line = ""
    sku: ShortLine = ""
    addons: tuple[Addon, ...] = ()
    texts: tuple[Written, ...] = ()
    unit: Minor
    quantity: Quantity
    rate: Annotated[int, Field(ge=0, le=RATE_MAX)] = 0
    amount: Minor
    discount: Minor = 0
    tax: Minor = 0


class Sum(_Value):
    """The totals of a revision, as `storefront.pricing` gives them."""

    goods: Minor
    discount: Minor = 0
    delivery: Minor = 0
    tax: Minor = 0
    total: Minor


Options = TypeAdapter(Annotated[tuple[Option, ...], Field(max_length=OPTIONS_MAX)])
AddonGroups = TypeAdapter(Annotated[tuple[AddonGroup, ...], Field(max_length=ADDON_GROUPS_MAX)])
Writings = TypeAdapter(Annotated[tuple[Writing, ...], Field(max_length=TEXTS_MAX)])
OrderLines = TypeAdapter(Annotated[tuple[OrderLine, ...], Field(max_length=LINES_MAX)])
