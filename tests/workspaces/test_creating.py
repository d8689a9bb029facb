"""Making a workspace: slug, owner, audit row; several a person; names that collide."""

import threading
from itertools import islice

import pytest
from django.db import connection, connections

from tests.cast import make_user
from workspaces.creating import LONGEST_SLUG, create_workspace, proposed_slugs
from workspaces.models import AuditEntry, Membership, Role, User, Workspace


@pytest.fixture
def ada(db: None) -> User:
    return make_user("ada")


def make(owner: User, name: str = "Atelier") -> Workspace:
    return create_workspace(name=name, owner=owner, language="de", zone="Europe/Berlin")


def test_create_makes_row_owner_and_audit_entry(ada):
    workspace = make(ada, "Atelier Ada")
    workspace.refresh_from_db()
    assert (workspace.slug, workspace.name, workspace.language, workspace.zone, workspace.currency) == (
        "atelier-ada",
        "Atelier Ada",
        "de",
        "Europe/Berlin",
        "EUR",
    )
    assert list(Membership.unscoped.values_list("workspace", "user", "role")) == [(workspace.pk, ada.pk, Role.OWNER)]
    entry = AuditEntry.unscoped.get()
    assert (entry.verb, entry.actor, entry.after) == ("workspace.create", ada, {"slug": "atelier-ada"})


def test_taken_names_are_numbered(ada):
    assert [make(ada).slug for _ in range(3)] == ["atelier", "atelier-2", "atelier-3"]
    assert Membership.unscoped.filter(user=ada).count() == 3


@pytest.mark.parametrize(
    ("name", "slugs"),
    [
        ("new", ["new-2", "new-3"]),
        ("Größe & Söhne", ["groe-sohne", "groe-sohne-2"]),
        ("東京", ["workspace", "workspace-2"]),
        ("  ", ["workspace", "workspace-2"]),
        ("x" * 60, ["x" * 40, "x" * 38 + "-2"]),
        ("<script>", ["script", "script-2"]),
    ],
)
def test_slugs_are_proposed_from_the_name(name, slugs):
    """`new` is an address of its own: `/w/new/`."""
    assert list(islice(proposed_slugs(name), 2)) == slugs


def test_proposals_stay_short_for_ever():
    assert max(len(slug) for slug in islice(proposed_slugs("y" * 50), 2000)) == LONGEST_SLUG


def test_failure_leaves_nothing_behind(db):
    """Rule 11: whole or absent."""
    with pytest.raises(ValueError, match="unsaved"):
        make(User(email="ghost@example.com"))
    assert (Workspace.objects.count(), AuditEntry.unscoped.count()) == (0, 0)


@pytest.mark.django_db(transaction=True)
def test_same_name_at_the_same_time_gives_two_workspaces():
    """Rule 10: the database decides; the loser takes the next proposal."""
    people = [make_user(name) for name in ("ada", "ben", "cleo", "eve")]
    barrier = threading.Barrier(len(people))

    def run(person: User) -> None:
        try:
            barrier.wait()
            make(person)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Workspace.objects.values_list("slug", flat=True)) == [
        "atelier",
        "atelier-2",
        "atelier-3",
        "atelier-4",
    ]
    assert connection.is_usable()
