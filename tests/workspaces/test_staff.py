"""The back office: second factor, read only, and for others not there (cards 89; rule 5)."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth as totp
from django.core.management import CommandError, call_command
from django.test import Client

from tests.cast import Cast, make_user
from tests.workspaces.accounts import ask_for_code, code_in, enter_code, log_in, sign_up
from tests.workspaces.addresses import addresses
from workspaces import audit
from workspaces.mail import deliver
from workspaces.models import AuditEntry, Effect, Membership, User, Workspace
from workspaces.scoping import inside

PAGES = [
    "/staff/",
    "/staff/workspaces/user/",
    "/staff/workspaces/workspace/",
    "/staff/workspaces/membership/",
    "/staff/workspaces/auditentry/",
    "/staff/workspaces/effect/",
]


@pytest.fixture
def back_office(cast: Cast, client: Client) -> Client:
    """Staff with a second factor, signed in, and one row of everything."""
    boss = make_user("boss", is_staff=True)
    totp.TOTP.activate(boss, totp.generate_totp_secret())
    client.force_login(boss)
    with inside(cast.atelier):
        audit.record("card.create", "card 1", actor=cast.ada)
    deliver.enqueue(workspace=None, payload="the log-in code is ABCD-EFGH")
    return client


def test_every_page_of_the_back_office_declares_its_policy():
    """Rule 4"""
    assert {where.policy for where in addresses("/staff/")} == {"staff"}


def test_nobody_else_knows_of_it(cast, client):
    """Rule 5: 404 for an owner; a stranger is asked to log in, as everywhere."""
    client.force_login(cast.ada)
    assert {client.get(page).status_code for page in PAGES} == {404}
    assert client.get("/staff/login/").status_code == 404
    assert Client().get("/staff/").headers["Location"] == "/accounts/login/?next=/staff/"


def test_staff_without_second_factor_is_sent_to_add_one(db, client):
    client.force_login(make_user("boss", is_staff=True))
    assert {client.get(page).headers["Location"] for page in PAGES} == {"/accounts/2fa/"}


def test_back_office_shows_all_workspaces(cast, back_office):
    text = "".join(back_office.get(page).content.decode() for page in PAGES)
    assert all(
        word in text for word in ("atelier", "outpost", "cleo@example.com", "card.create", "workspaces.mail.deliver")
    )


def test_mail_waiting_in_the_outbox_cannot_be_read(back_office):
    """Rule 34: it may hold a log-in code."""
    row = Effect.objects.get()
    page = back_office.get(f"/staff/workspaces/effect/{row.pk}/change/")
    assert (page.status_code, "ABCD-EFGH" in page.content.decode(), row.task in page.content.decode()) == (
        200,
        False,
        True,
    )


def test_password_hashes_are_not_shown(cast, back_office):
    page = back_office.get(f"/staff/workspaces/user/{cast.ada.pk}/change/")
    assert (page.status_code, "argon2" in page.content.decode()) == (200, False)


@pytest.mark.parametrize("model", ["user", "workspace", "membership", "auditentry", "effect"])
def test_nothing_can_be_changed(cast, back_office, model):
    rows = {"user": User, "workspace": Workspace, "membership": Membership, "auditentry": AuditEntry, "effect": Effect}
    manager = getattr(rows[model], "unscoped", None) or rows[model]._default_manager
    before = list(manager.order_by("pk").values())
    pk = before[0]["id"]
    base = f"/staff/workspaces/{model}/"
    answers = [
        back_office.post(f"{base}add/", {"email": "x@example.com"}),
        back_office.post(f"{base}{pk}/change/", {"email": "x@example.com", "name": "x", "is_staff": "on"}),
        back_office.post(f"{base}{pk}/delete/", {"post": "yes"}),
        back_office.post(base, {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}),
    ]
    assert [answer.status_code for answer in answers[:3]] == [403, 403, 403]
    assert list(manager.order_by("pk").values()) == before


def test_create_staff_makes_an_account_without_password(db, capsys, client, post):
    call_command("create_staff", "Boss@Example.com")
    boss = User.objects.get()
    assert (boss.email, boss.is_staff, boss.has_usable_password()) == ("boss@example.com", True, False)
    assert "http://localhost:8000/accounts/login/code/" in capsys.readouterr().out
    ask_for_code(client, "boss@example.com")
    enter_code(client, code_in(post()[0]))
    assert client.get("/staff/").headers["Location"] == "/accounts/2fa/"


def test_create_staff_promotes_a_known_person_and_is_safe_twice(db):
    ada = make_user("ada")
    for _ in range(2):
        call_command("create_staff", "ada@example.com")
    ada.refresh_from_db()
    assert (ada.is_staff, ada.has_usable_password()) == (True, True)
    assert list(EmailAddress.objects.values_list("email", "verified", "primary")) == [("ada@example.com", True, True)]


def test_create_staff_drops_a_password_of_an_unproved_address(client, post):
    """T10: a stranger may have signed up with the operator's address first."""
    sign_up(client, "boss@example.com", password1="the stranger's password")
    call_command("create_staff", "boss@example.com")
    log_in(client, "boss@example.com", "the stranger's password")
    assert client.get("/accounts/email/").status_code == 302


def test_create_staff_refuses_what_is_no_address(db):
    with pytest.raises(CommandError, match="is not an e-mail address"):
        call_command("create_staff", "boss")
    assert User.objects.count() == 0
