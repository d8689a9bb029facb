"""Why an act on a booking is refused: domain exceptions that carry data; a view turns them into words."""

from collections.abc import Sequence
from datetime import datetime

from bookings.engine.values import Slot
from bookings.states import NotAllowed

__all__ = ["NotAllowed", "NotOffered", "Refused", "Taken", "TooLate", "TooManyMoves", "TooManyOpen"]


class Refused(Exception):
    """Something was understood and is not done; nothing was changed."""


class NotOffered(Refused):
    """The time is none that this service offers: a stale or made-up address (B1: 422)."""


class Taken(Refused):
    """Somebody else has the time, or the day is full. `nearest` are free times close to it (B21: 409)."""

    def __init__(self, nearest: Sequence[Slot] = ()) -> None:
        super().__init__("taken")
        self.nearest = list(nearest)


class TooManyOpen(Refused):
    """This person already has as many open appointments here as the owner allows (B38)."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class TooLate(Refused):
    """After the cut-off only the owner moves or cancels (B27). `until` was the last moment."""

    def __init__(self, until: datetime) -> None:
        super().__init__(until)
        self.until = until


class TooManyMoves(Refused):
    """The guest has moved it as often as is allowed (B27)."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit
