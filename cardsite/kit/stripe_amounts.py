"""Amounts as Stripe counts them, and back without loss (P21). Pure.

Stripe takes no decimals for currencies that have none, but two for ISK and UGX, ending in 00; of three decimals the
last must be 0, so a total may need a rounding that the buyer sees.
"""

from typing import Final

from cardsite.kit import money

_TWO_DECIMALS: Final = frozenset({"ISK", "UGX"})


def payable(minor: int, currency: str) -> int:
    """What can be charged online: 5124 KWD is 5120. The difference is the rounding line."""
    return minor // 10 * 10 if money.decimals(currency) == 3 else minor


def to_stripe(minor: int, currency: str) -> int:
    """Raises `ValueError` for what is not `payable`."""
    if payable(minor, currency) != minor:
        raise ValueError(f"{minor} {currency} must be rounded before it is charged")
    return minor * 100 if currency in _TWO_DECIMALS and not money.decimals(currency) else minor


def from_stripe(amount: int, currency: str) -> int:
    """Raises `ValueError` for an amount that this currency does not have."""
    if currency not in _TWO_DECIMALS or money.decimals(currency):
        return amount
    minor, rest = divmod(amount, 100)
    if rest:
        raise ValueError(f"{amount} is no amount of {currency}")
    return minor
