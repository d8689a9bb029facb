"""The card below one's mails (cards 58)."""

import io
import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client
from PIL import Image

from cards import photos
from cards.content import EmailAddress, Phone
from cards.models import Photo
from cards.sharing.signature import LAYOUTS, LONGEST, signature
from tests.cast import Cast, make_card, make_document
from tests.pictures import encoded, photograph
from workspaces import outbox
from workspaces.scoping import inside

REACH: dict[str, Any] = {
    "phones": (Phone(number="+4930901820"), Phone(number="+4930901821"), Phone(number="+4930901822")),
    "emails": (EmailAddress(address="ada@x.example"),),
}
LONG = dict.fromkeys(("given", "middle", "family", "prefix", "suffix", "title", "department"), "&" * 80)


class Outline(HTMLParser):
    """Tags in order, and every attribute; raises for a tag that is not closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in {"img", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_tables_and_inline_styles(layout: str, settings: Any):
    """facts-cards 6: no class, no style sheet, no script; pictures at absolute addresses, PNG, with words"""
    settings.BASE_URL = "https://cards.example"
    document = make_document(
        **REACH, portrait="11111111-1111-4111-8111-111111111111", identity={"organisation": "A & B"}
    )
    html = signature(document, "ada").html(layout)
    outline = Outline(html)
    assert outline.tags <= {"table", "tr", "td", "div", "a", "span", "br", "img"}
    assert {name for name, _value in outline.attributes} & {"class", "id", "onclick"} == set()
    sources = [value for name, value in outline.attributes if name == "src"]
    assert (
        sources
        == {
            "side": ["https://cards.example/ada/portrait.png"],
            "plain": [],
            "code": ["https://cards.example/ada/qr.png"],
        }[layout]
    )
    assert [value for name, value in outline.attributes if name == "alt" and not value] == []
    assert ("\n" in html, "A &amp; B" in html, "+49 30 901820" in html, "901822" in html) == (False, True, True, False)
    hrefs = {value for name, value in outline.attributes if name == "href"}
    assert hrefs == {"tel:+4930901820", "tel:+4930901821", "mailto:ada@x.example", "https://cards.example/ada"}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_longest_card_is_within_what_gmail_keeps(layout: str):
    """cards 58; every sign is five in HTML"""
    long = make_document(
        identity=LONG | {"organisation": "&" * 80},
        phones=REACH["phones"],
        emails=(EmailAddress(address="a" * 64 + "@" + "x" * 180 + ".example"),),
        portrait="11111111-1111-4111-8111-111111111111",
    )
    html = signature(long, "a" * 30).html(layout)
    Outline(html)
    assert 4_000 < len(html) <= LONGEST


def test_the_same_without_layout(settings: Any):
    """After the two dashes by which mail programs know a signature."""
    settings.BASE_URL = "https://cards.example"
    document = make_document(**REACH, identity={"organisation": "Atelier", "department": "Repairs"})
    assert signature(document, "ada").text.splitlines() == [
        "-- ",
        "Ada Byron",
        "Bookbinder · Repairs",
        "Atelier",
        "+49 30 901820",
        "+49 30 901821",
        "ada@x.example",
        "https://cards.example/ada",
    ]


def test_words_are_those_of_the_card(cast: Cast):
    made = signature(make_document(language="de"), "ada")
    assert "Meinen Kontakt speichern" in unescape(made.html("code"))
    assert 'dir="rtl"' in signature(make_document(language="ar"), "ada").html("plain")


@pytest.mark.parametrize("name", ["ada", "vera"])
def test_members_copy_it_as_html_and_as_text(cast: Cast, client: Client, name: str):
    """What is published, not the draft; each sample stands in a frame where nothing can act."""
    card = make_card(cast.atelier, by=cast.ada, published=True, **REACH)
    client.force_login(getattr(cast, name))
    page = client.get(f"/w/atelier/cards/{card.pk}/share/signature/").content.decode()
    made = signature(card.document, "ada")
    areas = [unescape(text) for text in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)]
    assert areas == [*(made.html(layout) for layout in LAYOUTS), made.text]
    frames = re.findall(r'<iframe[^>]*src="([^"]*)"', page)
    answers = [client.get(frame) for frame in frames]
    assert [(one.status_code, "Ada Byron" in one.content.decode()) for one in answers] == [(200, True)] * 3
    policies = {one["Content-Security-Policy"].split(";")[0] for one in answers}
    assert (policies, all("script-src" not in one["Content-Security-Policy"] for one in answers)) == ({"sandbox"}, True)
    assert client.get(frames[0].replace("/side/", "/wide/")).status_code == 404


def test_the_portrait_has_an_address_that_outlives_it(cast: Cast, client: Client):
    """A small PNG; without picture, and of a card nobody sees, there is nothing"""
    with inside(cast.atelier):
        data, purpose = encoded(photograph()), Photo.Purpose.PORTRAIT
        photo = photos.keep(workspace=cast.atelier, data=data, purpose=purpose, by=cast.ada)
    make_card(cast.atelier, by=cast.ada, published=True, portrait=photo.pk)
    make_card(cast.atelier, "bare", by=cast.ada, published=True)
    make_card(cast.atelier, "draft", by=cast.ada, portrait=photo.pk)
    answer = client.get("/ada/portrait.png")
    picture = Image.open(io.BytesIO(answer.content))
    assert (answer.status_code, answer["Content-Type"], picture.format) == (200, "image/png", "PNG")
    assert (max(picture.size), len(answer.content) < 60_000) == (192, True)
    assert client.get("/ada/portrait.png", headers={"If-None-Match": answer["ETag"]}).status_code == 304
    assert [client.get(f"/{name}/portrait.png").status_code for name in ("bare", "draft", "nobody")] == [404] * 3


def test_the_code_of_a_signature_is_there(cast: Cast, client: Client):
    make_card(cast.atelier, by=cast.ada, published=True)
    outbox.perform_due()
    code = signature(make_document(), "ada").code.partition("://")[2].partition("/")[2]
    assert client.get(f"/{code}")["Content-Type"] == "image/png"
