"""What can be done with an order now: acts its state and its way to the buyer leave open, the next step first (S12)."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from storefront.models import Order
from storefront.states import FOLLOWS, State

STATES: Final = {
    "accept": State.ACCEPTED,
    "ready": State.READY,
    "ship": State.SHIPPED,
    "complete": State.COMPLETED,
    "decline": State.DECLINED,
    "cancel": State.CANCELLED,
}
ENDS: Final = ("decline", "cancel")
"""These call it off; they are asked twice and take a message to the buyer."""

_LABELS: Final[dict[str, str | Promise]] = {
    "accept": gettext_lazy("Accept"),
    "ready": gettext_lazy("Mark as ready"),
    "ship": gettext_lazy("Mark as sent"),
    "complete": gettext_lazy("Mark as delivered"),
    "decline": gettext_lazy("Decline"),
    "cancel": gettext_lazy("Cancel"),
}
_HANDED_OVER: Final = gettext_lazy("Mark as handed over")


@dataclass(frozen=True)
class Act:
    name: str
    label: str


def steps(order: Order) -> list[Act]:
    """Forward, in the order in which they come: a delivery is sent, everything else made ready and fetched."""
    skipped = "ready" if order.handover == Order.Handover.DELIVERY else "ship"
    names = [name for name in STATES if name not in ENDS and name != skipped and _may(order, name)]
    return [Act(name, _label(order, name)) for name in names]


def ending(order: Order) -> str:
    """How it can be called off: what was not accepted is declined, the rest cancelled; empty when it is over."""
    return next((name for name in ENDS if _may(order, name)), "")


def _may(order: Order, name: str) -> bool:
    return STATES[name] in FOLLOWS[State(order.state)]


def _label(order: Order, name: str) -> str:
    fetched = name == "complete" and order.handover != Order.Handover.DELIVERY
    return str(_HANDED_OVER if fetched else _LABELS[name])
