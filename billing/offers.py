"""What can be bought here and for how much: Stripe's prices, remembered so that pages need not ask (rule 20)."""

from dataclasses import asdict
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.core.cache import cache

from billing import gateway
from billing.choices import Choice, NotOffered
from billing.gateway import StripeTrouble
from billing.snapshots import Price

KEPT_SECONDS: Final = 24 * 3600
"""Beat refreshes them every hour."""


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


def _key() -> str:
    """Of this Stripe account, in this mode, with these lookup keys."""
    account = f"{settings.STRIPE_SECRET_KEY} {settings.STRIPE_API_BASE} {settings.STRIPE_PRICES}"
    return f"billing.prices.{sha256(account.encode()).hexdigest()[:16]}"
