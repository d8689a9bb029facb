"""Countries: in which one a time zone lies, as a guess at where its people telephone; and what they are called."""

from functools import cache
from importlib.resources import files

from babel import Locale


def region_of(zone: str) -> str:
    """ISO 3166 letters of the country a zone lies in, by the zone table; empty for zones of no one country."""
    return _countries().get(zone, "")


def country_name(region: str, language: str) -> str:
    """As people of a language call the country of two ISO 3166 letters; the letters where it has no name."""
    name: str = Locale.parse(language, sep="-").territories.get(region, region)
    return name


@cache
def _countries() -> dict[str, str]:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}
