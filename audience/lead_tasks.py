"""Effects of leads: who is told of what. Each takes ids and calls the module that knows."""

from datetime import timedelta

from audience import notifying
from workspaces.outbox import effect


@effect(lease=timedelta(seconds=45))
def tell_person(*, lead: int) -> None:
    notifying.tell_person(lead)


@effect(lease=timedelta(seconds=45))
def tell_owner(*, lead: int, verb: str) -> None:
    notifying.tell_owner(lead, verb)


@effect(lease=timedelta(seconds=45))
def send_digest(*, day: str) -> None:
    """`day` as YYYY-MM-DD on the workspace's clock."""
    notifying.send_digest(day)
