"""Pictures in an album, for the tests of the gallery."""

from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image

from cards.gallery import receiving
from cards.models import Album, AlbumPhoto
from tests import pictures
from workspaces import outbox


def take(album: Album, data: bytes = b"", name: str = "IMG_1.jpg", **over: Any) -> AlbumPhoto:
    """An upload as it stands right after it arrived."""
    return receiving.take(album=album, file=ContentFile(data or pictures.jpeg()), filename=name, **over)


def hang(album: Album, data: bytes = b"", **words: str) -> AlbumPhoto:
    """A picture that is ready, with caption and alt."""
    picture = take(album, data)
    AlbumPhoto.objects.filter(pk=picture.pk).update(**words)
    outbox.perform_due()
    picture.refresh_from_db()
    return picture


def credited(copyright_line: str, artist: str = "") -> bytes:
    """A JPEG that says whose it is, and where it was taken."""
    exif: Image.Exif = pictures.gps_exif()
    exif[0x8298] = copyright_line.encode()
    if artist:
        exif[0x013B] = artist
    return pictures.encoded(pictures.four_corners(), exif=exif)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())
