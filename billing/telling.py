"""Effects that tell owners of a payment. Each takes ids and calls the module that knows."""

from datetime import timedelta

from billing import notifying
from workspaces.outbox import effect


@effect(lease=timedelta(seconds=45))
def tell(*, invoice: str, what: str) -> None:
    """`what` is "asks" or "failed"; dropped where the invoice was paid meanwhile."""
    notifying.tell_owners(invoice, what)
