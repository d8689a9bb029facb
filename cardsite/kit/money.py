"""Money as integer minor units and an ISO code, written for people and read from what they typed (rule 29). Pure."""

import re
from decimal import Decimal, InvalidOperation
from typing import Final

from babel import Locale
from babel.numbers import format_currency, get_currency_precision, get_decimal_symbol, get_group_symbol

_SPACES: Final = re.compile(r"[\s\u00a0\u202f'’]")
LARGEST: Final = 10**11


class NotMoney(ValueError):
    """What was typed is no amount of this currency: letters, a minus sign, or more decimals than it has."""


def decimals(currency: str) -> int:
    """JPY 0, EUR 2, KWD 3."""
    return get_currency_precision(currency)


def spoken(minor: int, currency: str, language: str) -> str:
    """`3050` EUR in "de": "30,50 €"; whole amounts go without decimals: "30 €"."""
    amount = Decimal(minor).scaleb(-decimals(currency))
    locale = Locale.parse(_locale(language))
    if amount != amount.to_integral_value():
        return format_currency(amount, currency, locale=locale)
    pattern = locale.currency_formats["standard"].pattern.replace("0.00", "0")
    return format_currency(amount, currency, pattern, locale=locale, currency_digits=False)


def typed(minor: int, currency: str, language: str) -> str:
    """As it stands in a form, so that `parse` reads the same: "30.00", in "de" "30,00"."""
    written = f"{Decimal(minor).scaleb(-decimals(currency)):f}"
    return written.replace(".", decimal_sign(language))


def decimal_sign(language: str) -> str:
    """The decimal sign: "." in "en", "," in "de"."""
    return get_decimal_symbol(_locale(language))


def parse(text: str, currency: str, language: str) -> int:
    """Minor units of "1,234.5" or "1.234,5", by the language's symbols where both readings are possible.

    Raises `NotMoney`; excess decimals are refused, never rounded.
    """
    bare = _SPACES.sub("", text)
    if not re.fullmatch(r"[0-9][0-9.,]*", bare):
        raise NotMoney(text)
    point = _point(bare, language)
    if point and bare.count(point) > 1:  # a date, a version, a slip: no number has two decimal signs
        raise NotMoney(text)
    whole, _point_found, fraction = bare.rpartition(point) if point else (bare, "", "")
    digits = re.sub(r"[.,]", "", whole or "0")
    if len(fraction) > decimals(currency):
        raise NotMoney(text)
    try:
        minor = int(Decimal(f"{digits}.{fraction or 0}").scaleb(decimals(currency)))
    except InvalidOperation as wrong:
        raise NotMoney(text) from wrong
    if minor > LARGEST:
        raise NotMoney(text)
    return minor


def _point(bare: str, language: str) -> str:
    """The decimal sign: of two kinds the last; of one kind the language decides where it could be either."""
    kinds = sorted((sign for sign in ",." if sign in bare), key=bare.rindex)
    if len(kinds) != 1:
        return kinds[-1] if kinds else ""
    (sign,) = kinds
    could_group = bare.count(sign) > 1 or len(bare.rpartition(sign)[2]) == 3
    return "" if could_group and sign == get_group_symbol(_locale(language)) else sign


def _locale(language: str) -> str:
    return language.replace("-", "_")
