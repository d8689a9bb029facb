"""Invitations: bound to an address, used once, for seven days; nobody's account is edited (cards 80; A22; rule 26)."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from tests.cast import PASSWORD, Cast, make_user
from tests.workspaces.accounts import log_in, signed_in
from tests.workspaces.conftest import Post
from tests.workspaces.team import fresh, invited, link_in, membership, roles_in
from workspaces import inviting
from workspaces.models import AuditEntry, Invitation, Membership, Role, User, Workspace
from workspaces.refusals import AlreadyMember, InvitationGone, NotYours, SeatLimit
from workspaces.scoping import inside

NINA = "nina@example.com"


def test_a_new_person_joins_by_the_link_alone(cast: Cast, post: Post):
    """The mail proves the address: no code, no workspace of one's own, and the role that was said."""
    invited(cast.atelier, "Nina@Example.com", Role.EDITOR, by=cast.ada)
    (mail,) = post()
    client, where = Client(), link_in(mail)
    page = client.get(where).content.decode()
    assert (mail.to, "Join Atelier" in page, NINA in page) == ([NINA], True, True)
    assert NINA not in roles_in(cast.atelier)
    answer = client.post(where, {"name": "Nina", "password": PASSWORD})
    assert (answer.status_code, answer["Location"], signed_in(client)) == (302, "/w/atelier/", True)
    assert (roles_in(cast.atelier)[NINA], Workspace.objects.count()) == ("editor", 2)
    assert EmailAddress.objects.filter(email=NINA, verified=True, primary=True).count() == 1
    assert log_in(Client(), NINA)["Location"] == "/w/"
    assert [(mail.to, "Nina joined Atelier" in mail.subject) for mail in post()] == [([cast.ada.email], True)]


def test_who_invites_is_named(cast: Cast, post: Post):
    """With the address, for a name anybody can type; whose account has no name is said by it alone (A39)."""
    for name, said in (("Ada www.evil.example/x", "Ada www evil.example x (ada@example.com)"), ("", "ada@example.com")):
        User.objects.filter(pk=cast.ada.pk).update(name=name)
        invited(cast.atelier, f"n{len(name)}@example.com", Role.EDITOR, by=User.objects.get(pk=cast.ada.pk))
        (mail,) = post()
        assert f"Invited by: {said}\n" in mail.body


def test_members_stand_in_the_order_of_the_alphabet(cast: Cast):
    User.objects.filter(pk=cast.ben.pk).update(name="élodie")
    User.objects.filter(pk=cast.ada.pk).update(name="Zoe")
    page = fresh(cast.ada).get("/w/atelier/members/").content.decode().partition("<main")[2]
    names = ["élodie", "Eve", "Vera", "Zoe"]
    assert sorted(names, key=lambda name: page.index(f">{name}<")) == names


def test_a_weak_password_makes_no_account(cast: Cast, post: Post):
    invited(cast.atelier, NINA, Role.EDITOR, by=cast.ada)
    answer = Client().post(link_in(post()[0]), {"name": "Nina", "password": "12345678"})
    assert (answer.status_code, User.objects.filter(email=NINA).exists()) == (422, False)


def test_an_existing_person_logs_in_first(cast: Cast, post: Post):
    """A22: the link alone neither opens nor changes an account that is there."""
    invited(cast.atelier, cast.cleo.email, Role.VIEWER, by=cast.ada)
    where, before = link_in(post()[0]), User.objects.values().get(pk=cast.cleo.pk)
    stranger = Client()
    page = stranger.get(where).content.decode()
    assert ("You have an account" in page, 'name="password"' in page) == (True, False)
    stranger.post(where, {"name": "Mallory", "password": "a new and long one"})
    assert User.objects.values().get(pk=cast.cleo.pk) == before
    assert (signed_in(stranger), cast.cleo.email in roles_in(cast.atelier)) == (False, False)
    cleo = fresh(cast.cleo)
    cleo.get(where)
    assert cast.cleo.email not in roles_in(cast.atelier)
    assert cleo.post(where)["Location"] == "/w/atelier/"
    assert roles_in(cast.atelier)[cast.cleo.email] == "viewer"


