"""The object store is slow, says 500, or the line is cut in the middle: no row names what is not there (F17, F18)."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from botocore.config import Config
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, transaction
from django.test import Client
from django.utils import timezone

from cards import files, photos
from cards.models import Attachment, Card, Code, Photo
from cardsite.kit import object_store
from tests import pictures
from tests.cast import Cast, make_card
from tests.doubles.faulty import Faulty
from tests.doubles.s3 import ObjectStoreServer
from tests.operating.test_object_store import PDF
from workspaces import outbox
from workspaces.models import Effect
from workspaces.scoping import inside

SHORT = 0.5
"""Seconds of patience, in place of eight."""


@dataclass
class Bench:
    """Ada's card and her browser, before a store that can be made to fail."""

    cast: Cast
    card: Card
    ada: Client
    line: Faulty
    store: ObjectStoreServer

    def upload(self) -> int:
        data = {"file": SimpleUploadedFile("a.jpg", pictures.jpeg(), "image/jpeg")}
        return self.ada.post(f"/w/atelier/cards/{self.card.pk}/photo/portrait/", data).status_code

    def dangling(self) -> set[str]:
        """What rows name and the store does not have."""
        named = [name for photo in Photo.unscoped.all() for name in photos.names_in(photo.renditions)]
        named += [name for code in Code.unscoped.all() for name in code.files.values()]
        named += Attachment.unscoped.values_list("stored", flat=True)
        named += [card.preview["name"] for card in Card.unscoped.all() if card.preview]
        return set(filter(None, named)) - {key.removeprefix("media/") for key in self.store.names()}


@pytest.fixture
def bench(cast: Cast, store: ObjectStoreServer, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    real = object_store.client_config
    quick = Config(connect_timeout=SHORT, read_timeout=SHORT)
    monkeypatch.setattr(object_store, "client_config", lambda own: real(own).merge(quick))
    line = Faulty(store.port)
    settings.STORAGES = {
        name: kept | ({"OPTIONS": kept["OPTIONS"] | {"endpoint_url": line.url}} if "OPTIONS" in kept else {})
        for name, kept in settings.STORAGES.items()
    }
    card = make_card(cast.atelier, "ada", by=cast.ada, published=True)
    ada = Client()
    ada.force_login(cast.ada)
    yield Bench(cast, card, ada, line, store)
    line.stop()


@pytest.mark.parametrize("fault", ["cut", *(pytest.param(one, marks=pytest.mark.proof) for one in ("500", "slow"))])
@pytest.mark.parametrize("after", [2, *(pytest.param(one, marks=pytest.mark.proof) for one in (0, 1, 3))])
def test_an_upload_is_refused_whole_wherever_the_store_fails(bench: Bench, fault: str, after: int):
    """Four files are written; from the first, the second… on none is. Afterwards it goes as if nothing had been."""
    bench.line.play(fault, after=after)
    assert bench.upload() == 507
    assert (Photo.unscoped.count(), Client().get("/ada").status_code) == (0, 200)
    bench.line.well()
    assert (bench.upload(), Photo.unscoped.count(), bench.dangling()) == (302, 1, set())


@pytest.mark.proof
@pytest.mark.parametrize("fault", ["500", "cut"])
def test_one_failure_is_tried_again_at_once(bench: Bench, fault: str):
    bench.line.play(fault, after=2, once=True)
    assert (bench.upload(), Photo.unscoped.count(), bench.dangling()) == (302, 1, set())


@pytest.mark.proof
def test_drawings_wait_until_the_store_is_well(bench: Bench):
    """The page shows that its code is being made, and no picture that is not there"""
    bench.line.play("cut", after=1)
    outbox.perform_due()
    assert (Code.unscoped.get().state, bench.dangling()) == (Code.State.PENDING, set())
    assert Client().get("/ada").status_code == 200
    bench.line.well()
    Effect.objects.update(due_at=timezone.now())
    outbox.perform_due()
    assert (Code.unscoped.get().state, bench.dangling()) == (Code.State.READY, set())


@contextmanager
def committed_and_cut() -> Iterator[None]:
    """The database commits, and the line breaks before it says so."""
    with transaction.atomic():
        yield
    raise OperationalError("server closed the connection unexpectedly")


def test_what_may_be_committed_keeps_its_files(bench: Bench, monkeypatch: pytest.MonkeyPatch):
    """The control: where the row was certainly not written, the file is taken back."""
    kept = {"workspace": bench.cast.atelier, "data": PDF, "name": "menu.pdf", "by": bench.cast.ada}
    with inside(bench.cast.atelier):
        with monkeypatch.context() as cut:
            cut.setattr(files, "transaction", SimpleNamespace(atomic=committed_and_cut))
            with pytest.raises(OperationalError):
                files.keep(**kept)  # type: ignore[arg-type]  # as it says
        assert (Attachment.objects.count(), bench.dangling()) == (1, set())
        with monkeypatch.context() as defect:
            defect.setattr(Attachment, "save", lambda *_row, **_how: 1 / 0)
            with pytest.raises(ZeroDivisionError):
                files.keep(**kept)  # type: ignore[arg-type]
    (only,) = Attachment.unscoped.values_list("stored", flat=True)
    assert [name for name in default_storage.listdir("f")[0] if default_storage.listdir(f"f/{name}")[1]] == [only[2:4]]
