"""Roles: who gives which, at once; the last owner stays, whatever happens in one moment (cards 79, 80; rule 27)."""

import threading
from collections.abc import Callable
from contextlib import suppress

import pytest
from django.db import connections
from django.test import Client

from tests.cast import PASSWORD, Cast, make_user, make_workspace
from tests.rendezvous import wait_for_another
from tests.workspaces.conftest import Post
from tests.workspaces.team import fresh, membership, roles_in
from workspaces import leaving, roles, roster
from workspaces.leaving import Handover
from workspaces.models import AuditEntry, Membership, Role, User, Workspace
from workspaces.refusals import LastOwner, NotYours
from workspaces.scoping import inside


@pytest.mark.parametrize("giver", ["ada", "ben", "eve", "vera"])
def test_who_may_change_whose_role(cast: Cast, giver: str):
    """Every giver, member and new role, against the rule written out by hand."""
    low = {"editor", "viewer"}
    with inside(cast.atelier):
        before = roles_in(cast.atelier)
        by = membership(cast.atelier, getattr(cast, giver))
        for name in ("ben", "eve", "vera"):
            member = membership(cast.atelier, getattr(cast, name))
            for role in Role:
                may = giver == "ada" or (giver == "ben" and {member.role, role.value} <= low)
                if may:
                    roles.change_role(membership=member, role=role, by=by)
                    assert roles_in(cast.atelier)[member.user.email] == role
                    Membership.objects.filter(pk=member.pk).update(role=before[member.user.email])
                else:
                    with pytest.raises(NotYours):
                        roles.change_role(membership=member, role=role, by=by)
        assert roles_in(cast.atelier) == before


def test_a_role_holds_at_the_next_request(cast: Cast, post: Post):
    """cards 80; with a line in the log, and mails to the person and the owners"""
    vera, ada = fresh(cast.vera), fresh(cast.ada)
    assert vera.get("/w/atelier/cards/new/").status_code == 403
    where = f"/w/atelier/members/{membership(cast.atelier, cast.vera).pk}/"
    assert ada.post(where, {"role": "admin"})["Location"] == "/w/atelier/members/"
    assert vera.get("/w/atelier/cards/new/").status_code == 200
    assert sorted(mail.to[0] for mail in post()) == [cast.ada.email, cast.vera.email]
    entry = AuditEntry.unscoped.get(verb="member.role")
    assert (entry.target, entry.actor, entry.before, entry.after) == (
        cast.vera.email,
        cast.ada,
        {"role": "viewer"},
        {"role": "admin"},
    )


@pytest.mark.parametrize("begun", ["", "owner/", "remove/"])
def test_who_logs_in_once_more_comes_back_to_what_was_begun(cast: Cast, begun: str):
    """Rule 27; nothing is done by what was sent before"""
    where = f"/w/atelier/members/{membership(cast.atelier, cast.vera).pk}/{begun}"
    stale = Client()
    stale.force_login(cast.ada)
    asked = stale.post(where, {"act": "again", "fate": "stay", "role": "admin"})["Location"]
    answer = stale.post(asked, {"password": PASSWORD})
    assert (answer["Location"], stale.get(where).status_code) == (where, 200)
    assert roles_in(cast.atelier)["vera@example.com"] == "viewer"


def test_an_admin_makes_no_admin_by_the_page(cast: Cast):
    """T9, A21: role climb by a typed value"""
    ben = fresh(cast.ben)
    for name, role in (("eve", "owner"), ("ben", "owner"), ("ada", "viewer")):
        answer = ben.post(f"/w/atelier/members/{membership(cast.atelier, getattr(cast, name)).pk}/", {"role": role})
        assert answer.status_code in {403, 422}
    assert roles_in(cast.atelier) == {
        "ada@example.com": "owner",
        "ben@example.com": "admin",
        "eve@example.com": "editor",
        "vera@example.com": "viewer",
    }


def test_the_last_owner_neither_goes_nor_falls(cast: Cast):
    ada = fresh(cast.ada)
    mine = membership(cast.atelier, cast.ada)
    assert ada.post(f"/w/atelier/members/{mine.pk}/", {"role": "admin"}).status_code == 422
    assert '<form class="form"' not in ada.get("/w/atelier/members/leave/").content.decode()
    answer = ada.post("/w/atelier/members/leave/", {"fate": "stay"})
    assert (answer.status_code, "Make somebody else an owner first" in answer.content.decode()) == (409, True)
    with inside(cast.atelier), pytest.raises(LastOwner):
        leaving.leave(membership=mine, handover=Handover())
    assert roles_in(cast.atelier)[cast.ada.email] == "owner"


def test_ownership_is_handed_on(cast: Cast, post: Post):
    """Only by the owner, who is an admin afterwards and can leave."""
    where = f"/w/atelier/members/{membership(cast.atelier, cast.eve).pk}/owner/"
    assert fresh(cast.ben).post(where).status_code == 403
    ada = fresh(cast.ada)
    assert ada.post(where)["Location"] == "/w/atelier/members/"
    now = roles_in(cast.atelier)
    assert (now[cast.ada.email], now[cast.eve.email]) == ("admin", "owner")
    assert ada.post(where).status_code == 403
    assert ada.post("/w/atelier/members/leave/", {"fate": "stay"})["Location"] == "/w/"
    assert cast.ada.email not in roles_in(cast.atelier)


def both_demote(first: User, second: User, workspace: Workspace) -> None:
    """Each takes the other's ownership in the same moment."""

    def demote(by: User, other: User) -> None:
        try:
            with inside(workspace), suppress(NotYours, LastOwner):
                member, giver = membership(workspace, other), membership(workspace, by)
                barrier.wait()
                roles.change_role(membership=member, role=Role.VIEWER, by=giver)
        finally:
            connections.close_all()

    barrier = threading.Barrier(2)
    threads = [threading.Thread(target=demote, args=pair) for pair in ((first, second), (second, first))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_two_owners_who_demote_each_other_leave_one():
    """cards 80; the lock of the workspace decides"""
    ada, ben = make_user("ada"), make_user("ben")
    atelier = make_workspace("atelier", owner=ada)
    with inside(atelier):
        Membership.objects.create(user=ben, role=Role.OWNER)
    both_demote(ada, ben, atelier)
    assert sorted(roles_in(atelier).values()) == ["owner", "viewer"]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_fall(monkeypatch: pytest.MonkeyPatch):
    """The control: neither transaction nor lock, and whoever has looked waits for the other."""
    ada, ben = make_user("ada"), make_user("ben")
    atelier = make_workspace("atelier", owner=ada)
    with inside(atelier):
        Membership.objects.create(user=ben, role=Role.OWNER)
    look: Callable[[Membership], None] = roster.check_owner_stays

    def look_and_wait(member: Membership) -> None:
        look(member)
        wait_for_another("owners")

    monkeypatch.setattr(roles, "check_owner_stays", look_and_wait)
    monkeypatch.setattr(roles, "hold", lambda workspace_id: None)
    monkeypatch.setattr(roles, "change_role", roles.change_role.__wrapped__)  # type: ignore[attr-defined]
    both_demote(ada, ben, atelier)
    assert sorted(roles_in(atelier).values()) == ["viewer", "viewer"]
