"""What others read from our contact files: vobject, and ical.js through Node (cards 36, 39; A42).

Values are put in past the document's own cleaning, so that the file's writer alone must hold.
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
import vobject
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cards.content import Document, EmailAddress, Identity, Label, Link, Phone, PostalAddress
from cards.vcard import Met, vcard
from tests.node import run_node

JUDGE = Path(__file__).with_name("vcard_judge.mjs").read_text()
UID = UUID("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")
LINK = "https://cards.example.com/q/7K3M102"
CONTACTS = 30

# Letters of many scripts, joined emoji, combining marks, direction marks, and all that means something in a vCard.
ALPHABET = "aZß 漢字李محمدשלום\u0301\u0308🙂👩\u200d🔧\u200f;,\\:\"'^=\n\r"
words = st.text(ALPHABET, min_size=1, max_size=60).map(lambda text: f"x{text}x")
maybe = st.one_of(st.just(""), words)
identities = st.fixed_dictionaries(
    dict.fromkeys(("prefix", "middle", "suffix", "title", "department", "note", "phonetic_given"), maybe)
    | dict.fromkeys(("given", "family", "organisation"), words)
)
addresses = st.fixed_dictionaries(
    dict.fromkeys(("street", "city", "region", "postcode", "country"), words) | {"extra": maybe}
)
contacts = st.tuples(identities, addresses, words, words)
NASTY = "A\r\nTEL:+1\rEND:VCARD\nB\\n;,"
BARE_CONTACT = (
    dict.fromkeys(("prefix", "middle", "suffix", "title", "department", "note", "phonetic_given"), "")
    | dict.fromkeys(("given", "family", "organisation"), "x\\;x"),
    dict.fromkeys("street city region postcode country extra".split(), "x\\,;"),
    "\\;",
    "\\,",
)
NASTY_CONTACT = (
    dict.fromkeys("prefix middle suffix title department note phonetic_given given family organisation".split(), NASTY),
    dict.fromkeys("street city region postcode country extra".split(), NASTY),
    NASTY,
    NASTY,
)


def document_of(contact: tuple[Any, ...]) -> Document:
    identity, address, label, _ = contact
    return Document.model_construct(
        identity=Identity.model_construct(**identity),
        phones=(Phone(number="+441632960001", label=Label.WORK),),
        emails=(EmailAddress(address="ada@example.com"),),
        addresses=(PostalAddress.model_construct(**address),),
        links=(Link.model_construct(url="https://example.com/a,b;c", label=label),),
    )


def file_of(contact: tuple[Any, ...]) -> bytes:
    met = Met(contact[3], datetime(2026, 11, 23, tzinfo=UTC).date())
    return vcard(document_of(contact), short_link=LINK, uid=UID, revised_at=datetime(2026, 11, 23, tzinfo=UTC), met=met)


def plain(text: str) -> str:
    """A line end is a line end, however it was typed."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def expected(contact: tuple[Any, ...]) -> dict[str, Any]:
    """What every judge must find."""
    who, where = ({key: plain(value) for key, value in part.items()} for part in contact[:2])
    label, place = plain(contact[2]), plain(contact[3])
    core = [who["prefix"], who["given"], who["middle"], who["family"], who["suffix"]]
    street = "\n".join(part for part in (where["street"], where["extra"]) if part)
    note = "\n".join(part for part in (who["note"], f"Met: {place}, 2026-11-23") if part)
    return {
        "n": [who["family"], who["given"], who["middle"], who["prefix"], who["suffix"]],
        "fn": " ".join(part for part in core if part),
        "org": [part for part in (who["organisation"], who["department"]) if part],
        "title": who["title"] or None,
        "phonetic": who["phonetic_given"] or None,
        "adr": ["", "", street, where["city"], where["region"], where["postcode"], where["country"]],
        "tel": "+441632960001",
        "email": "ada@example.com",
        "urls": [LINK, "https://example.com/a%2Cb;c"],
        "label": label,
        "note": note,
        "uid": f"urn:uuid:{UID}",
    }


