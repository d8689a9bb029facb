"""Stripe asked about the subscription of a row of ours, not by what we remember of it."""

from billing import bills, gateway
from billing.models import Subscription
from billing.snapshots import Charges, Snapshot, Statement


def said(row: Subscription) -> Snapshot | None:
    """As it is now. None for none of ours, and for a customer of the other mode (P13). Raises `StripeTrouble`."""
    mine = row.customer_id and row.livemode is gateway.is_live_mode()
    return gateway.read(row.customer_id) if mine else None


def statement(row: Subscription) -> Statement | None:
    """For letters; None for one that does not go on. Raises `StripeTrouble`."""
    now = said(row)
    if now is None or not now.is_live:
        return None
    return Statement(now, bills.last(now), bills.coming(now, customer=row.customer_id))


def charges(row: Subscription) -> Charges | None:
    """For pages; None for one that does not go on. Raises `StripeTrouble`."""
    now = said(row)
    if now is None or not now.is_live:
        return None
    return Charges(now.price, bills.coming(now, customer=row.customer_id))
