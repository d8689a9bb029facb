"""Everything of a workspace in one zip, for its owner alone (cards 98; rules 27, 37)."""

import io
import json
import tracemalloc
import zipfile
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from cards.models import Photo
from cards.models.photo import Rendition
from cardsite.kit.personal import Whose
from tests.cast import Cast
from tests.holdings import Holding, make_holding
from tests.workspaces import canaries
from tests.workspaces.accounts import log_in
from tests.workspaces.canaries import Canaries
from tests.workspaces.full_workspace import every_row, write_everywhere
from workspaces import export_making, export_rows, export_shelf, outbox
from workspaces.archive import Archive, StoreBroken
from workspaces.models import AuditEntry, Export, Workspace
from workspaces.personal_fields import registry, secrets_of
from workspaces.scoping import WorkspaceOwned, inside

PAGE = "/w/atelier/settings/export/"


@pytest.fixture
def full(cast: Cast, settings: Any, tmp_path: Path) -> Holding:
    for root in ("MEDIA_ROOT", "ORIGINALS_ROOT", "EXPORTS_ROOT"):
        setattr(settings, root, tmp_path / root)
    holding = make_holding(cast.atelier, cast.ada, "Zitronenfalter")
    with inside(cast.atelier):
        write_everywhere(holding, Canaries())
    Export.unscoped.filter(pk=holding.export.pk).delete()
    return holding


@pytest.fixture
def owner(full: Holding) -> Client:
    client = Client()
    log_in(client, full.owner.email)
    return client


def unzipped(client: Client) -> zipfile.ZipFile:
    export = Export.unscoped.get(state="ready", workspace__slug="atelier")
    answer: Any = client.get(f"{PAGE}{export.pk}.zip")
    assert answer.headers["Content-Type"] == "application/zip"
    return zipfile.ZipFile(io.BytesIO(answer.getvalue()))


def rows_in(zipped: zipfile.ZipFile) -> set[str]:
    """Every text of every row, however deep."""

    def texts(value: Any) -> list[str]:
        if isinstance(value, dict):
            return [text for one in value.values() for text in texts(one)]
        return [text for one in value for text in texts(one)] if isinstance(value, list) else [str(value)]

    names = [name for name in zipped.namelist() if name.startswith("data/")]
    return {text for name in names for text in texts(json.loads(zipped.read(name)))}


def personal_fields() -> set[str]:
    """`model.field` of everything of a workspace that the rooms call somebody's, walked from the registry."""
    owned = [model for model in apps.get_models() if issubclass(model, WorkspaceOwned) and model is not Export]
    said = registry()
    return {
        f"{model._meta.label}.{name}"
        for model in owned
        for name, one in said.get(model._meta.label, {}).items()
        if one.whose is not Whose.NOBODY and name not in secrets_of(model, said)
    }


def test_every_registered_field_of_somebody_is_told():
    """cards 98; rule 37: by the registry, also of kinds of rows that the workspace of the next test has none of"""
    tables = [step.args[0] for step in export_rows.tables(Workspace(pk=1)) if isinstance(step, partial)]
    told = {f"{table.model._meta.label}.{name}" for table in tables for name in table.fields}
    assert len(personal_fields()) >= 60
    assert personal_fields() - told == set()


def test_an_export_holds_every_registered_personal_field(full: Holding, cast: Cast, owner: Client, mailoutbox: Any):
    """cards 98; rule 37: compared row by row; of another workspace nothing"""
    make_holding(cast.outpost, cast.cleo, "Cleopatra")
    assert owner.post(PAGE).status_code == 302
    outbox.perform_due()
    zipped = unzipped(owner)
    told = rows_in(zipped)
    kept = [row for row in every_row(full.workspace) if not isinstance(row, Export)]
    words = {key: text for key, text in canaries.personal_words(kept).items() if canaries.in_bytes(text.encode())}
    exported = {one for text in told for one in canaries.in_bytes(text.encode())}
    missing = {key for key, text in words.items() if canaries.in_bytes(text.encode()) - exported}
    assert len(words) >= 60
    assert missing == set()
    assert b"Cleopatra" not in b"".join(zipped.read(name) for name in zipped.namelist())
    assert [mail.to for mail in mailoutbox if "export" in mail.subject] == [[cast.ada.email]]


def test_an_export_holds_pages_files_and_tables_and_no_secret(full: Holding, owner: Client):
    """cards 98: pages stand alone, hashes and keys stay here"""
    full.card.password = "argon2$secret"  # what must not be found
    full.card.__class__.unscoped.filter(pk=full.card.pk).update(password=full.card.password)
    owner.post(PAGE)
    outbox.perform_due()
    zipped = unzipped(owner)
    names = set(zipped.namelist())
    below = f"cards/{full.card.handle}"
    page = zipped.read(f"{below}/index.html").decode()
    assert {f"{below}/contact.vcf", "tables/leads.csv", "tables/bookings.csv", "tables/orders.csv"} <= names
    assert "../../static/css/card" in page
    assert [words in page for words in ('href="contact.vcf"', 'type="module"', "preload")] == [True, False, False]
    assert {name for name in names if name.startswith("static/css/card")} != set()
    assert [name for name in names if name.endswith(".pdf") and name.startswith("media/f/")] != []
    whole = b"".join(zipped.read(name) for name in names)
    assert b"argon2$secret" not in whole
    assert full.booking.key.encode() not in whole
    assert b"p/ab/Zitronenfalter-160.webp" in zipped.read("read-me.txt")


