"""The page of a card's PDF: sent, refused with the remedy, taken out (cards 34)."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cards import attaching
from cards.editor import file_views
from cards.models import Attachment, Card
from tests.cards.test_files import PDF
from tests.cast import Cast, make_card
from workspaces.scoping import inside


@pytest.fixture
def card(cast: Cast, settings, tmp_path) -> Card:
    settings.MEDIA_ROOT = tmp_path / "media"
    return make_card(cast.atelier, by=cast.ada)


@pytest.fixture
def ada(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.ada)
    return client


def url(card: Card) -> str:
    return f"/w/atelier/cards/{card.pk}/file/"


def pdf(data: bytes = PDF, name: str = "Menu.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def titles(cast: Cast) -> list[str]:
    with inside(cast.atelier):
        return list(Attachment.objects.values_list("title", flat=True))


@pytest.mark.django_db(transaction=True)
def test_file_is_sent_shown_and_taken_out(ada, cast, card):
    sent = ada.post(url(card), {"file": pdf()})
    assert (sent.status_code, sent.url) == (302, f"/w/atelier/cards/{card.pk}/?open=blocks&file=in#block-file")
    landed = ada.get(sent.url).content.decode().partition('id="block-file"')[2].partition("</li>")[0]
    said = ("The file is in the draft.", "Menu.pdf, ", "Choose another PDF", "Choose the PDF")
    assert [words in landed for words in said] == [True, True, True, False]
    assert "Menu, " in ada.get(url(card)).content.decode()
    editor = ada.get(f"/w/atelier/cards/{card.pk}/").content.decode()
    assert f'href="{url(card)}"' in editor
    taken = ada.post(url(card), {"act": "remove"})
    landed = ada.get(taken.url).content.decode().partition('id="block-file"')[2].partition("</li>")[0]
    assert [words in landed for words in ("out of the draft", "Menu.pdf", "Choose the PDF")] == [True, False, True]
    with inside(cast.atelier):
        card.refresh_from_db()
        assert attaching.named(card) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({}, "Choose a PDF first."),
        ({"file": pdf(b"")}, "This file is empty."),
        ({"file": pdf(b"<svg onload=alert(1)>")}, "This is no PDF."),
        ({"file": pdf(b"%PDF-1.7\n" + bytes(3000))}, "This PDF is not whole."),
    ],
)
def test_refused_file_is_named_with_its_remedy(ada, cast, card, sent, words):
    """rule 32: nothing is kept"""
    answer = ada.post(url(card), sent)
    assert (answer.status_code, words in answer.content.decode(), titles(cast)) == (422, True, [])


@pytest.mark.django_db
def test_size_is_looked_at_before_content(ada, cast, card, monkeypatch):
    monkeypatch.setattr(file_views, "LARGEST", 10)
    answer = ada.post(url(card), {"file": pdf()})
    assert (answer.status_code, "larger than 10 MB" in answer.content.decode()) == (422, True)
    assert titles(cast) == []


@pytest.mark.django_db(transaction=True)
def test_sending_is_limited(ada, cast, card, monkeypatch):
    """rule 21"""
    monkeypatch.setattr(file_views, "FILES_AN_HOUR", 1)
    assert [ada.post(url(card), {"file": pdf(name=name)}).status_code for name in ("a.pdf", "b.pdf")] == [302, 429]
    assert titles(cast) == ["a"]
