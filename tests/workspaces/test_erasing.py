"""Nothing personal is left of an erased workspace: in rows, file, queue, folders, logs; others are untouched (A80)."""

import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.utils import timezone

from cards.models import Card, Code, Handle
from tests.cast import Cast
from tests.holdings import Holding, make_holding
from tests.workspaces import canaries
from tests.workspaces.accounts import log_in
from tests.workspaces.canaries import Canaries
from tests.workspaces.full_workspace import every_row, write_everywhere
from workspaces import deleting, erasing, export_shelf, outbox
from workspaces.deleting import UNDO
from workspaces.models import Export, Membership, User, Workspace
from workspaces.outbox import sweep
from workspaces.scoping import inside

KEPT = {"Card", "Code", "Handle"}


@pytest.fixture
def full(cast: Cast, settings: Any, tmp_path: Path) -> Holding:
    """Ada's workspace with a canary in everything she or a visitor could write, with files and mails that wait."""
    for root in ("media", "originals", "exports"):
        setattr(settings, f"{root.upper()}_ROOT", tmp_path / root)
    settings.EMAIL_BACKEND = "workspaces.mail.OutboxBackend"
    settings.MAIL_DELIVERY = {"backend": "django.core.mail.backends.locmem.EmailBackend"}
    holding = make_holding(cast.atelier, cast.ada, "Zitronenfalter")
    with inside(cast.atelier):
        write_everywhere(holding, Canaries())
        stored = export_shelf.put(io.BytesIO(b"kanarienvogel998x"))
        Export.objects.update(stored=stored)
    return holding


def delete_and_wait(holding: Holding) -> None:
    deleting.delete(workspace=holding.workspace, by=holding.owner)
    assert erasing.erase_due(timezone.now() + UNDO - timedelta(hours=1)) == 0
    assert erasing.erase_due(timezone.now() + UNDO + timedelta(seconds=1)) == 1


def left() -> dict[str, set[str]]:
    folders = {root: Path(getattr(settings, f"{root.upper()}_ROOT")) for root in ("media", "originals", "exports")}
    found = {name: canaries.in_folder(folder) for name, folder in folders.items()}
    rows = {"tables": canaries.in_tables(), "sessions": canaries.in_sessions()}
    return found | rows | {"file": in_database_file(), "dump": canaries.in_dump()}


def in_database_file() -> set[str]:
    """Of SQLite: after the checkpoint, and once more after VACUUM."""
    if connection.vendor != "sqlite":
        return set()
    path = Path(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        found = found_beside(path)
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return found | found_beside(path)


def found_beside(path: Path) -> set[str]:
    whole = [path, path.with_name(f"{path.name}-wal")]
    return {one for part in whole if part.exists() for one in canaries.in_bytes(part.read_bytes())}


@pytest.mark.django_db(transaction=True)
def test_an_erased_workspace_leaves_no_canary_anywhere(full: Holding, cast: Cast, capfd: pytest.CaptureFixture[str]):
    """A80, with the control before it; the tables of all others are equal, row by row."""
    make_holding(cast.outpost, cast.cleo, "Cleopatra")
    client = Client()
    log_in(client, cast.ada.email)
    session = client.session
    session["typed"] = "kanarienvogel999x"
    session.save()
    outbox.perform_due()
    before, others = left(), canaries.digest_of_others(cast.atelier.pk)
    assert {name: bool(found) for name, found in before.items()} == {
        **dict.fromkeys(("media", "originals", "exports", "tables", "sessions"), True),
        "file": connection.vendor == "sqlite",
        "dump": connection.vendor == "postgresql",
    }
    assert len(before["file"] | before["dump"]) >= 100  # the searches see them
    delete_and_wait(full)
    sweep()
    outbox.perform_due()
    assert {name: found for name, found in left().items() if found} == {}
    assert canaries.digest_of_others(cast.atelier.pk) == others
    assert canaries.in_bytes("".join(capfd.readouterr()).encode()) == set()


def test_what_stays_holds_names_and_codes_back_and_nothing_else(full: Holding, client: Client):
    """cards 7, 99"""
    handle, code = full.card.handle, full.code.text
    delete_and_wait(full)
    rows = {type(row).__name__ for row in every_row(full.workspace)}
    assert rows == KEPT
    gone = Workspace.objects.get(pk=full.workspace.pk)
    assert (gone.name, gone.address, gone.slug) == ("", "", f"erased-{gone.pk}")
    assert set(Card.unscoped.filter(workspace=gone).values_list("name", "status", "password")) == {("", "deleted", "")}
    assert set(Handle.unscoped.filter(workspace=gone).values_list("state", flat=True)) == {"tombstone"}
    assert set(Code.unscoped.filter(workspace=gone).values_list("label", "files__svg")) == {("", None)}
    assert [client.get(path).status_code for path in (f"/{handle}", f"/q/{code}")] == [410, 410]


def test_an_erasure_that_was_killed_is_taken_up_again(full: Holding, monkeypatch: pytest.MonkeyPatch):
    """The last step fails once: nothing is half proved, the next call ends it."""
    deleting.delete(workspace=full.workspace, by=full.owner)
    late = timezone.now() + UNDO + timedelta(seconds=1)
    with monkeypatch.context() as broken:
        broken.setattr(erasing, "_finish", lambda workspace, now: 1 / 0)
        assert erasing.erase_due(late) == 0
    assert Membership.unscoped.filter(workspace=full.workspace).count() == 5
    assert erasing.erase_due(late) == 1
    assert erasing.erase_due(late) == 0


def test_owners_get_the_proof(full: Holding, mailoutbox: Any):
    mailoutbox.clear()
    delete_and_wait(full)
    outbox.perform_due()
    proof = mailoutbox[-1]
    assert proof.to == [full.owner.email]
    assert "is erased" in proof.subject
    assert "35 days" in proof.body
    assert User.objects.filter(pk=full.owner.pk).exists()


def test_rows_are_deleted_before_what_they_point_at():
    order = [model._meta.label for model in erasing.leaving()]
    assert order.index("bookings.Booking") < order.index("bookings.Service")
    assert order.index("audience.LeadTag") < order.index("audience.Lead")
    assert "cards.Card" not in order
