"""Portrait, logo and cover of a card, as a member sets them in the browser without script (cards 22, 30, 31)."""

import io
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from cards import images, picturing, publishing
from cards.editor import photo_views
from cards.images import PictureRefused, Reason
from cards.media import NAME
from cards.models import Card, Photo
from cardsite.kit import throttle
from tests import pictures
from tests.cast import Cast, make_card
from workspaces.models import Workspace
from workspaces.scoping import inside


@pytest.fixture(autouse=True)
def _own_media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, "ada", by=cast.ada, published=True)


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client


def at(card: Card, purpose: str = "portrait") -> str:
    return f"/w/atelier/cards/{card.pk}/photo/{purpose}/"


def sent(data: bytes = b"", name: str = "DSC_0042.jpg", **over: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile(name, data or pictures.jpeg(), "image/jpeg")} | over


def draft(card: Card) -> Card:
    return Card.unscoped.get(pk=card.pk)


def only_photo() -> Photo:
    return Photo.unscoped.get()


def stored(photo: Photo, width: int) -> Image.Image:
    with default_storage.open(photo.renditions[str(width)]["jpeg"]) as file:
        return Image.open(io.BytesIO(file.read())).convert("RGB")


def near(colour: Any, wanted: tuple[int, int, int]) -> bool:
    return all(abs(one - other) < 25 for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize(("purpose", "size"), [("portrait", (300, 300)), ("logo", (400, 300)), ("cover", (400, 300))])
def test_a_picture_goes_into_the_draft_only(card: Card, ada: Client, purpose: str, size: tuple[int, int]):
    """cards 22, 30: from the middle without numbers, a portrait square"""
    answer = ada.post(at(card, purpose), sent())
    assert (answer.status_code, answer["Location"]) == (302, f"/w/atelier/cards/{card.pk}/?open=face")
    photo = only_photo()
    now = draft(card)
    assert now.document == card.document.model_copy(update={purpose: photo.pk})
    assert (now.has_changes, photo.purpose, (photo.width, photo.height)) == (True, purpose, size)
    assert "<picture" not in ada.get("/ada").content.decode()


def test_published_portrait_is_ours_and_says_nothing_of_its_origin(cast: Cast, card: Card, ada: Client):
    """cards 31; A14, A15 (P0)"""
    ada.post(at(card), sent(pictures.gps_picture(), "../../settings.py"))
    with inside(cast.atelier):
        publishing.publish(card=draft(card), by=cast.ada)
    page = ada.get("/ada").content.decode()
    picture = re.search(r'<picture class="face-portrait">.*?</picture>', page, re.DOTALL)
    assert picture
    assert 'alt="Portrait of Ada Byron"' in picture[0]
    names = set(re.findall(r"/media/(\S+)", picture[0].replace('"', " ")))
    sizes = only_photo().renditions
    assert names == {kinds["webp"] for kinds in sizes.values()} | {sizes["300"]["jpeg"]}
    for name in names:
        content = b"".join(ada.get(f"/media/{name}"))
        assert NAME.fullmatch(name)
        assert [mark for mark in (b"Exif", b"CANARY", b"http://ns.adobe.com") if mark in content] == []


@pytest.mark.parametrize(
    ("orientation", "x", "y", "colour"),
    [
        (1, "0", "0", pictures.RED),
        (6, "0.5", "0", pictures.GREEN),
        (3, "0", "0.5", pictures.BLUE),
        (8, "0.5", "0.5", pictures.WHITE),
    ],
)
def test_the_part_asked_for_is_that_of_the_upright_picture(
    card: Card, ada: Client, orientation: int, x: str, y: str, colour: tuple[int, int, int]
):
    """cards 31: the numbers mean what a browser shows, whatever way the picture is stored"""
    ada.post(at(card), sent(pictures.turned(orientation), x=x, y=y, width="0.5", height="0.5"))
    photo = only_photo()
    picture, edge = stored(photo, photo.width), photo.width - 9
    spots = [(8, 8), (edge, 8), (8, edge), (edge, edge)]
    assert [near(picture.getpixel(spot), colour) for spot in spots] == [True] * 4


@pytest.mark.parametrize("part", [{"x": "1"}, {"x": "nan"}, {"width": "0"}, {"x": "-1"}, {"y": "x"}])
def test_an_impossible_part_is_refused(card: Card, ada: Client, part: dict[str, str]):
    numbers = {"x": "0", "y": "0", "width": "0.5", "height": "0.5"} | part
    answer = ada.post(at(card), sent() | numbers)
    assert (answer.status_code, Photo.unscoped.count()) == (422, 0)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (pictures.svg(), "not a JPEG, PNG or WebP picture"),
        (pictures.html(), "not a JPEG, PNG or WebP picture"),
        (pictures.png_of_size(10_000, 6_001), "more than 60 million pixels"),
        (pictures.truncated(), "damaged or not whole"),
        (b"\0\0\0\x18ftypheic" + bytes(99), "Save it as JPEG"),
    ],
    ids=["A11", "A13", "A12", "cut off", "HEIC"],
)
def test_a_bad_picture_is_refused_in_words_and_nothing_typed_is_lost(card: Card, ada: Client, data: bytes, words: str):
    """cards 30; A11, A12, A13"""
    answer = ada.post(at(card), sent(data, alt="At the press"))
    page = answer.content.decode()
    assert (answer.status_code, words in page, 'value="At the press"' in page) == (422, True, True)
    assert (Photo.unscoped.count(), draft(card).has_changes) == (0, False)


