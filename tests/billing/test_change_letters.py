"""What owners read when another plan counts (P8, P9): once, to owners alone, with the limits that are passed."""

import time

from django.core import mail

from billing import standing, upkeep
from tests.billing.till import PRO, TEAM, Till
from tests.cast import make_card
from workspaces import outbox


def subjects() -> list[str]:
    outbox.perform_due()
    found = [str(one.subject) for one in mail.outbox]
    assert {address for one in mail.outbox for address in one.to} <= {"ada@example.com"}
    return found


def begun(till: Till) -> str:
    """On Team for five; not before, so that no plan of an installation without plans is left."""
    till.begin(PRO)
    key = till.buy(TEAM)
    assert subjects() == ["Your plan is Team now"]
    return key


def test_a_plan_that_begins_says_where_receipts_are(till: Till):
    begun(till)
    (letter,) = mail.outbox
    assert ("Plan: Team for 5 members, by the month" in letter.body, "Paid until: " in letter.body) == (True, True)
    assert ("mails you the receipt" in letter.body, "/w/atelier/billing/" in letter.body) == (True, True)
    till.books.renew(till.row.subscription_id)
    till.pass_on()
    assert len(subjects()) == 1


def test_a_smaller_plan_is_told_when_it_counts(till: Till):
    key = begun(till)
    till.act("change", choice=PRO, at=int(time.time()))
    assert subjects()[1:] == ["Your plan changes on 14 February 2027"]
    till.books.renew(key)
    till.pass_on()
    assert subjects()[2:] == ["Your plan is Pro now"]
    said = str(mail.outbox[2].body)
    assert ("smaller plan counts from now on" in said, "Members: 4 of 2" in said) == (True, True)


def test_an_end_names_what_is_over_the_limit(till: Till):
    key = begun(till)
    for number in range(3):
        make_card(till.workspace, f"card-{number}", by=till.owner)
    till.books.cancel(key)
    till.pass_on()
    assert subjects()[1:] == ["Your plan Team has ended"]
    said = str(mail.outbox[1].body)
    assert ("Cards: 3 of 2" in said, "the newest first" in said, "Plan: Free" in said) == (True, True, True)
    till.pass_on([{**event, "id": f"{event['id']}-late"} for event in till.books.events])
    assert len(subjects()) == 2


def test_a_payment_that_stays_out_leaves_the_way_back(till: Till):
    key = begun(till)
    till.books.cards[till.row.customer_id] = "declined"
    till.books.renew(key)
    till.pass_on()
    since = till.row.failing_since
    assert since
    mail.outbox.clear()
    upkeep.settle(since + standing.GRACE)
    assert subjects() == ["Your plan Team waits for its payment"]
    assert till.row.invoice_url in str(mail.outbox[0].body)
