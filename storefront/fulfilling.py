"""An order on its way: accepted, ready, shipped, completed; declined, cancelled, expired (S11, S12)."""

from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from storefront import stock
from storefront.following import follow
from storefront.models import Order
from storefront.offer import OrderLine
from storefront.ordering import unuse
from storefront.states import FREES_STOCK, NotAllowed, State
from workspaces.models import User

ANSWER_WITHIN: Final = timedelta(days=14)
"""After so long, or a day after its window, an order nobody answered is over."""


@transaction.atomic
def accept(*, order: Order, by: User | None, now: datetime, message: str = "") -> Order:
    """Its stock is kept for good; what has lapsed is reserved again. Raises `NotAllowed` and `OutOfStock`."""
    order = lock(order)
    order.become(State.ACCEPTED, now)
    if stock.holds(order):
        stock.keep(order)
    else:
        stock.adjust(order, stock.wanted(newest_lines(order)), state=stock.KEPT)
    return _saved(order, "accepted", by, now, message)


def ready(*, order: Order, by: User | None, now: datetime, message: str = "") -> Order:
    return _moved(order, State.READY, "ready", by, now, message)


def ship(*, order: Order, by: User | None, now: datetime, message: str = "") -> Order:
    return _moved(order, State.SHIPPED, "shipped", by, now, message)


def complete(*, order: Order, by: User | None, now: datetime, message: str = "") -> Order:
    return _moved(order, State.COMPLETED, "completed", by, now, message)


def decline(*, order: Order, by: User | None, now: datetime, message: str = "") -> Order:
    return _moved(order, State.DECLINED, "declined", by, now, message)


def cancel(*, order: Order, by: User | None, now: datetime, message: str = "") -> Order:
    """By the buyer (`by` None) only before it is accepted: the view asks `may_cancel`."""
    return _moved(order, State.CANCELLED, "cancelled", by, now, message)


def call_off(*, order: Order, by: User, now: datetime) -> Order:
    """As `cancel`, and the buyer reads why: the shop is closed for good. What is over or sent off stays as it is."""
    with suppress(NotAllowed):
        return _moved(order, State.CANCELLED, "called_off", by, now, "")
    return order


def may_cancel(order: Order) -> bool:
    """Whether the buyer may: nobody has begun to work on it."""
    return order.state == State.PLACED


def expire(*, order: Order, now: datetime) -> Order:
    return _moved(order, State.EXPIRED, "expired", None, now, "")


@transaction.atomic
def lapse(*, order: Order, now: datetime) -> Order:
    """Only what it held of the stock is given back; the order stays and can still be accepted (S11)."""
    order = lock(order)
    if order.state != State.PLACED or order.reserved_until is None or order.reserved_until > now:
        return order
    stock.give_back(order)
    order.reserved_until = None
    return _saved(order, "lapsed", None, now, "")


def lock(order: Order) -> Order:
    """The row as it is now, held until the transaction ends."""
    return Order.objects.select_for_update(of=("self",)).select_related("workspace", "card").get(pk=order.pk)


def newest_lines(order: Order) -> tuple[OrderLine, ...]:
    return order.revisions.get(number=order.revision).lines


@transaction.atomic
def _moved(order: Order, state: State, verb: str, by: User | None, now: datetime, message: str) -> Order:
    """Raises `NotAllowed`."""
    order = lock(order)
    order.become(state, now)
    if state in FREES_STOCK:
        stock.give_back(order)
        unuse(order.coupon_id)
    return _saved(order, verb, by, now, message)


def _saved(order: Order, verb: str, by: User | None, now: datetime, message: str) -> Order:
    if order.state != State.PLACED:
        order.reserved_until = None
    order.save(update_fields=["state", "decided_at", "reserved_until"])
    follow(order, verb, now=now, by=by, message=message)
    return order
