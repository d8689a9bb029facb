"""What the page of the plan shows: the plan now, what is used of it, and what could be chosen."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from billing import choices, offers, words
from billing.choices import INTERVALS, PER_MEMBER, SOLD, TEAM_FROM, TEAM_TO, YEAR, Choice
from billing.models import Subscription
from billing.owner import banners
from billing.snapshots import Price
from workspaces import plan_words, plans, usage
from workspaces.models import Workspace
from workspaces.usage import Used


@dataclass(frozen=True)
class Line:
    """One thing that is counted; `share` in percent for a bar, None without limit."""

    label: str
    words: str
    share: int | None
    is_over: bool


@dataclass(frozen=True)
class Way:
    """One way to pay for a plan."""

    interval: str
    price: str
    act: str
    is_mine: bool


@dataclass(frozen=True)
class Offer:
    """One plan beside the others."""

    key: str
    name: str
    brings: list[str]
    ways: list[Way]
    by_member: bool
    seats: int
    is_mine: bool


def context(workspace: Workspace, row: Subscription) -> dict[str, Any]:
    """For `billing/owner/billing.html`."""
    prices, given = offers.here(), bool(workspace.plan_override)
    return {
        "workspace": workspace,
        "row": row,
        "plan_name": plan_words.NAMES[workspace.plan_key],
        "plan_words": words.of_choice(row.chosen) if row.chosen and row.is_live and not given else "",
        "later_words": words.of_choice(later) if (later := choices.read(row.later)) else "",
        "is_given": given,
        "lines": [line(one) for one in usage.of(workspace)],
        "offers": [offer(key, prices, row) for key in SOLD] if prices else [],
        "free": words.brings(plans.FREE),
        "banner": banners.of(row, workspace),
        "seats_least": TEAM_FROM,
        "seats_most": TEAM_TO,
    }


def line(used: Used) -> Line:
    share = None if used.limit is None else min(100, used.count * 100 // max(used.limit, 1))
    return Line(str(plan_words.THINGS[used.thing]), plan_words.of_use(used), share, used.is_over)


def offer(key: str, prices: list[Price], row: Subscription) -> Offer:
    mine = row.chosen if row.is_live else None
    here = mine is not None and mine.plan == key
    return Offer(
        key=key,
        name=str(plan_words.NAMES[key]),
        brings=words.brings(key),
        ways=[_way(price, mine) for price in _sorted(prices) if price.plan == key],
        by_member=key in PER_MEMBER,
        seats=mine.seats if mine and mine.by_member else TEAM_FROM,
        is_mine=here,
    )


def _sorted(prices: list[Price]) -> list[Price]:
    return sorted(prices, key=lambda one: INTERVALS.index(one.interval))


def _way(price: Price, mine: Choice | None) -> Way:
    by_member = price.plan in PER_MEMBER
    act = _("Choose %(plan)s by the year") if price.interval == YEAR else _("Choose %(plan)s by the month")
    is_mine = mine is not None and (mine.plan, mine.interval) == (price.plan, price.interval)
    if is_mine and by_member:
        act = _("Change the number of members")
    return Way(price.interval, words.of_price(price), act % {"plan": plan_words.NAMES[price.plan]}, is_mine)
