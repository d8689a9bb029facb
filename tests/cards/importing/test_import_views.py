"""Sent, looked at, made: nothing before its owner says so, and all or nothing (cards 23)."""

import json
import re
from base64 import b64encode
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cards import standing
from cards.gallery import originals
from cards.importing import making
from cards.importing.building import Home
from cards.importing.reading import read
from cards.models import Card, Photo
from cards.refusals import PlanLimit
from tests import pictures
from tests.cards.importing.phones import NEWEST
from tests.cast import Cast, make_card
from workspaces import plans
from workspaces.scoping import inside

WHERE = "/w/atelier/cards/import/"
TABLE = (
    "Name,Title,Phone,Website\n"
    "Ada Byron,Bookbinder,+44 7911 123456,\n"
    "<b>Bold</b> =1+1,,nonsense,\n"
    "Mallory,,,javascript:alert(1)\n"
    "王小明,,,\n"
)


@pytest.fixture
def ada(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.ada)
    return client


def send(client: Client, data: bytes, name: str = "cards.csv") -> Any:
    return client.post(WHERE, {"file": SimpleUploadedFile(name, data)})


def look(client: Client, data: bytes) -> str:
    """Where a sent file is looked at."""
    answer = send(client, data)
    assert answer.status_code == 302, unescape(answer.content.decode())
    return str(answer["Location"])


def rows(html: str) -> list[tuple[str, bool, bool]]:
    """Name, ticked, refused."""
    found = re.findall(r'<input type="checkbox"(.*?)>.*?import-name">\s*(.*?)\s*</span>', html, re.DOTALL)
    return [(unescape(name), "checked" in state, "disabled" in state) for state, name in found]


def cards(cast: Cast) -> dict[str, str]:
    with inside(cast.atelier):
        return dict(Card.objects.values_list("handle", "status"))


def test_a_file_is_looked_at_before_anything_is_made(ada: Client, cast: Cast):
    where = look(ada, TABLE.encode())
    html = ada.get(where).content.decode()
    assert rows(html) == [
        ("Ada Byron", True, False),
        ("<b>Bold</b> =1+1", True, False),
        ("Mallory", False, True),
        ("王小明", True, False),
    ]
    assert [text in unescape(html) for text in ("Phone not understood: nonsense", "must not lead there")] == [True] * 2
    assert ("<b>Bold" in html, cards(cast)) == (False, {})


def test_what_is_ticked_becomes_drafts_once(ada: Client, cast: Cast):
    where = look(ada, TABLE.encode())
    answer = ada.post(where, {"row": ["0", "2", "3", "99", "x"]}, follow=True)
    assert "2 cards were made as drafts." in answer.content.decode()
    made = cards(cast)
    assert (made.pop("ada-byron"), len(made), next(iter(made)).startswith("card-")) == ("draft", 1, True)
    with inside(cast.atelier):
        document = Card.objects.get(handle="ada-byron").document
    assert (document.name, document.identity.title, document.phones[0].number) == (
        "Ada Byron",
        "Bookbinder",
        "+447911123456",
    )
    again = ada.post(where, {"row": ["0"]}, follow=True)
    assert ("Send it once more" in again.content.decode(), len(cards(cast))) == (True, 2)


def test_nothing_ticked_is_said_and_nothing_made(ada: Client, cast: Cast):
    answer = ada.post(look(ada, TABLE.encode()), {"row": ["2"]})
    assert (answer.status_code, "Tick at least one card." in answer.content.decode(), cards(cast)) == (422, True, {})


