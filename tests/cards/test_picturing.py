"""Pictures of a card against other saves: nothing is lost, nothing is left behind (cards 22; rule 35)."""

from pathlib import Path
from typing import Any

import pytest

from cards import deleting, photos, picturing, publishing
from cards.models import Card, Photo
from cards.refusals import Deleted
from tests import pictures
from tests.cast import Cast, make_card, make_document
from workspaces import outbox
from workspaces.scoping import inside

PORTRAIT = Photo.Purpose.PORTRAIT


@pytest.fixture
def card(cast: Cast, settings: Any, tmp_path: Path) -> Any:
    settings.MEDIA_ROOT = tmp_path / "media"
    card = make_card(cast.atelier, by=cast.ada)
    with inside(cast.atelier):
        yield card


def while_decoding(monkeypatch: pytest.MonkeyPatch, act: Any) -> None:
    """Let something happen after the picture is decoded and before it is named in the draft."""
    keep = photos.keep

    def keep_then_act(**given: Any) -> Photo:
        photo = keep(**given)
        act()
        return photo

    monkeypatch.setattr(photos, "keep", keep_then_act)


def test_what_was_saved_while_decoding_is_not_lost(cast: Cast, card: Card, monkeypatch: pytest.MonkeyPatch):
    """cards 22: an autosave in the meantime is no conflict"""
    other = Card.objects.get(pk=card.pk)
    typed = make_document(identity={"title": "Engraver"})
    while_decoding(monkeypatch, lambda: publishing.save(card=other, document=typed, version=1, by=cast.ben))
    photo = picturing.put(card=card, purpose=PORTRAIT, data=pictures.jpeg(), by=cast.ada)
    now = Card.objects.get(pk=card.pk)
    assert now.document == typed.model_copy(update={"portrait": photo.pk})
    assert now.draft_version == 3


def test_a_card_deleted_while_decoding_leaves_no_picture(
    cast: Cast, card: Card, settings: Any, monkeypatch: pytest.MonkeyPatch
):
    other = Card.objects.get(pk=card.pk)
    while_decoding(monkeypatch, lambda: deleting.delete(card=other, by=cast.ben))
    with pytest.raises(Deleted):
        picturing.put(card=card, purpose=PORTRAIT, data=pictures.jpeg(), by=cast.ada)
    outbox.perform_due()
    left = [path for path in (Path(settings.MEDIA_ROOT) / photos.FOLDER).rglob("*") if path.is_file()]
    assert (Photo.objects.count(), left) == (0, [])
