"""The life of a booking: which state may follow which (B20). Pure."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Cancelled, declined and expired are final: no link and no move revives them."""

    HELD = "held"
    PENDING = "pending"
    CONFIRMED = "confirmed"
    COMPLETED = "completed"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    EXPIRED = "expired"


FOLLOWS: Final[dict[State, frozenset[State]]] = {
    State.HELD: frozenset({State.PENDING, State.CONFIRMED, State.EXPIRED}),
    State.PENDING: frozenset({State.CONFIRMED, State.DECLINED, State.CANCELLED, State.EXPIRED}),
    State.CONFIRMED: frozenset({State.CANCELLED, State.COMPLETED, State.NO_SHOW}),
    State.COMPLETED: frozenset({State.NO_SHOW}),
    State.NO_SHOW: frozenset({State.COMPLETED}),
    State.CANCELLED: frozenset(),
    State.DECLINED: frozenset(),
    State.EXPIRED: frozenset(),
}
OPEN: Final = frozenset({State.HELD, State.PENDING, State.CONFIRMED})
"""A booking that may still take place."""


class NotAllowed(Exception):
    """The booking is in a state from which the wanted one cannot be reached; nothing was changed."""

    def __init__(self, now: State, wanted: State) -> None:
        super().__init__(f"{now} cannot become {wanted}")
        self.now, self.wanted = now, wanted


def check(now: State, wanted: State) -> None:
    """Raises `NotAllowed` unless `wanted` may follow `now`."""
    if wanted not in FOLLOWS[now]:
        raise NotAllowed(now, wanted)
