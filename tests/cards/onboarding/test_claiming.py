"""A card is prepared, its person is asked, comes, and looks after it (cards 84)."""

from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from cards import deleting, dressing
from cards.company import CompanyFields
from cards.content import CompanyField
from cards.models import Card, CardEditor, Prepared
from cards.onboarding import claiming
from tests.cards.onboarding.table import put, rows
from tests.cast import Cast, make_card
from tests.workspaces.conftest import Post
from tests.workspaces.team import fresh, invited, link_in, membership, roles_in
from workspaces import inviting, leaving
from workspaces.leaving import Fate, Handover
from workspaces.models import Invitation, Role
from workspaces.scoping import inside

NINA = "nina@example.com"


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, "nina", by=cast.ada, identity={"given": "Nina", "family": "Weiß"}, language="de")


def prepare(cast: Cast, card: Card, email: str = NINA) -> Prepared:
    with inside(cast.atelier):
        return claiming.prepare(card=card, email=email, by=membership(cast.atelier, cast.ada))


def keepers(cast: Cast, card: Card) -> list[str]:
    with inside(cast.atelier):
        rows = CardEditor.objects.filter(card=card).order_by("membership__user__email")
        return list(rows.values_list("membership__user__email", flat=True))


def test_the_mail_speaks_the_language_of_the_card_and_names_it(cast: Cast, card: Card, post: Post):
    prepare(cast, card)
    (mail,) = post()
    html = str(mail.alternatives[0][0])  # type: ignore[attr-defined]
    assert (mail.to, mail.subject) == ([NINA], "Ihre Visitenkarte von Atelier")
    told = ("Nina Weiß · Bookbinder", "/nina", "Karte übernehmen", 'lang="de"')
    assert [text in html for text in told] == [True] * 4
    assert [text in mail.body for text in told[:3]] == [True] * 3


def test_a_new_person_comes_and_publishes_their_card(cast: Cast, card: Card, post: Post):
    """With the name filled in, at once in the editor of this card; another card stays closed to them."""
    other = make_card(cast.atelier, "other", by=cast.ada)
    prepare(cast, card)
    nina, where = Client(), link_in(post()[0])
    page = nina.get(where).content.decode()
    assert [text in page for text in ("Your card is ready", "Nina Weiß", 'value="Nina Weiß"')] == [True] * 3
    answer = nina.post(where, {"name": "Nina Weiß"})
    here = f"/w/atelier/cards/{card.pk}/"
    arrived = f"{here}?welcome=1"
    assert (answer["Location"], roles_in(cast.atelier)[NINA], NINA in keepers(cast, card)) == (arrived, "editor", True)
    nina.post(f"{here}draft/", {"version": "1", "face-given": "Nina"})
    assert nina.post(f"{here}publication/").status_code == 302
    card.refresh_from_db()
    assert card.status == "published"
    assert nina.post(f"/w/atelier/cards/{other.pk}/publication/").status_code == 403


def test_an_existing_person_lands_on_their_card(cast: Cast, card: Card, post: Post):
    prepare(cast, card, cast.cleo.email)
    answer = fresh(cast.cleo).post(link_in(post()[0]))
    arrived = f"/w/atelier/cards/{card.pk}/?welcome=1"
    assert (answer["Location"], cast.cleo.email in keepers(cast, card)) == (arrived, True)


def test_the_card_greets_whoever_claimed_it(cast: Cast, card: Card, post: Post):
    """What is there, what comes first, what the company keeps; a card that nobody claimed greets nobody"""
    with inside(cast.atelier):
        said = CompanyFields(organisation="Acme", ink="denim")
        dressing.change(workspace=cast.atelier, fields=said, version=0, by=cast.ada)
        dressing.choose(card=card, take=list(CompanyField), own=[], by=cast.ada)
    where, greeting = f"/w/atelier/cards/{card.pk}/?welcome=1", "Welcome to Atelier. This is your card"
    prepare(cast, card, cast.cleo.email)
    before = fresh(cast.ada).get(where).content.decode()
    cleo = fresh(cast.cleo)
    after = " ".join(cleo.get(cleo.post(link_in(post()[0]))["Location"]).content.decode().split())
    told = (greeting, "From the company, which changes it for all cards: Company or shop, Ink.", "Nobody sees it yet.")
    assert (greeting in before, [text in after for text in told]) == (False, [True] * 3)


def test_a_member_has_it_at_once_and_gets_no_mail(cast: Cast, card: Card, post: Post):
    one = prepare(cast, card, "BEN@example.com")
    assert (one.claimed_at is not None, list(post()), "ben@example.com" in keepers(cast, card)) == (True, [], True)


