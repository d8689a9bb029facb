"""Files of contacts, read: equal values out of every dialect, and a remark for everything else (cards 23; A03)."""

import json
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
import vobject

from cards.blocks import registry
from cards.content import (
    Block,
    CardType,
    Document,
    EmailAddress,
    Identity,
    Label,
    Link,
    Phone,
    PostalAddress,
    Profile,
    Visibility,
)
from cards.editor.editing import CardForms
from cards.importing import exports
from cards.importing.building import Home
from cards.importing.found import Candidate, Kind, Remark, Unreadable
from cards.importing.reading import read
from cards.vcard import vcard
from cards.visibility import Where, visible
from tests.cards.editor.test_editing import RICH
from tests.cards.importing.phones import ANDROID, IPHONE, JPEG_HEAD, NEWEST

LEEDS = Home("en", "GB", "https://cards.example")
UID = UUID("00000000-0000-4000-8000-000000000001")
PARTS = ("type", "identity", "phones", "emails", "addresses", "links", "profiles")


def only(data: bytes, home: Home = LEEDS) -> Candidate:
    (found,) = read(data, home)
    return found


def parts(document: Document) -> dict[str, Any]:
    return {name: getattr(document, name) for name in PARTS}


def said(one: Candidate) -> list[tuple[Kind, str]]:
    return [(remark.kind, remark.detail) for remark in one.remarks]


OURS = [
    Document(
        identity=Identity(
            prefix="Dr.",
            given="Ada",
            middle="King",
            family="Lovelace",
            suffix="FRS",
            phonetic_given="AY-da",
            title="Analyst",
            department="Engines; large, small",
            organisation="Atelier & Co, Ltd.",
            note="Ring the bell;\ntwice, please \\o/",
            birthday=date(1815, 12, 10),
        ),
        phones=tuple(Phone(number=f"+44163296000{n}", label=label) for n, label in enumerate(Label)),
        emails=(EmailAddress(address="ada@example.com"), EmailAddress(address="a@example.org", label=Label.HOME)),
        addresses=(PostalAddress(street="12 Sq; rear", extra="Floor 2", postcode="SW1Y", city="London", country="UK"),),
        links=(Link(url="https://example.com/a%2Cb;c?d=1", label="Portfolio"),),
        profiles=(Profile(kind="instagram", value="ada.binds"),),
    ),
    Document(identity=Identity(given="Ada", family="Byron", family_first=True)),
    Document(identity=Identity(given="Ada", family="Byron", display_name="Ada the Great")),
    Document(type=CardType.COMPANY, identity=Identity(organisation="Bäckerei Müller", department="Torten")),
]


@pytest.mark.parametrize("document", OURS, ids=lambda document: document.name)
def test_our_own_contact_file_comes_back_equal(document: Document):
    """cards 23, 36: by way of the file every phone is given; its link to ourselves is not taken along"""
    shown = visible(document.model_copy(update={"visibility": {"birthday": Visibility.PUBLIC}}), Where.CONTACT_FILE)
    written = vcard(
        shown, short_link="https://cards.example/q/ABC", uid=UID, revised_at=datetime(2026, 1, 1, tzinfo=UTC)
    )
    found = only(written)
    assert (parts(found.document), said(found)) == (parts(document), [])


def test_what_vobject_writes_is_read():
    """An independent writer."""
    card = vobject.vCard()
    card.add("n").value = vobject.vcard.Name(family="Byron", given="Ada")
    card.add("fn").value = "Ada Byron"
    tel = card.add("tel")
    tel.value, tel.type_param = "+44 113 496 0000", "HOME"
    card.add("adr").value = vobject.vcard.Address(street="1, High; Street", city="Leeds", code="LS6", country="UK")
    card.add("org").value = ["Atelier; Byron", "Repairs"]
    card.add("note").value = "one\ntwo, " + "three " * 40
    document = only(card.serialize().encode()).document
    assert parts(document) == parts(
        Document(
            identity=Identity(
                given="Ada",
                family="Byron",
                organisation="Atelier; Byron",
                department="Repairs",
                note=("one\ntwo, " + "three " * 40).strip(),
            ),
            phones=(Phone(number="+441134960000", label=Label.HOME),),
            addresses=(
                PostalAddress(street="1, High; Street", city="Leeds", postcode="LS6", country="UK", label=Label.OTHER),
            ),
        )
    )


