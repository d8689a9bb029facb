"""From an upload to what visitors see: renditions are made, the original goes (cards 31). Safe to run twice."""

from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from cards import images, photos, picturing, room
from cards.gallery import originals
from cards.images import PictureRefused, Reason, Rendered
from cards.models import AlbumPhoto, Photo

PATIENCE: Final = 60
"""Seconds a picture waits for a decoder; nobody waits for it."""

NO_ROOM: Final = "no_room"


def develop(picture_id: int) -> None:
    """Raises `picturing.Busy` and `OSError`: then it is tried again."""
    rows = AlbumPhoto.objects.select_related("album", "workspace")
    picture = rows.filter(pk=picture_id, state=AlbumPhoto.State.WAITING).first()
    if picture is None:
        return
    try:
        data = originals.read(picture.original)
        with picturing.turn(PATIENCE):
            rendered = images.render(data, widths=photos.WIDTHS[Photo.Purpose.GALLERY])
    except PictureRefused as refused:
        _refuse(picture, refused.reason)
    except FileNotFoundError:
        _refuse(picture, Reason.DAMAGED)
    else:
        _show(picture, rendered)
    originals.remove([picture.original])


def _show(picture: AlbumPhoto, rendered: Rendered) -> None:
    workspace, purpose = picture.workspace, Photo.Purpose.GALLERY
    try:
        photo = photos.write(rendered, workspace=workspace, purpose=purpose, by=None, frees=picture.original_size)
    except room.NoRoom:
        _refuse(picture, NO_ROOM)
        return
    if not _put(picture, photo, rendered.rights if picture.album.credited else ""):
        photos.erase(photo)  # deleted meanwhile, or developed by somebody else


@transaction.atomic
def _put(picture: AlbumPhoto, photo: Photo, rights: str) -> bool:
    """The photo is counted already, and takes the place of the original."""
    values = {"photo": photo, "state": AlbumPhoto.State.READY, "original": "", "original_size": 0}
    if rights:
        values["credit"] = rights
    if not _waiting(picture).update(**values):
        return False
    picture.workspace.touch()
    return True


def _refuse(picture: AlbumPhoto, reason: str) -> None:
    _waiting(picture).update(state=AlbumPhoto.State.REFUSED, reason=reason, original="", original_size=0)


def _waiting(picture: AlbumPhoto) -> "QuerySet[AlbumPhoto]":
    return AlbumPhoto.objects.filter(pk=picture.pk, state=AlbumPhoto.State.WAITING)
