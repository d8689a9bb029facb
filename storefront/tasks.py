"""Effects of the shop: who is told of what. Each takes ids and calls the module that knows."""

from datetime import timedelta

from storefront import notifying
from workspaces.outbox import effect


@effect(lease=timedelta(seconds=45))
def tell_buyer(*, order: int, verb: str, payload: str = "") -> None:
    """`payload` is what the owner wrote to the buyer."""
    notifying.tell_buyer(order, verb, message=payload)


@effect(lease=timedelta(seconds=45))
def tell_seller(*, order: int, verb: str) -> None:
    notifying.tell_seller(order, verb)


@effect(lease=timedelta(seconds=45))
def tell_of_number(*, by: int) -> None:
    notifying.tell_of_number(by)


@effect(lease=timedelta(seconds=45))
def send_summary(*, day: str) -> None:
    """`day` as YYYY-MM-DD on the shop's clock."""
    notifying.send_summary(day)