def test_another_persons_log_in_is_refused(cast: Cast, post: Post):
    """A22: and is not told whose the invitation is; the invitation stays good."""
    invited(cast.atelier, NINA, Role.ADMIN, by=cast.ada)
    where, cleo = link_in(post()[0]), fresh(cast.cleo)
    for answer in (cleo.get(where), cleo.post(where)):
        assert (answer.status_code, NINA in answer.content.decode()) == (403, False)
    assert cast.cleo.email not in roles_in(cast.atelier)
    assert Client().get(where).status_code == 200


def test_an_address_that_was_never_proved_does_not_count(cast: Cast, post: Post):
    """T10: whoever signed up with somebody's address before does not get in with it."""
    squatter = User.objects.create_user(NINA, PASSWORD)
    EmailAddress.objects.create(user=squatter, email=NINA, verified=False, primary=True)
    invited(cast.atelier, NINA, Role.ADMIN, by=cast.ada)
    client = Client()
    client.force_login(squatter)
    assert client.post(link_in(post()[0])).status_code == 403
    assert NINA not in roles_in(cast.atelier)


def test_a_link_works_once(cast: Cast, post: Post):
    """A22: also for somebody who was removed in between"""
    invited(cast.atelier, cast.cleo.email, Role.VIEWER, by=cast.ada)
    where, cleo = link_in(post()[0]), fresh(cast.cleo)
    cleo.post(where)
    Membership.unscoped.filter(user=cast.cleo, workspace=cast.atelier).delete()
    assert [cleo.get(where).status_code, cleo.post(where).status_code] == [410, 410]
    assert cast.cleo.email not in roles_in(cast.atelier)


@pytest.mark.parametrize("what", ["withdrawn", "sent again", "run out", "unknown", "nonsense"])
def test_a_link_that_is_over_opens_nothing(cast: Cast, post: Post, what: str):
    """All alike, so that nobody learns which."""
    invitation = invited(cast.atelier, NINA, Role.EDITOR, by=cast.ada)
    where, ada = link_in(post()[0]), membership(cast.atelier, cast.ada)
    assert Client().get(where).status_code == 200
    with inside(cast.atelier):
        if what == "withdrawn":
            inviting.revoke(invitation=invitation, by=ada)
        elif what == "sent again":
            inviting.resend(invitation=invitation, by=ada)
        elif what == "run out":
            Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        else:
            where = f"/accounts/invitation/{'A' * 43 if what == 'unknown' else '%ED%A0%80%00'}/"
    answer = Client().post(where, {"name": "Nina"})
    assert (answer.status_code in {400, 410}, User.objects.filter(email=NINA).exists()) == (True, False)


def test_sending_again_mails_a_link_that_works(cast: Cast, post: Post):
    invitation = invited(cast.atelier, NINA, Role.EDITOR, by=cast.ada)
    first = link_in(post()[0])
    with inside(cast.atelier):
        inviting.resend(invitation=invitation, by=membership(cast.atelier, cast.ada))
    second = link_in(post()[0])
    assert (first != second, Client().get(second).status_code) == (True, 200)


def test_the_token_is_kept_nowhere(cast: Cast, post: Post):
    """rule 26: only its digest is"""
    invited(cast.atelier, NINA, Role.EDITOR, by=cast.ada)
    token = link_in(post()[0]).split("/")[-2]
    rows = [*Invitation.unscoped.values_list(), *AuditEntry.unscoped.values_list()]
    assert token not in str(rows)


@pytest.mark.parametrize(
    ("giver", "role", "good"),
    [
        *[("ada", "owner", True), ("ada", "admin", True), ("ben", "editor", True), ("ben", "viewer", True)],
        *[("ben", "admin", False), ("ben", "owner", False), ("eve", "viewer", False), ("vera", "viewer", False)],
    ],
)
def test_who_may_invite_whom(cast: Cast, giver: str, role: str, good: bool):
    """cards 79: admins editors and viewers, owners everybody; over an invitation that waits too"""
    with inside(cast.atelier):
        by = membership(cast.atelier, getattr(cast, giver))
        if good:
            inviting.invite(email=NINA, role=Role(role), by=by)
        else:
            with pytest.raises(NotYours):
                inviting.invite(email=NINA, role=Role(role), by=by)
        assert list(Invitation.objects.values_list("email", "role")) == ([(NINA, role)] if good else [])


