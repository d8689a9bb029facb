"""Cards 6, 7, 99: fourteen days to think again, then erased to tombstones."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection

from cards import coding, deleting, photos, publishing
from cards.content import Block
from cards.models import Card, Code, DraftStep, Handle, Photo, Publication
from cards.refusals import Erased
from tests.cast import Cast, make_card, make_document
from tests.pictures import jpeg
from workspaces import outbox
from workspaces.models import AuditEntry
from workspaces.scoping import inside

CANARY = "Quillfeather"


def make_photo(cast: Cast) -> Photo:
    with inside(cast.atelier):
        return photos.keep(workspace=cast.atelier, data=jpeg(), purpose=Photo.Purpose.PORTRAIT, by=cast.ada, alt=CANARY)


def test_delete_hides_and_keeps_everything(cast: Cast):
    """cards 99: gone at once, back as it was."""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        publishing.pause(card=card, by=cast.ada)
        deleting.delete(card=card, by=cast.ada)
        deleting.delete(card=card, by=cast.ada)
        deleted = Card.objects.get(pk=card.pk)
        deleting.undelete(card=card, by=cast.ben)
        verbs = list(AuditEntry.objects.order_by("pk").values_list("verb", flat=True))[-2:]
    assert (deleted.status, deleted.status_before, deleted.is_public) == ("deleted", "paused", False)
    assert (card.status, card.deleted_at, card.revision) == ("paused", None, 5)
    assert verbs == ["card.delete", "card.undelete"]
    assert Publication.unscoped.count() == 1


def test_nothing_is_erased_before_fourteen_days(cast: Cast):
    """cards 99"""
    card = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        deleting.delete(card=card, by=cast.ada)
    assert card.deleted_at is not None
    assert deleting.erase_due(card.deleted_at + timedelta(days=13, hours=23)) == 0
    assert Card.unscoped.get().name == "Ada Byron"


def test_erasing_leaves_tombstones_without_personal_data(cast: Cast):
    """cards 6, 7, 99: no table of the cards holds the name, no file is left; code and handle stay."""
    photo = make_photo(cast)
    document = make_document(
        identity={"given": CANARY, "note": CANARY},
        portrait=photo.pk,
        blocks=(Block(id="a", kind="text", body={"text": CANARY}),),
    )
    card = make_card(cast.atelier, "quill", by=cast.ada)
    with inside(cast.atelier):
        publishing.save(card=card, document=document, version=1, by=cast.ada)
        publishing.publish(card=card, by=cast.ada)
        coding.add_code(card=card, label=CANARY, by=cast.ada)
        outbox.perform_due()
        card.refresh_from_db()
        files = [*photos.names_in(photo.renditions), card.preview["name"]]
        files += [name for code in card.codes.all() for name in code.files.values()]
        texts = sorted(code.text for code in card.codes.all())
        deleting.delete(card=card, by=cast.ada)
    assert [default_storage.exists(name) for name in files] == [True] * len(files)
    assert card.deleted_at is not None

    now = card.deleted_at + timedelta(days=14)
    assert (deleting.erase_due(now), deleting.erase_due(now)) == (1, 0)
    outbox.perform_due()

    assert sorted(Code.unscoped.values_list("text", flat=True)) == texts
    assert list(Handle.unscoped.values_list("name", "state")) == [("quill", Handle.State.TOMBSTONE)]
    assert Publication.unscoped.count() == DraftStep.unscoped.count() == Photo.unscoped.count() == 0
    assert [default_storage.exists(name) for name in files] == [False] * len(files)
    assert CANARY not in everything_stored("cards_")
    with inside(cast.atelier), pytest.raises(Erased):
        deleting.undelete(card=card, by=cast.ada)


def everything_stored(prefix: str) -> str:
    """All rows of all tables whose name starts so, as text."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith(prefix)]
        rows = []
        for table in tables:
            cursor.execute(f'SELECT * FROM "{table}"')
            rows += cursor.fetchall()
    assert len(tables) >= 6
    return repr(rows)


def test_photos_shared_with_another_card_stay(cast: Cast):
    """cards 32, 99: a duplicate names the same pictures, on its face or inside a block."""
    shared, inside_block, own = (make_photo(cast) for _ in range(3))
    card = make_card(cast.atelier, "one", by=cast.ada, portrait=shared.pk, cover=own.pk, logo=inside_block.pk)
    make_card(
        cast.atelier,
        "two",
        by=cast.ada,
        portrait=shared.pk,
        blocks=(Block(id="a", kind="gallery", body={"photos": [str(inside_block.pk), str(uuid.uuid4())]}),),
    )
    with inside(cast.atelier):
        deleting.delete(card=card, by=cast.ada)
    assert card.deleted_at is not None
    deleting.erase_due(card.deleted_at + timedelta(days=14))
    assert set(Photo.unscoped.values_list("pk", flat=True)) == {shared.pk, inside_block.pk}


def test_a_photo_of_another_workspace_is_never_erased(cast: Cast):
    """rule 2; A18: naming a foreign picture gives no power over it."""
    foreign = make_photo(cast)
    card = make_card(cast.outpost, "cleo", by=cast.cleo, portrait=foreign.pk)
    with inside(cast.outpost):
        deleting.delete(card=card, by=cast.cleo)
    assert card.deleted_at is not None
    deleting.erase_due(card.deleted_at + timedelta(days=14))
    assert Photo.unscoped.filter(pk=foreign.pk).exists()


def test_names_are_free_again_after_a_year(cast: Cast):
    """cards 6"""
    card = make_card(cast.atelier, "ada", by=cast.ada)
    with inside(cast.atelier):
        deleting.delete(card=card, by=cast.ada)
    assert card.deleted_at is not None
    deleting.erase_due(card.deleted_at + timedelta(days=364))
    kept = Handle.unscoped.count()
    deleting.erase_due(card.deleted_at + timedelta(days=365))
    assert (kept, Handle.unscoped.count()) == (1, 0)
