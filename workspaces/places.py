"""Time zones and currencies a person can choose from, the common ones first. Pure."""

import zoneinfo
from functools import cache
from typing import Final

COMMON_ZONES: Final = (
    "Europe/London Europe/Lisbon Europe/Madrid Europe/Paris Europe/Berlin Europe/Rome Europe/Athens Europe/Istanbul "
    "America/New_York America/Chicago America/Denver America/Los_Angeles America/Mexico_City America/Bogota "
    "America/Sao_Paulo America/Argentina/Buenos_Aires Africa/Lagos Africa/Johannesburg Africa/Cairo Asia/Dubai "
    "Asia/Kolkata Asia/Singapore Asia/Shanghai Asia/Tokyo Australia/Sydney Pacific/Auckland UTC"
).split()

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


@cache
def zones() -> tuple[str, ...]:
    """Every zone with rules of a place: the common ones first, then by name."""
    known = zoneinfo.available_timezones()
    places = sorted(name for name in known if "/" in name and not name.startswith(("Etc/", "posix/", "right/")))
    return (*COMMON_ZONES, *(name for name in places if name not in COMMON_ZONES))


def is_zone(name: str) -> bool:
    return name in zones()


def zone_or_utc(name: str) -> str:
    """What a browser says about itself is only a guess."""
    return name if is_zone(name) else "UTC"
