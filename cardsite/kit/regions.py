"""Which country a time zone lies in: a guess at where its people telephone and what they pay with."""

from functools import cache
from importlib.resources import files


def region_of(zone: str) -> str:
    """ISO 3166 letters of the country a zone lies in, by the zone table; empty for zones of no one country."""
    return _countries().get(zone, "")


@cache
def _countries() -> dict[str, str]:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {row[2]: row[0] for row in rows}
