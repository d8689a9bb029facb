"""The studio: a look is tried without a trace, refused with a remedy, taken, and undone (cards 45–47, 49, 50)."""

import html
import io
import re
from typing import Any

import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from cards import coding, drawing, photo_use, photos, stored_files
from cards.models import Card, Code, Photo
from cards.qr_style import Style
from tests import pictures
from tests.cast import Cast, make_card
from workspaces.models import AuditEntry, Effect
from workspaces.scoping import inside

FORM = {"dark": "#23459d", "light": "#ffffff", "modules": "rounded", "eyes": "circle", "logo": "", "logo_side": "22"}


@pytest.fixture
def code(cast: Cast) -> Code:
    """The default code of Ada's draft, not drawn yet."""
    return Code.unscoped.get(card=make_card(cast.atelier, "ada", by=cast.ada), is_default=True)


@pytest.fixture
def eve(cast: Cast, client: Client) -> Client:
    client.force_login(cast.eve)
    return client


def at(code: Code, rest: str = "") -> str:
    return f"/w/atelier/cards/{code.card_id}/codes/{code.pk}/style/{rest}"


def words(answer: Any) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split()))


def tried(answer: Any) -> list[str]:
    return [html.unescape(src) for src in re.findall(r'studio-picture"\s+src="([^"]*)"', answer.content.decode())]


def kept_logo(cast: Cast, card: Card) -> Photo:
    with inside(cast.atelier):
        photo = photos.keep(workspace=cast.atelier, data=pictures.jpeg(), purpose=Photo.Purpose.LOGO, by=cast.ada)
        card.draft = card.draft | {"logo": str(photo.pk)}
        card.save(update_fields=["draft"])
    return photo


def test_a_look_is_shown_read_back_and_leaves_no_trace(code: Code, eve: Client):
    """cards 45, 47, 49: with the print size that dots and a caption need; nothing is written, nothing queued"""
    before = Code.unscoped.values().get(pk=code.pk), Effect.objects.count(), AuditEntry.unscoped.count()
    answer = eve.post(at(code), FORM | {"act": "show", "modules": "dots", "caption": "Scan me"})
    assert answer.status_code == 200
    assert "Read just now: whole, small and blurred. Print it at least 2.0 cm wide; read from 20 cm" in words(answer)
    (picture,) = tried(answer)
    drawn = eve.get(picture)
    assert (drawn.status_code, drawn["Content-Type"], drawn["Content-Security-Policy"][:7]) == (
        200,
        "image/svg+xml",
        "sandbox",
    )
    assert ("#23459d" in drawn.content.decode(), 'value="Scan me"' in answer.content.decode()) == (True, True)
    assert (Code.unscoped.values().get(pk=code.pk), Effect.objects.count(), AuditEntry.unscoped.count()) == before


def test_a_script_gets_only_what_is_shown(code: Code, eve: Client):
    """The page without script shows the same."""
    answer = eve.post(at(code), FORM | {"act": ""}, headers={"hx-request": "true"})
    page = answer.content.decode()
    assert (page.lstrip().startswith("<img"), "<form" in page, len(tried(answer))) == (True, False, 1)


def test_what_was_wrong_is_taken_off_the_page_by_the_next_answer(code: Code, eve: Client):
    """The summary goes; what is wrong now is said beside the picture, which is marked as the old one"""
    wrong = FORM | {"act": "use", "dark": "#8fa800"}
    whole = eve.post(at(code), wrong).content.decode()
    assert "data-error-summary" in whole.partition('id="studio-wrong"')[2].partition("</div>")[0]
    for sent, refused in ((wrong | {"act": ""}, True), (FORM | {"act": ""}, False)):
        piece = eve.post(at(code), sent, headers={"hx-request": "true"}).content.decode()
        assert '<div id="studio-wrong" hx-swap-oob="true"></div>' in piece
        assert ("Dark is too light" in piece, "studio-stale" in piece) == (refused, refused)


def test_what_phones_would_not_read_is_refused_with_a_button_that_mends_it(code: Code, eve: Client):
    """cards 45: the reason, the contrast, the nearest; the button fills it in"""
    answer = eve.post(at(code), FORM | {"act": "use", "dark": "#8fa800"})
    said = "Dark is too light: contrast 2.7; nearest that phones read: #6b7f00."
    assert (answer.status_code, said in words(answer), "Use #6b7f00" in words(answer)) == (422, True, True)
    (take,) = re.findall(r'name="take"\s+value="([^"]*)"', answer.content.decode())
    mended = eve.post(at(code), FORM | {"dark": "#8fa800", "take": html.unescape(take)})
    assert (mended.status_code, 'value="#6b7f00"' in mended.content.decode(), len(tried(mended))) == (200, True, 1)
    assert Code.unscoped.get(pk=code.pk).style == {}