def test_an_iphone_is_read():
    """3.0: labels of Apple's own, a number without country, a birthday without a year"""
    found = only(IPHONE, Home("en", "US"))
    assert parts(found.document) == parts(
        Document(
            identity=Identity(
                prefix="Dr.",
                given="Ada",
                middle="King",
                family="Byron",
                phonetic_given="Ay-da",
                title="Bookbinder",
                department="Repairs",
                organisation="Atelier Byron",
                note="Ring twice, please\nThanks",
            ),
            phones=(Phone(number="+14155552671"),),
            emails=(EmailAddress(address="ada@example.com", label=Label.HOME),),
            addresses=(
                PostalAddress(
                    street="12 High Street", extra="Floor 2", city="Leeds", postcode="LS6 1AA", country="United Kingdom"
                ),
            ),
            links=(Link(url="https://byron.example/a,b"), Link(url="https://shop.example", label="My shop")),
            profiles=(Profile(kind="instagram", value="ada.binds"),),
        )
    )
    assert (found.photo, said(found)) == (
        JPEG_HEAD,
        [(Kind.BIRTHDAY, "1604-12-10"), (Kind.UNKEPT, "FAX, IMPP")],
    )


def test_an_old_android_is_read():
    """2.1: bare types, quoted-printable over two lines, a charset for one line, base64"""
    found = only(ANDROID, Home("de", "DE"))
    assert parts(found.document) == parts(
        Document(
            identity=Identity(
                given="Jörg", family="Müller", organisation="Bäckerei Müller", note="erste Zeile\nzweite"
            ),
            phones=(Phone(number="+491711234567"), Phone(number="+4930901820", label=Label.HOME)),
            emails=(EmailAddress(address="joerg@example.com"),),
            addresses=(
                PostalAddress(
                    street="Straße der Republik 1",
                    city="Köln",
                    postcode="50667",
                    country="Deutschland",
                    label=Label.HOME,
                ),
            ),
        )
    )
    assert (found.photo, found.document.language) == (JPEG_HEAD, "de")
    assert said(found) == [(Kind.BIRTHDAY, "19700230")]


def test_the_newest_version_is_read():
    """4.0: telephone addresses with parameters, quoted types, a picture as data, family name first"""
    found = only(NEWEST)
    assert parts(found.document) == parts(
        Document(
            identity=Identity(
                given="Ada", family="Byron", family_first=True, pronouns="she/her", birthday=date(1815, 12, 10)
            ),
            phones=(Phone(number="+441134960000", label=Label.WORK),),
            emails=(EmailAddress(address="ada@example.com"),),
            addresses=(
                PostalAddress(
                    street="12 High Street",
                    city="Leeds",
                    region="West Yorkshire",
                    postcode="LS6 1AA",
                    country="UK",
                    label=Label.HOME,
                ),
            ),
            links=(Link(url="https://byron.example"),),
        )
    )
    assert (found.photo, said(found), found.document.visibility) == (JPEG_HEAD, [], {})


