"""Names that staff keeps from being taken (cards 92)."""

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.contrib.admin.models import LogEntry
from django.test import Client

from cards import handles, renaming
from cards.handle_words import why_not
from cards.models import Card, ReservedHandle
from cards.refusals import HandleTaken
from tests.cast import Cast, make_card, make_user
from workspaces.scoping import inside

WHERE = "/staff/cards/reservedhandle/"


@pytest.fixture
def staff(db: None, client: Client) -> Client:
    boss = make_user("boss", is_staff=True)
    totp.TOTP.activate(boss, totp.generate_totp_secret())
    client.force_login(boss)
    return client


def keep(staff: Client, name: str, **more: str) -> int:
    return staff.post(f"{WHERE}add/", {"name": name, "reason": "a brand"} | more).status_code


def test_a_kept_name_and_its_likes_are_refused_as_if_taken_until_given_up(staff: Client, cast: Cast):
    """At once, in every process: it is read each time"""
    card = make_card(cast.atelier, by=cast.ada)
    before = why_not("globex")
    assert keep(staff, " Globex ") == 302
    row = ReservedHandle.objects.get()
    assert (row.name, row.reason, row.by and row.by.email) == ("globex", "a brand", "boss@example.com")
    taken = "This address is not available. Try another."
    said = [why_not(name) for name in ("globex", "g1obex", "glo-bex", "globexa")]
    assert (before, said) == ("", [taken, taken, taken, ""])
    with inside(cast.atelier), pytest.raises(HandleTaken):
        renaming.rename(card=card, handle="globex", by=cast.ada)
    assert staff.post(f"{WHERE}{row.pk}/delete/", {"post": "yes"}).status_code == 302
    assert (why_not("globex"), LogEntry.objects.count()) == ("", 2)


def test_who_has_the_name_is_said_first_and_keeps_it(staff: Client, cast: Cast):
    card = make_card(cast.atelier, "globex", by=cast.ada, published=True)
    answer = staff.post(f"{WHERE}add/", {"name": "globex", "reason": "a brand"})
    said = "The card “Ada Byron” of the workspace atelier has this name, or had it."
    assert (answer.status_code, said in answer.content.decode(), ReservedHandle.objects.count()) == (200, True, 0)
    assert keep(staff, "globex", anyway="on") == 302
    assert Client().get("/globex").status_code == 200
    with inside(cast.atelier):
        renaming.rename(card=Card.objects.get(pk=card.pk), handle="other", by=cast.ada)
        renaming.rename(card=Card.objects.get(pk=card.pk), handle="globex", by=cast.ada)
    assert handles.is_taken("globex")


@pytest.mark.parametrize("wrong", ["", "ab", "-ada", "ä", "staff", "x" * 31, "a\u2028b"])
def test_what_no_card_could_have_is_not_kept(staff: Client, wrong: str):
    assert (keep(staff, wrong), ReservedHandle.objects.count()) == (200, 0)
