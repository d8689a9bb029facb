"""Which plan counts, given how a subscription stands (P2). Pure."""

from datetime import datetime, timedelta
from typing import Final

GRACE: Final = timedelta(days=14)
"""How long a plan goes on after the first payment that failed."""

LIVE: Final = frozenset({"trialing", "active", "past_due", "unpaid", "paused", "incomplete"})
"""Stripe goes on with it, whether or not it is paid."""

RUNNING: Final = frozenset({"trialing", "active", "past_due"})
"""It can be changed and ended."""

PAID: Final = frozenset({"trialing", "active"})


def is_live(status: str) -> bool:
    return status in LIVE


def end_of_grace(failing_since: datetime) -> datetime:
    return failing_since + GRACE


def has_plan(status: str, failing_since: datetime | None, now: datetime) -> bool:
    """Trialing and active: yes. Past due: for fourteen days from the first failure. Anything else: no."""
    if status == "past_due":
        return failing_since is None or now < end_of_grace(failing_since)
    return status in PAID
