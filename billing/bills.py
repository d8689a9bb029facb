"""What invoices of a subscription say: what was paid, what is open, what comes next, what a change would cost (P8)."""

from dataclasses import replace
from typing import Any

from billing.gateway import Refused, asking, client, moment
from billing.snapshots import Bill, BillLine, Preview, Price, Snapshot
from cardsite.kit.stripe_amounts import from_stripe


def preview(now: Snapshot, *, customer: str, price: Price, seats: int, at: int) -> Preview:
    """What `gateway.change` would bill today, counted from the second `at`."""
    details: Any = {
        "items": [{"id": now.item, "price": price.id, "quantity": seats}],
        "proration_behavior": "always_invoice",
        "proration_date": at,
    }
    with asking("preview"):
        found = client().v1.invoices.create_preview(
            {"customer": customer, "subscription": now.subscription, "subscription_details": details}
        )
    currency, balance = found.currency.upper(), found.starting_balance
    return Preview(
        now=now.choice,
        due=from_stripe(found.amount_due, currency),
        currency=currency,
        lines=tuple(_line(line, currency, (now.price, price)) for line in found.lines.data),
        kept=from_stripe(max(0, -found.total - balance), currency),
        had=from_stripe(max(0, -balance), currency),
    )


def _line(found: Any, currency: str, prices: tuple[Price, ...]) -> BillLine:
    """Of a plan where its price is one that was changed from or to."""
    amount, ends = from_stripe(found.amount, currency), moment(found.period.end)
    key = str(found.pricing.price_details.price) if found.pricing and found.pricing.price_details else ""
    price = next((one for one in prices if one.id == key), None)
    return BillLine(amount, price.choice(found.quantity or 1) if price else None, found.description or "", ends)


def last(now: Snapshot) -> Bill | None:
    """The newest that was paid, if it is for the period that runs."""
    with asking("invoices"):
        paid = client().v1.invoices.list({"subscription": now.subscription, "status": "paid", "limit": 1}).data
    bill = _bill(paid[0], paid[0].amount_paid, paid[0].status_transitions.paid_at) if paid else None
    return bill if bill and bill.until == now.period_end else None


def coming(now: Snapshot, *, customer: str) -> Bill | None:
    """What is taken at the end of the period, with what is to change then; None where nothing is."""
    if now.ends:
        return None
    of: Any = {"schedule": now.schedule} if now.schedule else {"subscription": now.subscription}
    try:
        with asking("coming"):
            found = client().v1.invoices.create_preview({"customer": customer} | of)
    except Refused:
        return None
    bill = _bill(found, found.amount_due, int(now.period_end.timestamp()))
    return replace(bill, kept=from_stripe(max(0, -found.starting_balance), bill.currency)) if bill else None


def whole(invoice: str) -> Bill | None:
    """One that is not paid, as it stands."""
    with asking("invoice"):
        found = client().v1.invoices.retrieve(invoice)
    return _bill(found, found.amount_remaining, found.status_transitions.finalized_at)


def _bill(found: Any, amount: int, day: int | None) -> Bill | None:
    """Its time is that of the line that reaches furthest, for others give back what was paid before."""
    if not found.lines.data:
        return None
    span = max(found.lines.data, key=lambda line: (line.period.end, line.amount)).period
    currency = found.currency.upper()
    return Bill(
        from_stripe(amount, currency), currency, moment(day or found.created), moment(span.start), moment(span.end)
    )