def test_only_an_owner_with_a_fresh_log_in_gets_it(full: Holding, cast: Cast, owner: Client, monkeypatch: Any):
    """rule 27; cards 98: seven days, and no longer"""
    owner.post(PAGE)
    outbox.perform_due()
    export = Export.unscoped.get()
    address = f"{PAGE}{export.pk}.zip"
    stale, admin = Client(), Client()
    stale.force_login(cast.ada)
    log_in(admin, cast.ben.email)
    answers = [client.get(address) for client in (owner, stale, admin, Client())]
    assert [(answer.status_code, answer.getvalue())[0] for answer in answers] == [200, 302, 403, 302]
    assert stale.get(address).headers["Location"] == PAGE
    assert stale.post(PAGE).headers["Location"].startswith("/accounts/reauthenticate/")
    Export.unscoped.update(ready_at=timezone.now() - timedelta(days=7, seconds=1))
    assert owner.get(address).status_code == 404
    export_making.purge(timezone.now())
    assert (Export.unscoped.count(), export_shelf.names(before=timezone.now())) == (0, [])
    verbs = AuditEntry.unscoped.filter(verb__in=["workspace.export", "workspace.take"]).values_list("verb", flat=True)
    assert list(verbs) == ["workspace.export", "workspace.take"]


def test_one_export_at_a_time_and_five_a_day(full: Holding, owner: Client):
    """The second asking is answered by the first; the sixth of a day is refused."""
    statuses = [owner.post(PAGE).status_code for _ in range(2)]
    assert (statuses, Export.unscoped.count()) == ([302, 302], 1)
    for _ in range(5):
        Export.unscoped.update(state="ready")
        statuses.append(owner.post(PAGE).status_code)
    assert statuses[2:] == [302, 302, 302, 302, 429]


def test_a_broken_store_is_said_and_leaves_no_half_file(
    full: Holding, owner: Client, mailoutbox: Any, monkeypatch: pytest.MonkeyPatch
):
    """On the page and by mail; asked for again it is made"""

    def broken(name: str, mode: str = "rb") -> Any:
        raise ConnectionError(name)

    monkeypatch.setattr(default_storage, "open", broken)
    owner.post(PAGE)
    outbox.perform_due()
    assert list(Export.unscoped.values_list("state", "error", "stored")) == [("failed", "store", "")]
    assert "The store of pictures and files did not answer" in owner.get(PAGE).content.decode()
    assert [mail.to for mail in mailoutbox if mail.subject == "The export of Atelier was not made"] == [
        [full.owner.email]
    ]
    assert export_shelf.names(before=timezone.now()) == []
    monkeypatch.undo()
    owner.post(PAGE)
    outbox.perform_due()
    assert [one.state for one in Export.unscoped.order_by("pk")] == ["failed", "ready"]


def test_an_archive_is_written_in_pieces(tmp_path: Path):
    """Nothing larger than a piece is asked of the store at a time."""
    asked: list[int] = []

    class Slow(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            asked.append(size or 0)
            return super().read(size)

    class Store:
        def open(self, name: str) -> Slow:
            return Slow(b"x" * 1_000_000)

    with (tmp_path / "a.zip").open("wb") as file, Archive(file) as archive:
        archive.add_stored("media/x.pdf", Store(), "x")  # type: ignore[arg-type]  # as much of a store as is used
    assert set(asked) == {256 * 1024}
    assert zipfile.ZipFile(tmp_path / "a.zip").read("media/x.pdf") == b"x" * 1_000_000


@pytest.mark.proof
def test_a_thousand_pictures_cost_no_more_memory_than_one(cast: Cast, settings: Any, tmp_path: Path):
    """100 MB of them, from disk to disk in pieces: what is held at a time stays below 8 MB."""
    settings.MEDIA_ROOT, settings.EXPORTS_ROOT = tmp_path / "media", tmp_path / "exports"
    with inside(cast.atelier):
        for number in range(1000):
            names = [f"p/{number % 100:02}/{number}-640.{kind}" for kind in ("webp", "jpg")]
            webp, jpeg = (default_storage.save(name, ContentFile(b"%09d" % number * 5_500)) for name in names)
            kinds: Rendition = {"webp": webp, "jpeg": jpeg, "height": 1}
            Photo.objects.create(purpose="gallery", renditions={"640": kinds}, width=1, height=1)
        export = Export.objects.create(by=cast.ada)
        tracemalloc.start()
        assert export_making.make(export)
        _now, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    export.refresh_from_db()
    assert (export.size > 90_000_000, most < 8_000_000, export.done) == (True, True, export.total)


def test_a_store_that_breaks_while_it_reads_is_broken_too(tmp_path: Path):
    class Torn(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError("torn")

    class Store:
        def open(self, name: str) -> Torn:
            return Torn()

    with (tmp_path / "a.zip").open("wb") as file, Archive(file) as archive, pytest.raises(StoreBroken):
        archive.add_stored("x", Store(), "x")  # type: ignore[arg-type]
