"""How a town is written above its country: which of postcode, city and region comes first. Pure.

Countries are what people typed, so each group names them as its own people and the languages we speak do.
"""

import re
from typing import Final

CITY_FIRST: Final = frozenset(
    {"uk", "gb", "united kingdom", "great britain", "england", "scotland", "wales", "northern ireland"}
    | {"vereinigtes königreich", "großbritannien", "schottland", "reino unido", "gran bretaña", "inglaterra", "escocia"}
    | {"ireland", "éire", "irland", "irlanda", "new zealand", "neuseeland", "nueva zelanda"}
    | {"india", "indien", "pakistan", "pakistán", "singapore", "singapur", "indonesia", "indonesien"}
)
"""London N1 4AB; the region on a line of its own."""

CITY_AND_STATE: Final = frozenset(
    {"us", "usa", "united states", "united states of america", "vereinigte staaten", "estados unidos", "ee uu", "eeuu"}
    | {"canada", "kanada", "canadá", "australia", "australien"}
)
"""Portland, OR 97205"""

_BRITISH: Final = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", re.IGNORECASE)


def town_lines(*, postcode: str, city: str, region: str, country: str) -> list[str]:
    """The lines between street and country. Where nothing else is known the postcode comes first: 10435 Berlin."""
    name = country.replace(".", "").casefold()
    if name in CITY_AND_STATE:
        return _said(", ".join(_said(city, " ".join(_said(region, postcode)))))
    if name in CITY_FIRST or (not name and _BRITISH.fullmatch(postcode)):
        return _said(" ".join(_said(city, postcode)), region)
    return _said(" ".join(_said(postcode, city)), region)


def _said(*parts: str) -> list[str]:
    return [part for part in parts if part]
