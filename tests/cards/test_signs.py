"""What a sign says: by the main act a card really has, in the card's language (cards 14, 48)."""

from typing import Any

import pytest
from django.utils import translation

from cards import drawing, publishing, signs
from cards.content import MainAct, Phone
from cards.models import Code
from cards.qr_shapes import Picture
from tests.bookings.diary import make_calendar, make_service
from tests.cast import Cast, make_card, make_document
from workspaces.scoping import inside

WHATSAPP = (Phone(number="+34600111222", whatsapp=True),)


def said(cast: Cast, language: str = "en", **over: Any) -> str:
    document = make_document(**over)
    card = make_card(cast.atelier, by=cast.ada, published=True, **over)
    with inside(cast.atelier), translation.override(language):
        return signs.invitation_of(card, document)


@pytest.mark.parametrize(
    ("act", "language", "words"),
    [
        (MainAct.SAVE, "en", "Scan for my contact"),
        (MainAct.SAVE, "es", "Escanea para guardar mi contacto"),
        (MainAct.WHATSAPP, "de", "Scannen und per WhatsApp schreiben"),
        (MainAct.BOOK, "en", "Scan for my contact"),
    ],
)
def test_the_invitation_is_the_main_act_that_the_card_has(cast: Cast, act: MainAct, language: str, words: str):
    """A booking nobody can make is not promised on a wall."""
    assert said(cast, language, main_act=act, phones=WHATSAPP) == words


def test_who_can_be_booked_invites_to_book(cast: Cast):
    with inside(cast.atelier):
        make_service(make_calendar("Chair"))
    assert said(cast, main_act=MainAct.BOOK) == "Scan to book"


def test_a_company_invites_to_its_contact(cast: Cast):
    assert said(cast, type="company", identity={"organisation": "Byron"}) == "Scan for our contact"


def test_the_sign_speaks_the_language_of_the_card_and_shows_what_is_published(cast: Cast, monkeypatch):
    """The draft waits until it is published."""
    card = make_card(cast.atelier, by=cast.ada, published=True, language="es")
    seen: list[dict[str, object]] = []

    def pdf(_picture: Picture, **words: object) -> bytes:
        seen.append(words)
        return b"%PDF"

    monkeypatch.setattr("cards.qr_sign.pdf", pdf)
    with inside(cast.atelier):
        code = Code.objects.get()
        assert signs.sign(card, code) is None
        drawing.draw(code.pk)
        code.refresh_from_db()
        changed = make_document(identity={"given": "Nobody"}, language="de")
        publishing.save(card=card, document=changed, version=card.draft_version, by=cast.ada)
        assert signs.sign(card, code) == b"%PDF"
    assert [(words["name"], words["invitation"], words["address"], words["rtl"]) for words in seen] == [
        ("Ada Byron", "Escanea para guardar mi contacto", "localhost:8000/ada", False)
    ]
