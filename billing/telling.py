"""Effects that tell owners of a payment. Each takes ids and calls the module that knows."""

from datetime import timedelta

from billing import changes, courses, notifying
from workspaces.outbox import effect


@effect(lease=timedelta(seconds=45))
def tell(*, invoice: str, what: str) -> None:
    """`what` is "asks" or "failed"; dropped where the invoice was paid meanwhile."""
    notifying.tell_owners(invoice, what)


@effect(lease=timedelta(seconds=45))
def tell_change(*, before: str, after: str, members: int) -> None:
    """Plans by their keys, and the members before; dropped where another plan counts meanwhile."""
    changes.tell_owners(before, after, members)


@effect(lease=timedelta(seconds=45))
def tell_course(*, what: str, choice: str, later: str) -> None:
    """`what` is new, as `billing.snapshots.turn` says it; dropped where it is no longer so."""
    courses.tell_owners(what, choice, later)
