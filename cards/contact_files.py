"""The contact file of a published card: its vCard with link and portrait, for whoever saves it (cards 35–41)."""

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _

from cards import images, stored_files, vcard
from cards.coding import short_link
from cards.content import Document
from cards.images import PictureRefused
from cards.models import Card, Code, Photo, Publication


def contact_file(
    card: Card, publication: Publication, *, via: str | None, photo: bool, now: datetime, exchanged: bool = False
) -> bytes:
    """Bytes as phones keep them. `via`: the code through which it was opened, named only where it has a label.

    `exchanged`: for whoever has left their details (cards 19).
    """
    document = publication.exchanged if exchanged else publication.to_save
    codes = Code.objects.filter(card=card)
    opened = codes.filter(text=via).first() if via else None
    return vcard.vcard(
        document,
        short_link=short_link(codes.get(is_default=True)),
        uid=card.uid,
        revised_at=publication.at,
        met=_met(opened, card, document.language, now),
        photo=_photo(document) if photo else None,
    )


def _met(code: Code | None, card: Card, language: str, now: datetime) -> vcard.Met | None:
    if code is None or not code.label:
        return None
    with translation.override(language):
        lead = _("Met")
    return vcard.Met(code.label, now.astimezone(ZoneInfo(card.workspace.zone)).date(), lead)


def _photo(document: Document) -> bytes | None:
    """The portrait, of a company the logo. Left out where it cannot be made: the contact matters more."""
    chosen = document.portrait or document.logo
    photo = Photo.objects.filter(pk=chosen).first() if chosen else None
    if photo is None or not photo.renditions:
        return None
    try:
        return _small(photo.renditions[max(photo.renditions, key=int)]["jpeg"])
    except (OSError, PictureRefused):
        return None


@lru_cache(maxsize=256)
def _small(name: str) -> bytes:
    """At most 400 px and 40 KB (cards 40). Kept in memory: a name never changes what it holds."""
    return images.vcard_photo(stored_files.read(name))
