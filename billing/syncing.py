"""The one way in which what Stripe says becomes what we know (P5, P7).

An event, a page that waits, an owner's act and the nightly look all end here: read the customer's subscription from
Stripe and write it down, with the plan that follows, in one transaction. No lock is held while Stripe is asked; a
ticket taken before says which of two answers is the newer one.
"""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone

from billing import reading, settling
from billing.models import Subscription
from billing.snapshots import Course, Snapshot, turn
from billing.telling import tell, tell_course

REMINDED_AFTER: Final = (timedelta(0), timedelta(days=3), timedelta(days=7))
"""When owners read that a payment failed, counted from the first failure (P10)."""

SAID_BY_STRIPE: Final = [
    *("subscription_id", "status", "choice", "period_end", "ends", "later", "waiting"),
    *("failing_since", "invoice_id", "invoice_url", "invoice_amount", "invoice_currency", "asks"),
]


def sync(row: Subscription) -> Subscription:
    """Its newest state, in the open workspace; safe to call by anybody at any time. Raises `StripeTrouble`."""
    ticket = _ticket(row)
    return _write(row, reading.said(row), ticket)


@transaction.atomic
def _ticket(row: Subscription) -> int:
    row.lock()
    row.asked += 1
    row.save(update_fields=["asked"])
    return row.asked


@transaction.atomic
def _write(row: Subscription, said: Snapshot | None, ticket: int) -> Subscription:
    row.lock()
    if row.told > ticket:
        return row
    before, course = (row.invoice_id if row.is_failing else "", row.invoice_id if row.asks else ""), row.course
    _take(row, said)
    row.told, row.synced_at = ticket, timezone.now()
    row.save(update_fields=[*SAID_BY_STRIPE, "told", "synced_at"])
    _tell(row, *before)
    _tell_course(row, course)
    settling.settle(row)
    return row


def _take(row: Subscription, said: Snapshot | None) -> None:
    """Every field, so that what is no longer so is forgotten."""
    trouble = said.trouble if said else None
    row.subscription_id, row.status = (said.subscription, said.status) if said else ("", "")
    row.choice, row.period_end = (str(said.choice), said.period_end) if said else ("", None)
    row.ends = said.ends if said else False
    row.later = str(said.later) if said and said.later else ""
    row.waiting = str(said.waiting) if said and said.waiting else ""
    row.failing_since = trouble.since if trouble and row.is_failing else None
    row.invoice_id, row.invoice_url = (trouble.invoice, trouble.url) if trouble else ("", "")
    row.invoice_amount, row.invoice_currency = (trouble.amount, trouble.currency) if trouble else (0, "")
    row.asks = bool(trouble and trouble.asks)


def _tell(row: Subscription, failed_before: str, asked_before: str) -> None:
    """Mails for what is new: confirm at once, or a card that failed at 0, 3 and 7 days (P10).

    Counted from when we hear of it where Stripe's clock is ahead of ours: the first is never held back.
    """
    asks = row.asks and row.invoice_id != asked_before
    if asks:
        tell.enqueue(workspace=row.workspace, invoice=row.invoice_id, what="asks")
    if not row.failing_since or row.invoice_id == failed_before:
        return
    since = min(row.failing_since, timezone.now())
    for after in REMINDED_AFTER[1 if asks else 0 :]:
        tell.enqueue(workspace=row.workspace, invoice=row.invoice_id, what="failed", due_at=since + after)


def _tell_course(row: Subscription, before: Course) -> None:
    """A change or an end that is planned, or taken back: once, for it is new to this row once (P8)."""
    if what := turn(before, row.course):
        tell_course.enqueue(workspace=row.workspace, what=what, choice=row.choice, later=row.later)
