"""The contact file's bytes, and what two parsers of other hands read from it (cards 35–41; A42)."""

from base64 import b64decode
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
import vobject

from cards.content import Document
from cards.vcard import PHOTO_MAX, Met, content_disposition, escape, fold, vcard
from cards.visibility import Where, visible

Content = dict[str, Any]

LINK = "https://cards.example.com/q/7K3M102"
UID = UUID("6f9619ff-8b86-4d01-b42d-00cf4fc964ff")
REVISED = datetime(2026, 11, 23, 15, 22, 40, tzinfo=UTC)
ADA: Content = {
    "identity": {
        "prefix": "Dr.",
        "given": "Ada",
        "middle": "King",
        "family": "Lovelace",
        "suffix": "FRS",
        "phonetic_given": "AY-da",
        "phonetic_family": "LUV-lays",
        "title": "Analyst",
        "department": "Engines; large, small",
        "organisation": "Atelier & Co, Ltd.",
        "note": "Ring the bell;\ntwice, please \\o/",
        "birthday": "1815-12-10",
    },
    "phones": [
        {"number": "+441632960001", "label": "mobile"},
        {"number": "+441632960002", "label": "work"},
        {"number": "+441632960003", "label": "home"},
        {"number": "+441632960004", "label": "other"},
    ],
    "emails": [{"address": "ada@example.com"}, {"address": "a@example.org", "label": "other"}],
    "addresses": [
        {"street": "12 St James's Sq; rear", "extra": "Floor 2", "postcode": "SW1Y", "city": "London", "country": "UK"},
        {},
    ],
    "links": [{"url": "https://example.com/a,b;c?d=1", "label": "Portfolio"}, {"url": "https://www.example.org/x"}],
}


def file_of(content: Content, **given: Any) -> bytes:
    values: Content = {"short_link": LINK, "uid": UID, "revised_at": REVISED} | given
    return vcard(visible(Document.model_validate(content), Where.CONTACT_FILE), **values)


def lines_of(content: Content, **given: Any) -> list[str]:
    """Unfolded lines."""
    return file_of(content, **given).decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def person(**identity: Any) -> Content:
    return {"identity": {"given": "Ada"} | identity}


def test_a_full_contact_is_written_line_by_line() -> None:
    """cards 36–41"""
    assert lines_of(ADA) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:Lovelace;Ada;King;Dr.;FRS",
        "FN:Dr. Ada King Lovelace FRS",
        "X-PHONETIC-FIRST-NAME:AY-da",
        "X-PHONETIC-LAST-NAME:LUV-lays",
        "ORG:Atelier & Co\\, Ltd.;Engines\\; large\\, small",
        "TITLE:Analyst",
        "TEL;TYPE=CELL:+441632960001",
        "TEL;TYPE=WORK:+441632960002",
        "TEL;TYPE=HOME:+441632960003",
        "TEL;TYPE=OTHER:+441632960004",
        "EMAIL;TYPE=WORK:ada@example.com",
        "EMAIL:a@example.org",
        "ADR;TYPE=WORK:;;12 St James's Sq\\; rear\\nFloor 2;London;;SW1Y;UK",
        f"URL:{LINK}",
        "item1.URL:https://example.com/a%2Cb;c?d=1",
        "item1.X-ABLabel:Portfolio",
        "item2.URL:https://www.example.org/x",
        "item2.X-ABLabel:example.org",
        "NOTE:Ring the bell\\;\\ntwice\\, please \\\\o/",
        "UID:urn:uuid:6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
        "REV:2026-11-23T15:22:40Z",
        "END:VCARD",
    ]


def test_coordinates_keep_their_comma() -> None:
    """cards 38: only web addresses may be encoded without changing what they name"""
    content = person() | {"links": [{"url": "geo:48.1,11.5", "label": "Map"}]}
    assert lines_of(content)[5:7] == ["item1.URL:geo:48.1,11.5", "item1.X-ABLabel:Map"]


def test_the_least_contact_has_no_empty_property() -> None:
    """cards 13, 36"""
    assert lines_of(person()) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "N:;Ada;;;",
        "FN:Ada",
        f"URL:{LINK}",
        "UID:urn:uuid:6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
        "REV:2026-11-23T15:22:40Z",
        "END:VCARD",
    ]


