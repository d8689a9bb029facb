"""Closing a card or a whole workspace by staff, and opening it again (cards 3, 90)."""

from typing import Any

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.test import Client

from cards import deleting, publishing, suspending
from cards.models import Card
from cards.refusals import Suspended
from tests.bookings.mails import Post
from tests.cast import Cast, make_card, make_user
from workspaces import suspending as workspaces_suspending
from workspaces.models import AuditEntry, Effect, User, Workspace
from workspaces.outbox import KINDS
from workspaces.reasons import Reason
from workspaces.scoping import inside

BELOW = (
    "",
    "/contact.vcf",
    "/card.json",
    "/qr.svg",
    "/contact-qr.svg",
    "/save",
    "/gallery",
    "/book",
    "/shop",
    "/unlock",
)


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, by=cast.ada, published=True)


@pytest.fixture
def boss(db: None) -> User:
    user = make_user("boss", is_staff=True)
    totp.TOTP.activate(user, totp.generate_totp_secret())
    return user


@pytest.fixture
def staff(boss: User) -> Client:
    client = Client()
    client.force_login(boss)
    return client


def statuses(client: Client) -> set[int]:
    return {client.get(f"/ada{path}").status_code for path in BELOW}


def test_a_closed_card_is_gone_at_every_address_and_comes_back_whole(card: Card, boss: User, client: Client):
    with inside(card.workspace):
        before = [client.get(f"/ada{path}").status_code for path in BELOW]
        suspending.suspend(card=card, reason=Reason.SPAM, words="", by=boss)
    assert statuses(client) == {410}
    with inside(card.workspace):
        suspending.restore(card=card, by=boss)
    assert [client.get(f"/ada{path}").status_code for path in BELOW] == before
    assert (before[0], card.status, card.suspended_for, card.status_before) == (200, "published", "", "")


def test_its_owner_cannot_open_it_by_publishing_nor_by_way_of_the_bin(
    card: Card, boss: User, cast: Cast, client: Client
):
    with inside(card.workspace):
        suspending.suspend(card=card, reason=Reason.ABUSE, words="", by=boss)
        with pytest.raises(Suspended):
            publishing.publish(card=card, by=cast.ada)
        deleting.delete(card=card, by=cast.ada)
        deleting.undelete(card=card, by=cast.ada)
        assert (statuses(client), card.status) == ({410}, "suspended")
        suspending.restore(card=card, by=boss)
    assert (card.status, client.get("/ada").status_code) == ("paused", 404)


def test_a_closed_workspace_takes_its_cards_along_and_no_others(card: Card, boss: User, cast: Cast, client: Client):
    make_card(cast.outpost, "cleo", by=cast.cleo, published=True)
    workspaces_suspending.suspend(workspace=cast.atelier, reason=Reason.PHISHING, words="", by=boss)
    with inside(cast.atelier), pytest.raises(Suspended):
        publishing.publish(card=Card.objects.get(), by=cast.ada)
    assert (statuses(client), client.get("/cleo").status_code) == ({410}, 200)
    workspaces_suspending.restore(workspace=cast.atelier, by=boss)
    assert client.get("/ada").status_code == 200


def test_owners_are_told_what_why_and_how_to_object(card: Card, boss: User, staff: Client, settings: Any):
    """cards 90, by the page of the back office; the audit log says it too"""
    post = Post(settings)
    settings.OPERATOR_EMAIL = "trust@cards.example"
    page = f"/staff/cards/card/{card.pk}/suspension/"
    assert staff.post(page, {"reason": "nonsense"}).status_code == 422
    assert staff.post(page, {"reason": "rights", "words": "The logo is that of Hallmann."})["Location"].endswith(
        "/change/"
    )
    (mail,) = post.delivered()
    assert (mail["To"], mail["Reply-To"]) == ("ada@example.com", "trust@cards.example")
    text = mail.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    for said in (
        "was closed because it uses something that belongs to others",
        "> The logo is that of",
        "Answer this mail",
    ):
        assert said in text
    staff.post(page, {"restore": "1"})
    assert "is open again" in str(post.delivered()[-1]["Subject"])
    with inside(card.workspace):
        acts = AuditEntry.objects.filter(actor=boss).order_by("pk").values_list("verb", flat=True)
        assert list(acts) == ["card.suspend", "card.unsuspend"]


def test_a_workspace_is_closed_from_its_own_page(card: Card, staff: Client, cast: Cast):
    page = f"/staff/workspaces/workspace/{cast.atelier.pk}/suspension/"
    assert "Close it" in staff.get(page).content.decode()
    staff.post(page, {"reason": "spam"})
    assert Workspace.objects.get(pk=cast.atelier.pk).suspended_for == "spam"
    assert "Open it again" in staff.get(page).content.decode()
    assert staff.get("/staff/cards/card/999999/suspension/").status_code == 404


@pytest.mark.parametrize("term", ["ada", "ada@example.com", "code", "http://localhost:8000/ada/shop"])
def test_staff_finds_a_card_by_whatever_somebody_names(card: Card, staff: Client, cast: Cast, term: str):
    """cards 89: handle, e-mail, code, URL"""
    other = make_card(cast.outpost, "cleo", by=cast.cleo, identity={"given": "Cleo"})
    with inside(card.workspace):
        wanted = card.codes.get().text if term == "code" else term
    page = staff.get("/staff/cards/card/", {"q": wanted}).content.decode()
    assert (f"/card/{card.pk}/change/" in page, f"/card/{other.pk}/change/" in page) == (True, False)


def test_what_was_given_up_is_tried_again(db: None, staff: Client):
    """cards 92; what is done or waits is left alone"""
    task = next(iter(KINDS))
    dead, done = [Effect.objects.create(task=task, arguments={}, state=state, attempts=8) for state in ("dead", "done")]
    form = {"action": "try_again", "_selected_action": [str(dead.pk), str(done.pk)]}
    staff.post("/staff/workspaces/effect/", form)
    assert list(Effect.objects.order_by("pk").values_list("state", "attempts")) == [("open", 0), ("done", 8)]