def test_who_made_it_for_somebody_does_not_look_after_it(cast: Cast, card: Card):
    """Else whoever prepared thirty cards would hand over thirty cards."""
    assert cast.ada.email in keepers(cast, card)
    prepare(cast, card)
    assert cast.ada.email not in keepers(cast, card)


def test_an_invitation_that_was_withdrawn_and_sent_anew_still_brings_the_card(cast: Cast, card: Card, post: Post):
    prepare(cast, card)
    with inside(cast.atelier):
        inviting.revoke(invitation=Invitation.objects.get(), by=membership(cast.atelier, cast.ada))
    assert Client().get(link_in(post()[0])).status_code == 410
    invited(cast.atelier, NINA, Role.EDITOR, by=cast.ben)
    Client().post(link_in(post()[0]), {"name": "Nina"})
    assert NINA in keepers(cast, card)


def test_a_deleted_card_waits_for_nobody(cast: Cast, card: Card, post: Post):
    prepare(cast, card)
    with inside(cast.atelier):
        deleting.delete(card=card, by=cast.ada)
    answer = Client().post(link_in(post()[0]), {"name": "Nina"})
    assert (answer["Location"], NINA in keepers(cast, card)) == ("/w/atelier/", False)


def test_another_workspaces_card_for_the_same_address_is_not_given(cast: Cast, card: Card, post: Post):
    """A16: each invitation brings the cards of its own workspace"""
    prepare(cast, card)
    post()
    invited(cast.outpost, NINA, Role.EDITOR, by=cast.cleo)
    (mail,) = post()
    page = Client().get(link_in(mail)).content.decode()
    assert ("Join Outpost" in mail.subject, "Nina Weiß" in page) == (True, False)
    Client().post(link_in(mail), {"name": "Nina"})
    assert NINA not in keepers(cast, card)


def test_a_leaver_is_found_by_no_later_table(cast: Cast):
    """cards 85: the card that leads to a successor keeps what it says; their row makes another card"""
    put(cast, rows(1, line_2="Eve,Editor,Binder,,eve@example.com,E1"))
    with inside(cast.atelier):
        leaving.remove(
            membership=membership(cast.atelier, cast.eve),
            handover=Handover(fate=Fate.STAY),
            by=membership(cast.atelier, cast.ada),
        )
        assert Prepared.objects.count() == 0
    put(cast, rows(1, line_2="Eve,Editor,Head,,eve@example.com,E1"))
    with inside(cast.atelier):
        assert [card.document.identity.title for card in Card.objects.order_by("pk")] == ["Binder", "Head"]


def test_tray_and_members_say_for_whom_a_card_waits(cast: Cast, card: Card):
    prepare(cast, card)
    ada = fresh(cast.ada)
    tray, members = (ada.get(f"/w/atelier/{where}").content.decode() for where in ("", "members/"))
    assert ("waiting for nina@example.com" in " ".join(tray.split()), f"/cards/{card.pk}/" in members) == (True, True)
    assert "nina@" not in fresh(cast.vera).get("/w/atelier/members/").content.decode()


def test_a_card_is_given_to_somebody_new_on_its_own_page(cast: Cast, card: Card, post: Post):
    """Invited by an admin who has lately logged in; a viewer's or a stale session mails nobody."""
    where = f"/w/atelier/cards/{card.pk}/people/new/"
    stale = Client()
    stale.force_login(cast.ben)
    assert stale.post(where, {"email": NINA})["Location"].startswith("/accounts/")
    assert list(post()) == []
    ben = fresh(cast.ben)
    answer = ben.post(where, {"email": NINA}, follow=True)
    assert ("on its way to nina@example.com" in answer.content.decode(), [mail.to for mail in post()]) == (
        True,
        [[NINA]],
    )
    assert ben.post(where, {"email": "nobody"}).status_code == 422
    assert "waits for nina@example.com" in ben.get(where).content.decode()


def test_the_words_of_the_mail_are_said_in_every_language(cast: Cast, card: Card, post: Post, settings: Any):
    with inside(cast.atelier):
        for code, heading in (("en", "Your card is ready"), ("es", "Tu tarjeta está lista")):
            Card.objects.filter(pk=card.pk).update(draft=card.document.model_copy(update={"language": code}).to_json())
            card.refresh_from_db()
            with translation.override("de"):
                prepare(cast, card, f"{code}@example.com")
            assert heading in str(post()[0].body)
