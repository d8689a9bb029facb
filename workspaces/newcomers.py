"""What a new workspace may not do yet on a service that anybody can sign up to (cards 96).

Whoever misuses such a service does so within hours: many cards, pages full of links, links that are swapped after
somebody looked. Who means well hardly meets these limits, and staff lifts them for a workspace.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from cardsite.kit import throttle
from workspaces import plans
from workspaces.models import User, Workspace

NEW_FOR: Final = timedelta(days=3)
"""Long enough for the first report of a visitor to be read."""

CARDS: Final = 40
"""A team of thirty makes its cards in its first hour."""
LINKS: Final = 40
"""Different addresses on one card: the longest lists of honest cards have thirty."""
LINK_CHANGES_AN_HOUR: Final = 12
"""Publications of a workspace that lead visitors to other addresses than before."""
WORKSPACES_A_DAY: Final = 3
"""Of one new person: else the limits of a workspace would be none."""

HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)


@dataclass
class TooManyLinks(Exception):
    """So many a card of a new workspace may have, until then."""

    limit: int
    until: datetime


def is_new(workspace: Workspace, now: datetime) -> bool:
    """Whether the limits hold: nobody was asked in, nobody pays, and staff said nothing."""
    unpaid = workspace.plan_key in {plans.FREE, plans.UNLIMITED}
    return _anybody() and unpaid and not workspace.trusted_at and now < until(workspace)


def until(workspace: Workspace) -> datetime:
    return workspace.created_at + NEW_FOR


def check_links(workspace: Workspace, *, before: frozenset[str] | None, after: frozenset[str], now: datetime) -> None:
    """Before a card is published; `before` is where it led, None for one that was never published.

    Raises `TooManyLinks` and `throttle.TooMany`. Fewer links are always allowed, and a first publication swaps none.
    """
    if after <= (before or frozenset()) or not is_new(workspace, now):
        return
    if len(after) > LINKS:
        raise TooManyLinks(LINKS, until(workspace))
    if before is not None:
        throttle.count(f"new-links:{workspace.pk}", limit=LINK_CHANGES_AN_HOUR, per=HOUR, now=now)


def count_workspace(person: User, now: datetime) -> None:
    """One more workspace of a person who is new here. Raises `throttle.TooMany`."""
    if _anybody() and now < person.joined_at + NEW_FOR:
        throttle.count(f"new-workspaces:{person.pk}", limit=WORKSPACES_A_DAY, per=DAY, now=now)


def _anybody() -> bool:
    return bool(settings.SIGNUP == "open") and not settings.DEMO
