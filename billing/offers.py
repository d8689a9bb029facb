"""What can be bought, and what that costs which was bought: Stripe's figures, remembered for pages (rule 20)."""

from dataclasses import asdict
from hashlib import sha256
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache

from billing import gateway, reading
from billing.choices import Choice, NotOffered
from billing.gateway import StripeTrouble
from billing.models import Subscription
from billing.snapshots import Bill, Charges, Price

KEPT_SECONDS: Final = 24 * 3600
"""Beat refreshes them every hour."""
CHARGES_SECONDS: Final = 3600


def refresh() -> list[Price]:
    """Asks Stripe. Raises `StripeTrouble`; then what is remembered stays."""
    found = gateway.prices()
    cache.set(_key(), [asdict(one) for one in found], KEPT_SECONDS)
    return found


def known() -> list[Price]:
    """What is remembered; never asks."""
    return [Price(**one) for one in cache.get(_key(), [])]


def here() -> list[Price]:
    """What is remembered, else what Stripe says now; nothing while it says nothing."""
    try:
        return known() or refresh()
    except StripeTrouble:
        return []


def price(choice: Choice) -> Price:
    """Raises `NotOffered`."""
    for one in here():
        if (one.plan, one.interval) == (choice.plan, choice.interval):
            return one
    raise NotOffered(choice.plan, choice.interval)


def charges(row: Subscription) -> Charges | None:
    """What this one costs and what is taken next: remembered for an hour, else as Stripe says now; None without it."""
    facts = f"{row.subscription_id} {row.choice} {row.later} {row.ends} {row.period_end} {row.invoice_id}"
    key = f"{_key()}.{sha256(facts.encode()).hexdigest()[:16]}"
    if found := cache.get(key):
        return _read(found)
    try:
        said = reading.charges(row)
    except StripeTrouble:
        return None
    if said:
        cache.set(key, asdict(said), CHARGES_SECONDS)
    return said


def _read(found: dict[str, Any]) -> Charges:
    return Charges(Price(**found["price"]), Bill(**found["coming"]) if found["coming"] else None)


def _key() -> str:
    """Of this Stripe account, in this mode, with these lookup keys."""
    account = f"{settings.STRIPE_SECRET_KEY} {settings.STRIPE_API_BASE} {settings.STRIPE_PRICES}"
    return f"billing.prices.{sha256(account.encode()).hexdigest()[:16]}"
