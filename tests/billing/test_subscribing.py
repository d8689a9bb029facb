"""Begin, change, end and go on, against the double, by the real SDK (P3, P8, P9, P10)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from billing import bill_words, gateway, subscribing, syncing, upkeep
from billing.choices import Choice
from billing.models import Subscription
from billing.owner import banners
from billing.subscribing import AlreadySubscribed, NothingToChange, Overtaken
from tests.billing.till import PRO, PRO_YEAR, TEAM, Till
from workspaces import outbox
from workspaces.models import AuditEntry, Effect, Workspace
from workspaces.scoping import inside


def now() -> int:
    return int(timezone.now().timestamp())


@pytest.fixture
def on_time(till: Till) -> Till:
    """The double's clock is ours."""
    till.books._clock = None
    return till


def told(till: Till) -> list[str]:
    """Mails about payments that waited in the outbox, with those whose time comes later."""
    Effect.objects.filter(task="billing.telling.tell", state="open").update(due_at=timezone.now())
    outbox.perform_due()
    about = [one for one in mail.outbox if one.subject.startswith(("Your bank", "The payment"))]
    return [f"{one.to[0]}: {one.subject}\n{one.body}" for one in about]


def test_a_paid_session_becomes_a_plan(till: Till):
    session = till.begin(PRO)
    assert (till.plan, till.row.status) == (("free", 0), "")
    till.books.pay_session(session)
    till.pass_on()
    assert (till.plan, till.row.status, till.row.choice) == (("pro", 0), "active", "pro-month-1")


def test_a_declined_card_buys_nothing(till: Till):
    assert till.books.pay_session(till.begin(), "declined") is False
    till.pass_on()
    assert (till.row.status, till.books.subscriptions) == ("", {})


def test_the_same_choice_goes_on_with_the_open_session(till: Till):
    assert till.begin(PRO) == till.begin(PRO)
    assert (len(till.books.customers), len(till.books.sessions)) == (1, 1)


def test_another_choice_closes_the_session_before(till: Till):
    """P3: what was open in another window cannot be paid any more."""
    first, second = till.begin(PRO), till.begin(TEAM)
    assert till.books.pay_session(first) is False
    assert till.books.pay_session(second) is True
    till.pass_on()
    assert till.plan == ("team", 5)
    with pytest.raises(AlreadySubscribed):
        till.begin(PRO)
    assert len(till.books.subscriptions) == 1


def test_two_choices_at_once_leave_one_that_can_be_paid(till: Till, monkeypatch):
    """P3: Team is chosen while Stripe makes the session for Pro."""
    inner: list[str] = []
    real = gateway.checkout

    def slow(**given: Any) -> Any:
        made = real(**given)
        if not inner:
            inner.append("")
            inner[0] = till.begin(TEAM)
        return made

    monkeypatch.setattr(gateway, "checkout", slow)
    with pytest.raises(Overtaken):
        till.begin(PRO)
    open_ones = [key for key, one in till.books.sessions.items() if one["status"] == "open"]
    assert open_ones == inner


def test_whoever_left_can_come_back(till: Till):
    till.books.cancel(till.buy(PRO))
    till.pass_on()
    assert till.plan == ("free", 0)
    till.buy(PRO_YEAR)
    assert (till.plan, till.row.choice, len(till.books.customers)) == (("pro", 0), "pro-year-1", 1)


def test_an_upgrade_counts_at_once_for_the_amount_that_was_shown(on_time: Till):
    """P8"""
    till, at = on_time, now()
    key = till.buy(PRO)
    with inside(till.workspace):
        shown = subscribing.preview(row=till.row, choice=TEAM, at=at)
    till.act("change", choice=TEAM, at=at)
    billed = [one["amount_due"] for one in till.books.invoices.values()]
    assert (billed, till.plan, till.row.later) == ([900, shown.due], ("team", 5), "")
    assert 2000 < shown.due <= 3000
    till.act("resume")
    assert till.row.subscription_id == key


