"""What a visitor reads is whole in every language a card can speak (product.md: one language for everything)."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po
from django.conf import settings
from django.test import Client
from django.utils.translation.template import templatize

from bookings.offer import Extra
from tests.bookings.diary import make_calendar, make_service
from tests.cast import Cast, make_card
from tests.servers import ROOT
from workspaces.scoping import inside

READ_BY_VISITORS = (
    *("templates/cards/public", "templates/bookings/guest", "templates/bookings/blocks", "bookings/guest"),
    *("bookings/wording.py", "bookings/moments.py", "bookings/proposing.py", "workspaces/public_form.py"),
    *("cards/acts.py", "cards/absent.py", "cards/face.py", "cards/head.py", "cards/contact_files.py", "cards/signs.py"),
    *("cards/phones.py", "cards/editor/limits.py", "cards/starting_words.py"),
    *("templates/ui/field.html", "templates/ui/error_summary.html"),
)
BLOCKS = ("cards/blocks/contact.py", "cards/blocks/about.py", "cards/blocks/links.py", "bookings/blocks/booking.py")
OF_EDITORS = re.compile(r"Left empty, it says|^Heading$|^Free times of$|^Change services and hours$|^Appointments$")
CALLS: dict[str, Any] = dict.fromkeys(("_", "gettext", "gettext_lazy", "ngettext", "pgettext"))
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACES = re.compile(r"%\(\w+\)[sd]|</?\w+>")

Words = tuple[str | None, str]
"""Context, and text; of plurals the singular."""


def files() -> list[Path]:
    found = [ROOT / name for name in (*READ_BY_VISITORS, *BLOCKS)]
    return [path for one in found for path in (sorted(one.rglob("*.*")) if one.is_dir() else [one])]


def words_of(path: Path) -> set[Words]:
    """Everything of a file that can be translated."""
    source = path.read_text()
    if path.suffix == ".html":
        source = "\n".join(line.lstrip() for line in templatize(source, origin=str(path)).splitlines())
    found: set[Words] = set()
    said: Any
    for _line, call, said, _comments in extract_python(io.BytesIO(source.encode()), CALLS, [], {}):
        texts = [one for one in every(said) if one]
        if texts:
            found.add((texts[0], texts[1]) if call == "pgettext" else (None, texts[0]))
    return found


def catalogue(language: str) -> dict[Words, list[tuple[str, str]]]:
    """Each text of one with its translation; a plural has two."""
    with (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    return {
        (one.context, every(one.id)[0]): list(zip(every(one.id), every(one.string), strict=True)) for one in messages
    }


def every(text: Any) -> list[str]:
    return [text] if isinstance(text, str) else [str(one or "") for one in text]


@pytest.fixture(scope="module")
def wanted() -> set[Words]:
    found = {words for path in files() if path.suffix in {".py", ".html"} for words in words_of(path)}
    return {words for words in found if not OF_EDITORS.search(words[1])}


def test_words_are_found_in_templates_and_code(wanted):
    """The tests below could not fail otherwise."""
    for words in ("With whom?", "%(number)s time", "Your appointment is booked.", "Save contact"):
        assert (None, words) in wanted
    assert ("phone", "Mobile") in wanted


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_a_visitor_is_translated(language: str, wanted):
    written = catalogue(language)
    assert {words for words in wanted if not all(said for _text, said in written.get(words, [("", "")]))} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_translations_name_the_same_things(language: str):
    """A name, a link or a mark that is lost, or one more, breaks the sentence."""
    pairs = [pair for pairs in catalogue(language).values() for pair in pairs]
    assert [text for text, said in pairs if sorted(PLACES.findall(text)) != sorted(PLACES.findall(said))] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("es", ["¿Con quién?", "Quien esté libre", "Añade", "1 h", "Desde 35", "Hoy", "Horas de"]),
        ("de", ["Bei wem?", "Wer frei ist", "Dazu", "1 Std.", "Ab 35", "Heute", "Zeiten wie in"]),
    ],
)
def test_a_card_is_booked_in_its_own_language(cast: Cast, client: Client, language: str, said: list[str]):
    """people.md 1: whatever the visitor's browser asks for"""
    make_card(
        cast.atelier, "rosa", by=cast.ada, published=True, language=language, blocks=[{"id": "b", "kind": "booking"}]
    )
    with inside(cast.atelier):
        colour = Extra(key="c", title="Color", minutes=45, price=3000).model_dump()
        hosts = [make_calendar(name, week=[["00:00-24:00"]] * 7) for name in ("Rosa", "Sol")]
        make_service(*hosts, price_kind="from", price=3500, currency="EUR", extras_json=[colour])
    page = client.get("/rosa/book/cut", headers={"Accept-Language": "en"})
    text = page.content.decode()
    assert (page["Content-Language"], [words for words in said if words not in text]) == (language, [])
    assert "With whom?" not in text
