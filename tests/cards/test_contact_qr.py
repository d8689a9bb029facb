"""The contact in a code that works offline: what fits, what is left out, what never is (cards 51)."""

import io
from typing import Any

import pytest
import vobject
import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cards.contact_qr import MOST_BYTES, DoesNotFit, Part, contact_text
from cards.content import Document
from cards.qr import png, symbol
from cards.visibility import Where, visible

LINK = "https://cards.example.com/q/7K3M102"
FULL: dict[str, Any] = {
    "identity": {
        "given": "Ada",
        "family": "Lovelace",
        "phonetic_given": "AY-da",
        "title": "Analyst",
        "department": "Engines",
        "organisation": "Atelier",
        "note": "Rings twice.",
        "birthday": "1815-12-10",
        "birthday_public": True,
    },
    "phones": [{"number": "+441632960001"}, {"number": "+441632960002", "label": "work"}],
    "emails": [{"address": "ada@example.com"}, {"address": "ada@example.org"}],
    "addresses": [{"street": "12 St James's Square", "city": "London"}],
    "links": [{"url": "https://example.com/ada", "label": "Portfolio"}],
}


def fitted(identity: dict[str, Any] | None = None, **content: Any) -> tuple[list[str], list[Part]]:
    """The lines between version and end, and what was left out."""
    document = Document.model_validate(FULL | content | {"identity": FULL["identity"] | (identity or {})})
    found = contact_text(visible(document, Where.CONTACT_FILE), LINK)
    return found.text.split("\r\n")[2:-2], list(found.left_out)


def test_a_short_contact_is_kept_whole() -> None:
    """cards 51"""
    document = Document.model_validate({"identity": {"given": "Ada"}, "phones": [{"number": "+441632960001"}]})
    found = contact_text(document, LINK)
    assert found.left_out == ()
    assert found.text.splitlines(keepends=True) == [
        "BEGIN:VCARD\r\n",
        "VERSION:3.0\r\n",
        "N:;Ada;;;\r\n",
        "FN:Ada\r\n",
        "TEL;TYPE=CELL:+441632960001\r\n",
        f"URL:{LINK}\r\n",
        "END:VCARD\r\n",
    ]


def test_a_full_contact_loses_the_least_needed_first() -> None:
    """cards 51: note, then address, then the second phone"""
    assert fitted()[1] == [Part.PHONETIC, Part.BIRTHDAY, Part.NOTE, Part.ADDRESS, Part.SECOND_PHONE]


def test_parts_go_in_the_promised_order_and_only_those_there_are() -> None:
    """cards 51: the longer the name, the more is left out"""
    order: list[list[Part]] = []
    for length in range(1, 80):
        left_out = fitted({"given": "x" * length})[1]
        if left_out not in order:
            order.append(left_out)
    everything = [part for part in Part if part is not Part.CARD_LINK]
    assert order == [everything[:count] for count in range(5, 5 + len(order))]
    assert len(order) >= 5


def test_a_hidden_birthday_is_neither_written_nor_named_as_left_out() -> None:
    """cards 19, 51"""
    lines, left_out = fitted({"birthday_public": False})
    assert ([line for line in lines if "1815" in line], Part.BIRTHDAY in left_out) == ([], False)


def test_name_and_one_phone_are_never_dropped() -> None:
    """cards 51"""
    lines, left_out = fitted({"given": "x" * 80, "family": "y" * 45})
    assert lines == [f"N:{'y' * 45};{'x' * 80};;;", f"FN:{'x' * 80} {'y' * 45}", "TEL;TYPE=CELL:+441632960001"]
    assert left_out == list(Part)


def test_the_only_email_is_kept_where_there_is_no_phone() -> None:
    """cards 51"""
    lines, left_out = fitted({"given": "x" * 80, "family": "y" * 40}, phones=[])
    assert (lines[2], Part.EMAIL in left_out) == ("EMAIL;TYPE=WORK:ada@example.com", False)


def test_an_organisation_that_is_the_name_is_kept() -> None:
    """cards 51: FN is never dropped"""
    lines, left_out = fitted({"given": "", "family": "", "organisation": "字" * 25})
    assert (lines[1], lines[2], Part.ORGANISATION in left_out) == (f"FN:{'字' * 25}", f"ORG:{'字' * 25}", False)


def test_what_cannot_fit_is_refused() -> None:
    """cards 51"""
    with pytest.raises(DoesNotFit):
        fitted({"given": "字" * 60})


@given(st.text("aß字🙂;,\\\n ", max_size=80), st.text("aß字🙂;,\\\n ", max_size=80))
def test_whatever_fits_holds_its_name_within_331_bytes(given_name: str, title: str) -> None:
    """cards 39, 51"""
    content = FULL | {"identity": FULL["identity"] | {"given": given_name, "title": title}}
    document = Document.model_validate(content)
    try:
        found = contact_text(document, LINK)
    except DoesNotFit:
        return
    assert len(found.text.encode()) <= MOST_BYTES
    assert vobject.readOne(found.text).n.value.given == document.identity.given


def test_the_code_is_read_as_exactly_the_contact() -> None:
    """cards 47, 51: at most version 13 at level M"""
    found = contact_text(Document.model_validate(FULL), LINK)
    drawn = symbol(found.text)
    (barcode,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(png(drawn))).convert("L"), try_invert=False)
    assert (barcode.bytes, drawn.version <= 13) == (found.text.encode(), True)
