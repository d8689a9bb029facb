"""PDFs of cards: told by their content, stored once, gone when nothing names them (cards 22, 34, 99; rules 9, 35)."""

import uuid
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone

from cards import attaching, deleting, files, media, publishing
from cards.files import FileRefused, Reason, check, title_of
from cards.models import Attachment, Card
from tests.cast import Cast, make_card
from workspaces import outbox
from workspaces.scoping import inside

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def card(cast: Cast, settings, tmp_path) -> Card:
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_card(cast.atelier, by=cast.ada, published=True)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", Reason.NO_PDF),
        (b"<script>alert(1)</script>%PDF-1.7\n%%EOF", Reason.NO_PDF),
        (b"MZ\x90\x00", Reason.NO_PDF),
        (b"%PDF-9.x\n%%EOF", Reason.NO_PDF),
        (b"%PDF-1.7\n" + bytes(5000), Reason.CUT_OFF),
        (b"%PDF-1.7\n" + bytes(files.LARGEST) + b"%%EOF", Reason.TOO_BIG),
    ],
)
def test_what_is_no_whole_pdf_is_refused(data, reason):
    """cards 34: by content, whatever it is called"""
    with pytest.raises(FileRefused) as refused:
        check(data)
    assert refused.value.reason is reason


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("Price list.PDF", "Price list"),
        ("../../etc/passwd.pdf", "passwd"),
        ("C:\\Users\\a\\Menü.pdf", "Menü"),
        ('a"\r\nb: c.pdf', "a b c"),
        ("\u202efdp.exe.pdf", "fdp.exe"),
        (".pdf", "PDF"),
        ("x" * 300, "x" * 120),
    ],
)
def test_names_are_made_fit_to_be_shown(name, title):
    """rule 32; A09"""
    assert title_of(name) == title


@pytest.mark.django_db(transaction=True)
def test_file_is_on_the_card_and_downloaded_inert(cast: Cast, card: Card):
    """cards 28, 34: an attachment with a sandbox policy, under a name that is not to be guessed"""
    with inside(cast.atelier):
        kept = attaching.put(card=card, data=PDF, name="Price list.pdf", by=cast.ada)
        card.refresh_from_db()
        publishing.publish(card=card, by=cast.ada)
    address = media.url(kept.stored)
    page = Client().get("/ada").content.decode()
    assert f'href="{address}" download="Price list.pdf"' in " ".join(page.split())
    answer = Client().get(address)
    assert b"".join(answer) == PDF
    assert (answer["Content-Type"], answer["Content-Disposition"].split(";")[0]) == ("application/pdf", "attachment")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db(transaction=True)
def test_a_second_file_replaces_the_first_and_undo_brings_it_back(cast: Cast, card: Card):
    """cards 22"""
    with inside(cast.atelier):
        first = attaching.put(card=card, data=PDF, name="One.pdf", by=cast.ada)
        second = attaching.put(card=card, data=PDF + b"\n", name="Two.pdf", by=cast.ada)
        assert [block.kind for block in card.document.blocks].count("file") == 1
        assert (attaching.named(card), first.stored == second.stored) == (second, False)
        attaching.remove(card=card, by=cast.ada)
        assert attaching.named(card) is None
        publishing.undo(card=card, by=cast.ada)
        card.refresh_from_db()
        assert attaching.named(card) == second


@pytest.mark.django_db(transaction=True)
def test_only_what_nothing_names_is_erased_with_its_file(cast: Cast, card: Card):
    """cards 34, rule 35: the named one, and one of today, stay"""
    with inside(cast.atelier):
        named, young, old = (attaching.put(card=card, data=PDF, name=name, by=cast.ada) for name in "abc")
        other = files.keep(workspace=cast.atelier, data=PDF, name="d", by=None)
        fresh = files.keep(workspace=cast.atelier, data=PDF, name="e", by=None)
        Attachment.objects.exclude(pk=fresh.pk).update(created_at=timezone.now() - timedelta(days=2))
    assert files.erase_unused(before=timezone.now() - timedelta(days=1)) == 1
    outbox.perform_due()
    with inside(cast.atelier):
        assert set(Attachment.objects.all()) == {named, young, old, fresh}
    assert [default_storage.exists(one.stored) for one in (named, other, fresh)] == [True, False, True]


@pytest.mark.django_db(transaction=True)
def test_an_erased_card_takes_its_file_along(cast: Cast, card: Card):
    """cards 99"""
    with inside(cast.atelier):
        kept = attaching.put(card=card, data=PDF, name="a.pdf", by=cast.ada)
        deleting.delete(card=card, by=cast.ada)
    deleting.erase_due(timezone.now() + timedelta(days=15))
    outbox.perform_due()
    assert (Attachment.unscoped.count(), default_storage.exists(kept.stored)) == (0, False)


@pytest.mark.django_db(transaction=True)
def test_another_workspaces_file_is_not_shown(cast: Cast, card: Card):
    """cards 78; A18: Cleo's card names Ada's file by its id"""
    with inside(cast.atelier):
        kept = attaching.put(card=card, data=PDF, name="Secret list.pdf", by=cast.ada)
    block = {"id": "f", "kind": "file", "body": {"file": str(kept.pk)}}
    make_card(cast.outpost, "cleo", by=cast.cleo, published=True, blocks=[block])
    make_card(cast.atelier, "honest", by=cast.ada, published=True, blocks=[block])
    found = ["Secret list" in Client().get(path).content.decode() for path in ("/cleo", "/honest")]
    assert found == [False, True]
    with inside(cast.atelier):
        assert [files.found(key) for key in ("", "nonsense", str(uuid.uuid4()))] == [None] * 3