def test_a_picture_beyond_the_limit_is_refused_unread(card: Card, ada: Client, monkeypatch: Any):
    """rule 32"""
    monkeypatch.setattr(photo_views, "LIMITS", images.Limits(upload_bytes=1000))
    answer = ada.post(at(card), sent(bytes(1001)))
    assert (answer.status_code, images.words(PictureRefused(Reason.TOO_BIG)) in answer.content.decode()) == (422, True)


def test_without_a_file_the_form_asks_for_one(card: Card, ada: Client):
    answers = [ada.post(at(card), form) for form in ({}, {"file": SimpleUploadedFile("a.jpg", b"")})]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert "Choose a picture first." in answers[0].content.decode()
    assert "This file is empty." in answers[1].content.decode()


def test_removing_is_undone_by_undo(card: Card, ada: Client):
    """cards 22"""
    ada.post(at(card), sent())
    with_portrait = draft(card).document
    assert ada.post(at(card), {"act": "remove"}).status_code == 302
    assert draft(card).document.portrait is None
    ada.post(f"/w/atelier/cards/{card.pk}/undo/")
    assert draft(card).document == with_portrait
    assert stored(only_photo(), 160).size == (160, 160)


def test_the_picture_replaced_stays_for_versions_and_undo(card: Card, ada: Client):
    """cards 22, 31"""
    ada.post(at(card), sent())
    first = only_photo()
    ada.post(at(card), sent(pictures.see_through()))
    assert draft(card).document.portrait != first.pk
    ada.post(f"/w/atelier/cards/{card.pk}/undo/")
    assert draft(card).document.portrait == first.pk
    assert stored(first, 160).size == (160, 160)


def test_description_is_the_owners_and_never_the_file_name(cast: Cast, card: Card, ada: Client):
    """cards 32: changed without a new picture, on the published card as well"""
    ada.post(at(card), sent(alt=""))
    with inside(card.workspace_id):
        publishing.publish(card=draft(card), by=cast.ada)
    before = ada.get("/ada").content.decode()
    assert ("DSC_0042" in before, 'alt="Portrait of Ada Byron"' in before) == (False, True)
    revision = Workspace.objects.get(pk=card.workspace_id).revision
    assert ada.post(at(card), {"alt": "Ada at the press"}).status_code == 302
    assert (only_photo().alt, draft(card).has_changes) == ("Ada at the press", False)
    assert Workspace.objects.get(pk=card.workspace_id).revision == revision + 1  # remembered pages are made anew
    assert 'alt="Ada at the press"' in ada.get("/ada").content.decode()


