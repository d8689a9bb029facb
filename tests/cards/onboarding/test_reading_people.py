"""A table of people, before anything is made of it: columns, people, and what a row changes (cards 83; A03)."""

from typing import Any

from cards.content import Document, EmailAddress, Identity, Label, Phone, Visibility
from cards.importing.building import Home
from cards.importing.found import Kind
from cards.onboarding import mapping
from cards.onboarding.merging import merged
from cards.onboarding.people import read

HOME = Home("en", region="DE")


def people(*rows: dict[str, str], fields: dict[str, str] | None = None) -> list[Any]:
    header = list(rows[0])
    return read(list(enumerate(rows, start=2)), fields or mapping.proposed(header), HOME)


def kinds(person: Any) -> list[Kind]:
    return [remark.kind for remark in person.candidate.remarks]


def test_columns_are_understood_by_their_names():
    """In three languages, as Google writes them, and the first of two that could be the key"""
    header = [
        "vorname",
        "apellidos",
        "e-mail",
        "personalnummer",
        "id",
        "phone 1 - value",
        "instagram",
        "labels",
        "shoe size",
    ]
    assert mapping.proposed([*header, ""]) == {
        "vorname": "given",
        "apellidos": "family",
        "e-mail": "email.work",
        "personalnummer": "key",
        "id": "",
        "phone 1 - value": "auto",
        "instagram": "auto",
        "labels": "",
        "shoe size": "",
    }


def test_a_column_means_what_is_chosen():
    """Where nothing that is a choice is sent it means what its name says."""
    header = ["wer", "", "e-mail", "mobil"]
    sent = {"column-0": "full_name", "column-1": "title", "column-2": "birthplace", "column-3": ""}
    assert mapping.read(header, sent) == {"wer": "full_name", "e-mail": "email.work", "mobil": ""}
    (one,) = people({"wer": "Ada Byron", "e-mail": "ADA@example.com", "mobil": "x"}, fields=mapping.read(header, sent))
    assert (one.name, one.email, one.candidate.document.phones, one.is_refused) == (
        "Ada Byron",
        "ada@example.com",
        (),
        False,
    )


def test_a_row_says_everything_that_is_wrong_with_it():
    row = {"name": "Ada", "e-mail": "ada@example.com", "id": "1", "website": ""}
    found = people(
        row,
        row | {"e-mail": "", "id": ""},
        row | {"e-mail": "not an address", "id": "2"},
        row | {"e-mail": "a@b..example", "id": "3"},
        row | {"e-mail": "ADA@example.com ", "id": "4"},
        row | {"e-mail": "eve@example.com", "id": " 1 "},
        row | {"e-mail": "mallory@example.com", "id": "5", "website": "data:text/html,<script>"},
        row | {"e-mail": "nobody@example.com", "id": "6", "name": ""},
    )
    assert [(kinds(one), one.is_refused) for one in found] == [
        ([], False),
        ([Kind.NO_ADDRESS, Kind.NO_KEY], True),
        ([Kind.BAD_ADDRESS], True),
        ([Kind.BAD_ADDRESS], True),
        ([Kind.SAME_ADDRESS], True),
        ([Kind.SAME_KEY], True),
        ([Kind.UNSAFE], True),
        ([Kind.NAMELESS], True),
    ]
    assert [remark.detail for remark in found[4].candidate.remarks] == ["2"]


def test_the_address_of_the_office_is_invited():
    (one,) = people({"name": "Ada", "home e-mail": "ada@home.example", "e-mail": "ada@office.example"})
    assert one.email == "ada@office.example"


CARD = Document(
    identity=Identity(given="Ada", family="Byron", title="Binder", bio="Her own words"),
    phones=(
        Phone(number="+447700900123", label=Label.MOBILE, visibility=Visibility.EXCHANGED),
        Phone(number="+442079460142", label=Label.WORK),
    ),
    emails=(EmailAddress(address="ada@example.com"),),
)


def test_a_row_changes_what_it_says_and_nothing_else():
    """Who sees a number stays as its owner chose; another number of the same label is replaced."""
    new = Document(
        identity=Identity(given="Ada", family="Lovelace", title="Head of binding"),
        phones=(Phone(number="+447700900999", label=Label.MOBILE), Phone(number="+442079460142", label=Label.WORK)),
        emails=(EmailAddress(address="Ada@example.com"), EmailAddress(address="ada@home.example", label=Label.HOME)),
    )
    document, changes = merged(CARD, new)
    assert [(one.field, one.old, one.new) for one in changes] == [
        ("phones", "+447700900123", "+447700900999"),
        ("emails", "", "ada@home.example"),
        ("name", "Ada Byron", "Ada Lovelace"),
        ("title", "Binder", "Head of binding"),
    ]
    assert (document.identity.bio, document.phones[0].visibility) == ("Her own words", Visibility.EXCHANGED)
    assert [one.number for one in document.phones] == ["+447700900999", "+442079460142"]
    assert [one.address for one in document.emails] == ["ada@example.com", "ada@home.example"]


def test_a_row_that_says_the_same_or_nothing_changes_nothing():
    assert merged(CARD, CARD) == (CARD, [])
    assert merged(CARD, Document()) == (CARD, [])
    only = Document(phones=(CARD.phones[1], Phone(number="+49301234567", label=Label.WORK)))
    document, changes = merged(CARD, only)
    assert [one.number for one in document.phones] == ["+447700900123", "+442079460142", "+49301234567"]
    assert [(one.old, one.new) for one in changes] == [("", "+49301234567")]