def test_an_admin_does_not_touch_an_owners_invitation_of_an_admin(cast: Cast):
    invitation = invited(cast.atelier, NINA, Role.ADMIN, by=cast.ada)
    with inside(cast.atelier):
        ben = membership(cast.atelier, cast.ben)
        for act in (inviting.revoke, inviting.resend):
            with pytest.raises(NotYours):
                act(invitation=invitation, by=ben)
        with pytest.raises(NotYours):
            inviting.invite(email=NINA, role=Role.VIEWER, by=ben)
        assert Invitation.objects.get().role == "admin"


def test_a_member_is_not_invited_and_who_waits_is_invited_once(cast: Cast):
    with pytest.raises(AlreadyMember):
        invited(cast.atelier, "EVE@example.com", Role.VIEWER, by=cast.ada)
    invited(cast.atelier, NINA, Role.VIEWER, by=cast.ada)
    invited(cast.atelier, NINA, Role.EDITOR, by=cast.ada)
    assert list(Invitation.unscoped.values_list("email", "role")) == [(NINA, "editor")]


def test_seats_count_members_and_open_invitations(cast: Cast, post: Post):
    """cards 88: at inviting and once more at joining"""
    Workspace.objects.filter(pk=cast.outpost.pk).update(plan_key="pro")
    invited(cast.outpost, NINA, Role.VIEWER, by=cast.cleo)
    (mail,) = post()
    with pytest.raises(SeatLimit) as full:
        invited(cast.outpost, "otto@example.com", Role.VIEWER, by=cast.cleo)
    assert full.value == SeatLimit(2)
    with inside(cast.outpost):
        Membership.objects.create(user=cast.vera, role=Role.VIEWER)
    answer = Client().post(link_in(mail), {"name": "Nina"})
    assert (answer.status_code, User.objects.filter(email=NINA).exists()) == (409, False)


@pytest.mark.parametrize(("sign_up", "status"), [("open", 302), ("invite", 302), ("closed", 403)])
def test_sign_up_by_invitation(cast: Cast, post: Post, settings, sign_up: str, status: int):
    """product.md: with `invite` nobody comes in by the front door, and everybody by an invitation"""
    settings.SIGNUP = sign_up
    invited(cast.atelier, NINA, Role.VIEWER, by=cast.ada)
    assert ('name="email"' in Client().get("/accounts/signup/").content.decode()) == (sign_up == "open")
    assert Client().post(link_in(post()[0]), {"name": "Nina"}).status_code == status


def test_the_page_invites_after_a_fresh_log_in_only(cast: Cast, post: Post):
    """rule 27"""
    typed = {"email": NINA, "role": "editor"}
    stale = Client()
    stale.force_login(cast.ada)
    answer = stale.post("/w/atelier/members/", typed)
    assert (answer.status_code, Invitation.unscoped.count()) == (302, 0)
    ada = fresh(cast.ada)
    assert ada.post("/w/atelier/members/", typed)["Location"] == "/w/atelier/members/"
    assert NINA in ada.get("/w/atelier/members/").content.decode()
    where = f"/w/atelier/members/invitations/{Invitation.unscoped.get().pk}/"
    assert ada.post(where, {"act": "resend"}).status_code == 302
    assert len(post()) == 2
    ada.post(where, {"act": "revoke"})
    assert Invitation.unscoped.get().revoked_at is not None


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b.example\nBcc: c@d.example", "x" * 300 + "@example.com", "\x00@a.b"]
)
def test_what_is_no_address_is_not_invited(cast: Cast, post: Post, email: str):
    answer = fresh(cast.ada).post("/w/atelier/members/", {"email": email, "role": "editor"})
    assert (answer.status_code in {400, 422}, Invitation.unscoped.count(), post()) == (True, 0, [])


def test_one_address_is_not_written_to_without_end(cast: Cast):
    """T14"""
    ada = fresh(cast.ada)
    answers = [ada.post("/w/atelier/members/", {"email": NINA, "role": "editor"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [302] * 5 + [429]


def test_other_workspaces_names_are_not_invited_into(cast: Cast):
    """An invitation of one workspace opens no other: it is found by its token alone."""
    make_user("nina")
    invitation = invited(cast.atelier, NINA, Role.VIEWER, by=cast.ada)
    inviting.accept(invitation=invitation, user=User.objects.get(email=NINA))
    assert (NINA in roles_in(cast.atelier), NINA in roles_in(cast.outpost)) == (True, False)
    with pytest.raises(InvitationGone):
        inviting.find("")