def test_too_many_uploads_say_when_to_try_again(card: Card, ada: Client):
    """rules 21, 22: counted by workspace, before anything is decoded"""
    for _number in range(photo_views.PHOTOS_AN_HOUR):
        throttle.count(f"photo:{card.workspace_id}", limit=99, per=timedelta(hours=1))
    answer = ada.post(at(card), sent(alt="At the press"))
    page = answer.content.decode()
    assert (answer.status_code, 0 < int(answer["Retry-After"]) <= 3600) == (429, True)
    assert ("Try again in" in page, 'value="At the press"' in page, Photo.unscoped.count()) == (True, True, 0)


def test_a_third_decoding_waits_and_is_then_sent_away_in_words(card: Card, ada: Client, monkeypatch: Any):
    """rule 8: at most two at once in a process, and the turn is given back"""
    monkeypatch.setattr(picturing, "PATIENCE", 0.01)
    with picturing.turn(), picturing.turn():
        answer = ada.post(at(card), sent())
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Try again in a moment." in answer.content.decode()
    assert ada.post(at(card), sent()).status_code == 302


def test_a_store_that_fails_is_said_and_leaves_the_draft(card: Card, ada: Client, settings: Any):
    """A77"""
    Path(settings.MEDIA_ROOT).write_text("not a folder")
    answer = ada.post(at(card), sent())
    assert (answer.status_code, "could not be stored" in answer.content.decode()) == (507, True)
    assert (Photo.unscoped.count(), draft(card).has_changes, ada.get("/ada").status_code) == (0, False, 200)


def test_script_is_led_to_the_editor_by_a_header(card: Card, ada: Client):
    answer = ada.post(at(card), sent(), headers={"hx-request": "true"})
    assert (answer.status_code, answer["HX-Redirect"]) == (200, f"/w/atelier/cards/{card.pk}/?open=face")


def test_the_page_shows_what_is_set_and_the_editor_leads_there(card: Card, ada: Client):
    empty = ada.get(at(card)).content.decode()
    assert ("photo-ghost" in empty, "<img" in empty, 'value="remove"' in empty) == (True, False, False)
    ada.post(at(card), sent(alt="At the press"))
    full = ada.get(at(card)).content.decode()
    assert ("photo-ghost" in full, 'alt="At the press"' in full, 'value="remove"' in full) == (False, True, True)
    editor = ada.get(f"/w/atelier/cards/{card.pk}/").content.decode()
    assert [f'href="{at(card, purpose)}"' in editor for purpose in ("portrait", "logo", "cover")] == [True] * 3


def test_a_cover_no_design_shows_is_said(card: Card, ada: Client):
    """The card's design is letterpress."""
    told = [b"shows no cover" in ada.get(at(card, purpose)).content for purpose in ("cover", "portrait")]
    assert told == [True, False]


@pytest.mark.parametrize("purpose", ["gallery", "PORTRAIT", "id", "draft"])
def test_other_purposes_are_not_there(card: Card, ada: Client, purpose: str):
    assert [ada.get(at(card, purpose)).status_code, ada.post(at(card, purpose), sent()).status_code] == [404, 404]


def test_viewers_and_other_workspaces_set_nothing(cast: Cast, card: Card, client: Client):
    """A16 (P0), A18 (P0): a foreign card is not there, and a foreign picture is not shown"""
    client.force_login(cast.vera)
    assert [client.get(at(card)).status_code, client.post(at(card), sent()).status_code] == [403, 403]
    client.force_login(cast.cleo)
    assert client.post(at(card), sent()).status_code == 404
    assert client.post(at(card).replace("atelier", "outpost"), sent()).status_code == 404
    assert (Photo.unscoped.count(), draft(card).has_changes) == (0, False)