@pytest.mark.parametrize(
    "wrong",
    [
        {"dark": '"/><script>'},
        {"dark": "#00000\u0661"},
        {"light": "transparent"},
        {"dark": "#ffffff", "light": "#000000"},
        {"modules": "stars"},
        {"eyes": ""},
        {"logo": "0f0e0d0c-0b0a-4908-8706-050403020100"},
        {"logo_side": "1.5"},
        {"logo_side": "x"},
        {"caption": "x" * 33},
        {"caption": "x" * 300},
        {"take": "dark=%00&card=1&" + "x" * 5000},
        {"take": "dark=%ud800"},
    ],
)
def test_hostile_settings_are_refused_and_written_nowhere(code: Code, eve: Client, wrong: dict[str, str]):
    """A70: by the page and by the picture alike; a picture of another workspace is no choice"""
    assert eve.post(at(code), FORM | {"act": "use"} | wrong).status_code == 422
    if "take" not in wrong:
        answer = eve.get(at(code, "picture/"), FORM | wrong)
        assert (answer.status_code, answer["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert Code.unscoped.get(pk=code.pk).style == {}


def test_a_look_is_taken_drawn_and_undone(cast: Cast, code: Code, eve: Client):
    """cards 45, 47, 50: the drawing before is shown until the new one was read back"""
    with inside(cast.atelier):
        drawing.draw(code.pk)
    black = Code.unscoped.get(pk=code.pk).files
    answer = eve.post(at(code), FORM | {"act": "use", "caption": "Scan me"})
    assert (answer.status_code, answer["Location"]) == (302, at(code).removesuffix("style/"))
    pending = Code.unscoped.get(pk=code.pk)
    assert (pending.state, pending.files) == (Code.State.PENDING, black)
    assert pending.style == {
        "dark": "#23459d",
        "light": "#ffffff",
        "modules": "rounded",
        "eyes": "circle",
        "caption": "Scan me",
    }
    with inside(cast.atelier):
        drawing.draw(code.pk)
        ready = Code.objects.get(pk=code.pk)
        large = drawing.png(ready, 2048)
    assert (ready.state, b"#23459d" in stored_files.read(ready.files["svg"])) == (Code.State.READY, True)
    with Image.open(io.BytesIO(large)) as picture:
        assert (picture.width, [found.text for found in zxingcpp.read_barcodes(picture.convert("L"))]) == (
            2048,
            [coding.short_link(code)],
        )
    assert "Back to black on white" in words(eve.get(at(code)))
    eve.post(at(code), {"act": "plain"})
    with inside(cast.atelier):
        drawing.draw(code.pk)
    assert Code.unscoped.get(pk=code.pk).files == black


@pytest.mark.parametrize(
    ("side", "said"), [("31", "Largest: 30 per cent"), ("11", "Smallest: 12"), ("9" * 400, "Largest")]
)
def test_a_logo_of_a_size_that_spoils_the_code_is_refused(cast: Cast, code: Code, eve: Client, side: str, said: str):
    """cards 46; A70"""
    assert code.card is not None
    answer = eve.post(at(code), FORM | {"act": "use", "logo": str(kept_logo(cast, code.card).pk), "logo_side": side})
    assert (answer.status_code, said in words(answer), Code.unscoped.get(pk=code.pk).style) == (422, True, {})


def test_the_card_s_own_pictures_are_offered_and_kept_while_a_code_shows_them(cast: Cast, code: Code, eve: Client):
    """cards 32, 45, 48: the logo is inside the SVG, and stays when the card shows it no more"""
    assert code.card is not None
    logo = kept_logo(cast, code.card)
    page = eve.get(at(code)).content.decode()
    assert re.findall(r'name="logo" value="([^"]*)"', page) == ["", str(logo.pk)]
    eve.post(at(code), FORM | {"act": "use", "logo": str(logo.pk), "logo_side": "30"})
    with inside(cast.atelier):
        drawing.draw(code.pk)
        ready = Code.objects.get(pk=code.pk)
        assert (ready.state, b"data:image/jpeg;base64," in stored_files.read(ready.files["svg"])) == ("ready", True)
        Card.objects.update(draft=code.card.draft | {"logo": None})
        assert logo.pk in photo_use.in_use()
    assert f'value="{logo.pk}"' in eve.get(at(code)).content.decode()


def test_a_code_whose_logo_is_gone_is_still_drawn(cast: Cast, code: Code):
    """cards 7: what is printed must not depend on a picture"""
    with inside(cast.atelier):
        style = Style(logo="0f0e0d0c-0b0a-4908-8706-050403020100", logo_side=30)
        coding.restyle(code=code, style=style, by=None)
        drawing.draw(code.pk)
        assert Code.objects.get(pk=code.pk).state == Code.State.READY


def test_a_viewer_has_no_studio(cast: Cast, code: Code, client: Client):
    """rule 4"""
    client.force_login(cast.vera)
    paths = [at(code), at(code, "picture/")]
    assert [client.get(path).status_code for path in paths] == [403, 403]
    assert "/style/" not in client.get(at(code).removesuffix("style/")).content.decode()
