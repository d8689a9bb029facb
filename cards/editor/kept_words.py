"""What phones keep, in words for the owner (cards 43)."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards import phones_keep
from cards.content import Document
from cards.phones import readable
from cards.phones_keep import Line, Part, Saved

_NAMES: Final[dict[Part, str | Promise]] = {
    Part.NAME: gettext_lazy("Name"),
    Part.PHONETIC: gettext_lazy("Spoken"),
    Part.TITLE: gettext_lazy("Job title"),
    Part.DEPARTMENT: gettext_lazy("Department"),
    Part.ORGANISATION: gettext_lazy("Organisation"),
    Part.PHONE: gettext_lazy("Phone"),
    Part.EMAIL: gettext_lazy("E-mail"),
    Part.ADDRESS: gettext_lazy("Address"),
    Part.CARD_LINK: gettext_lazy("Website"),
    Part.LINK: gettext_lazy("Website"),
    Part.BIRTHDAY: gettext_lazy("Birthday"),
    Part.NOTE: gettext_lazy("Note"),
    Part.PHOTO: gettext_lazy("Picture"),
    Part.DISPLAY_NAME: gettext_lazy("The name as written on the card"),
    Part.LINK_NAMES: gettext_lazy("The names of the links"),
    Part.COMPANY: gettext_lazy("That it is a company"),
    Part.PRONOUNS: gettext_lazy("Pronouns"),
    Part.BIO: gettext_lazy("About"),
    Part.OPENING_NOTE: gettext_lazy("Opening note"),
    Part.BLOCKS: gettext_lazy("The sections of the page"),
}


@dataclass(frozen=True)
class Phone:
    """One column. `kept` and `dropped` are label and text, as rows."""

    name: str
    kept: list[tuple[str, str]]
    dropped: list[tuple[str, str]]


def phones(document: Document) -> list[Phone]:
    """The contact a visitor would have; nothing of a card that has no name yet."""
    if not document.name:
        return []
    return [
        _phone(_("iPhone will save"), phones_keep.iphone(document)),
        _phone(_("Android will save"), phones_keep.android(document)),
    ]


def _phone(name: str, saved: Saved) -> Phone:
    return Phone(name, [_row(line) for line in saved.kept], [_row(line) for line in saved.dropped])


def _row(line: Line) -> tuple[str, str]:
    texts = {
        Part.CARD_LINK: _("the short link to this card: whoever taps it always sees today’s data"),
        Part.PHOTO: _("the portrait, else the logo"),
    }
    text = readable(line.text) if line.part is Part.PHONE else line.text
    return str(_NAMES[line.part]), text or texts.get(line.part, "")