ADA = {"given": "Ada", "family": "Byron", "title": "Bookbinder", "organisation": "Atelier"}
SPOKEN = {
    "en": "First name,Last name,Job title,Company,Mobile,E-mail,City",
    "es": "Nombre;Apellidos;Cargo;Empresa;Móvil;Correo electrónico;Ciudad",
    "de": "Vorname\tNachname\tBeruf\tFirma\tHandy\tE-Mail\tOrt",
    "outlook": "First Name,Last Name,Job Title,Company,Mobile Phone,E-mail Address,Business City",
    "google": "First Name,Last Name,Organization Title,Organization Name,Phone 1 - Value,E-mail 1 - Value,"
    "Address 1 - City,Phone 1 - Label,Address 1 - Label",
}


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_tables_are_read_in_three_languages_and_as_programs_write_them(language: str, encoding: str):
    header = SPOKEN[language]
    sign = next(sign for sign in "\t;," if sign in header)
    cells = ["Ada", "Byron", "Bookbinder", "Atelier", "07911 123456", "ada@example.com", "Zürich"]
    row = sign.join(cells + ["Mobile", "Work"] * (language == "google"))
    found = only(f"{header}\r\n{row}\r\n".encode(encoding))
    assert (parts(found.document), said(found)) == (
        parts(
            Document(
                identity=Identity(**ADA),
                phones=(Phone(number="+447911123456"),),
                emails=(EmailAddress(address="ada@example.com"),),
                addresses=(PostalAddress(city="Zürich"),),
            )
        ),
        [],
    )


def test_a_table_says_of_each_row_what_it_could_not_keep():
    """A row each; one is refused, the others are not"""
    table = (
        "Name,Phone,E-mail,Website,Birthday,Instagram,Shoe size\n"
        "Ada Byron,12,ada@,no address,1/2/1990,@ada.binds,38\n"
        ",,x@example.com,,,,\n"
        "Mallory,,,javascript:alert(1),,,\n"
        f"{'Long ' * 30},,,,10.12.1815,,\n"
    )
    first, nameless, unsafe, long = read(table.encode(), LEEDS)
    assert sorted(said(first)) == [
        (Kind.BIRTHDAY, "1/2/1990"),
        (Kind.EMAIL, "ada@"),
        (Kind.LINK, "no address"),
        (Kind.PHONE, "12"),
        (Kind.UNKEPT, "shoe size"),
    ]
    assert first.document.profiles == (Profile(kind="instagram", value="ada.binds"),)
    assert [one.is_refused for one in (first, nameless, unsafe, long)] == [False, True, True, False]
    assert (said(nameless), said(unsafe)) == ([(Kind.NAMELESS, "")], [(Kind.UNSAFE, "javascript:alert(1)")])
    assert (len(long.document.name), long.document.identity.birthday, long.line) == (80, date(1815, 12, 10), 5)


@pytest.mark.parametrize("url", ["data:text/html,<script>", "javascript:x", "vbscript:x", "file:///etc/passwd"])
def test_a_link_that_must_not_be_refuses_its_card(url: str):
    """A03, for both kinds of file"""
    file = f"BEGIN:VCARD\nVERSION:3.0\nFN:Mallory\nURL:{url}\nEND:VCARD\n"
    table = f'Name,Website\nMallory,"{url}"\n'
    for data in (file, table):
        found = only(data.encode())
        assert (said(found), found.document.links) == ([(Kind.UNSAFE, url)], ())


def test_the_richest_card_comes_back_equal():
    """An export and its import, with every kind of block and visibility"""
    body = {"text": "☕ ünï", "n": 1, "deep": [{"a": None}]}
    document = RICH.model_copy(update={"blocks": (*RICH.blocks, Block(id="zz", kind="future", body=body))})
    sent = json.dumps(exports.envelope(document, "ada"), ensure_ascii=False).encode()
    found = only(sent)
    assert (found.document, found.handle, found.remarks) == (document, "ada", ())
    assert json.loads(sent)["pictures"] == [one for one in ("portrait", "logo", "cover") if getattr(document, one)]


