"""What an act did, said by the address it leads to: the page itself tells it, and no other open page can tell it first.

Numbers and ids alone; whoever makes such an address up deceives nobody but themselves.
"""

from collections.abc import Iterable
from typing import Final

from django.http import QueryDict
from django.utils.http import urlencode

_DIGITS_MAX: Final = 18


def query(**numbers: int | Iterable[int]) -> str:
    """`?changed=3&card=7&card=9`"""
    return f"?{urlencode(numbers, doseq=True)}"


def numbers(told: QueryDict, name: str) -> list[int]:
    """Those the address says; what is no number is left out."""
    return [int(one) for one in told.getlist(name) if one.isascii() and one.isdecimal() and len(one) <= _DIGITS_MAX]


def number(told: QueryDict, name: str) -> int | None:
    """None where nothing is said."""
    return next(iter(numbers(told, name)), None)
