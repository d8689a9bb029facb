"""The face of a card as a small PNG, for mail programs that read nothing newer (cards 58)."""

from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image

from cards import stored_files
from cards.content import Document
from cards.models import Photo

SIDE: Final = 192
"""Pixels: twice what a signature shows, for sharp screens."""


def png(document: Document) -> bytes | None:
    """The portrait, else the logo, no larger than `SIDE`; None where there is neither."""
    chosen = document.portrait or document.logo
    photo = Photo.objects.filter(pk=chosen).first() if chosen else None
    if photo is None or not photo.renditions:
        return None
    widths = sorted(map(int, photo.renditions))
    width = next((width for width in widths if width >= SIDE), widths[-1])
    try:
        return _small(photo.renditions[str(width)]["jpeg"])
    except OSError:
        return None


@lru_cache(maxsize=256)
def _small(name: str) -> bytes:
    """Of one of our own renditions, whose name never changes what it holds."""
    with Image.open(BytesIO(stored_files.read(name))) as image:
        image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        file = BytesIO()
        image.convert("RGB").quantize(256).save(file, "PNG", optimize=True)
    return file.getvalue()
