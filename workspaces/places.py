"""Time zones and currencies a person can choose from. Pure."""

import zoneinfo
from functools import cache
from itertools import groupby
from typing import Final

from babel.numbers import get_territory_currencies

from cardsite.kit.regions import region_of

CURRENCIES: Final = {
    "EUR": "Euro",
    "USD": "US dollar",
    "GBP": "Pound sterling",
    "CHF": "Swiss franc",
    "AED": "UAE dirham",
    "ARS": "Argentine peso",
    "AUD": "Australian dollar",
    "BRL": "Brazilian real",
    "CAD": "Canadian dollar",
    "CLP": "Chilean peso",
    "CNY": "Chinese yuan",
    "COP": "Colombian peso",
    "CZK": "Czech koruna",
    "DKK": "Danish krone",
    "HKD": "Hong Kong dollar",
    "HUF": "Hungarian forint",
    "IDR": "Indonesian rupiah",
    "ILS": "Israeli shekel",
    "INR": "Indian rupee",
    "JPY": "Japanese yen",
    "KES": "Kenyan shilling",
    "KRW": "South Korean won",
    "MAD": "Moroccan dirham",
    "MXN": "Mexican peso",
    "MYR": "Malaysian ringgit",
    "NGN": "Nigerian naira",
    "NOK": "Norwegian krone",
    "NZD": "New Zealand dollar",
    "PEN": "Peruvian sol",
    "PHP": "Philippine peso",
    "PLN": "Polish złoty",
    "RON": "Romanian leu",
    "SAR": "Saudi riyal",
    "SEK": "Swedish krona",
    "SGD": "Singapore dollar",
    "THB": "Thai baht",
    "TRY": "Turkish lira",
    "TWD": "New Taiwan dollar",
    "UAH": "Ukrainian hryvnia",
    "VND": "Vietnamese đồng",
    "ZAR": "South African rand",
}

USUAL_CURRENCY: Final = "EUR"
HOMES: Final = {"en": "Europe/London", "es": "Europe/Madrid", "de": "Europe/Berlin"}


@cache
def zones_by_region() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every zone with rules of a place, as a grouped choice: `("Europe", [("Europe/Madrid", "Madrid"), …])`."""
    known = zoneinfo.available_timezones()
    names = sorted(name for name in known if "/" in name and not name.startswith(("Etc/", "posix/", "right/")))
    return [
        ("UTC", [("UTC", "UTC")]),
        *((region, [(name, _town(name)) for name in group]) for region, group in groupby(names, _region)),
    ]


def is_zone(name: str) -> bool:
    return any(name == zone for _, zones in zones_by_region() for zone, _ in zones)


def zone_or_utc(name: str) -> str:
    """What a browser says about itself is only a guess."""
    return name if is_zone(name) else "UTC"


def home_zone(language: str) -> str:
    """A first guess for somebody of whom only the language is known."""
    return HOMES.get(language.partition("-")[0], HOMES["en"])


def currency_at(zone: str) -> str:
    """What people pay with where the zone lies; the usual one where that is unknown or cannot be chosen."""
    region = region_of(zone)
    spent = get_territory_currencies(region) if region else []
    return next((one for one in spent if one in CURRENCIES), USUAL_CURRENCY)


def _region(zone: str) -> str:
    return zone.partition("/")[0]


def _town(zone: str) -> str:
    """
    >>> _town("America/Argentina/Buenos_Aires")
    'Argentina, Buenos Aires'
    """
    return zone.partition("/")[2].replace("/", ", ").replace("_", " ")
