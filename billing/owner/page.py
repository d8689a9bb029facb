"""What the page of the plan shows: the plan now, what is used of it, and what could be chosen."""

import re
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from billing import bill_words, choices, offers, words
from billing.choices import INTERVALS, PER_MEMBER, SOLD, TEAM_FROM, TEAM_TO, YEAR, Choice, NotOffered
from billing.models import Subscription
from billing.owner import banners
from billing.snapshots import Price
from workspaces import plan_words, plans, usage
from workspaces.models import Workspace
from workspaces.plans import Thing
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
    total: str
    act: str
    is_mine: bool
    leads: bool


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
    is_wanted: bool


@dataclass(frozen=True)
class Asked:
    """A plan that was chosen on another page, and for how many members; what is not understood asks for nothing."""

    plan: str = ""
    seats: int = 0
    interval: str = ""
    unpaid: bool = False
    """Its owner went to pay, and came back without."""

    @classmethod
    def read(cls, sent: QueryDict) -> Self:
        plan, interval, seats = (sent.get(name, "") for name in ("plan", "interval", "seats"))
        number = int(seats) if re.fullmatch("[0-9]{1,3}", seats) else 0
        return cls(
            plan if plan in SOLD else "",
            number if TEAM_FROM <= number <= TEAM_TO else 0,
            interval if interval in INTERVALS else "",
            unpaid="unpaid" in sent,
        )

    @classmethod
    def of(cls, choice: Choice) -> Self:
        """That was not paid."""
        return cls(choice.plan, choice.paid_members, choice.interval, unpaid=True)

    @property
    def query(self) -> str:
        """As `read` reads it."""
        asked: dict[str, str | int] = {"plan": self.plan, "interval": self.interval, "seats": self.seats}
        return urlencode(
            {name: value for name, value in asked.items() if value} | ({"unpaid": 1} if self.unpaid else {})
        )

    @property
    def words(self) -> str:
        """“Team for 5 members, by the month”; the plan alone where no more is known; nothing for nothing."""
        if not self.plan:
            return ""
        with suppress(NotOffered):
            return words.of_choice(choices.chosen(self.plan, self.interval, self.seats))
        return str(plan_words.NAMES[self.plan])


def context(workspace: Workspace, row: Subscription, asked: Asked) -> dict[str, Any]:
    """For `billing/owner/billing.html`."""
    prices, given, used = offers.here(), bool(workspace.plan_override), usage.of(workspace)
    members = next((one.count for one in used if one.thing is Thing.MEMBERS), 0)
    return _now(row) | {
        "workspace": workspace,
        "row": row,
        "plan_name": plan_words.NAMES[workspace.plan_key],
        "plan_words": words.of_choice(row.chosen) if row.chosen and row.is_live and not given else "",
        "is_given": given,
        "is_free": not given and not row.is_live,
        "lines": [line(one) for one in used],
        "offers": [offer(key, prices, row, asked, members) for key in SOLD] if prices else [],
        "free": words.brings(plans.FREE),
        "wanted": asked.words,
        "asked": asked,
        "banner": banners.of(row, workspace),
        "seats_least": TEAM_FROM,
        "seats_most": TEAM_TO,
    }


def _now(row: Subscription) -> dict[str, Any]:
    """What goes on, what it costs, and what comes then, as far as Stripe can be asked."""
    mine, later = row.chosen if row.is_live else None, choices.read(row.later)
    costs = offers.charges(row) if mine else None
    return {
        "mine": plan_words.NAMES[mine.plan] if mine else "",
        "total": bill_words.of_total(costs.price, mine.seats) if mine and costs else "",
        "coming": bill_words.of_coming(costs.coming) if costs and costs.coming else "",
        "open": bill_words.still_open(row) if mine and row.is_failing else [],
        "ends": bill_words.ends(row) if mine and row.ends else [],
        "later_words": words.of_choice(later) if later else "",
    }


def line(used: Used) -> Line:
    share = None if used.limit is None else min(100, used.count * 100 // max(used.limit, 1))
    return Line(str(plan_words.THINGS[used.thing]), plan_words.of_use(used), share, used.is_over)


def offer(key: str, prices: list[Price], row: Subscription, asked: Asked, members: int) -> Offer:
    """For as many members as were asked for or paid for; else for those there are."""
    mine = row.chosen if row.is_live else None
    paid = mine.seats if mine and mine.by_member else 0
    leads = asked.plan == key if asked.plan else mine is None and key not in PER_MEMBER
    first = asked.interval or INTERVALS[0]
    wanted, seats = asked.plan == key, asked.seats or paid or max(members, TEAM_FROM)
    return Offer(
        key=key,
        name=str(plan_words.NAMES[key]),
        brings=words.brings(key),
        ways=[
            _way(price, mine, seats, leads=leads and price.interval == first)
            for price in _sorted(prices)
            if price.plan == key
        ],
        by_member=key in PER_MEMBER,
        seats=seats,
        is_mine=mine is not None and mine.plan == key,
        is_wanted=wanted,
    )


def _sorted(prices: list[Price]) -> list[Price]:
    return sorted(prices, key=lambda one: INTERVALS.index(one.interval))


def _way(price: Price, mine: Choice | None, seats: int, *, leads: bool) -> Way:
    by_member = price.plan in PER_MEMBER
    act = _("Choose %(plan)s by the year") if price.interval == YEAR else _("Choose %(plan)s by the month")
    is_mine = mine is not None and (mine.plan, mine.interval) == (price.plan, price.interval)
    if is_mine and by_member:
        act = _("Change the number of members")
    total = bill_words.of_total(price, seats) if by_member else ""
    act %= {"plan": plan_words.NAMES[price.plan]}
    return Way(price.interval, words.of_price(price), total, act, is_mine, leads)
