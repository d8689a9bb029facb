"""Taking an upload: kept as it came, and written down to be developed; the answer waits for no decoder (cards 30).

The file first and the row second; whoever is refused leaves nothing behind.
"""

from typing import Any, Final

from django.core.files.base import File
from django.db import transaction

from cards import images, room
from cards.gallery import originals, tasks
from cards.gallery.arranging import next_position
from cards.models import Album, AlbumPhoto
from cardsite.kit.taking_back import or_take_back

PICTURES_MAX: Final = 500
CREDIT_MAX: Final = 300
_HEAD: Final = 12


class AlbumFull(Exception):
    """An album holds no more pictures; `limit` is how many."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


def take(*, album: Album, file: "File[Any]", filename: str = "", credit: str = "") -> AlbumPhoto:
    """A picture at the end of the album, to be developed. `credit`: what its rights are, where a browser has read it.

    Raises `images.PictureRefused`, `NoRoom`, `AlbumFull`, and `Album.DoesNotExist` when it was deleted meanwhile.
    """
    images.check(file.read(_HEAD), file.size)
    file.seek(0)
    name = originals.put(file)
    picture = AlbumPhoto(album=album, original=name, original_size=file.size)
    picture.filename = filename.replace("\0", "")[:200]
    picture.credit = credit[:CREDIT_MAX] if album.credited else ""
    with or_take_back(lambda: originals.remove([name])):
        return _write(picture)


@transaction.atomic
def _write(picture: AlbumPhoto) -> AlbumPhoto:
    """Counted under the workspace's lock."""
    album = picture.album
    room.locked(album.workspace).check(picture.original_size)
    Album.objects.get(pk=album.pk)
    present = AlbumPhoto.objects.filter(album=album)
    if present.count() >= PICTURES_MAX:
        raise AlbumFull(PICTURES_MAX)
    picture.position = next_position(present)
    picture.save(force_insert=True)
    tasks.develop_picture.enqueue(workspace=album.workspace, picture=picture.pk)
    return picture
