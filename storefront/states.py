"""The life of an order, and apart from it that of its payment: which state may follow which (S12; P22). Pure."""

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Completed, declined, cancelled and expired are final."""

    PLACED = "placed"
    ACCEPTED = "accepted"
    READY = "ready"
    SHIPPED = "shipped"
    COMPLETED = "completed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    EXPIRED = "expired"


class Payment(StrEnum):
    UNPAID = "unpaid"
    PENDING = "pending"
    PAID = "paid"
    PART_REFUNDED = "part_refunded"
    REFUNDED = "refunded"


FOLLOWS: Final[dict[State, frozenset[State]]] = {
    State.PLACED: frozenset({State.ACCEPTED, State.DECLINED, State.CANCELLED, State.EXPIRED}),
    State.ACCEPTED: frozenset({State.READY, State.SHIPPED, State.COMPLETED, State.CANCELLED}),
    State.READY: frozenset({State.SHIPPED, State.COMPLETED, State.CANCELLED}),
    State.SHIPPED: frozenset({State.COMPLETED, State.CANCELLED}),
    State.COMPLETED: frozenset(),
    State.DECLINED: frozenset(),
    State.CANCELLED: frozenset(),
    State.EXPIRED: frozenset(),
}
OPEN: Final = frozenset({State.PLACED, State.ACCEPTED, State.READY, State.SHIPPED})
TO_MAKE: Final = frozenset({State.ACCEPTED})
TO_HAND_OVER: Final = frozenset({State.READY, State.SHIPPED})
FREES_STOCK: Final = frozenset({State.DECLINED, State.CANCELLED, State.EXPIRED})
"""What was reserved or kept for the order can be sold again."""


class NotAllowed(Exception):
    """The order is in a state from which the wanted one cannot be reached; nothing was changed."""

    def __init__(self, now: State, wanted: State) -> None:
        super().__init__(f"{now} cannot become {wanted}")
        self.now, self.wanted = now, wanted


def check(now: State, wanted: State) -> None:
    """Raises `NotAllowed` unless `wanted` may follow `now`."""
    if wanted not in FOLLOWS[now]:
        raise NotAllowed(now, wanted)


def payment_of(total: int, charged: int, refunded: int) -> Payment:
    """What the sums of the ledger say: paid in part is unpaid still, nothing to pay is paid."""
    if refunded:
        return Payment.REFUNDED if refunded >= charged else Payment.PART_REFUNDED
    return Payment.PAID if charged >= total else Payment.UNPAID
