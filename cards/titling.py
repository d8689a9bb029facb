"""Title and department of one card among many, changed in a table (cards 82)."""

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction

from cards import publishing
from cards.content import Document
from cards.models import Card
from cards.refusals import CannotPublish
from workspaces.models import User


class Told(StrEnum):
    """What became of a row."""

    SAME = "same"
    PUBLISHED = "published"
    DRAFTED = "drafted"


@dataclass(frozen=True)
class Titles:
    """What the table asks for, of one card."""

    title: str
    department: str

    @property
    def mark(self) -> str:
        """Says whether they are still those the table was read at; nothing to be kept secret."""
        return hashlib.sha256(f"{self.title}\n{self.department}".encode()).hexdigest()[:12]


class ChangedMeanwhile(Exception):
    """Somebody else wrote other titles; `now` is how they stand."""

    def __init__(self, now: Titles) -> None:
        super().__init__(now)
        self.now = now


def titles(document: Document) -> Titles:
    return Titles(document.identity.title, document.identity.department)


def retitle(*, card: Card, wanted: Titles, mark: str, by: User | None) -> Told:
    """Write them into the draft, and publish a card of which nothing else waits. `mark` is of those that were read.

    What else was saved meanwhile stays. Raises `ChangedMeanwhile`, `Deleted`, `OverLimit`.
    """
    if wanted.mark == mark or not _drafted(card, wanted, mark, by):
        return Told.SAME
    if not card.is_public or _waiting(card):
        return Told.DRAFTED
    try:
        publishing.publish(card=card, by=by)
    except CannotPublish:
        return Told.DRAFTED
    return Told.PUBLISHED


@transaction.atomic
def _drafted(card: Card, wanted: Titles, mark: str, by: User | None) -> bool:
    card.lock()
    before = card.document
    if wanted == titles(before):
        return False
    if titles(before).mark != mark:
        raise ChangedMeanwhile(titles(before))
    who = before.identity.model_copy(update={"title": wanted.title, "department": wanted.department})
    publishing.save(card=card, document=before.model_copy(update={"identity": who}), version=card.draft_version, by=by)
    return True


def _waiting(card: Card) -> bool:
    """Something besides these two waits in the draft."""
    if card.published is None:
        return True
    shown, draft = Document.from_store(card.published.document), card.document
    who = shown.identity.model_copy(update={"title": draft.identity.title, "department": draft.identity.department})
    return shown.model_copy(update={"identity": who}) != draft
