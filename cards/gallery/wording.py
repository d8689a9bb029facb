"""Refusals of the gallery in words that say the remedy."""

from django.utils.translation import gettext as _

from cards import images
from cards.gallery.arranging import TooManyAlbums
from cards.gallery.developing import NO_ROOM
from cards.gallery.receiving import AlbumFull
from cards.gallery.room import NoRoom, Room
from cards.images import PictureRefused, Reason
from workspaces import sizes


def no_room(limit: int) -> str:
    size = sizes.in_words(limit)
    return _("Your plan keeps %(size)s of pictures, and that is used up. Delete some, or choose a larger plan.") % {
        "size": size
    }


def full(refused: AlbumFull) -> str:
    return _("An album holds %(limit)d pictures. Make another one for the rest.") % {"limit": refused.limit}


def too_many(refused: TooManyAlbums) -> str:
    return _("There are %(limit)d albums already. Delete one first.") % {"limit": refused.limit}


def of_reason(reason: str) -> str:
    """Of a picture that was refused when it was developed."""
    if reason == NO_ROOM:
        return _("There was no room left for this picture. Delete some, then send it again.")
    return images.words(PictureRefused(Reason(reason)))


def of_room(room: Room) -> str:
    """The number behind the quota; empty where there is no limit and nothing yet."""
    used = sizes.in_words(room.used)
    if room.limit is None:
        return _("%(used)s used") % {"used": used}
    return _("%(used)s of %(limit)s used") % {"used": used, "limit": sizes.in_words(room.limit)}


def refused_upload(refused: NoRoom | AlbumFull) -> str:
    return no_room(refused.limit) if isinstance(refused, NoRoom) else full(refused)
