"""Refusals of the gallery in words that say the remedy."""

from django.utils.translation import gettext as _

from cards import images
from cards.gallery.arranging import TooManyAlbums
from cards.gallery.developing import NO_ROOM
from cards.gallery.receiving import AlbumFull
from cards.images import PictureRefused, Reason
from cards.room import NoRoom
from cards.room_words import no_room


def full(refused: AlbumFull) -> str:
    return _("An album holds %(limit)d pictures. Make another one for the rest.") % {"limit": refused.limit}


def too_many(refused: TooManyAlbums) -> str:
    return _("There are %(limit)d albums already. Delete one first.") % {"limit": refused.limit}


def of_reason(reason: str) -> str:
    """Of a picture that was refused when it was developed."""
    if reason == NO_ROOM:
        return _("There was no room left for this picture. Delete some, then send it again.")
    return images.words(PictureRefused(Reason(reason)))


def refused_upload(refused: NoRoom | AlbumFull) -> str:
    return no_room(refused) if isinstance(refused, NoRoom) else full(refused)
