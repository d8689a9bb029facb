"""What an owner reads before a plan is changed or ended: what it costs, what comes then, what is over (P8, P9)."""

from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _

from billing import bill_words, offers, words
from billing.choices import Choice, is_more
from billing.models import Subscription
from billing.snapshots import Preview
from workspaces import plan_words, plans, usage
from workspaces.models import Workspace
from workspaces.plans import Feature


@dataclass(frozen=True)
class Less:
    """What a smaller plan ends, and what is beyond it: thing and “5 of 2”."""

    ends: list[str]
    over: list[tuple[str, str]]


def of_change(workspace: Workspace, row: Subscription, found: Preview, choice: Choice) -> dict[str, Any]:
    """For `billing/owner/change.html`."""
    at_once, price = is_more(choice, found.now), offers.price(choice)
    return {
        "choice": choice,
        "now_words": words.of_choice(found.now),
        "wanted_words": words.of_choice(choice),
        "total": bill_words.of_total(price, choice.seats),
        "at_once": at_once,
        "due": bill_words.amount(found.due, found.currency) if found.due else "",
        "lines": bill_words.of_preview(found) if at_once else [],
        "next": bill_words.after(found, price, choice.seats, None if at_once else row.period_end),
        "less": less(workspace, found.now, choice),
        "row": row,
    }


def of_end(workspace: Workspace, row: Subscription, now: Choice) -> dict[str, Any]:
    """For `billing/owner/cancel.html`."""
    return {
        "row": row,
        "plan": plan_words.NAMES[now.plan],
        "plan_words": words.of_choice(now),
        "open": bill_words.still_open(row),
        "ends": bill_words.ends(row),
        "given": plan_words.NAMES[workspace.plan_override] if workspace.plan_override else "",
        "less": less(workspace, now, None),
        "free": words.brings(plans.FREE),
    }


def less(workspace: Workspace, now: Choice, then: Choice | None) -> Less:
    """Without `then`: the free plan."""
    key, members = (then.plan, then.paid_members) if then else (plans.FREE, 0)
    room = [replace(one, limit=plans.limit(key, one.thing, paid_members=members)) for one in usage.of(workspace)]
    over = [(str(plan_words.THINGS[one.thing]), plan_words.of_use(one)) for one in room if one.is_over]
    return Less(_ends(now.plan, key), over)


def _ends(now: str, then: str) -> list[str]:
    said = []
    if then == plans.FREE:
        said.append(_("Figures show the last 90 days, not the last 25 months"))
    if plans.allows(now, Feature.COMPANY_FIELDS) and not plans.allows(then, Feature.COMPANY_FIELDS):
        said.append(_("Company fields, lists of cards and bulk print end; cards keep what they took from the company"))
    return said
