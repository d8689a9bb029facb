"""Print sheets and the contact code as members fetch them (cards 48, 49, 51)."""

import html
import io
import re
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.test import Client
from PIL import Image

from cards import coding, drawing
from cards.models import Card, Code
from cards.qr_style import Modules, Style
from tests.cast import Cast, make_card
from workspaces.scoping import inside


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, "ada", by=cast.ada, phones=({"number": "+447700900123"},))


@pytest.fixture
def vera(cast: Cast, client: Client) -> Client:
    client.force_login(cast.vera)
    return client


def code_of(card: Card) -> Code:
    return Code.unscoped.get(card=card, is_default=True)


def prints(card: Card, rest: str = "") -> str:
    return f"/w/atelier/cards/{card.pk}/codes/{code_of(card).pk}/print/{rest}"


def contact(card: Card, rest: str = "") -> str:
    return f"/w/atelier/cards/{card.pk}/contact-code/{rest}"


def words(answer: Any) -> str:
    return html.unescape(" ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split()))


def read(picture: Image.Image) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(picture.convert("L"))}


def page_of(pdf: bytes) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        picture: Image.Image = document[0].render(scale=150 / 72).to_pil()
        return picture


def test_sheets_are_offered_once_the_code_is_drawn_and_lead_to_the_card(card: Card, vera: Client):
    """cards 47, 48"""
    assert (vera.get(prints(card, "tent/")).status_code, "Download" in words(vera.get(prints(card)))) == (202, False)
    with inside(card.workspace):
        drawing.draw(code_of(card).pk)
    page = vera.get(prints(card))
    offered = re.findall(rf'href="({prints(card)}[^"]*)"', page.content.decode())
    assert [path.removeprefix(prints(card)) for path in offered] == [
        "tent/",
        "cards/",
        "stickers-30/",
        "stickers-40/",
        "stickers-50/",
    ]
    assert "10 codes of 3.0 cm" in words(page)
    for path in offered[1:3]:
        answer = vera.get(path)
        kind = path.split("/")[-2]
        name = f"ada-{code_of(card).text.lower()}-{kind}.pdf"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        assert read(page_of(answer.content)) == {coding.short_link(code_of(card))}
    assert vera.get(prints(card, "poster/")).status_code == 404


def test_a_sheet_on_which_the_code_were_too_small_is_not_offered(card: Card, vera: Client, settings: Any):
    """cards 49"""
    settings.BASE_URL = f"https://{'long.' * 20}example"
    with inside(card.workspace):
        coding.restyle(code=code_of(card), style=Style(modules=Modules.DOTS), by=None)
        drawing.draw(code_of(card).pk)
    page = words(vera.get(prints(card)))
    assert "The code would be 2.2 cm wide; this one must be at least 2.5 cm wide" in page
    assert [vera.get(prints(card, f"stickers-{width}/")).status_code for width in (30, 40)] == [422, 200]


def test_the_contact_code_holds_the_contact_and_says_what_it_is(card: Card, vera: Client):
    """cards 51: marked, read back, the same code on screen and on paper"""
    page = vera.get(contact(card))
    said = words(page)
    marks = ("Cannot be changed after printing", "Not counted", "Nothing is left out")
    assert [mark in said for mark in marks] == [True, True, True]
    svg, png, pdf = (vera.get(contact(card, f"{kind}/")) for kind in ("svg", "png", "pdf"))
    assert svg.content == vera.get(f"/w/atelier/cards/{card.pk}/show/contact.svg").content
    assert pdf["Content-Disposition"] == 'attachment; filename="ada-contact.pdf"'
    (text,) = read(Image.open(io.BytesIO(png.content)))
    assert (read(page_of(pdf.content)), "TEL;TYPE=CELL:+447700900123" in text, len(text.encode()) <= 331) == (
        {text},
        True,
        True,
    )
    asked = ("png/?size=100000", "gif/")
    assert [vera.get(contact(card, rest)).status_code for rest in asked] == [400, 404]


def test_what_the_contact_code_leaves_out_is_named_and_its_print_is_larger(cast: Cast, vera: Client):
    """cards 49, 51"""
    identity = {"note": "n" * 400, "department": "d" * 70, "organisation": "o" * 70, "title": "t" * 70}
    full = make_card(cast.atelier, "full", by=cast.ada, identity=identity, phones=({"number": "+4930901820"},))
    said = words(vera.get(contact(full)))
    assert ("Not in it note, department" in said, "At least 2.6 cm wide; read from 26 cm away." in said) == (True, True)


def test_a_contact_that_does_not_fit_is_refused_with_the_reason(cast: Cast, vera: Client):
    """cards 51: name and one phone or e-mail are never dropped"""
    long = make_card(cast.atelier, "long", by=cast.ada, identity={"given": "ü" * 80, "family": "ü" * 80})
    said = words(vera.get(contact(long)))
    assert ("The name and one phone or e-mail alone are too long" in said, "Download" in said) == (True, False)
    assert vera.get(contact(long, "svg/")).status_code == 404
