"""Staff gives a plan in the back office, to a day or without end, and takes it back; owners are told (P1)."""

from datetime import date, timedelta

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client
from django.utils import timezone

from billing import upkeep
from tests.billing.till import PRO, Till
from tests.cast import make_user
from workspaces import granting, outbox
from workspaces.models import AuditEntry, Workspace

GIVEN = {"plan": "team", "members": "7", "until": "2099-05-01", "reason": "Request 41", "words": "For your school."}


@pytest.fixture
def staff(till: Till, client: Client) -> Client:
    boss = make_user("boss", is_staff=True)
    totp.TOTP.activate(boss, totp.generate_totp_secret())
    client.force_login(boss)
    return client


def page(till: Till) -> str:
    return f"/staff/workspaces/workspace/{till.workspace.pk}/plan/"


def letters() -> list[tuple[str, str]]:
    outbox.perform_due()
    return [(str(one.subject), str(one.body)) for one in mail.outbox]


def test_a_given_plan_stands_above_what_is_paid_until_its_day(till: Till, staff: Client):
    till.buy(PRO)
    mail.outbox.clear()
    assert staff.post(page(till), GIVEN).headers["Location"] == page(till)
    till.workspace.refresh_from_db()
    assert (till.plan, till.workspace.override_until) == (("team", 7), date(2099, 5, 1))
    till.books.cancel(till.row.subscription_id)
    till.pass_on()
    assert till.plan == ("team", 7)
    assert granting.end_due(date(2099, 5, 1)) == 0
    assert granting.end_due(date(2099, 5, 2)) == 1
    assert granting.end_due(date(2099, 5, 2)) == 0
    assert till.plan == ("free", 0)
    (first, said), (last, ended) = letters()
    assert (first, last) == ("Your plan is Team now", "The plan we gave you has ended")
    assert ("To the end of: 1 May 2099" in said, "> For your school." in said) == (True, True)
    assert ("Until now: Team" in ended, "Plan: Free" in ended, "Request 41" in said + ended) == (True, True, False)


def test_taken_back_what_is_paid_for_counts_again(till: Till, staff: Client):
    till.buy(PRO)
    staff.post(page(till), GIVEN | {"until": "", "plan": "unlimited", "members": ""})
    assert till.plan == ("unlimited", 0)
    upkeep.settle(timezone.now())
    assert till.plan == ("unlimited", 0)
    staff.post(page(till), {"take": "1", "reason": "Request 42"})
    assert till.plan == ("pro", 0)
    staff.post(page(till), {"take": "1"})  # twice is once
    said = AuditEntry.unscoped.filter(verb__startswith="plan.").order_by("pk").values_list("verb", "actor__email")
    assert list(said) == [("plan.give", "boss@example.com"), ("plan.take", "boss@example.com")]


@pytest.mark.parametrize(
    "odd",
    [
        {"plan": "gold"},
        {"members": ""},
        {"members": "501"},
        {"until": "2020-01-01"},
        {"until": "soon"},
        {"reason": ""},
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(till: Till, staff: Client, odd: dict[str, str]):
    before = till.plan
    assert staff.post(page(till), GIVEN | odd).status_code == 422
    assert (till.plan, AuditEntry.unscoped.filter(verb="plan.give").exists(), letters()) == (before, False, [])


def test_the_page_shows_what_is_used_against_the_limits(till: Till, staff: Client):
    till.buy(PRO)
    said = staff.get(page(till)).content.decode()
    assert ("4 of 2" in said, "0 of 10" in said, "over the limit" in said, "of 10 GB" in said) == (True,) * 4
    listed = staff.get("/staff/workspaces/workspace/").content.decode()
    assert "plan_override" in listed


def test_the_owner_reads_what_is_given_and_until_when(till: Till, staff: Client):
    """Not what is paid for, which does not count meanwhile."""
    till.buy(PRO)
    staff.post(page(till), GIVEN)
    staff.force_login(till.owner)
    said = " ".join(staff.get("/w/atelier/billing/").content.decode().split())
    assert "<strong>Team</strong>" in said
    assert "given by our staff, to the end of 1 May 2099" in said


def test_beside_a_given_plan_the_free_one_is_not_called_yours(till: Till, staff: Client):
    def marked() -> int:
        staff.force_login(till.owner)
        return staff.get("/w/atelier/billing/").content.decode().count("plan-mine")

    assert marked() == 1
    Workspace.objects.filter(pk=till.workspace.pk).update(plan_override="team", plan_key="team")
    assert marked() == 0


def test_nobody_else_finds_the_page(till: Till, client: Client):
    """Rule 5"""
    client.force_login(till.owner)
    assert [client.get(page(till)).status_code, client.post(page(till), GIVEN).status_code] == [404, 404]
    assert till.plan[0] != "team"


def test_a_day_that_has_not_come_takes_nothing_back(till: Till, staff: Client):
    """By the clock's own task"""
    staff.post(page(till), GIVEN | {"until": (timezone.now().date() + timedelta(days=1)).isoformat()})
    upkeep.settle_due()
    assert till.plan == ("team", 7)