def test_the_limit_of_the_plan_is_named_and_nothing_made(ada: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """All or none: the first would still have fitted"""
    monkeypatch.setattr(plans, "limit", lambda *_plan, **_more: 1)
    answer = ada.post(look(ada, TABLE.encode()), {"row": ["0", "1"]})
    assert (answer.status_code, "Your plan allows 1 card" in answer.content.decode(), cards(cast)) == (422, True, {})
    assert rows(answer.content.decode())[3] == ("王小明", False, False)


def test_the_limit_of_a_day_is_named_and_nothing_made(ada: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(making, "A_DAY", 1)
    answer = ada.post(look(ada, TABLE.encode()), {"row": ["0", "1"]})
    assert (answer.status_code, "more than 1 cards" in answer.content.decode(), cards(cast)) == (429, True, {})


def test_the_picture_of_a_contact_becomes_its_portrait(ada: Client, cast: Cast):
    """By the path of every picture; one that is none is reported, and leaves its card whole"""
    good = NEWEST.replace(b"/9j/4AAQSkZJRg==", b64encode(pictures.jpeg(200, 200)))
    answer = ada.post(look(ada, good + NEWEST), {"row": ["0", "1"]}, follow=True)
    assert "1 picture could not be kept." in answer.content.decode()
    with inside(cast.atelier):
        portraits = [card.document.portrait for card in Card.objects.order_by("pk")]
        assert portraits == [Photo.objects.get().pk, None]


def test_a_failed_making_leaves_no_picture(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    good = NEWEST.replace(b"/9j/4AAQSkZJRg==", b64encode(pictures.jpeg(200, 200)))

    def full(_workspace: Any) -> None:
        raise PlanLimit(0)

    monkeypatch.setattr(standing, "check_room", full)
    with inside(cast.atelier):
        found = read(good, Home("en"))
        with pytest.raises(PlanLimit):
            making.make(workspace=cast.atelier, candidates=found, by=cast.ada, once="x")
        assert (Photo.objects.count(), Card.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        (b"", 422, "The file is empty."),
        (b"\x00\x01\x02" * 50, 422, "This is no file of contacts."),
        (b"PK\x03\x04xx", 422, "This is a workbook."),
        (b"x" * 5_000_001, 413, "larger than 5 MB"),
        (b"Name\n" + b"Ada\n" * 201, 422, "more than 200 cards"),
        (b'{"name": 1}', 422, "not an export of a card"),
        (b'{"cardsite": 1}', 422, "damaged"),
        (b"hello\nworld\n", 422, "No column names a person"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(ada: Client, cast: Cast, data: bytes, status: int, said: str):
    answer = send(ada, data)
    assert (answer.status_code, said in unescape(answer.content.decode()), cards(cast)) == (status, True, {})


def test_a_kept_file_is_its_senders_alone(ada: Client, cast: Cast):
    """Another member, another workspace, a changed name"""
    where = look(ada, b"Name\nSecret Person\n")
    token = where.partition("file=")[2]
    cleo, ben = Client(), Client()
    cleo.force_login(cast.cleo)
    ben.force_login(cast.ben)
    answers = [
        cleo.get(f"/w/outpost/cards/import/?file={token}", follow=True),
        ben.get(where, follow=True),
        ada.get(where[:-1], follow=True),
        ada.get(f"{WHERE}?file=x", follow=True),
    ]
    assert [("Secret" in one.content.decode(), "Send it once more" in one.content.decode()) for one in answers] == [
        (False, True)
    ] * 4
    assert "Secret Person" in ada.get(where).content.decode()


def test_a_card_goes_out_and_comes_back_equal(ada: Client, cast: Cast):
    """cards 23: also what nobody sees; the handle where it is free, and pictures where the workspace has them"""
    with inside(cast.atelier):
        photo = Photo.objects.create(purpose="portrait", width=1, height=1, renditions={})
    card = make_card(cast.atelier, by=cast.ada, portrait=photo.pk, visibility={"title": "hidden", "portrait": "saved"})
    answer = ada.get(f"/w/atelier/cards/{card.pk}/export/")
    assert answer["Content-Disposition"] == 'attachment; filename="ada.card.json"'
    assert json.loads(answer.content)["pictures"] == ["portrait"]
    ada.post(look(ada, answer.content), {"row": ["0"]})
    with inside(cast.atelier):
        copy = Card.objects.exclude(pk=card.pk).get()
    assert (copy.document, copy.handle != card.handle) == (card.document, True)
    cleo = Client()
    cleo.force_login(cast.cleo)
    kept = cleo.post("/w/outpost/cards/import/", {"file": SimpleUploadedFile("a.json", answer.content)})["Location"]
    cleo.post(kept, {"row": ["0"]})
    with inside(cast.outpost):
        theirs = Card.objects.get().document
    assert theirs == card.document.model_copy(update={"portrait": None})


def test_a_button_tapped_twice_makes_cards_once(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """The second tap finds the file still there; after a failure the same file can be tried again"""
    found = read(b"Name\nAda Byron\n", Home("en"))
    with inside(cast.atelier):
        with monkeypatch.context() as full:
            full.setattr(plans, "limit", lambda *_plan, **_more: 0)
            with pytest.raises(PlanLimit):
                making.make(workspace=cast.atelier, candidates=found, by=cast.ada, once="x")
        assert len(making.make(workspace=cast.atelier, candidates=found, by=cast.ada, once="x").cards) == 1
        with pytest.raises(making.AlreadyMade):
            making.make(workspace=cast.atelier, candidates=found, by=cast.ada, once="x")
        assert Card.objects.count() == 1


def test_what_was_put_in_is_not_kept(ada: Client):
    ada.post(where := look(ada, TABLE.encode()), {"row": ["0"]})
    name = where.partition("file=")[2].split("-", 2)[2].partition(".")[0].replace("%2F", "/")
    with pytest.raises(FileNotFoundError):
        originals.read(name)
