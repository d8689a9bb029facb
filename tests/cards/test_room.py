"""Whatever an owner sends counts against the room of the plan; when that is used up it is refused (cards 88)."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cards import attaching, picturing, room
from cards.editor import kept_photo
from cards.editor.kept_photo import NotKept
from cards.models import Attachment, Card, Photo
from tests import pictures
from tests.cast import Cast, make_card
from workspaces import plans
from workspaces.scoping import inside

PDF = b"%PDF-1.7\n1 0 obj\n%%EOF\n"


@pytest.fixture
def card(cast: Cast) -> Iterator[Card]:
    made = make_card(cast.atelier, "ada", by=cast.ada)
    with inside(cast.atelier):
        yield made


def leave(monkeypatch: pytest.MonkeyPatch, free: int) -> None:
    """So many bytes beside what is used."""
    limits = {plans.Thing.MEDIA_BYTES: plans.Limit(room.used() + free)}
    monkeypatch.setitem(plans.PLANS, "unlimited", replace(plans.PLANS["free"], limits=limits))


def test_every_kind_of_upload_counts(cast: Cast, card: Card):
    kept = [
        picturing.put(card=card, purpose=purpose, data=pictures.jpeg(), by=cast.ada)
        for purpose in (Photo.Purpose.PORTRAIT, Photo.Purpose.LOGO, Photo.Purpose.COVER)
    ]
    file: Any = SimpleUploadedFile("bowl.jpg", pictures.jpeg())
    kept.append(kept_photo.keep(file, workspace=cast.atelier, by=cast.ada, purpose=Photo.Purpose.PRODUCT))
    attaching.put(card=card, data=PDF, name="menu.pdf", by=cast.ada)
    assert room.used() == sum(photo.size for photo in kept) + len(PDF)
    assert min(photo.size for photo in kept) > 0


def test_what_does_not_fit_is_refused_with_the_remedy_and_leaves_nothing(
    cast: Cast, card: Card, client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any
):
    settings.MEDIA_ROOT = tmp_path
    leave(monkeypatch, 20)
    client.force_login(cast.ada)
    here = f"/w/atelier/cards/{card.pk}/"
    sent = {
        **{f"photo/{purpose}/": pictures.jpeg() for purpose in ("portrait", "logo", "cover")},
        "file/": PDF,
    }
    for path, data in sent.items():
        answer = client.post(here + path, {"file": BytesIO(data)})
        assert (path, answer.status_code) == (path, 422)
        assert "there is no room left for this one. Delete some, or choose a larger plan." in answer.content.decode()
    file: Any = SimpleUploadedFile("bowl.jpg", pictures.jpeg())
    with pytest.raises(NotKept) as refused:
        kept_photo.keep(file, workspace=cast.atelier, by=cast.ada, purpose=Photo.Purpose.PRODUCT)
    assert refused.value.status == 422
    assert (Photo.objects.count(), Attachment.objects.count(), room.used()) == (0, 0, 0)
    assert [found for found in tmp_path.rglob("*") if found.is_file()] == []


def test_the_pages_of_uploads_say_how_much_is_used(cast: Cast, card: Card, client: Client, monkeypatch: Any):
    client.force_login(cast.ada)
    paths = [f"/w/atelier/cards/{card.pk}/{page}/" for page in ("photo/portrait", "file")]
    assert ["MB used" in client.get(path).content.decode() for path in paths] == [False, False]
    leave(monkeypatch, 5_000_000)
    assert ["0 MB of 5 MB used" in client.get(path).content.decode() for path in paths] == [True, True]
