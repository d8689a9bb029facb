"""Where an order can be brought: the first delivery zone that matches counts (S17). Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

_BETWEEN: Final = re.compile(r"[\s\-.]+")


@dataclass(frozen=True, slots=True)
class Zone:
    """`names` are prefixes of postcodes, or names of areas. Money in minor units; `free_over` None: never free."""

    id: int
    title: str
    kind: Literal["postcode", "area"]
    names: Sequence[str]
    fee: int
    minimum: int = 0
    free_over: int | None = None

    def fee_for(self, goods: int) -> int:
        """`goods` after the discount."""
        return 0 if self.free_over is not None and goods >= self.free_over else self.fee


def folded(text: str) -> str:
    """Case, spaces and hyphens make no other postcode: "se1 2aa" is "SE12AA"."""
    return _BETWEEN.sub("", text).casefold()


def match(zones: Iterable[Zone], *, postcode: str = "", area: str = "") -> Zone | None:
    """`zones` in the order of their priority; None: it is not brought there."""
    for zone in zones:
        if zone.kind == "area":
            if area and folded(area) in {folded(name) for name in zone.names}:
                return zone
        elif postcode and any(folded(postcode).startswith(folded(prefix)) for prefix in zone.names if folded(prefix)):
            return zone
    return None
