"""Effects of the shop: who is told of what. Each takes ids and calls the module that knows.

`revision` and `payment` are those of the order when it was told of; without them it is told of as it is now.
"""

from datetime import timedelta

from storefront import notifying
from storefront.notifying import Then
from workspaces.outbox import effect


@effect(lease=timedelta(seconds=45))
def tell_buyer(
    *, order: int, verb: str, event: int = 0, revision: int = 0, payment: str = "", payload: str = ""
) -> None:
    """`payload` is what the owner wrote to the buyer."""
    notifying.tell_buyer(order, verb, Then(event, revision, payment), message=payload)


@effect(lease=timedelta(seconds=45))
def tell_seller(*, order: int, verb: str, revision: int = 0, payment: str = "") -> None:
    notifying.tell_seller(order, verb, Then(0, revision, payment))


@effect(lease=timedelta(seconds=45))
def tell_of_number(*, by: int) -> None:
    notifying.tell_of_number(by)


@effect(lease=timedelta(seconds=45))
def send_summary(*, day: str) -> None:
    """`day` as YYYY-MM-DD on the shop's clock."""
    notifying.send_summary(day)
