"""Stripe, spoken to here and nowhere else: thin functions that take and give values of ours (rules 18–20).

Every call has a timeout and few retries, and none stands in a transaction (rule 15). Test and live objects never mix:
what comes from the other mode raises `WrongMode` (P13). What invoices say is asked through `client` by `billing.bills`.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any, Final

import stripe
import structlog
from django.conf import settings
from stripe import HTTPClient, RequestsClient, StripeClient, Subscription

from billing import standing
from billing.choices import INTERVALS, SOLD, Choice
from billing.snapshots import Price, Snapshot, Told, Trouble
from cardsite.kit.stripe_amounts import from_stripe

log = structlog.get_logger(__name__)

SECONDS: Final = 10
RETRIES: Final = 2
TOLERANCE: Final = 300
"""Seconds an event may be old (P4)."""

LOOKUPS: Final = [(plan, interval) for plan in SOLD for interval in INTERVALS]
"""What the four keys of `STRIPE_PRICES` stand for."""

stripe.enable_telemetry = False
logging.getLogger("stripe").setLevel(logging.WARNING)  # its usual words name customers


class StripeTrouble(Exception):
    """Stripe did not do it; what was asked for may be asked for again."""


class Unreachable(StripeTrouble):
    """No answer, or none that helps."""


class Declined(StripeTrouble):
    """The bank said no."""


class Refused(StripeTrouble):
    """Stripe understood and would not; `code` is its own word."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class WrongMode(StripeTrouble):
    """An object of test mode where live ones are meant, or the other way round."""


class BadEvent(Exception):
    """Not signed by Stripe for us, too old, or no event at all."""


@contextmanager
def asking(what: str) -> Iterator[None]:
    """Stripe's errors as ours; the log keeps its words and no personal data."""
    try:
        yield
    except stripe.CardError as error:
        raise Declined(error.code or "card_declined") from error
    except (stripe.InvalidRequestError, stripe.IdempotencyError) as error:
        log.warning("stripe_refused", asked=what, code=error.code, request=error.request_id)
        raise Refused(error.code or "") from error
    except stripe.StripeError as error:
        log.warning("stripe_unreachable", asked=what, error=type(error).__name__, request=error.request_id)
        raise Unreachable(what) from error


def is_live_mode() -> bool:
    return bool(settings.STRIPE_SECRET_KEY.startswith(("sk_live_", "rk_live_")))


def client() -> StripeClient:
    if not settings.STRIPE_SECRET_KEY:
        raise Unreachable("no key")
    return _client_for(settings.STRIPE_SECRET_KEY, settings.STRIPE_API_BASE)


@lru_cache(maxsize=4)
def _client_for(key: str, base: str) -> StripeClient:
    return StripeClient(
        key,
        base_addresses={"api": base} if base else {},
        max_network_retries=RETRIES,
        http_client=new_transport(),
    )


def new_transport() -> HTTPClient:
    """What carries the calls."""
    return RequestsClient(timeout=SECONDS)


def ours(found: Any) -> Any:
    """The same object, if it is of the mode our key is of. Raises `WrongMode`."""
    if found.livemode is not is_live_mode():
        raise WrongMode(found.object)
    return found


# Events


def event(body: bytes, signature: str) -> Told:
    """Verified by any of our secrets, so that a new one can be tried beside the old. Raises `BadEvent`."""
    for secret in settings.STRIPE_WEBHOOK_SECRETS:
        try:
            return _told(stripe.Webhook.construct_event(body.decode(), signature, secret, TOLERANCE).to_dict())
        except stripe.SignatureVerificationError:
            continue
        except (ValueError, RecursionError, AttributeError, KeyError, TypeError, IndexError) as error:
            raise BadEvent(type(error).__name__) from error
    raise BadEvent("signature")


def _told(event: dict[str, Any]) -> Told:
    """Raises `KeyError`, `TypeError` or `AttributeError` for what has not the shape of an event."""
    about, before = event["data"]["object"], event["data"].get("previous_attributes") or {}
    customer = about.get("id") if about.get("object") == "customer" else about.get("customer")
    return Told(
        id=str(event["id"])[:100],
        type=str(event["type"])[:100],
        livemode=bool(event["livemode"]),
        customer=customer[:64] if isinstance(customer, str) else "",
        new_card=event["type"] == "customer.updated" and bool({"invoice_settings", "default_source"} & set(before)),
    )


