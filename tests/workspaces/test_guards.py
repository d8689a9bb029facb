"""What the database itself refuses, on whichever engine the tests run (rule 2)."""

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import ForeignKey

import bookings.guards
import storefront.guards
from cards.models import DraftStep
from tests.cast import Cast, make_card
from workspaces import guards, log_guard
from workspaces.models import AuditEntry
from workspaces.scoping import WorkspaceOwned


@pytest.fixture
def foreign_card(cast: Cast) -> int:
    """A card of Cleo's workspace."""
    return make_card(cast.outpost, "cleo", by=cast.cleo).pk


def test_guards_present_are_those_expected(db):
    """One for every foreign key between two tables of a tenant; bookings do not overlap; ledger and log stay."""
    between = {
        f"{guards.PREFIX}{model._meta.db_table}_{field.column}"
        for model in apps.get_models()
        if issubclass(model, WorkspaceOwned)
        for field in model._meta.fields
        if isinstance(field, ForeignKey) and issubclass(field.related_model, WorkspaceOwned)
    }
    log = f"{guards.PREFIX}{AuditEntry._meta.db_table}_kept", log_guard.NAME
    assert (
        guards.present(connection)
        == guards.expected()
        == sorted({*between, bookings.guards.OVERLAP, storefront.guards.UNCHANGED, *log})
    )


def test_dropping_removes_all_and_creating_brings_all_back(db):
    guards.drop(connection)
    assert guards.present(connection) == []
    guards.create(connection)
    assert guards.present(connection) == guards.expected()


def test_dropping_removes_a_guard_nobody_registers_any_more(db):
    if connection.vendor == "sqlite":
        made = ['CREATE TRIGGER "guard_old_insert" BEFORE INSERT ON kit_throttle BEGIN SELECT 1; END']
    else:
        made = [
            "CREATE FUNCTION guard_old() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$",
            "CREATE TRIGGER guard_old BEFORE INSERT ON kit_throttle FOR EACH ROW EXECUTE FUNCTION guard_old()",
        ]
    with connection.cursor() as cursor:
        for statement in made:
            cursor.execute(statement)
    assert "guard_old" in guards.present(connection)
    guards.drop(connection)
    assert guards.present(connection) == []


@pytest.mark.django_db(transaction=True)
def test_migrating_again_leaves_the_guards_in_place():
    call_command("migrate", verbosity=0)
    assert guards.present(connection) == guards.expected()


INSERT = "INSERT INTO cards_draftstep (workspace_id, card_id, position, document, at) VALUES (%s, %s, 9, %s, %s)"


def insert(workspace: int, card: int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(INSERT, [workspace, card, "{}", "2026-01-01T00:00:00Z"])


def test_database_refuses_a_foreign_key_across_workspaces(cast, foreign_card):
    """A18: the last wall, with every Python check bypassed; the same row inside one workspace is taken."""
    with pytest.raises((IntegrityError, DatabaseError), match="guard_cards_draftstep_card_id"):
        insert(cast.atelier.pk, foreign_card)
    insert(cast.outpost.pk, foreign_card)


@pytest.mark.parametrize("column", ["card_id", "workspace_id"])
def test_database_refuses_an_update_that_crosses_workspaces(cast, foreign_card, column):
    """Pointing the row at a foreign card, and moving the row away from its own card."""
    own = make_card(cast.atelier, "ada", by=cast.ada)
    value = {"card_id": foreign_card, "workspace_id": cast.outpost.pk}[column]
    with (
        pytest.raises((IntegrityError, DatabaseError), match="guard_cards_draftstep_card_id"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE cards_draftstep SET {column} = %s, position = 9 WHERE card_id = %s", [value, own.pk])
    assert DraftStep.unscoped.get(card=own).workspace == cast.atelier