GOOD: Any = exports.envelope(Document(identity=Identity(given="Ada")), "ada")
HOSTILE: dict[str, tuple[bytes, str]] = {
    "empty": (b" \r\n\t", "empty"),
    "large": (b"BEGIN:VCARD\nNOTE:" + b"x" * 10_000_000, "large"),
    "binary": (bytes(range(256)) * 20, "binary"),
    "binary with a name": (b"BEGIN:VCARD\n\x00\nEND:VCARD", "binary"),
    "a zip": (b"PK\x03\x04" + b"x" * 100, "workbook"),
    "words": (b"Dear Sir, this is no table.\n", "columns"),
    "only a header": (b"First name,Last name\n", "empty"),
    "a header twice": (b"Name,Name\nA,B\n", "twice"),
    "a quote": (b'Name\n"never closed\n', "quote"),
    "many rows": (b"Name\n" + b"Ada\n" * 201, "many"),
    "many cards": (b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n" * 5_000, "many"),
    "a begin in a begin": (b"BEGIN:VCARD\n" * 100_000, "one, truncated"),
    "cut off": (b"BEGIN:VCARD\nVERSION:3.0\nFN:Ada", "one, truncated"),
    "deep": (b'{"cardsite":1,"document":' + b"[" * 200_000, "damaged"),
    "deep and whole": (json.dumps(GOOD | {"x": json.loads("[" * 50 + "]" * 50)}).encode(), "damaged"),
    "a list": (b"[1]", "foreign"),
    "somebody else's": (b'{"name": "Ada"}', "foreign"),
    "of tomorrow": (json.dumps(GOOD | {"cardsite": 2}).encode(), "version"),
    "true": (json.dumps(GOOD | {"cardsite": True}).encode(), "version"),
    "no document": (b'{"cardsite": 1}', "damaged"),
    "half a character": (json.dumps(GOOD).replace('"Ada"', '"\\ud800"').encode(), "damaged"),
    "a NUL": (json.dumps(GOOD).replace('"Ada"', '"A\\u0000"').encode(), "damaged"),
    "without an end": (json.dumps(GOOD | {"n": float("inf")}).encode(), "damaged"),
    "a huge number": (b'{"cardsite": ' + b"9" * 10_000 + b"}", "damaged"),
    "a field nobody knows": (json.dumps(GOOD | {"document": {"admin": True}}).encode(), "damaged"),
    "a link that must not be": (
        json.dumps(GOOD | {"document": {"links": [{"url": "javascript:alert(1)"}]}}).encode(),
        "damaged",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_reason(name: str):
    """No traceback on any bytes"""
    data, reason = HOSTILE[name]
    assert _outcome(data) == reason


def _outcome(data: bytes) -> str:
    try:
        found = only(data)
    except Unreadable as unreadable:
        return unreadable.reason
    return "one, truncated" if Remark(Kind.TRUNCATED) in found.remarks else "read"


def test_a_block_that_no_form_can_show_is_emptied_and_named():
    """A body that says a list where its kind says words, in every kind; unknown kinds are kept as they are"""
    wrong: Any = {"heading": [1], "items": 5, "week": {"x": 1}, "note": {}, "text": 7, "url": [], "album": {}}
    ids = {kind: f"b{number}" for number, kind in enumerate(registry.kinds())}
    blocks = [{"id": name, "kind": kind, "body": wrong} for kind, name in ids.items()]
    document = GOOD["document"] | {"blocks": [*blocks, {"id": "z", "kind": "future", "body": wrong}]}
    found = only(json.dumps(GOOD | {"document": document}).encode())
    emptied = {block.kind for block in found.document.blocks if not block.body}
    assert (emptied >= {"text", "faq", "hours", "links"}, "future" in emptied) == (True, False)
    assert said(found) == [(Kind.UNKEPT, ", ".join(sorted(ids[kind] for kind in emptied)))]
    assert CardForms(found.document).blocks


NASTY = [
    b";",
    b":",
    b"=",
    b'"',
    b"\\",
    b"\r",
    b"\n ",
    b"=\n",
    b"\xff",
    b"\xed\xa0\x80",
    b"\x1b",
    b"item1.",
    b"\xe2\x80\xae",
]


def test_no_bytes_within_a_contact_break_the_reader():
    """Every line of three phones with something nasty at every third place"""
    for phone in (IPHONE, ANDROID, NEWEST):
        for nasty in NASTY:
            for at in range(12, len(phone) - 12, 37):
                for one in read(phone[:at] + nasty + phone[at:], LEEDS):
                    json.dumps(one.document.to_json(), allow_nan=False).encode()
                    assert one.document.to_json() == Document.from_json(one.document.to_json()).to_json()
