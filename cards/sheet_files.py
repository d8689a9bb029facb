"""The sheets of a code: which there are, which phones could read, and their files (cards 48, 49)."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.conf import settings
from django.utils import translation

from cards import drawing, phones, signs
from cards.models import Card, Code
from cards.qr_shapes import Picture
from cards.sheets import business_cards, stickers, tent
from cards.sheets.paper import Wording, large_enough


@dataclass(frozen=True)
class Sheet:
    """`side` is how wide the code will be on it; `many` how often the sheet holds it."""

    key: str
    side: Callable[[Picture], float]
    many: int
    pdf: Callable[[Picture, Wording, Path], bytes]

    def fits(self, picture: Picture) -> bool:
        return large_enough(picture, self.side(picture))


def _stickers(width: int) -> Sheet:
    across, up = stickers.count(width)
    return Sheet(
        f"stickers-{width}",
        lambda picture: stickers.side_mm(picture, width),
        across * up,
        lambda picture, wording, fonts: stickers.pdf(picture, wording, fonts, width),
    )


SHEETS: Final = {
    sheet.key: sheet
    for sheet in (
        Sheet("tent", lambda picture: tent.SIDE_MM, 2, tent.pdf),
        Sheet("cards", lambda picture: business_cards.SIDE_MM, 10, business_cards.pdf),
        *(_stickers(width) for width in stickers.WIDTHS_MM),
    )
}


class TooSmall(ValueError):
    """Phones would not read the code in the size it has on this sheet."""


def sheet(card: Card, code: Code, key: str) -> bytes | None:
    """A page of A4 as PDF; None until the code was drawn and read back. Raises `KeyError` and `TooSmall`."""
    wanted = SHEETS[key]
    if not drawing.is_current(code):
        return None
    picture = drawing.picture_now(code, framed=False)
    if not wanted.fits(picture):
        raise TooSmall(key)
    return wanted.pdf(picture, wording(card, code), Path(settings.NPM_ROOT))


def wording(card: Card, code: Code) -> Wording:
    """In the card's language; a caption that the code has itself says why one should scan."""
    document = card.outward
    with translation.override(document.language):
        invitation = drawing.style_of(code).caption or signs.invitation_of(card, document)
    identity = document.identity
    ways = [
        *(phones.readable(phone.number) for phone in document.phones[:1]),
        *(email.address for email in document.emails[:1]),
    ]
    name = document.name or card.name
    return Wording(
        name=name,
        role=" · ".join(part for part in (identity.title, identity.organisation) if part and part != name),
        invitation=invitation,
        address=signs.address(card),
        ways=tuple(ways),
        rtl=signs.reads_leftward(document),
    )