def test_a_company_shows_as_one() -> None:
    """cards 37"""
    assert lines_of({"type": "company", "identity": {"organisation": "Brot; & Butter"}})[2:6] == [
        "N:;;;;",
        "FN:Brot\\; & Butter",
        "ORG:Brot\\; & Butter",
        "X-ABShowAs:COMPANY",
    ]


@pytest.mark.parametrize(
    ("identity", "n", "fn"),
    [
        ({"display_name": "Madonna"}, "N:;Madonna;;;", "FN:Madonna"),
        ({"given": "Ada", "family": "King", "display_name": "Countess"}, "N:King;Ada;;;", "FN:Countess"),
        ({"given": "小龙", "family": "李", "family_first": True}, "N:李;小龙;;;", "FN:李 小龙"),
        ({"organisation": "Atelier"}, "N:;;;;", "FN:Atelier"),
        ({"given": "A;B"}, "N:;A\\;B;;;", "FN:A\\;B"),
    ],
)
def test_n_has_five_parts_and_fn_is_never_empty(identity: Content, n: str, fn: str) -> None:
    """cards 37"""
    assert lines_of({"identity": identity})[2:4] == [n, fn]


def test_a_person_without_a_name_shows_as_the_company() -> None:
    """cards 37: FN falls back to the organisation"""
    assert "X-ABShowAs:COMPANY" in lines_of({"identity": {"organisation": "Atelier"}})
    assert "X-ABShowAs:COMPANY" not in lines_of(person(organisation="Atelier"))


def test_a_department_without_organisation_keeps_its_place() -> None:
    """cards 37: ORG `name;department`"""
    organised = [lines_of(person(department=unit, organisation=name))[4] for name, unit in (("", "R;"), ("A;", ""))]
    assert organised == ["ORG:;R\\;", "ORG:A\\;"]


def test_a_document_without_a_name_is_refused() -> None:
    """cards 13, 37"""
    with pytest.raises(ValueError, match="needs a name"):
        file_of({"emails": [{"address": "a@example.com"}]})


@pytest.mark.parametrize(("public", "lines"), [(True, ["BDAY:1815-12-10"]), (False, [])])
def test_a_birthday_is_written_only_when_shown(public: bool, lines: list[str]) -> None:
    """cards 12, 19: hidden by default"""
    written = lines_of(person(birthday="1815-12-10", birthday_public=public))
    assert [line for line in written if "1815" in line] == lines


def test_the_note_says_where_one_met_in_the_words_of_the_card() -> None:
    """cards 41"""
    met = Met("Messe, Halle 4", date(2026, 11, 23), "Kennengelernt")
    assert [
        [line for line in lines_of(person(note=note), met=met) if line.startswith("NOTE")] for note in ("Hallo", "")
    ] == [
        ["NOTE:Hallo\\nKennengelernt: Messe\\, Halle 4\\, 2026-11-23"],
        ["NOTE:Kennengelernt: Messe\\, Halle 4\\, 2026-11-23"],
    ]


def test_inner_fields_never_reach_the_file() -> None:
    """cards 41: no bio, greeting, pronouns or blocks; they are the page's"""
    secret = {"bio": "SECRET", "opening_note": "SECRET", "pronouns": "SECRET"}
    content = person(**secret) | {
        "greeting": "SECRET",
        "blocks": [{"id": "a1", "kind": "text", "body": {"t": "SECRET"}}],
    }
    assert b"SECRET" not in file_of(content)


def test_the_revision_is_written_in_utc() -> None:
    """cards 41"""
    local = datetime(2026, 11, 23, 16, 22, 40, tzinfo=timezone(timedelta(hours=1)))
    assert file_of(ADA, revised_at=local) == file_of(ADA)
    with pytest.raises(ValueError, match="zone"):
        file_of(ADA, revised_at=local.replace(tzinfo=None))


