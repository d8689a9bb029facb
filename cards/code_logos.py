"""The logo in the middle of a code: which pictures may stand there, and its file (cards 45, 48)."""

from functools import lru_cache
from io import BytesIO
from typing import Final

from PIL import Image, ImageColor

from cards import stored_files
from cards.models import Card, Code, Photo
from cards.qr_shapes import Logo
from cards.qr_style import Style

SIDE: Final = 320
"""Pixels: sharp on 15 mm at 500 dots an inch."""


def offered(card: Card, code: Code) -> list[Photo]:
    """Logo, portrait and cover of the draft and of what is published, and the one that the code has already."""
    documents = [card.document, *([card.published.content] if card.published else [])]
    named = [getattr(document, part) for part in ("logo", "portrait", "cover") for document in documents]
    wanted = [str(pk) for pk in [*named, code.style.get("logo")] if pk]
    kept = {str(pk): photo for pk, photo in Photo.objects.in_bulk(set(wanted)).items() if photo.renditions}
    return [kept[pk] for pk in dict.fromkeys(wanted) if pk in kept]


def logo(style: Style) -> Logo | None:
    """Of the open workspace; None without one, and where it is gone: the code itself is read without it."""
    photo = Photo.objects.filter(pk=style.logo).first() if style.logo else None
    if photo is None or not photo.renditions:
        return None
    widths = sorted(map(int, photo.renditions))
    width = next((width for width in widths if width >= SIDE), widths[-1])
    try:
        return _on(style.light, photo.renditions[str(width)]["webp"])
    except FileNotFoundError:
        return None


@lru_cache(maxsize=64)
def _on(light: str, name: str) -> Logo:
    """One of our own renditions, whose name never changes what it holds, on the colour it stands on."""
    with Image.open(BytesIO(stored_files.read(name))) as image:
        image.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
        drawn = image.convert("RGBA")
    ground = Image.new("RGBA", drawn.size, (*ImageColor.getrgb(light)[:3], 255))
    ground.alpha_composite(drawn)
    file = BytesIO()
    ground.convert("RGB").save(file, "JPEG", quality=90, subsampling=0)
    return Logo(file.getvalue(), drawn.width / drawn.height)
