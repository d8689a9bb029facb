"""The contact as a code that is read without network: fitted, drawn and worded (cards 51, 52)."""

import hashlib
from functools import lru_cache
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cards import drawing, qr_pictures, qr_print
from cards.contact_qr import ContactText, DoesNotFit, Part, contact_text
from cards.drawing import Drawing
from cards.models import Card, Code
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


def contact_of(card: Card) -> ContactText:
    """Of what the contact file says. Raises `DoesNotFit`; ValueError without a name."""
    link = drawing.short_link(Code.objects.get(card=card, is_default=True))
    return contact_text(card.to_save, link)


def offered(card: Card) -> ContactText | None:
    """None where there is no such code."""
    try:
        return contact_of(card)
    except ValueError:
        return None


def refusal(card: Card) -> str:
    """Why there is none, and the remedy; empty where there is one."""
    try:
        contact_of(card)
    except DoesNotFit:
        return str(
            _("The name and one phone or e-mail alone are too long for such a code. Shorten the name in the editor.")
        )
    except ValueError:
        return str(_("The card has no name yet. Write one in the editor."))
    return ""


def left_out(contact: ContactText) -> list[str]:
    """What the card says and the code does not, in words."""
    return [str(_WORDS[part]) for part in contact.left_out]


def version(contact: ContactText) -> str:
    """Another one for another contact, so that what a device keeps is never an old one."""
    return hashlib.sha256(contact.text.encode()).hexdigest()[:12]


def file(contact: ContactText, kind: str, size: int) -> bytes:
    """Its picture: svg, png or pdf, read back before it is given (cards 47). Raises `drawing.Unreadable`."""
    picture = _drawn(contact.text).picture
    if kind == "svg":
        return qr_pictures.svg(picture).encode()
    if kind == "pdf":
        return qr_print.pdf(picture, drawing.print_mm(picture.symbol, picture.style))
    return qr_pictures.png(picture, size)


def smallest_mm(contact: ContactText) -> float:
    """The symbol is larger than that of a link, and so is its smallest print (cards 49)."""
    return qr_print.smallest_print_mm(_drawn(contact.text).picture.symbol)


@lru_cache(maxsize=64)
def _drawn(text: str) -> Drawing:
    return drawing.readable(text, BLACK_ON_WHITE)