def test_the_photo_stands_last_folded_and_whole() -> None:
    """cards 40"""
    photo = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 150
    data = file_of(person(), photo=photo)
    folded = data.split(b"\r\n")
    assert (max(len(line) for line in folded), folded[-2:]) == (75, [b"END:VCARD", b""])
    before_last = lines_of(person(), photo=photo)[-2]
    assert before_last.startswith("PHOTO;ENCODING=b;TYPE=JPEG:")
    assert b64decode(before_last.split(":", 1)[1]) == photo
    assert vobject.readOne(data.decode()).photo.value == photo


@pytest.mark.parametrize("photo", [None, b"", b"\x89PNG\r\n\x1a\n", b"<svg>", b"\xff\xd8\xff" + bytes(PHOTO_MAX - 2)])
def test_a_photo_that_phones_would_choke_on_is_left_out(photo: bytes | None) -> None:
    """cards 40: the contact matters more than the picture"""
    assert file_of(person(), photo=photo) == file_of(person())


def test_the_largest_photo_allowed_is_kept() -> None:
    """cards 40: 40 KB"""
    assert b"PHOTO" in file_of(person(), photo=b"\xff\xd8\xff" + bytes(PHOTO_MAX - 3))


def test_line_ends_are_crlf_and_there_is_no_byte_order_mark() -> None:
    """cards 36"""
    data = file_of(ADA)
    assert (data[:26], data[-2:]) == (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", b"\r\n")
    assert data.replace(b"\r\n", b"").find(b"\n") == data.replace(b"\r\n", b"").find(b"\r") == -1


@pytest.mark.parametrize("letter", ["a", "ü", "字", "🙂"])
@pytest.mark.parametrize("before", range(5))
def test_a_long_line_is_folded_between_characters(letter: str, before: int) -> None:
    """cards 36: at most 75 octets, every piece whole UTF-8"""
    line = "x" * before + letter * 400
    pieces = fold(line).split(b"\r\n")
    assert pieces.pop() == b""
    assert max(len(piece) for piece in pieces) <= 75
    assert all(piece.startswith(b" ") for piece in pieces[1:])
    assert "".join(piece.decode().removeprefix(" ") for piece in pieces) == line


@pytest.mark.parametrize(("length", "pieces"), [(75, 1), (76, 2), (149, 2), (150, 3)])
def test_a_line_is_folded_only_when_it_must(length: int, pieces: int) -> None:
    """cards 36: 75 octets, then 74 after the space"""
    assert fold("x" * length).count(b"\r\n") == pieces


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("A\r\nTEL:+1", "A\\nTEL:+1"),
        ("A\rTEL:+1", "A\\nTEL:+1"),
        ("A\nTEL:+1", "A\\nTEL:+1"),
        ("A\u2028B\u2029C\x85D\x0bE\x0cF", "A\\nB\\nC\\nD\\nE\\nF"),
        ("A\x00B\x1bC\x7fD\x9fE", "ABCDE"),
        ("A\tB", "A B"),
        ("A\ud800B", "AB"),
        ("\\n;,", "\\\\n\\;\\,"),
    ],
)
def test_a_value_cannot_leave_its_line(value: str, written: str) -> None:
    """cards 39; A42"""
    assert escape(value) == written


@pytest.mark.parametrize(
    ("handle", "name", "header"),
    [
        ("ada", "Ada Lovelace", "inline; filename=\"ada.vcf\"; filename*=UTF-8''Ada%20Lovelace.vcf"),
        (
            "li-xiaolong",
            "李小龙",
            "inline; filename=\"li-xiaolong.vcf\"; filename*=UTF-8''%E6%9D%8E%E5%B0%8F%E9%BE%99.vcf",
        ),
        ("ada", 'A"\r\nSet-Cookie: x', "inline; filename=\"ada.vcf\"; filename*=UTF-8''A%20%20Set-Cookie%20%20x.vcf"),
        ("ada", "../../etc", "inline; filename=\"ada.vcf\"; filename*=UTF-8''etc.vcf"),
        ("ada", "", "inline; filename=\"ada.vcf\"; filename*=UTF-8''ada.vcf"),
    ],
)
def test_the_file_is_opened_in_place_under_a_safe_name(handle: str, name: str, header: str) -> None:
    """cards 35"""
    assert content_disposition(handle, name) == header