def test_an_upgrade_whose_payment_fails_waits_for_it(on_time: Till):
    """P8, P10: the plan stays what it is, and the invoice can be paid by hand."""
    till = on_time
    till.buy(PRO)
    till.books.cards[till.row.customer_id] = "asks"
    till.act("change", choice=TEAM, at=now())
    row = till.row
    assert (till.plan, row.status, row.waiting, row.asks) == (("pro", 0), "active", "team-month-5", True)
    till.books.confirm(row.invoice_id)
    till.pass_on()
    assert (till.plan, till.row.waiting, till.row.asks) == (("team", 5), "", False)


def test_an_amount_shown_long_ago_is_not_agreed_to(on_time: Till):
    on_time.buy(PRO)
    for at in (now() - 3700, now() + 60):
        with pytest.raises(Overtaken):
            on_time.act("change", choice=TEAM, at=at)
    assert on_time.plan == ("pro", 0)


def test_a_downgrade_waits_for_the_end_of_the_period(till: Till):
    """P8; taken back, it does not come."""
    key = till.buy(TEAM)
    till.act("change", choice=PRO, at=now())
    assert (till.plan, till.row.later) == (("team", 5), "pro-month-1")
    till.act("keep")
    assert till.row.later == ""
    till.act("change", choice=PRO, at=now())
    till.books.renew(key)
    till.pass_on()
    assert (till.plan, till.row.choice, till.row.later) == (("pro", 0), "pro-month-1", "")


def test_an_end_comes_with_the_period_and_can_be_taken_back(till: Till):
    """P8; also where a smaller plan was to come"""
    key = till.buy(TEAM)
    till.act("change", choice=PRO, at=now())
    till.act("cancel")
    assert (till.row.ends, till.row.later, till.plan) == (True, "", ("team", 5))
    till.act("resume")
    assert till.row.ends is False
    till.act("cancel")
    till.books.renew(key)
    till.pass_on()
    assert (till.row.status, till.plan) == ("canceled", ("free", 0))
    verbs = AuditEntry.unscoped.filter(verb__startswith="billing.").values_list("verb", flat=True).order_by("pk")
    assert list(verbs)[-4:] == ["billing.cancel", "billing.resume", "billing.cancel", "billing.plan"]


def test_the_plan_that_is_there_is_no_change(till: Till):
    till.buy(PRO)
    with pytest.raises(NothingToChange):
        till.act("change", choice=PRO, at=now())


def test_a_failed_renewal_keeps_the_plan_for_fourteen_days(till: Till):
    """P2, P10: mails at once, after three days, after seven; then the free plan; a new card brings all back."""
    upkeep.settle(timezone.now())
    key = till.buy(PRO)
    till.books.cards[till.row.customer_id] = "declined"
    till.books.renew(key)
    till.pass_on()
    row = till.row
    assert row.failing_since
    waits = Effect.objects.filter(task="billing.telling.tell").order_by("due_at").values_list("due_at", flat=True)
    assert [due - waits[0] for due in waits] == [timedelta(0), timedelta(days=3), timedelta(days=7)]
    assert (till.plan, row.status) == (("pro", 0), "past_due")
    assert upkeep.settle(row.failing_since + timedelta(days=13, hours=23)) == 0
    assert upkeep.settle(row.failing_since + timedelta(days=14)) == 1
    assert till.plan == ("free", 0)
    till.books.set_card(row.customer_id, "ok")
    till.pass_on()
    assert (till.plan, till.row.status, till.row.invoice_id, till.row.failing_since) == (("pro", 0), "active", "", None)
    assert len(told(till)) == 1  # the first; what waited after it is so no more


def test_a_renewal_that_is_declined_is_told_at_once_and_once(till: Till):
    """P10: though Stripe's clock is ahead of ours, as a test clock's is; with the page of the plan as the remedy."""
    key = till.buy(PRO)
    till.books.cards[till.row.customer_id] = "declined"
    till.books.renew(key)
    till.pass_on()
    till.pass_on([event | {"id": f"{event['id']}-again"} for event in till.books.events])
    about = [one for one in mail.outbox if one.subject == "The payment for your plan did not go through"]
    assert [one.to for one in about] == [["ada@example.com"]]
    assert ("/w/atelier/billing/" in about[0].body, till.row.invoice_url in about[0].body) == (True, True)


