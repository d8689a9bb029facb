"""What follows whenever an order comes to be or changes: its history, and who is told (S12, S23)."""

from datetime import datetime, timedelta
from typing import Any, Final

from storefront.models import Order, OrderEvent
from storefront.tasks import tell_buyer, tell_seller
from workspaces.models import User

WARNED_BEFORE: Final = timedelta(hours=4)
SELLER_ALONE: Final = frozenset({"lapsed"})
"""What does not concern the buyer."""


def follow(order: Order, verb: str, *, now: datetime, by: User | None = None, message: str = "", **data: Any) -> None:
    """Call it in the transaction of the act, after the order is saved. `message` is the owner's own words."""
    said = {"message": message} if message else {}
    event = OrderEvent.objects.create(order=order, at=now, verb=verb, by=by, data=data | said)
    workspace, revision, payment = order.workspace, order.revision, order.payment
    if order.email and verb not in SELLER_ALONE:
        tell_buyer.enqueue(
            workspace=workspace,
            payload=message,
            order=order.pk,
            verb=verb,
            event=event.pk,
            revision=revision,
            payment=payment,
        )
    if by is None:
        tell_seller.enqueue(workspace=workspace, order=order.pk, verb=verb, revision=revision, payment=payment)
    if verb == "placed" and order.reserved_until:
        due = order.reserved_until - WARNED_BEFORE
        tell_seller.enqueue(workspace=workspace, due_at=due, order=order.pk, verb="lapsing")
