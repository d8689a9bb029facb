"""The contact as text small enough for a code that works offline (cards 51).

Pure. Parts are dropped in a fixed order until the rest fits; the page names them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cards.content import Document
from cards.vcard import contact_lines

MOST_BYTES = 331  # what a symbol of version 13 holds at level M


class Part(StrEnum):
    """What can be left out, in the order in which it is; the name and one phone or e-mail never are."""

    PHONETIC = "phonetic"
    BIRTHDAY = "birthday"
    NOTE = "note"
    ADDRESS = "address"
    SECOND_PHONE = "second_phone"
    SECOND_EMAIL = "second_email"
    DEPARTMENT = "department"
    TITLE = "title"
    LINKS = "links"
    ORGANISATION = "organisation"
    EMAIL = "email"
    CARD_LINK = "card_link"


class DoesNotFit(ValueError):
    """Name and one phone or e-mail alone are too long."""


@dataclass(frozen=True)
class ContactText:
    """What the code says, and which parts of the card it does not."""

    text: str
    left_out: tuple[Part, ...]


def contact_text(document: Document, short_link: str) -> ContactText:
    """The fullest contact of at most 331 bytes. Raises `DoesNotFit`; ValueError for a card without a name."""
    kept, link = document, short_link
    left_out: list[Part] = []
    for part in Part:
        text = _text(kept, link)
        if len(text.encode()) <= MOST_BYTES:
            return ContactText(text, tuple(left_out))
        if part is Part.CARD_LINK:
            link = ""
            left_out.append(part)
        elif (shorter := _DROPPING[part](kept)) != kept:
            kept = shorter
            left_out.append(part)
    text = _text(kept, link)
    if len(text.encode()) > MOST_BYTES:
        raise DoesNotFit(len(text.encode()))
    return ContactText(text, tuple(left_out))


def _text(document: Document, link: str) -> str:
    # Not folded: lines are short, and simple scanners read each line for itself.
    return "\r\n".join([*contact_lines(document, link), "END:VCARD", ""])


def _without(**identity: Any) -> Callable[[Document], Document]:
    return lambda document: document.model_copy(
        update={"identity": document.identity.model_copy(update=identity)},
    )


def _without_organisation(document: Document) -> Document:
    """Kept where it is the name."""
    if document.name == document.identity.organisation:
        return document
    return _without(organisation="", department="")(document)


def _without_email(document: Document) -> Document:
    """Kept where it is the only way to reach somebody."""
    return document.model_copy(update={"emails": ()}) if document.phones else document


_DROPPING: dict[Part, Callable[[Document], Document]] = {
    Part.PHONETIC: _without(phonetic_given="", phonetic_family=""),
    Part.BIRTHDAY: _without(birthday=None),
    Part.NOTE: _without(note=""),
    Part.ADDRESS: lambda document: document.model_copy(update={"addresses": ()}),
    Part.SECOND_PHONE: lambda document: document.model_copy(update={"phones": document.phones[:1]}),
    Part.SECOND_EMAIL: lambda document: document.model_copy(update={"emails": document.emails[:1]}),
    Part.DEPARTMENT: _without(department=""),
    Part.TITLE: _without(title=""),
    Part.LINKS: lambda document: document.model_copy(update={"links": ()}),
    Part.ORGANISATION: _without_organisation,
    Part.EMAIL: _without_email,
}
