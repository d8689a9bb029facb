"""What owners read of a change or an end that is planned, or taken back (P5, P8): once each, with dates and amounts."""

import re
import time

import pytest
from django.core import mail
from django.utils import timezone

from billing.choices import Choice
from billing.snapshots import ENDS, INTERVAL, LATER, STAYS, Course, turn
from tests.billing.till import PRO, PRO_YEAR, TEAM, Till
from workspaces import outbox
from workspaces.models import Effect

NOW, TEN = Course("sub", TEAM, "", False), Choice("team", "month", 10)
ENDING, SMALLER = Course("sub", TEAM, "", True), Course("sub", TEAM, "pro-month-1", False)


@pytest.mark.parametrize(
    ("before", "after", "what"),
    [
        (NOW, ENDING, ENDS),
        (SMALLER, ENDING, ENDS),
        (ENDING, NOW, STAYS),
        (SMALLER, NOW, STAYS),
        (NOW, SMALLER, LATER),
        (ENDING, SMALLER, LATER),
        (SMALLER, Course("sub", TEAM, "pro-year-1", False), LATER),
        (Course("sub", PRO, "", False), Course("sub", PRO_YEAR, "", False), INTERVAL),
        *((same, same, "") for same in (NOW, ENDING, SMALLER)),
        (SMALLER, Course("sub", PRO, "", False), ""),  # it came: another letter says so
        (SMALLER, Course("sub", TEN, "", False), ""),
        (ENDING, Course("sub", None, "", True), ""),  # it ended
        (Course("sub", None, "", True), Course("new", PRO, "", False), ""),
        (Course("old", PRO, "", True), Course("new", PRO, "", False), ""),
    ],
)
def test_a_turn_is_what_no_change_of_plan_tells(before: Course, after: Course, what: str):
    assert turn(before, after) == what


def new_letters() -> list[tuple[str, str]]:
    """Since they were asked for last, each with its table in one line."""
    outbox.perform_due()
    found = [(str(one.subject), table(str(one.body))) for one in mail.outbox]
    assert {address for one in mail.outbox for address in one.to} <= {"ada@example.com"}
    mail.outbox.clear()
    return found


def table(body: str) -> str:
    rows = body.replace("\xa0", " ").partition("Workspace: Atelier\n")[2].partition("\n\n")[0]
    return " | ".join(line for line in rows.splitlines() if not line.startswith("Members"))


def again(till: Till) -> None:
    """Everything that Stripe ever told, once more and backwards."""
    events = [event | {"id": f"{event['id']}-again"} for event in till.books.events]
    till.pass_on(events[::-1])


def test_an_end_is_told_once_and_so_is_its_taking_back(till: Till):
    till.buy(PRO)
    paid = "Plan: Pro, by the month | Paid: €9 on 15 January 2027 | For the time: 15 January 2027 to 14 February 2027"
    goes_on = f"{paid} | Paid until: 14 February 2027 | Next payment: €9 on 14 February 2027"
    assert new_letters() == [("Your plan is Pro now", goes_on)]
    till.act("cancel")
    till.pass_on()
    again(till)
    assert new_letters() == [("Your plan Pro ends on 14 February 2027", f"{paid} | Ends on: 14 February 2027")]
    till.act("resume")
    till.pass_on()
    again(till)
    assert new_letters() == [("Your plan Pro goes on", goes_on)]


def test_a_smaller_plan_is_announced_with_what_it_will_cost(till: Till):
    till.buy(TEAM)
    new_letters()
    till.act("change", choice=PRO, at=int(time.time()))
    till.pass_on()
    ((subject, table_),) = new_letters()
    assert subject == "Your plan changes on 14 February 2027"
    assert table_ == (
        "Until then: Team for 5 members, by the month | Paid: €30 on 15 January 2027"
        " | For the time: 15 January 2027 to 14 February 2027"
        " | After that: Pro, by the month | Next payment: €9 on 14 February 2027"
    )
    till.act("keep")
    till.pass_on()
    ((subject, table_),) = new_letters()
    assert (subject, table_[-44:]) == ("Your plan Team goes on", "2027 | Next payment: €30 on 14 February 2027")


def test_an_end_that_was_taken_back_before_its_letter_was_written_is_not_told(till: Till):
    till.buy(PRO)
    new_letters()
    till.act("cancel")
    till.act("resume")
    assert [subject for subject, _table in new_letters()] == ["Your plan Pro goes on"]


def test_a_change_that_came_before_its_letter_was_written_is_not_announced(till: Till):
    """Stripe is ahead of our row: another letter tells that the plan is another one."""
    key = till.buy(TEAM)
    new_letters()
    till.act("change", choice=PRO, at=int(time.time()))
    till.books.renew(key)
    assert new_letters() == []


def test_whoever_cancels_in_the_middle_of_a_failed_payment_reads_what_stays_open(till: Till):
    key = till.buy(PRO)
    till.books.cards[till.row.customer_id] = "declined"
    till.books.renew(key)
    till.pass_on()
    new_letters()
    till.act("cancel")
    ((subject, table_),) = new_letters()
    assert subject == "Your plan Pro is cancelled"
    assert table_ == (
        "Plan: Pro, by the month | If not paid, ends on: 28 February 2027 | If paid, ends on: 16 March 2027"
        " | Still to pay: €9"
    )


def test_paying_by_the_year_is_told_with_what_it_took(till: Till):
    till.books._clock = None
    till.buy(PRO)
    new_letters()
    till.act("change", choice=PRO_YEAR, at=int(time.time()))
    ((subject, table_),) = new_letters()
    assert subject == "You pay for Pro by the year now"
    assert re.match(r"Plan: Pro, by the year \| Paid: €81(\.0\d)? on ", table_)  # seconds of the month are used up


def test_stripe_in_trouble_delays_a_letter_and_loses_none(till: Till):
    """F19"""
    till.buy(PRO)
    new_letters()
    till.act("cancel")
    till.api.down = True
    assert new_letters() == []
    till.api.down = False
    Effect.objects.filter(task="billing.telling.tell_course").update(due_at=timezone.now())
    assert [subject for subject, _table in new_letters()] == ["Your plan Pro ends on 14 February 2027"]