# Customers and what they pay for


def new_customer(*, name: str, email: str, workspace: str, key: str) -> str:
    """The id. With the same `key` the same customer, however often it is asked (P3)."""
    with asking("customer"):
        made = client().v1.customers.create(
            {"name": name, "email": email, "metadata": {"workspace": workspace}}, {"idempotency_key": key}
        )
    return str(ours(made).id)


def prices() -> list[Price]:
    """Those of `STRIPE_PRICES` that Stripe has and sells."""
    with asking("prices"):
        found = client().v1.prices.list({"lookup_keys": settings.STRIPE_PRICES, "active": True, "limit": 100})
    return [_price(one, *place) for one in found.data if (place := _place(ours(one)))]


def _price(found: Any, plan: str, interval: str) -> Price:
    currency = found.currency.upper()
    return Price(found.id, plan, interval, from_stripe(found.unit_amount or 0, currency), currency)


def _place(price: Any) -> tuple[str, str] | None:
    """Plan and interval of a price: by its lookup key, or, where a dearer price took the key, by its metadata."""
    if price.lookup_key in settings.STRIPE_PRICES:
        return LOOKUPS[settings.STRIPE_PRICES.index(price.lookup_key)]
    plan = price.metadata.to_dict().get("plan", "") if price.metadata else ""
    interval = price.recurring.interval if price.recurring else ""
    return (plan, interval) if plan in SOLD and interval in INTERVALS else None


def _choice(price: Any, quantity: int | None) -> Choice | None:
    place = _place(price)
    return _price(price, *place).choice(quantity or 1) if place else None


def read(customer: str) -> Snapshot | None:
    """The subscription that counts: the oldest that goes on, else the one that ended last; None for none of ours."""
    with asking("subscriptions"):
        found = client().v1.subscriptions.list(
            {"customer": customer, "status": "all", "limit": 100, "expand": ["data.schedule"]}
        )
    known = [one for one in found.data if _choice(ours(one)["items"].data[0].price, 1)]
    going = [one for one in known if standing.is_live(one.status)]
    if len(going) > 1:
        log.error("two_subscriptions", customer=customer, count=len(going))
    best = min(going, key=lambda one: (one.created, one.id), default=None)
    best = best or max(known, key=lambda one: (one.ended_at or 0, one.created, one.id), default=None)
    return None if best is None else _snapshot(best)


def _snapshot(found: Subscription) -> Snapshot:
    item = found["items"].data[0]
    choice = _choice(item.price, item.quantity)
    assert choice is not None  # `read` has looked
    schedule: Any = found.schedule
    troubled = found.status in {"past_due", "unpaid", "incomplete"} or found.pending_update is not None
    return Snapshot(
        subscription=found.id,
        item=item.id,
        status=found.status,
        choice=choice,
        price=_price(item.price, choice.plan, choice.interval),
        period_end=moment(item.current_period_end),
        ends=bool(found.cancel_at_period_end or found.cancel_at),
        later=_later(schedule) if schedule else None,
        schedule=schedule.id if schedule else "",
        waiting=_waiting(found),
        trouble=_trouble(found.id) if troubled else None,
    )


def _later(schedule: Any) -> Choice | None:
    """What its last phase says, where that is still to come."""
    last, current = schedule.phases[-1], schedule.current_phase
    if schedule.status != "active" or (current and current.start_date == last.start_date):
        return None
    with asking("price"):
        price = client().v1.prices.retrieve(str(last["items"][0].price))
    return _choice(price, last["items"][0].quantity)


def _waiting(found: Subscription) -> Choice | None:
    items: Any = found.pending_update.subscription_items if found.pending_update else None
    return _choice(items[0].price, items[0].quantity) if items else None