def test_a_bank_that_asks_is_told_at_once(on_time: Till):
    """P10: one mail with the page of the invoice, and reminders only of days to come."""
    till = on_time
    key = till.buy(PRO)
    till.books.cards[till.row.customer_id] = "asks"
    till.books.state["ahead"] = -40 * 86_400  # so that the period ends about now
    entry = till.books.subscriptions[key]["items"]["data"][0]
    entry |= {"current_period_start": till.books.now - 1, "current_period_end": till.books.now}
    till.books.renew(key)
    till.pass_on()
    assert [row.arguments["what"] for row in Effect.objects.filter(task="billing.telling.tell").order_by("pk")] == [
        "asks",
        "failed",
        "failed",
    ]
    said = sorted(told(till), reverse=True)
    assert len(said) == 3
    assert till.row.invoice_url in said[0]
    assert said[0].startswith("ada@example.com: Your bank asks you to confirm a payment")
    assert till.row.kept_until is not None
    ends = f"your plan ends on {bill_words.day(till.row.kept_until)}"
    banner = banners.of(till.row, till.workspace)
    assert (ends in said[0], banner is not None and banner.text.count(ends)) == (True, 1)
    assert said[1].startswith("ada@example.com: The payment for your plan did not go through")


def test_a_newer_answer_is_not_overwritten_by_an_older(till: Till, monkeypatch):
    """P5: two read at once; the one that asked first comes last."""
    key = till.buy(PRO)
    real = gateway.read

    def slow(customer):
        said = real(customer)
        monkeypatch.setattr(gateway, "read", real)
        till.books.cancel(key)
        syncing.sync(till.row)
        return said

    monkeypatch.setattr(gateway, "read", slow)
    with inside(till.workspace):
        syncing.sync(till.row)
    assert (till.row.status, till.plan) == ("canceled", ("free", 0))


def test_staff_stand_above_what_is_paid(till: Till):
    """P1"""
    Workspace.objects.filter(pk=till.workspace.pk).update(plan_override="team", plan_key="team", paid_members=7)
    till.books.cancel(till.buy(PRO))
    till.pass_on()
    assert till.plan == ("team", 7)


def test_plans_begin_and_cease_to_be_sold(till: Till, settings):
    """P1: without Stripe there is one unlimited plan, whatever was paid before."""
    assert upkeep.settle(datetime.now(UTC)) == 2
    assert till.plan == ("free", 0)
    till.buy(PRO)
    settings.STRIPE_ENABLED = False
    assert upkeep.settle(datetime.now(UTC)) == 2
    assert till.plan == ("unlimited", 0)


def test_a_customer_of_the_other_mode_is_not_ours(till: Till, settings):
    """P13: after the keys changed to live ones, a test subscription is worth nothing."""
    till.buy(PRO)
    settings.STRIPE_SECRET_KEY = "sk_live_double"
    with inside(till.workspace):
        syncing.sync(till.row)
    assert (till.row.status, till.plan) == ("", ("free", 0))


def test_live_answers_to_a_test_key_are_refused(till: Till):
    till.books.live = True
    with inside(till.workspace), pytest.raises(gateway.WrongMode):
        subscribing.begin(workspace=till.workspace, choice=PRO, by=till.owner, back="x", away="y")
    assert Subscription.unscoped.get().customer_id == ""


def test_a_refund_is_no_end(till: Till):
    till.buy(PRO)
    intent = next(iter(till.books.invoices.values()))["payments"]["data"][0]["payment"]["payment_intent"]["id"]
    till.books.refund({"payment_intent": intent})
    till.pass_on()
    assert (till.row.status, till.plan, told(till)) == ("active", ("pro", 0), [])


def test_prices_that_lost_their_key_are_still_known(till: Till):
    """A dearer price took the lookup key; who subscribed before keeps the old one."""
    till.buy(Choice("team", "month", 4))
    till.books.prices["price_team_month"]["lookup_key"] = None
    with inside(till.workspace):
        syncing.sync(till.row)
    assert till.plan == ("team", 4)
