"""A workspace or an account goes at once, can be taken back for fourteen days, then is erased (cards 99; rule 27)."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from billing.models import Subscription
from bookings.models import Calendar
from cards.models import Card
from tests.bookings.diary import make_calendar
from tests.cast import Cast, make_card
from tests.workspaces.accounts import log_in
from workspaces import accounts, audit, deleting, erasing
from workspaces.accounts import RulesAlone, TooLate
from workspaces.deleting import UNDO, Erased, InTheWay
from workspaces.models import AuditEntry, Membership, User, Workspace
from workspaces.scoping import inside

PAGE = "/w/atelier/settings/delete/"
ME = "/accounts/me/delete/"


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, by=cast.ada, published=True)


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    log_in(client, cast.ada.email)
    return client


def link_in(mail: Any) -> str:
    """The path of the link in a letter."""
    (found,) = [line for line in mail.body.splitlines() if line.startswith("http")]
    return "/" + str(found).split("/", 3)[3]


def test_a_deleted_workspace_is_gone_at_once_and_comes_back_whole(cast: Cast, card: Card, ada: Client, mailoutbox: Any):
    """cards 99: for visitors and members, from the next request on"""
    below = ("/ada", "/ada/contact.vcf", "/ada/card.json", "/ada/qr.svg", "/ada/save")
    before = [ada.get(path).status_code for path in below]
    assert ada.post(PAGE, {"act": "delete", "typed": "atelier "}).status_code == 302
    assert [ada.get(path).status_code for path in below] == [410] * len(below)
    assert ada.get("/w/atelier/").headers["Location"] == PAGE
    assert "Bring the workspace back" in ada.get(PAGE).content.decode()
    assert [mail.to for mail in mailoutbox] == [[cast.ada.email]]
    assert link_in(mailoutbox[0]) == PAGE
    assert ada.post(PAGE, {"act": "undelete"}).status_code == 302
    assert [ada.get(path).status_code for path in below] == before
    with inside(cast.atelier):
        verbs = AuditEntry.objects.filter(verb__startswith="workspace.").order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["workspace.delete", "workspace.undelete"]


def test_only_an_owner_who_is_sure_and_proved_deletes(cast: Cast, card: Card, ada: Client):
    stale, admin = Client(), Client()
    stale.force_login(cast.ada)
    log_in(admin, cast.ben.email)
    sure = {"act": "delete", "typed": "Atelier"}
    assert ada.post(PAGE, {"act": "delete", "typed": "Outpost"}).status_code == 422
    assert stale.post(PAGE, sure).headers["Location"].startswith("/accounts/reauthenticate/")
    assert admin.post(PAGE, sure).status_code == 403
    assert Workspace.objects.get(slug="atelier").deleted_at is None


def test_members_of_a_deleted_workspace_see_that_page_alone(cast: Cast, card: Card):
    deleting.delete(workspace=cast.atelier, by=cast.ada)
    editor = Client()
    editor.force_login(cast.eve)
    answers = [
        editor.get("/w/atelier/"),
        editor.post(reverse("card_publish", args=["atelier", card.pk])),
        editor.get(PAGE),
    ]
    assert [answer.status_code for answer in answers] == [302, 302, 200]
    assert "Bring the workspace back" not in answers[2].content.decode()
    assert editor.post(PAGE, {"act": "undelete"}).status_code == 403


def test_what_is_erased_cannot_be_brought_back(cast: Cast):
    Workspace.objects.filter(pk=cast.atelier.pk).update(deleted_at=timezone.now(), erased_at=timezone.now())
    with pytest.raises(Erased):
        deleting.undelete(workspace=cast.atelier, by=cast.ada)


def test_nobody_pays_on_for_what_is_gone(cast: Cast):
    """A room objects, and nothing has changed."""
    with inside(cast.atelier):
        row = Subscription.objects.create(customer_id="cus_1", choice="pro-month-1", status="active")
    with pytest.raises(InTheWay, match="Cancel it first"):
        deleting.delete(workspace=cast.atelier, by=cast.ada)
    Subscription.unscoped.filter(pk=row.pk).update(ends=True)
    deleting.delete(workspace=cast.atelier, by=cast.ada)
    assert Workspace.objects.get(pk=cast.atelier.pk).is_closed


def test_the_last_owner_hands_over_or_deletes_first(cast: Cast, ada: Client):
    with pytest.raises(RulesAlone) as refused:
        accounts.delete(user=cast.ada)
    assert refused.value.workspaces == [cast.atelier]
    page = ada.post(ME, {"act": "delete", "typed": cast.ada.email})
    assert (page.status_code, PAGE in page.content.decode()) == (422, True)
    with inside(cast.atelier):
        Membership.objects.filter(user=cast.ben).update(role="owner")
    assert ada.post(ME, {"act": "delete", "typed": cast.ada.email}).status_code == 200
    assert not User.objects.get(pk=cast.ada.pk).is_active


def test_a_deleted_account_is_shut_and_taken_back_by_the_link(cast: Cast, client: Client, mailoutbox: Any):
    log_in(client, cast.eve.email)
    assert client.post(ME, {"act": "delete", "typed": "somebody@example.com"}).status_code == 422
    client.post(ME, {"act": "delete", "typed": cast.eve.email})
    assert client.get("/w/atelier/").status_code == 302
    assert log_in(Client(), cast.eve.email).headers["Location"] == "/accounts/inactive/"
    link = link_in(mailoutbox[-1])
    stranger = Client()
    assert stranger.get(link).status_code == 200
    assert not User.objects.get(pk=cast.eve.pk).is_active
    assert [stranger.post(link).status_code, stranger.post(link).status_code] == [302, 410]
    assert log_in(Client(), cast.eve.email).headers["Location"] == "/w/"


def test_letters_of_the_end_speak_the_language_of_who_reads_them(cast: Cast, mailoutbox: Any):
    """Closing and proof, of a workspace and of an account"""
    User.objects.update(language="de")
    deleting.delete(workspace=cast.outpost, by=User.objects.get(pk=cast.cleo.pk))
    accounts.delete(user=User.objects.get(pk=cast.eve.pk))
    late = timezone.now() + UNDO + timedelta(seconds=1)
    assert (erasing.erase_due(late), accounts.erase_due(late)) == (1, 1)
    assert [mail.subject for mail in mailoutbox if mail.to != [cast.ada.email]] == [
        "Der Arbeitsbereich Outpost wurde gelöscht",
        "Ihr Konto wurde gelöscht",
        "Der Arbeitsbereich Outpost ist endgültig gelöscht",
        "Eve hat Atelier verlassen",
        "Ihr Konto ist endgültig gelöscht",
    ]


def test_a_link_of_another_time_or_hand_opens_nothing(cast: Cast):
    accounts.delete(user=cast.eve)
    User.objects.filter(pk=cast.eve.pk).update(deleted_at=timezone.now() - UNDO)
    for token in ("", "1-1.x", "\x00", "9" * 400):
        with pytest.raises(TooLate):
            accounts.undelete(token)


def test_an_erased_person_is_nowhere(cast: Cast, mailoutbox: Any):
    """Rows, sessions, what others wrote down of the address; their workspaces stay, and others' rows too."""
    client = Client()
    log_in(client, cast.eve.email)
    with inside(cast.atelier):
        make_calendar("Eve's", notify=cast.eve.email)
        audit.record("member.invite", cast.eve.email, actor=cast.ada, after={"role": "editor"})
    accounts.delete(user=cast.eve)
    assert accounts.erase_due(timezone.now() + UNDO - timedelta(hours=1)) == 0
    assert accounts.erase_due(timezone.now() + UNDO + timedelta(seconds=1)) == 1
    assert not User.objects.filter(email=cast.eve.email).exists()
    assert not EmailAddress.objects.filter(email=cast.eve.email).exists()
    assert Session.objects.count() == 0
    assert list(Calendar.unscoped.values_list("notify", flat=True)) == [""]
    with inside(cast.atelier):
        said = [f"{row.target}{row.before}{row.after}" for row in AuditEntry.objects.all()]
        assert Membership.objects.count() == 3
    assert [text for text in said if cast.eve.email in text] == []
    assert (mailoutbox[-1].to, "is erased" in mailoutbox[-1].subject) == ([cast.eve.email], True)
