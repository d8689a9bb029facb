"""What of a document may be seen, and where (cards 19). Pure, and total: what may not be seen is not in the value.

Filtering twice says the same as filtering once.
"""

from collections.abc import Iterable
from enum import Enum
from typing import Any, Final, TypeVar, get_args

from cards.content import (
    Block,
    Document,
    EmailAddress,
    Identity,
    Link,
    Named,
    Phone,
    PostalAddress,
    Profile,
    Visibility,
)

Entry = TypeVar("Entry", Phone, EmailAddress, PostalAddress, Link, Profile)


class Where(Enum):
    """Places of the same card; each with the answers that let a field in."""

    PAGE = frozenset({Visibility.PUBLIC})
    CONTACT_FILE = frozenset({Visibility.PUBLIC, Visibility.SAVED})
    THANKS = frozenset({Visibility.PUBLIC, Visibility.EXCHANGED})
    EXCHANGED_FILE = frozenset({Visibility.PUBLIC, Visibility.SAVED, Visibility.EXCHANGED})


PICTURES: Final = frozenset({"portrait", "logo", "cover"})
ON_THE_CARD_ALONE: Final = frozenset({"pronouns", "bio", "opening_note", "cover"})
"""No contact file has a place for these."""

IN_THE_FILE_ALONE: Final = frozenset({"note", "phonetic_given", "phonetic_family"})
"""And no page for these."""


def visible(document: Document, where: Where) -> Document:
    """The document as it is where it is seen. A hidden block keeps its place and loses what it says."""
    gone: set[str] = {name for name in get_args(Named) if document.visibility_of(name) not in where.value}
    blank = Identity().model_dump(include=gone - PICTURES)
    return document.model_copy(
        update={
            "identity": document.identity.model_copy(update=blank),
            "phones": _seen(document.phones, where),
            "emails": _seen(document.emails, where),
            "addresses": _seen(document.addresses, where),
            "links": _seen(document.links, where),
            "profiles": _seen(document.profiles, where),
            "blocks": tuple(_silent(block) for block in document.blocks),
            **dict.fromkeys(gone & PICTURES),
        }
    )


def nameless(document: Document) -> bool:
    """Whether visitors would see no name: then the card cannot be published (cards 13)."""
    return visible(document, Where.PAGE).missing_name


def choices(name: str) -> tuple[Visibility, ...]:
    """The answers that make a difference for one of the single fields."""
    if name in ON_THE_CARD_ALONE:
        return Visibility.PUBLIC, Visibility.HIDDEN
    return tuple(Visibility)[1:] if name in IN_THE_FILE_ALONE else tuple(Visibility)


def _seen(entries: Iterable[Entry], where: Where) -> tuple[Entry, ...]:
    return tuple(entry for entry in entries if entry.visibility in where.value)


def _silent(block: Block) -> Block:
    nothing: dict[str, Any] = {"body": {}}
    return block.model_copy(update=nothing) if block.hidden and block.body else block
