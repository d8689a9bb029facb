"""Money that came and went by hand: entries of a ledger that only grows, and the payment state they give (S19; P22)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from storefront import stock
from storefront.following import follow
from storefront.fulfilling import lock
from storefront.models import LedgerEntry, Order
from storefront.refusals import TooMuch
from storefront.states import payment_of
from workspaces.models import User

CHARGE, REFUND = LedgerEntry.Kind.CHARGE, LedgerEntry.Kind.REFUND


def outstanding(order: Order) -> int:
    """What is still to be paid, in minor units; nothing once money was given back."""
    return 0 if _sum(order, REFUND) else max(0, order.total - _sum(order, CHARGE))


def refundable(order: Order) -> int:
    """What was paid and not given back, in minor units."""
    return _sum(order, CHARGE) - _sum(order, REFUND)


@transaction.atomic
def mark_paid(*, order: Order, key: str, by: User, now: datetime, method: str = "") -> Order:
    """All that is outstanding, who says so and when. The same `key` again changes nothing. What is held stays (S11)."""
    order = lock(order)
    amount = outstanding(order)
    if not amount or LedgerEntry.objects.filter(order=order, key=key).exists():
        return order
    _enter(order, CHARGE, amount, key=key, by=by, now=now, method=method)
    stock.keep(order)
    order.reserved_until = None
    return _settle(order, "paid", by, now, amount)


@transaction.atomic
def refund(*, order: Order, amount: int, key: str, by: User, now: datetime, note: str = "") -> Order:
    """Given back by hand, in whole or in part; never more than was paid (P19). Raises `TooMuch`."""
    order = lock(order)
    if LedgerEntry.objects.filter(order=order, key=key).exists():
        return order
    most = refundable(order)
    if not 1 <= amount <= most:
        raise TooMuch(most)
    _enter(order, REFUND, amount, key=key, by=by, now=now, note=note)
    return _settle(order, "refunded", by, now, amount)


def _enter(
    order: Order, kind: str, amount: int, *, key: str, by: User, now: datetime, method: str = "", note: str = ""
) -> None:
    LedgerEntry.objects.create(
        order=order, kind=kind, amount=amount, currency=order.currency, key=key, by=by, at=now, method=method, note=note
    )


def settle(order: Order) -> None:
    """The payment state its ledger gives, after a change of the total too. Saved by the caller."""
    order.payment = payment_of(order.total, _sum(order, CHARGE), _sum(order, REFUND))


def _settle(order: Order, verb: str, by: User, now: datetime, amount: int) -> Order:
    settle(order)
    order.save(update_fields=["payment", "reserved_until"])
    follow(order, verb, now=now, by=by, amount=amount)
    return order


def _sum(order: Order, kind: str) -> int:
    found = LedgerEntry.objects.filter(order=order, kind=kind).aggregate(sum=Sum("amount"))["sum"]
    return int(found or 0)
