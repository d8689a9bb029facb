"""Files in an S3-compatible store: private there, given out by us, gone when erased, and down at times."""

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from cards import files, photos
from cards.gallery import originals
from cards.models import Card, Code, Photo
from cardsite.kit.store_away import StoreAway
from tests import pictures
from tests.cast import Cast, make_card
from tests.doubles.s3 import BUCKET, ObjectStoreServer
from workspaces import outbox
from workspaces.models import Effect
from workspaces.scoping import inside

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def card(cast: Cast, store: ObjectStoreServer) -> Card:
    return make_card(cast.atelier, "ada", by=cast.ada, published=True)


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client


def upload(card: Card, ada: Client) -> Any:
    data = {"file": SimpleUploadedFile("a.jpg", pictures.jpeg(), "image/jpeg")}
    return ada.post(f"/w/atelier/cards/{card.pk}/photo/portrait/", data)


def test_pictures_codes_and_files_lie_in_the_bucket_and_are_given_out_by_us(
    card: Card, cast: Cast, ada: Client, store: ObjectStoreServer
):
    """rule 35: what a row names is there; no address leads to the store itself"""
    assert upload(card, ada).status_code == 302
    outbox.perform_due()  # the code, the preview
    photo, code = Photo.unscoped.get(), Code.unscoped.get()
    with inside(cast.atelier):
        attached = files.keep(workspace=cast.atelier, data=PDF, name="menu.pdf", by=cast.ada)
    card.refresh_from_db()
    named = {*photos.names_in(photo.renditions), *code.files.values(), attached.stored, card.preview["name"]}
    assert {key.removeprefix("media/") for key in store.names()} == named - {""}
    assert Client().get("/ada/qr.png").status_code == 200
    jpeg, visitor = photo.renditions["160"]["jpeg"], Client()
    assert default_storage.url(jpeg) == f"/media/{jpeg}"
    with closing(visitor.get(f"/media/{jpeg}")) as answer:
        held = store.client.get_object(Bucket=BUCKET, Key=f"media/{jpeg}")["Body"].read()
        assert (answer.status_code, b"".join(answer.streaming_content)) == (200, held)  # type: ignore[attr-defined]
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    with closing(visitor.get(f"/media/{attached.stored}")) as answer:
        assert (answer.status_code, answer["Content-Disposition"][:10]) == (200, "attachment")


def test_what_is_erased_leaves_the_bucket(card: Card, cast: Cast, ada: Client, store: ObjectStoreServer):
    """cards 32; F18: also what no row names"""
    upload(card, ada)
    with inside(cast.atelier):
        photos.erase(Photo.objects.get())
        files.erase(files.keep(workspace=cast.atelier, data=PDF, name="menu.pdf", by=cast.ada))
    outbox.perform_due()
    assert {key for key in store.names() if key.startswith(("media/p/", "media/f/"))} == set()
    orphan = f"p/aa/{'a' * 48}-160.jpg"
    default_storage.save(orphan, SimpleUploadedFile("x", b"x"))
    assert photos.collect_orphans(before=timezone.now() - timedelta(hours=1)) == 0
    assert photos.collect_orphans(before=timezone.now() + timedelta(hours=1)) == 1
    assert default_storage.exists(orphan) is False


def test_originals_are_kept_apart_where_no_address_leads(card: Card, client: Client, store: ObjectStoreServer):
    """cards 31"""
    name = originals.put(SimpleUploadedFile("raw.jpg", b"CANARY"))
    assert f"originals/{name}" in store.names()
    assert originals.read(name) == b"CANARY"
    assert [client.get(f"/media/{path}").status_code for path in (name, f"../originals/{name}")] == [404, 404]
    originals.remove([name, name])
    with pytest.raises(FileNotFoundError):
        originals.read(name)


def test_page_stands_and_upload_is_refused_in_words_while_the_store_is_down(
    card: Card, cast: Cast, ada: Client, store: ObjectStoreServer
):
    """A77, F17: nothing half; what failed is done when the store is back"""
    upload(card, ada)
    photo = Photo.unscoped.get()
    store.process.kill()
    try:
        refused = upload(card, ada)
        assert (refused.status_code, "could not be stored just now" in refused.content.decode()) == (507, True)
        asked = Client()
        media = asked.get(f"/media/{photo.renditions['160']['jpeg']}")
        answers = [asked.get(path).status_code for path in ("/ada", "/ada/contact.vcf", "/ada/save")]
        assert (media.status_code, media["Retry-After"], answers) == (503, "10", [200, 200, 200])
        with pytest.raises(StoreAway):
            default_storage.exists("x")
        outbox.perform_due()
        assert set(Effect.objects.filter(attempts=1).values_list("state", flat=True)) == {Effect.State.OPEN}
    finally:
        store.start()
    assert Photo.unscoped.count() == 1
    Effect.objects.update(due_at=timezone.now())
    outbox.perform_due()
    assert Code.unscoped.get().state == Code.State.READY
