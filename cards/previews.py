"""The picture a shared link shows, drawn from what is published and kept beside the card (cards 53)."""

from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction

from cards import og, stored_files
from cards.content import Document
from cards.designs import design_named
from cards.inks import INKS
from cards.models import Card, Photo
from cards.stocks import STOCKS, card_tokens

FOLDER: Final = "og"


def draw(card_id: int) -> list[str]:
    """File first, then the row, unless something newer was published meanwhile; what was shown before."""
    card = Card.objects.select_related("published").filter(pk=card_id).first()
    if card is None or card.published is None or not card.is_public:
        return []
    if card.is_locked:
        return _take_away(card)
    name = stored_files.put(picture(card.published.content, card.handle), folder=FOLDER, suffix="jpg")
    width, height = og.SIZE
    preview = {"name": name, "width": width, "height": height}
    with transaction.atomic():
        drawn = (card.published_id, card.handle, card.password)
        card.lock()
        if (card.published_id, card.handle, card.password) != drawn or card.preview == preview:
            return []
        before, card.preview = card.preview.get("name"), preview
        card.save(update_fields=["preview"])
        card.touch()
    return [before] if before and before != name else []


@transaction.atomic
def _take_away(card: Card) -> list[str]:
    """Nobody is shown a picture of a card that asks for a password (cards 20)."""
    card.lock()
    if not card.is_locked or not card.preview:
        return []
    before, card.preview = card.preview["name"], {}
    card.save(update_fields=["preview"])
    return [before]


def picture(document: Document, handle: str) -> bytes:
    """The JPEG, by day, in the card's own stock and ink."""
    ink = document.design.brand or INKS.get(document.design.ink, INKS["petrol"])
    tokens = card_tokens(ink, STOCKS[design_named(document.design.name).stock], dark=False)
    who = document.identity
    return og.draw(
        name=document.name,
        role=who.title,
        organisation=who.organisation if who.organisation != document.name else "",
        address_line=f"{settings.CANONICAL_HOST}/{handle}",
        ink_hex=tokens["act"],
        stock_hex=tokens["stock"],
        text_hex=tokens["ink"],
        portrait=_portrait(document),
        rtl=document.language.split("-")[0] in settings.LANGUAGES_BIDI,
        fonts=Path(settings.NPM_ROOT),
    )


def _portrait(document: Document) -> bytes | None:
    """The largest rendition of the portrait, or of the logo; None where it cannot be read: a decoration."""
    chosen = document.portrait or document.logo
    photo = Photo.objects.filter(pk=chosen).first() if chosen else None
    if photo is None or not photo.renditions:
        return None
    try:
        return stored_files.read(photo.renditions[max(photo.renditions, key=int)]["jpeg"])
    except FileNotFoundError:
        return None
