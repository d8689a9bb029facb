"""What a cell of a file of products says: words to values, values to words. Pure."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from cardsite.kit import money
from cardsite.kit.spreadsheet import Cell
from storefront.offer import RATE_MAX

WAYS: Final = ("", "look", "ask", "cart")
KINDS: Final = ("exact", "from", "request")
STOCK_MAX: Final = 10**6
LEAD_MAX: Final = 90 * 24 * 60
TITLE_MAX, CATEGORY_MAX, TEXT_MAX, SKU_MAX, CHOICE_MAX = 120, 80, 5_000, 40, 60

_YES: Final = frozenset({"yes", "y", "true", "1", "x", "ja", "sí", "si"})
_NO: Final = frozenset({"", "no", "n", "false", "0", "nein"})
_SPANS: Final = {"": 24 * 60, "d": 24 * 60, "h": 60, "min": 1}
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class Wrong(ValueError):
    """What stands in a cell cannot be meant; its text is the reason, a word of our own."""


def clean(text: str) -> str:
    """Refuses what nobody types."""
    if _CONTROL.search(text):
        raise Wrong("control")
    return text


def line(text: str, most: int) -> str:
    bare = " ".join(text.split())
    if len(bare) > most:
        raise Wrong("long")
    return bare


def title(text: str) -> str:
    if not text:
        raise Wrong("missing")
    return line(text, TITLE_MAX)


def prose(text: str) -> str:
    if len(text) > TEXT_MAX:
        raise Wrong("long")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def word(text: str, known: Sequence[str], usual: str = "") -> str:
    found = text.casefold() or usual
    if found not in known:
        raise Wrong("unknown")
    return found


def price(text: str, currency: str, language: str) -> int | None:
    if not text:
        return None
    try:
        return money.parse(text, currency, language)
    except money.NotMoney:
        raise Wrong("money") from None


def stock(text: str) -> int | None:
    if text and not (text.isascii() and text.isdecimal() and len(text) < 8 and int(text) <= STOCK_MAX):
        raise Wrong("number")
    return int(text) if text else None


def rate(text: str) -> int | None:
    """Per cent as basis points: "7.5", "7,5 %"."""
    if not text:
        return None
    found = re.fullmatch(r"([0-9]{1,3})(?:[.,]([0-9]{1,2}))?\s?%?", text)
    rate = int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else RATE_MAX + 1
    if rate > RATE_MAX:
        raise Wrong("rate")
    return rate


def lead(text: str) -> int | None:
    """Minutes of "2" days, "36 h" or "90 min"."""
    if not text:
        return None
    found = re.fullmatch(r"([0-9]{1,6})\s?(d|h|min|)", text.casefold())
    minutes = int(found[1]) * _SPANS[found[2]] if found else LEAD_MAX + 1
    if minutes > LEAD_MAX:
        raise Wrong("lead")
    return minutes


def yes(text: str) -> bool:
    if text.casefold() not in _YES | _NO:
        raise Wrong("yes")
    return text.casefold() in _YES


def lead_said(minutes: int) -> Cell:
    unit = next(unit for unit in ("", "h", "min") if minutes % _SPANS[unit] == 0)
    count = minutes // _SPANS[unit]
    return f"{count} {unit}" if unit else count


def rate_said(rate: int) -> Decimal:
    """Per cent without zeros behind: 19, 7.5."""
    number = Decimal(rate).scaleb(-2)
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
