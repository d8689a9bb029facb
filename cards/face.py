"""The face of a card: what stands on it, whatever its design (cards 12, 13; look.md)."""

import unicodedata
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from cards.content import CardType, Document
from cards.designs import CardDesign
from cards.models import Photo
from cards.shown_photos import ShownPhoto, shown

LONG, LONGEST = 18, 28  # names with more characters step down in size
LONG_WORD, LONGEST_WORD = 9, 12  # and so do single words that would not fit beside a portrait


@dataclass(frozen=True)
class Face:
    """Ready for the template; empty texts take no room."""

    name: str
    length: str
    word: str
    role: str
    house: str
    pronouns: str
    initials: str
    portrait: ShownPhoto | None
    logo: ShownPhoto | None
    cover: ShownPhoto | None

    @property
    def carries(self) -> str:
        """Which pictures there are, for the stylesheet: `portrait logo`."""
        found = {"portrait": self.portrait, "logo": self.logo, "cover": self.cover}
        return " ".join(name for name, picture in found.items() if picture)


def face(document: Document, design: CardDesign, photos: Mapping[uuid.UUID, Photo]) -> Face:
    """A company's face leads with the organisation and names the person below."""
    who, name = document.identity, document.name
    person = document.type is CardType.PERSON

    def picture(photo_id: uuid.UUID | None, alt: str) -> ShownPhoto | None:
        return shown(photos.get(photo_id), alt=alt) if photo_id else None

    return Face(
        name=name or _("Your name"),
        length=_step(len(name), LONG, LONGEST),
        word=_step(max(map(len, name.split()), default=0), LONG_WORD, LONGEST_WORD),
        role=who.title if person else (who.title or who.person_name),
        house=", ".join(part for part in (who.department, who.organisation if person else "") if part),
        pronouns=who.pronouns if person else "",
        initials=initials(name),
        portrait=picture(document.portrait, _("Portrait of %(name)s") % {"name": name}),
        logo=picture(document.logo, _("Logo of %(name)s") % {"name": who.organisation or name}),
        cover=picture(document.cover, "") if design.cover else None,
    )


def initials(name: str) -> str:
    """Two letters at most; one in scripts without capitals, where joined letters would read as a word."""
    letters = [word[0] for word in name.split() if unicodedata.category(word[0]).startswith("L")]
    if not letters:
        return ""
    if not letters[0].isupper() and letters[0].upper() == letters[0]:
        return letters[0]
    ends = letters if len(letters) < 2 else [letters[0], letters[-1]]
    return "".join(letter.upper()[0] for letter in ends)


def _step(count: int, long: int, longest: int) -> str:
    if count > longest:
        return "longest"
    return "long" if count > long else "short"
