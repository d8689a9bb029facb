"""What an order costs, in integer minor units; rates in basis points, 7.5 % is 750 (S14–S16). Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

WHOLE: Final = 10_000
"""Basis points of a hundred per cent."""


class Tax(StrEnum):
    """Whether prices have tax on top, contain it, or the shop charges none."""

    NONE = "none"
    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"


@dataclass(frozen=True, slots=True)
class Item:
    """So many of something at `unit` each, add-ons included; taxed at `rate`."""

    unit: int
    quantity: int
    rate: int = 0


@dataclass(frozen=True, slots=True)
class Discount:
    """A share of the goods in basis points, or an amount; never more than they cost."""

    share: int = 0
    amount: int = 0


@dataclass(frozen=True, slots=True)
class Priced:
    """One line: `amount` before the discount, `discount` its part of it, `tax` on or in what is left."""

    amount: int
    discount: int
    tax: int


@dataclass(frozen=True, slots=True)
class Quote:
    """`lines` in the order of the items. `tax` is that of lines and delivery; contained in `total` either way."""

    lines: tuple[Priced, ...]
    goods: int
    discount: int
    delivery: int
    tax: int
    total: int


def quote(
    items: Iterable[Item],
    *,
    tax: Tax,
    discount: Discount | None = None,
    delivery: int = 0,
    delivery_rate: int = 0,
) -> Quote:
    """Rounded half up a line; totals are sums of rounded lines. The discount is of the goods, not of the delivery."""
    wanted = list(items)
    amounts = [item.unit * item.quantity for item in wanted]
    goods = sum(amounts)
    parts = spread(reduction(goods, discount), amounts)
    lines = tuple(
        Priced(amount, part, tax_of(amount - part, item.rate, tax))
        for item, amount, part in zip(wanted, amounts, parts, strict=True)
    )
    taxes = sum(line.tax for line in lines) + tax_of(delivery, delivery_rate, tax)
    total = goods - sum(parts) + delivery + (taxes if tax is Tax.EXCLUSIVE else 0)
    return Quote(lines, goods, sum(parts), delivery, taxes, total)


def reduction(goods: int, discount: Discount | None) -> int:
    """What a discount takes off; the total is never below zero (S16)."""
    if discount is None:
        return 0
    return min(goods, discount.amount + half_up(goods * discount.share, WHOLE))


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """`total` in parts as large as the weights, to the unit: what rounding leaves goes to the largest remainders."""
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    parts = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: (-(total * weights[at] % whole), at))
    for at in by_remainder[: total - sum(parts)]:
        parts[at] += 1
    return parts


def tax_of(amount: int, rate: int, tax: Tax) -> int:
    """On top of `amount`, or contained in it: 1999 at 7.5 % is 150; 1190 at 19 % contains 190 (S15)."""
    if tax is Tax.NONE:
        return 0
    return half_up(amount * rate, WHOLE + rate if tax is Tax.INCLUSIVE else WHOLE)


def half_up(numerator: int, denominator: int) -> int:
    """Of what is not negative."""
    return (2 * numerator + denominator) // (2 * denominator)
