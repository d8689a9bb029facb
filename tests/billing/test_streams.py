"""Whatever order events come in, however often, and some never: the end is what Stripe says (P5, P6, T20; F19)."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from billing import reconciling, standing
from billing.choices import Choice
from tests.billing.till import PRO, PRO_YEAR, TEAM, Till
from workspaces.scoping import inside

CHOICES = [PRO, PRO_YEAR, TEAM, Choice("team", "year", 3), Choice("team", "month", 9)]


def random_step(till: Till, dice: random.Random) -> None:
    """Something that Stripe's pages, its staff or its clock do; our own acts would sync by themselves."""
    books = till.books
    going = [key for key, one in books.subscriptions.items() if standing.is_live(one["status"])]
    if not going:
        books.pay_session(till.begin(dice.choice(CHOICES)))
        return
    key, one = going[0], books.subscriptions[going[0]]
    name = f"price_{dice.choice(['pro', 'team'])}_{dice.choice(['month', 'year'])}"
    steps: list[Callable[[], Any]] = [
        lambda: books.renew(key),
        lambda: books.renew(key),
        lambda: books.set_card(one["customer"], dice.choice(["ok", "ok", "declined", "asks"])),
        lambda: books.update(key, {"items": {"0": {"price": name, "quantity": "4"}}}),
        lambda: books.update(key, {"cancel_at_period_end": dice.choice(["true", "false"])}),
        lambda: books.confirm_all(key),
        lambda: books.give_up(key),
        lambda: dice.random() < 0.2 and books.cancel(key),
    ]
    dice.choice(steps)()


def play(till: Till, seed: int, steps: int = 6) -> None:
    """A life whose events come shuffled, some twice and some never; then the nightly look."""
    dice = random.Random(seed)
    for _step in range(steps):
        random_step(till, dice)
        events = till.new_events()
        batch = [event for event in events if dice.random() > 0.2]
        batch += dice.choices(events, k=dice.randint(0, 2)) if events else []
        dice.shuffle(batch)
        till.pass_on(batch)
    look(till)


def look(till: Till) -> None:
    with inside(till.workspace):
        reconciling.compare.function()


def so(till: Till) -> dict[str, Any]:
    """The double's own state of the subscription that counts, and the plan by the table of P2."""
    all_ = till.books.subscriptions.values()
    one = next((one for one in all_ if one["status"] != "canceled"), None) or list(all_)[-1]
    entry = one["items"]["data"][0]
    plan = entry["price"]["metadata"]["plan"]
    paid = one["status"] in {"active", "past_due"}  # the double's clock runs ahead of ours: no fourteen days pass
    troubled = one["status"] == "past_due" or one["pending_update"]
    owed = [item["id"] for item in till.books.open_invoices(one["id"])] if troubled else []
    return {
        "subscription": one["id"],
        "status": one["status"],
        "price": entry["price"]["lookup_key"],
        "ends": one["cancel_at_period_end"],
        "end": entry["current_period_end"],
        "owed": owed[:1],
        "plan": (plan, entry["quantity"] if plan == "team" else 0) if paid else ("free", 0),
    }


def known(till: Till) -> dict[str, Any]:
    row = till.row
    assert row.chosen
    assert row.period_end
    return {
        "subscription": row.subscription_id,
        "status": row.status,
        "price": f"{row.chosen.plan}_{row.chosen.interval}",
        "ends": row.ends,
        "end": int(row.period_end.timestamp()),
        "owed": [row.invoice_id] if row.invoice_id else [],
        "plan": till.plan,
    }


def test_random_streams_end_in_the_doubles_own_state(till: Till):
    """In process; `make prove` plays many more."""
    for seed in range(6):
        play(till, seed)
        assert known(till) == so(till), seed


@pytest.mark.proof
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("part", range(100))
def test_ten_thousand_random_streams_end_in_the_doubles_own_state(till: Till, part: int):
    """A hundred on one account, each upon what the last one left behind."""
    for seed in range(part * 100, part * 100 + 100):
        play(till, seed + 1000, steps=3)
        assert known(till) == so(till), seed


def test_without_the_look_lost_events_are_missed(till: Till):
    """The control of the comparison: it sees what was never told."""
    till.buy()
    till.books.renew(till.row.subscription_id)
    till.new_events()
    assert known(till) != so(till)
    look(till)
    assert known(till) == so(till)