def seen_by_vobject(data: bytes) -> dict[str, Any]:
    (card,) = vobject.readComponents(data.decode())
    found = card.contents
    n, adr = card.n.value, card.adr.value
    return {
        "n": [n.family, n.given, n.additional, n.prefix, n.suffix],
        "fn": card.fn.value,
        "org": card.org.value,
        "title": found["title"][0].value if "title" in found else None,
        "phonetic": found["x-phonetic-first-name"][0].value if "x-phonetic-first-name" in found else None,
        "adr": [adr.box, adr.extended, adr.street, adr.city, adr.region, adr.code, adr.country],
        "tel": card.tel.value,
        "email": card.email.value,
        "urls": [line.value for line in found["url"]],
        "label": found["x-ablabel"][0].value,
        "note": card.note.value,
        "uid": card.uid.value,
    }


def seen_by_ical_js(data: bytes) -> dict[str, Any]:
    _, properties, *_ = json.loads(run_node(JUDGE, data.decode()))
    found: dict[str, list[Any]] = {}
    for name, _parameters, kind, *values in properties:
        value = values[0] if len(values) == 1 else values
        found.setdefault(name, []).append(_finished(name, kind, value) if isinstance(value, str) else value)
    single = {name: values[0] for name, values in found.items()}
    org = single["org"]
    return {
        "n": single["n"],
        "fn": single["fn"],
        "org": org if isinstance(org, list) else [org],
        "title": single.get("title"),
        "phonetic": single.get("x-phonetic-first-name"),
        "adr": single["adr"],
        "tel": single["tel"],
        "email": single["email"],
        "urls": found["url"],
        "label": single["x-ablabel"],
        "note": single["note"],
        "uid": single["uid"],
    }


def _finished(name: str, kind: str, value: str) -> str:
    """ical.js gives extensions as written, and of a text's escapes leaves the semicolon's (a rule of vCard 4)."""
    if kind == "unknown":
        return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], value)
    return value if name == "org" else value.replace("\\;", ";")


@settings(max_examples=CONTACTS * 5)
@given(contacts)
@example(NASTY_CONTACT)
@example(BARE_CONTACT)
def test_vobject_reads_equal_values(contact: tuple[Any, ...]) -> None:
    """cards 36, 39; A42"""
    assert seen_by_vobject(file_of(contact)) == expected(contact)


@settings(max_examples=CONTACTS, suppress_health_check=[HealthCheck.too_slow])
@given(contacts)
@example(NASTY_CONTACT)
@example(BARE_CONTACT)
def test_ical_js_reads_equal_values(contact: tuple[Any, ...]) -> None:
    """cards 36, 39; A42"""
    assert seen_by_ical_js(file_of(contact)) == expected(contact)


@settings(max_examples=CONTACTS * 5)
@given(contacts)
@example(NASTY_CONTACT)
@example(BARE_CONTACT)
def test_no_line_is_longer_than_75_octets_nor_splits_a_character(contact: tuple[Any, ...]) -> None:
    """cards 36"""
    pieces = file_of(contact).split(b"\r\n")
    assert max(len(piece) for piece in pieces) <= 75
    assert all(piece.decode() or piece is pieces[-1] for piece in pieces)


@settings(max_examples=CONTACTS * 5)
@given(contacts)
@example(NASTY_CONTACT)
@example(BARE_CONTACT)
def test_nothing_written_starts_a_property(contact: tuple[Any, ...]) -> None:
    """A42: one N, one TEL, one END, whatever the words"""
    text = file_of(contact).decode()
    names = [line.split(":")[0].split(";")[0] for line in text.split("\r\n") if line and not line.startswith(" ")]
    assert [names.count(name) for name in ("BEGIN", "N", "FN", "TEL", "END")] == [1, 1, 1, 1, 1]
    assert set(text.replace("\r\n", "")) & set("\r\n") == set()


@pytest.mark.proof
@settings(max_examples=10 * CONTACTS, suppress_health_check=[HealthCheck.too_slow])
@given(contacts)
def test_both_judges_read_three_hundred_contacts_alike(contact: tuple[Any, ...]) -> None:
    """cards 36, 39; A42"""
    assert seen_by_vobject(file_of(contact)) == expected(contact) == seen_by_ical_js(file_of(contact))
