"""The pages of the plan: who sees them, where forms lead, what they say, what nobody smuggles in (P1, P7–P9, P13)."""

import re
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from billing import offers
from billing.choices import Choice
from billing.models import Subscription
from tests.billing.till import PRO, PRO_YEAR, TEAM, Till
from workspaces.models import Workspace
from workspaces.scoping import inside

PAGE = "/w/atelier/billing/"
CHANGE, CANCEL, DONE = f"{PAGE}change/", f"{PAGE}cancel/", f"{PAGE}done/"
WANTED = {"act": "subscribe", "plan": "team", "interval": "month", "seats": "5"}


@pytest.fixture
def ada(till: Till, client: Client) -> Client:
    client.force_login(till.owner)
    return client


def words(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_without_stripe_nothing_of_it_is_there(cast, client: Client):
    """P1"""
    client.force_login(cast.ada)
    assert [client.get(path).status_code for path in (PAGE, CHANGE, CANCEL, DONE)] == [404] * 4
    assert "Plan and payments" not in client.get("/w/atelier/settings/").content.decode()


def test_the_plan_is_a_page_of_the_settings(till: Till, ada: Client):
    page = ada.get(PAGE).content.decode()
    assert re.findall(r'href="([^"]*)"\s+aria-current="page"', page) == ["/w/atelier/settings/"]
    assert "Back to Settings" in page


def test_only_the_owner_sees_what_is_paid(till: Till, cast, client: Client):
    """P13"""
    till.buy(PRO)
    seen = {}
    for name in ("ada", "ben", "eve", "vera", "cleo"):
        client.force_login(getattr(cast, name))
        seen[name] = client.get(PAGE).status_code, "Plan and payments" in words(client.get("/w/atelier/settings/"))
    assert seen == {"ada": (200, True), **dict.fromkeys(("ben", "eve", "vera"), (403, False)), "cleo": (404, False)}


def test_the_page_says_what_is_used_and_what_can_be_had(till: Till, ada: Client):
    said = words(ada.get(PAGE))
    assert "Members 4, no limit" in said  # not settled yet: nobody went to pay
    till.buy(PRO)
    answer = ada.get(PAGE)
    said = words(answer)
    assert "Pro, by the month" in said
    assert ("Members 4 of 2" in said, "Cards 0 of 10" in said, "€6 a member and month" in said) == (True, True, True)
    assert "form-action 'self' http://stripe.test;" in answer.headers["Content-Security-Policy"] + ";"
    assert "form-action 'self';" in ada.get("/w/atelier/").headers["Content-Security-Policy"] + ";"


def test_choosing_leads_to_stripe_and_back_to_a_page_that_waits(till: Till, ada: Client):
    """P7: the page of the return grants nothing; it only asks once more, and thanks once."""
    answer = ada.post(PAGE, WANTED)
    assert (answer.status_code, answer.headers["Location"][:23]) == (303, "http://stripe.test/pay/")
    till.books.pay_session(answer.headers["Location"].rpartition("/")[2])
    (subscription,) = till.books.subscriptions.values()
    subscription["status"] = "incomplete"
    waiting = ada.get(DONE)
    assert (waiting.status_code, "Processing" in words(waiting), till.plan) == (200, True, ("free", 0))
    subscription["status"] = "active"
    assert till.plan == ("free", 0)
    assert ada.get(DONE, HTTP_HX_REQUEST="true").headers["HX-Redirect"] == PAGE
    assert (ada.get(DONE).headers["Location"], till.plan) == (PAGE, ("team", 5))
    thanks = "Thank you. Team for 5 members, by the month: paid until 14 February 2027."
    assert words(ada.get(PAGE)).count(thanks) == 1
    assert "Thank you" not in words(ada.get(PAGE))


def test_whoever_comes_back_without_paying_finds_the_choice_at_hand(till: Till, ada: Client):
    """Nothing waits for a payment that was not made, whichever way one comes back."""
    session = ada.post(PAGE, WANTED).headers["Location"].rpartition("/")[2]
    away = till.books.sessions[session]["cancel_url"].removeprefix("http://localhost:8000")
    assert ada.get(DONE).headers["Location"] == away
    answer = ada.get(away)
    assert "Nothing was paid Your choice is kept here: Team for 5 members, by the month." in words(answer)
    leading = re.findall(r'class="button"[^>]*>([^<]+)<', answer.content.decode())
    assert (leading, 'value="5"' in answer.content.decode()) == (["Choose Team by the month"], True)


def test_nothing_is_waited_for_after_a_plan_ended(till: Till, ada: Client):
    """The portal leads back to the page of the plan; an old page of the return does not wait for ever."""
    till.books.cancel(till.buy(PRO))
    till.pass_on()
    assert ada.get(DONE).headers["Location"] == PAGE
    ada.post(PAGE, {"act": "portal"})
    assert [one["return_url"] for one in till.books.portals.values()] == [f"http://localhost:8000{PAGE}"]


def test_whoever_has_a_plan_is_sent_to_the_portal(till: Till, ada: Client):
    """P3: from a page that was open before"""
    till.buy(PRO)
    answer = ada.post(PAGE, WANTED)
    assert (answer.status_code, answer.headers["Location"][:26]) == (303, "http://stripe.test/portal/")
    assert len(till.books.subscriptions) == 1


def test_forms_take_no_more_than_they_ask_for(till: Till, ada: Client):
    """A21: plan, price, members and state are Stripe's word alone."""
    till.buy(PRO)
    before = Subscription.unscoped.values().get()
    smuggled = {"plan_key": "team", "paid_members": "99", "status": "active", "amount": "0", "choice": "team-month-99"}
    for act in ("", "settle", "subscribe", "sync"):
        ada.post(PAGE, smuggled | {"act": act, "plan": "unlimited"})
    ada.post("/w/atelier/settings/", smuggled | {"name": "Atelier", "zone": "UTC", "language": "en", "currency": "EUR"})
    assert (till.plan, Subscription.unscoped.values().get()) == (("pro", 0), before)


@pytest.mark.parametrize("seats", ["", "0", "2", "501", "-3", "1e9", "9" * 30, "٣"])
def test_members_that_are_not_offered_are_refused(till: Till, ada: Client, seats: str):
    answer = ada.post(PAGE, WANTED | {"seats": seats})
    assert (answer.status_code, answer.headers.get("Location"), till.books.sessions) == (302, PAGE, {})


def test_a_change_shows_its_amount_and_then_costs_just_that(till: Till, ada: Client):
    """P8"""
    till.books._clock = None
    till.buy(PRO)
    wanted = {"plan": "team", "interval": "month", "seats": "5"}
    shown = ada.get(CHANGE, wanted)
    stamp = re.search(r'name="stamp" value="([^"]+)"', shown.content.decode())
    assert stamp
    due = re.search(r"Pay €([0-9.]+) and change the plan", words(shown))
    assert due
    assert ada.post(CHANGE, wanted | {"stamp": "forged"}).status_code == 200  # shown anew, with today's amount
    assert ada.post(CHANGE, wanted | {"stamp": stamp[1], "seats": "6"}).status_code == 200
    assert till.plan == ("pro", 0)
    assert ada.post(CHANGE, wanted | {"stamp": stamp[1]}).headers["Location"] == PAGE
    billed = [one["amount_due"] for one in till.books.invoices.values()]
    assert (till.plan, billed[1:]) == (("team", 5), [round(float(due[1]) * 100)])


def test_a_change_is_said_line_by_line_in_our_words(till: Till, ada: Client):
    """P8: what comes back, what begins, what it will cost from then on; no name of Stripe's for a price."""
    till.books._clock = None
    till.buy(PRO)
    shown = words(ada.get(CHANGE, {"plan": "team", "interval": "month", "seats": "5"}))
    assert re.search(r"Back for Pro, by the month, not used until \d+ \w+ \d{4} −€[89]", shown)
    assert re.search(r"Team for 5 members, by the month, from today to \d+ \w+ \d{4} €(29|30)", shown)
    assert re.search(r"Price 5 members × €6 = €30 a month To pay today €2\d.* Next payment €30 on \d+ \w+ \d{4}", shown)
    assert "_month" not in shown


def test_credit_that_is_more_than_the_new_plan_costs_is_kept(till: Till, ada: Client):
    till.books._clock = None
    till.buy(PRO_YEAR)
    shown = words(ada.get(CHANGE, {"plan": "team", "interval": "month", "seats": "3"}))
    assert re.search(r"To pay today nothing .* Kept for later payments €7(2|1\.9\d) Next payment €0 on ", shown)
    assert "Change the plan now" in shown


def test_credit_that_is_kept_is_named_until_it_is_used_up(till: Till, ada: Client):
    """Beside the next payment, on the page and in the letter; Stripe takes it off before the card."""
    till.books._clock = None
    key = till.buy(PRO_YEAR)
    till.act("change", choice=Choice("team", "month", 3), at=till.books.now)
    till.pass_on()
    named = r"Next payment:? €0 on \d+ \w+ \d{4}; €7(2|1\.9\d) kept at Stripe goes first"
    assert re.search(named, words(ada.get(PAGE)))
    assert [bool(re.search(named, str(one.body))) for one in mail.outbox if "Team" in one.subject] == [True]
    till.books.renew(key)
    till.pass_on()
    assert re.search(r"€0 on \d+ \w+ \d{4}; €5(4|3\.9\d) kept at Stripe", words(ada.get(PAGE)))


def test_the_page_says_what_the_plan_costs_and_what_comes_next(till: Till, ada: Client):
    """By Stripe's own figures, remembered for an hour: the page does not ask each time (rule 20)."""
    till.buy(TEAM)
    said = words(ada.get(PAGE))
    assert "Price 5 members × €6 = €30 a month" in said
    assert "Next payment €30 on 14 February 2027" in said
    assert "€60 a member and year 5 members × €60 = €300 a year" in said
    till.api.calls.clear()
    assert (words(ada.get(PAGE)), till.api.calls) == (said, [])
    till.act("cancel")
    assert "Next payment" not in words(ada.get(PAGE))


def test_a_price_of_before_is_what_its_subscriber_reads(till: Till, ada: Client):
    """A dearer price took the lookup key."""
    till.buy(TEAM)
    old = till.books.prices["price_team_month"]
    old["lookup_key"] = None
    till.books.prices["price_dear"] = old | {"id": "price_dear", "lookup_key": "team_month", "unit_amount": 800}
    with inside(till.workspace):
        offers.refresh()
    said = words(ada.get(PAGE))
    assert ("Price 5 members × €6 = €30 a month" in said, "€8 a member and month" in said) == (True, True)


@pytest.mark.parametrize(
    ("query", "seats", "wanted"),
    [
        ("", 4, False),  # as many as there are members
        ("?plan=team&seats=7", 7, True),
        ("?plan=team&seats=2", 4, True),
        ("?plan=team&seats=" + "9" * 30, 4, True),
        ("?plan=//evil.example&seats=x", 4, False),
    ],
)
def test_a_plan_chosen_elsewhere_is_laid_ready(till: Till, ada: Client, query: str, seats: int, *, wanted: bool):
    answer = ada.get(PAGE + query)
    said = words(answer)
    assert (f"{seats} members × €6 = €{seats * 6} a month" in said, "You chose Team" in said) == (True, wanted)
    assert b"evil.example" not in answer.content


def test_cancelling_asks_first_and_is_taken_back_by_one_tap(till: Till, ada: Client):
    """P8, P9: a look changes nothing; the day, what stays and what ends are said."""
    till.buy(TEAM)
    assert 'href="/w/atelier/billing/cancel/"' in ada.get(PAGE).content.decode()
    said = words(ada.get(CANCEL))
    assert (till.row.ends, "Ends on 14 February 2027" in said, "Members 4 of 1" in said) == (False, True, True)
    assert ("Company fields" in said, "every card stays" in said.lower()) == (True, True)
    assert ada.post(PAGE, {"act": "cancel"}).status_code == 422  # not without the page
    assert till.row.ends is False
    assert ada.post(CANCEL).headers["Location"] == PAGE
    said = words(ada.get(PAGE))
    assert ("Your plan ends on 14 February 2027." in said, "Keep Team" in said, till.row.ends) == (True, True, True)
    assert ada.get(CANCEL).headers["Location"] == PAGE  # nothing left to cancel
    ada.post(PAGE, {"act": "resume"})
    assert (till.row.ends, "Cancel the plan" in words(ada.get(PAGE))) == (False, True)


def test_whoever_owes_is_not_told_that_it_is_paid(till: Till, ada: Client):
    key = till.buy(PRO)
    till.books.cards[till.row.customer_id] = "declined"
    till.books.renew(key)
    till.pass_on()
    said = words(ada.get(PAGE))
    assert ("Still to pay €9" in said, "Paid until" in said) == (True, False)
    said = words(ada.get(CANCEL))
    assert ("The invoice that is open still has to be paid" in said, "No further payment" in said) == (True, False)
    both = "If not paid, ends on 28 February 2027 If paid, ends on 16 March 2027"
    assert both in said
    ada.post(CANCEL)
    said = words(ada.get(PAGE))
    assert (both in said, "Your plan ends on" in said, "is cancelled, and nothing" in said) == (True, False, True)
    assert "until 28 February 2027. Once the invoice is paid, you keep it until 16 March 2027" in said


def test_less_is_announced_and_costs_nothing_today(till: Till, ada: Client):
    till.buy(TEAM)
    said = words(ada.get(CHANGE, {"plan": "pro", "interval": "month"}))
    assert "Next payment €9 on 14 February 2027" in said
    assert ("To pay today nothing" in said, "Change at the end of the period" in said) == (True, True)
    assert ("Members 4 of 2" in said, "Company fields" in said, "90 days" in said) == (True, True, False)


def test_what_is_paid_already_is_said_with_its_number(till: Till, ada: Client):
    till.buy(TEAM)
    ada.get(CHANGE, {"plan": "team", "interval": "month", "seats": "5"})
    assert "You pay for 5 members already. Write another number." in words(ada.get(PAGE))


def test_stripe_in_trouble_changes_nothing_and_is_said(till: Till, ada: Client):
    """F19"""
    till.buy(PRO)
    till.api.down = True
    for act in ("resume", "keep", "portal", "subscribe"):
        assert ada.post(PAGE, WANTED | {"act": act}).headers["Location"] == PAGE
    assert ada.post(CANCEL).headers["Location"] == PAGE
    assert "does not answer. Nothing was changed" in words(ada.get(PAGE))
    assert (till.row.ends, till.plan, ada.get(DONE).status_code) == (False, ("pro", 0), 302)


def test_a_failed_payment_is_said_where_the_owner_is(till: Till, cast, ada: Client):
    """P10: on the tray too, with the page of the invoice; not to those who do not pay."""
    key = till.buy(PRO)
    till.books.cards[till.row.customer_id] = "declined"
    till.books.renew(key)
    till.pass_on()
    tray = ada.get("/w/atelier/").content.decode()
    assert "The payment for your plan did not go through" in tray
    assert till.row.invoice_url in tray
    ada.force_login(cast.ben)
    assert "did not go through" not in ada.get("/w/atelier/").content.decode()


def test_prices_that_cannot_be_read_are_not_guessed(till: Till, ada: Client):
    till.api.down = True
    assert "The prices cannot be shown at the moment" in words(ada.get(PAGE))


def test_a_new_workspace_begins_free_where_plans_are_sold(till: Till, ada: Client):
    ada.post("/w/new/", {"name": "Second"})
    assert Workspace.objects.get(slug="second").plan_key == "free"
