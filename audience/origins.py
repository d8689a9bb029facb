"""Where a visit came from: the host that linked here, and the country a proxy named (cards 64; A07). Pure.

Only what has the form of a host or of a country is kept, so nothing that a visitor made up can be more than letters.
"""

import re
from typing import Final
from urllib.parse import urlsplit

HOST_MAX: Final = 100
_HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
NOWHERE: Final = ("XX", "ZZ")
"""What proxies say when they do not know."""


def referrer_host(referrer: str, *, own: str) -> str:
    """Empty when somebody came directly, from our own pages (`own` is their host), or from what is no host.

    >>> referrer_host("https://www.example.org/a?b=c", own="cards.example")
    'example.org'
    """
    try:
        host = (urlsplit(referrer).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    if host == own.removeprefix("www.") or len(host) > HOST_MAX or not _HOST.fullmatch(host):
        return ""
    return host


def country(said: str) -> str:
    """Two letters of ISO 3166, or nothing."""
    code = said.strip().upper()
    return code if _COUNTRY.fullmatch(code) and code not in NOWHERE else ""