def _trouble(subscription: str) -> Trouble | None:
    with asking("invoices"):
        invoices = client().v1.invoices
        unpaid = invoices.list({"subscription": subscription, "status": "open", "limit": 100}).data
        if not unpaid:
            return None
        oldest = min(unpaid, key=lambda one: (one.created, one.id))
        whole = invoices.retrieve(oldest.id, {"expand": ["payments.data.payment.payment_intent"]})
    payments: Any = whole.payments.data if whole.payments else []
    return Trouble(
        invoice=whole.id,
        since=moment(whole.status_transitions.finalized_at or whole.created),
        url=whole.hosted_invoice_url or "",
        amount=from_stripe(whole.amount_remaining, whole.currency.upper()),
        currency=whole.currency.upper(),
        asks=any(one.payment.payment_intent.status == "requires_action" for one in payments),
    )


def moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


# Pages of Stripe's own


def checkout(*, customer: str, price: Price, choice: Choice, workspace: str, key: str, back: str, away: str) -> Any:
    """A session whose `url` takes the payment; `back` is where it leads after that, `away` without."""
    collected: Any = (
        {
            "automatic_tax": {"enabled": True},
            "tax_id_collection": {"enabled": True},
            "billing_address_collection": "required",
            "customer_update": {"address": "auto", "name": "auto"},
        }
        if settings.STRIPE_TAX
        else {}
    )
    wanted: Any = {
        "mode": "subscription",
        "customer": customer,
        "line_items": [{"price": price.id, "quantity": choice.seats}],
        "client_reference_id": workspace,
        "subscription_data": {"metadata": {"workspace": workspace}},
        "success_url": back,
        "cancel_url": away,
    }
    with asking("checkout"):
        made = client().v1.checkout.sessions.create(wanted | collected, {"idempotency_key": key})
    return ours(made)


def checkout_again(session: str) -> Any:
    with asking("checkout"):
        return ours(client().v1.checkout.sessions.retrieve(session))


def close_checkout(session: str) -> None:
    """Nobody can pay it any more. Raises `Refused` where it was paid or closed before."""
    with asking("checkout"):
        client().v1.checkout.sessions.expire(session)


def portal(*, customer: str, back: str) -> str:
    """The address of the page for cards, invoices and receipts."""
    with asking("portal"):
        made = client().v1.billing_portal.sessions.create({"customer": customer, "return_url": back})
    return str(ours(made).url)


# Changes


def change(now: Snapshot, *, price: Price, seats: int, at: int, key: str) -> None:
    """At once, and billed at once; where the payment fails everything stays until the invoice is paid."""
    with asking("change"):
        client().v1.subscriptions.update(
            now.subscription,
            {
                "items": [{"id": now.item, "price": price.id, "quantity": seats}],
                "payment_behavior": "pending_if_incomplete",
                "proration_behavior": "always_invoice",
                "proration_date": at,
            },
            {"idempotency_key": key},
        )


def change_later(now: Snapshot, *, price: Price, seats: int) -> None:
    """From the end of the period that is paid for; nothing is billed before."""
    with asking("schedule"):
        schedules = client().v1.subscription_schedules
        made = (
            schedules.retrieve(now.schedule)
            if now.schedule
            else schedules.create({"from_subscription": now.subscription})
        )
        first = made.phases[0]
        kept: Any = [{"price": str(item.price), "quantity": item.quantity or 1} for item in first["items"]]
        end = int(now.period_end.timestamp())
        schedules.update(
            made.id,
            {
                "end_behavior": "release",
                "proration_behavior": "none",
                "phases": [
                    {"items": kept, "start_date": first.start_date, "end_date": end},
                    {"items": [{"price": price.id, "quantity": seats}], "start_date": end},
                ],
            },
        )


def release(schedule: str) -> None:
    """What was to come does not; a schedule that ended meanwhile is no trouble."""
    try:
        with asking("schedule"):
            client().v1.subscription_schedules.release(schedule)
    except Refused:
        log.info("schedule_over", schedule=schedule)


def set_end(subscription: str, *, ends: bool) -> None:
    """End with the period, or go on after all."""
    with asking("cancel"):
        client().v1.subscriptions.update(subscription, {"cancel_at_period_end": ends})


def pay(invoice: str, *, key: str) -> None:
    """Try the customer's card. Raises `Declined`."""
    with asking("pay"):
        client().v1.invoices.pay(invoice, {}, {"idempotency_key": key})
