"""What an iPhone and an Android phone keep of the contact file (cards 43; facts-cards 2).

Pure. The file is the same for both; each reads it in its own way:

* an iPhone writes the name from its parts and never looks at the display name;
* Android shows the display name, drops the names of links, and knows no company without a person;
* neither gets what stands on the card alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from cards.content import CardType, Document


class Part(StrEnum):
    """A line of a contact as a phone shows it, or what it could not keep."""

    NAME = "name"
    PHONETIC = "phonetic"
    TITLE = "title"
    DEPARTMENT = "department"
    ORGANISATION = "organisation"
    PHONE = "phone"
    EMAIL = "email"
    ADDRESS = "address"
    CARD_LINK = "card_link"
    LINK = "link"
    BIRTHDAY = "birthday"
    NOTE = "note"
    PHOTO = "photo"
    DISPLAY_NAME = "display_name"
    LINK_NAMES = "link_names"
    COMPANY = "company"
    PRONOUNS = "pronouns"
    BIO = "bio"
    OPENING_NOTE = "opening_note"
    BLOCKS = "blocks"


@dataclass(frozen=True)
class Line:
    """`text` is empty where the part says enough."""

    part: Part
    text: str = ""


@dataclass(frozen=True)
class Saved:
    """One phone's contact, in the order in which it is shown, and what is on the card and not in it."""

    kept: tuple[Line, ...]
    dropped: tuple[Line, ...]


def iphone(document: Document) -> Saved:
    name = Line(Part.NAME, _apple_name(document))
    links = [Line(Part.LINK, _labelled(link.label, link.host)) for link in document.links]
    lost = [Line(Part.DISPLAY_NAME, document.name)] if name.text != document.name else []
    return Saved((name, *_both(document, links)), (*lost, *_only_on_the_card(document)))


def android(document: Document) -> Saved:
    links = [Line(Part.LINK, link.url) for link in document.links]
    named = ", ".join(link.label for link in document.links if link.label)
    lost = [Line(Part.LINK_NAMES, named)] if named else []
    if document.type is CardType.COMPANY or not document.identity.person_name:
        lost.append(Line(Part.COMPANY))
    kept = (Line(Part.NAME, document.name), *_both(document, links))
    return Saved(kept, (*lost, *_only_on_the_card(document)))


def _apple_name(document: Document) -> str:
    """From the five parts of `N`; a company's is its organisation."""
    who = document.identity
    if document.type is CardType.COMPANY:
        return document.name
    given = who.given if who.given or who.family else who.display_name
    parts = (who.prefix, given, who.middle, who.family, who.suffix)
    if who.family_first and not who.display_name:
        parts = (who.prefix, who.family, given, who.middle, who.suffix)
    return " ".join(part for part in parts if part) or document.name


def _labelled(label: str, host: str) -> str:
    return f"{label}: {host}" if label else host


def _both(document: Document, links: list[Line]) -> Iterator[Line]:
    """Everything but the name, as both phones show it."""
    who = document.identity
    phonetic = " ".join(part for part in (who.phonetic_given, who.phonetic_family) if part)
    texts = [
        (Part.PHONETIC, phonetic),
        (Part.TITLE, who.title),
        (Part.DEPARTMENT, who.department),
        (Part.ORGANISATION, who.organisation if who.organisation != document.name else ""),
        *((Part.PHONE, phone.number) for phone in document.phones),
        *((Part.EMAIL, email.address) for email in document.emails),
        *((Part.ADDRESS, ", ".join(address.lines)) for address in document.addresses),
    ]
    yield from (Line(part, text) for part, text in texts if text)
    yield Line(Part.CARD_LINK)
    yield from links
    if who.birthday:
        yield Line(Part.BIRTHDAY, who.birthday.isoformat())
    if who.note:
        yield Line(Part.NOTE, who.note)
    if document.portrait or document.logo:
        yield Line(Part.PHOTO)


def _only_on_the_card(document: Document) -> Iterator[Line]:
    """No contact file has a place for these that phones read."""
    who = document.identity
    texts = [(Part.PRONOUNS, who.pronouns), (Part.OPENING_NOTE, who.opening_note), (Part.BIO, who.bio)]
    yield from (Line(part, text) for part, text in texts if text)
    if any(not block.hidden for block in document.blocks):
        yield Line(Part.BLOCKS)
