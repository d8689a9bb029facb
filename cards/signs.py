"""What is said in print beside a code, in the card's language; the sign for the wall."""

from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from cards import drawing, qr_sign
from cards.acts import main_act
from cards.blocks import registry
from cards.content import CardType, Document
from cards.models import Card, Code


def sign(card: Card, code: Code) -> bytes | None:
    """A page of A6 as PDF; None until the code was drawn and read back."""
    if not drawing.is_current(code):
        return None
    document = card.outward
    with translation.override(document.language):
        invitation = invitation_of(card, document)
    return qr_sign.pdf(
        drawing.picture_now(code, framed=False),
        name=document.name or card.name,
        invitation=invitation,
        address=address(card),
        rtl=reads_leftward(document),
        fonts=Path(settings.NPM_ROOT),
    )


def address(card: Card) -> str:
    """As one writes it on paper."""
    return f"{settings.CANONICAL_HOST}/{card.handle}"


def reads_leftward(document: Document) -> bool:
    return document.language.split("-")[0] in settings.LANGUAGES_BIDI


def invitation_of(card: Card, document: Document) -> str:
    """Why one should scan, by the main act the card really has; in the active language."""
    offered = registry.offered(document, card)
    act = offered.act.value if offered else main_act(document, "").key
    ours = document.type is CardType.COMPANY
    contact = _("Scan for our contact") if ours else _("Scan for my contact")
    return {
        "book": _("Scan to book"),
        "order": _("Scan to order"),
        "whatsapp": _("Scan to write in WhatsApp"),
    }.get(act, contact)
