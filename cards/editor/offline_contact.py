"""The contact as a code that is read without network, for the screen one holds out (cards 51, 52)."""

from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cards import drawing
from cards.contact_qr import ContactText, DoesNotFit, Part, contact_text
from cards.models import Card, Code
from cards.qr import Symbol
from cards.qr_style import BLACK_ON_WHITE

_WORDS: Final[dict[Part, str | Promise]] = {
    Part.PHONETIC: _("how the name is spoken"),
    Part.BIRTHDAY: _("birthday"),
    Part.NOTE: _("note"),
    Part.ADDRESS: _("address"),
    Part.SECOND_PHONE: _("further phones"),
    Part.SECOND_EMAIL: _("further e-mails"),
    Part.DEPARTMENT: _("department"),
    Part.TITLE: _("job title"),
    Part.LINKS: _("links"),
    Part.ORGANISATION: _("organisation"),
    Part.EMAIL: _("e-mail"),
    Part.CARD_LINK: _("link to the card"),
}


def part_words(part: Part) -> str:
    return str(_WORDS[part])


def contact_of(card: Card) -> ContactText | None:
    """Of what is published, else of the draft; None without a name, or where it fits into no code."""
    document = card.to_save
    link = drawing.short_link(Code.objects.get(card=card, is_default=True))
    try:
        return contact_text(document, link)
    except (DoesNotFit, ValueError):
        return None


@lru_cache(maxsize=64)
def symbol(text: str) -> Symbol:
    """Read back before it is shown (cards 47). Raises `drawing.Unreadable`."""
    return drawing.readable(text, BLACK_ON_WHITE).symbol
