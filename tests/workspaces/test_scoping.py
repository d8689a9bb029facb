"""The tenant, said once: reading without a workspace raises, writing a foreign row is refused (rules 1, 2; T7)."""

import threading

import pytest

from tests.cast import Cast
from workspaces.models import AuditEntry, Membership
from workspaces.scoping import ForeignWorkspace, NoWorkspaceOpen, current_workspace_id, inside, outside


def entry(cast: Cast, **over: object) -> AuditEntry:
    return AuditEntry(verb="test", target="thing", **over)


@pytest.mark.parametrize(
    "read",
    [
        Membership.objects.all,
        lambda: Membership.objects.filter(role="owner"),
        Membership.objects.count,
        Membership.objects.first,
        Membership.objects.create,
        lambda: Membership.objects.update(role="owner"),
    ],
)
def test_manager_raises_without_open_workspace(cast, read):
    with pytest.raises(NoWorkspaceOpen):
        read()


def test_manager_shows_rows_of_the_open_workspace_only(cast):
    with inside(cast.outpost):
        assert [row.user for row in Membership.objects.all()] == [cast.cleo]
    with inside(cast.atelier):
        assert set(Membership.objects.values_list("user__name", flat=True)) == {"Ada", "Ben", "Eve", "Vera"}


def test_save_fills_in_the_open_workspace(cast):
    with inside(cast.atelier):
        row = entry(cast)
        row.save()
    assert AuditEntry.unscoped.get(pk=row.pk).workspace == cast.atelier


def test_save_and_delete_refuse_a_foreign_row(cast):
    """A16, A18 at the lowest level"""
    theirs = Membership.unscoped.get(user=cast.cleo)
    with inside(cast.atelier):
        theirs.role = "viewer"
        with pytest.raises(ForeignWorkspace):
            theirs.save()
        with pytest.raises(ForeignWorkspace):
            theirs.delete()
        with pytest.raises(ForeignWorkspace):
            entry(cast, workspace=cast.outpost).save()
    assert Membership.unscoped.get(user=cast.cleo).role == "owner"
    assert AuditEntry.unscoped.count() == 0


def test_save_without_open_workspace_raises(cast):
    with pytest.raises(NoWorkspaceOpen):
        entry(cast, workspace=cast.atelier).save()


def test_bulk_writes_are_checked_like_single_ones(cast):
    """One foreign row among good ones stops all of them."""
    theirs = Membership.unscoped.get(user=cast.cleo)
    mine = Membership.unscoped.get(user=cast.eve)
    theirs.role = mine.role = "viewer"
    with inside(cast.atelier):
        with pytest.raises(ForeignWorkspace):
            AuditEntry.objects.bulk_create([entry(cast), entry(cast, workspace=cast.outpost)])
        with pytest.raises(ForeignWorkspace):
            Membership.objects.bulk_update([mine, theirs], ["role"])
        AuditEntry.objects.bulk_create([entry(cast)])
    assert [row.workspace for row in AuditEntry.unscoped.all()] == [cast.atelier]
    assert Membership.unscoped.get(user=cast.eve).role == "editor"


def test_query_update_and_delete_stay_inside(cast):
    with inside(cast.atelier):
        assert Membership.objects.filter(role="owner").update(role="admin") == 1
        Membership.objects.filter(role="viewer").delete()
    assert Membership.unscoped.get(user=cast.cleo).role == "owner"
    assert Membership.unscoped.count() == 4


def test_scopes_nest_and_close_again(cast):
    with inside(cast.atelier):
        with inside(cast.outpost):
            assert current_workspace_id() == cast.outpost.pk
        assert current_workspace_id() == cast.atelier.pk
        with outside(), pytest.raises(NoWorkspaceOpen):
            current_workspace_id()
        assert current_workspace_id() == cast.atelier.pk
    with pytest.raises(NoWorkspaceOpen):
        current_workspace_id()


def test_scope_closes_when_the_block_fails(cast):
    with pytest.raises(ZeroDivisionError), inside(cast.atelier):
        1 / 0  # noqa: B018
    with pytest.raises(NoWorkspaceOpen):
        current_workspace_id()


def test_another_thread_starts_without_scope(cast):
    seen: list[str] = []

    def look() -> None:
        try:
            seen.append(str(current_workspace_id()))
        except NoWorkspaceOpen:
            seen.append("none")

    with inside(cast.atelier):
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()
    assert seen == ["none"]
