"""Why an act on an order is refused: domain exceptions that carry data; a view turns them into words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from storefront.states import NotAllowed

__all__ = [
    "BelowMinimum",
    "Changed",
    "CouponRefused",
    "Difference",
    "EmptyCart",
    "Impossible",
    "NotAllowed",
    "NotDelivered",
    "NotSelling",
    "OtherDecimals",
    "OutOfStock",
    "Refused",
    "Short",
    "Stale",
    "StockMoved",
    "TooManyOpen",
    "TooMuch",
    "WindowTaken",
    "Wrong",
]


class Refused(Exception):
    """Something was understood and is not done; nothing was changed."""


@dataclass(frozen=True)
class Short:
    """A line of which less is left than was wanted."""

    variant: int
    title: str
    wanted: int
    left: int


class OutOfStock(Refused):
    """All or nothing: every short line with what is left (S10: 409)."""

    def __init__(self, lines: Sequence[Short]) -> None:
        super().__init__("out of stock")
        self.lines = list(lines)


@dataclass(frozen=True)
class Difference:
    """What was shown and what is true now, both in words of the buyer's language."""

    what: str
    shown: str
    now: str


class Changed(Refused):
    """A price, tax, fee or availability is other than was shown (S7: 409)."""

    def __init__(self, differences: Sequence[Difference]) -> None:
        super().__init__("changed")
        self.differences = list(differences)


class NotSelling(Refused):
    """The shop is paused or closed and no later window was chosen (S18: 409)."""


class WindowTaken(Refused):
    """The window is full, or none that is offered (S17: 409)."""


class EmptyCart(Refused):
    """Nothing in it that can be ordered."""


class CouponRefused(Refused):
    """`reason`: unknown, over, early, minimum or used up."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class NotDelivered(Refused):
    """No delivery zone matches (S17: 422)."""


class BelowMinimum(Refused):
    """The goods cost less than the zone's minimum, in minor units (S17: 422)."""

    def __init__(self, minimum: int) -> None:
        super().__init__(minimum)
        self.minimum = minimum


class TooManyOpen(Refused):
    """This phone number has as many unanswered orders here as one person needs (S25)."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class Stale(Refused):
    """The order was changed meanwhile; `number` is its newest revision (409)."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class StockMoved(Refused):
    """Pieces were sold or came back since the owner looked; `now` by the variant's id, None: not counted (409)."""

    def __init__(self, now: Mapping[int, int | None]) -> None:
        super().__init__("stock moved")
        self.now = dict(now)


class Impossible(Refused):
    """A combination that does not exist; `field` of the form and `reason` say which (S9: 422)."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field, self.reason = field, reason


class Wrong(Refused):
    """What was sent is no quantity, and no form of ours sends it (A45: 400)."""


class OtherDecimals(Refused):
    """Amounts of the shop would be others in `currency`: those of `products` (titles), of zones, of coupons (S14)."""

    def __init__(self, currency: str, products: Sequence[str], *, zones: bool, coupons: bool) -> None:
        super().__init__(currency)
        self.currency, self.products, self.zones, self.coupons = currency, list(products), zones, coupons


class TooMuch(Refused):
    """A refund above what was paid; `most` in minor units (P19)."""

    def __init__(self, most: int) -> None:
        super().__init__(most)
        self.most = most
