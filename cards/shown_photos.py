"""A photo as a page shows it: renditions for every screen, true size, words for who cannot see it (cards 29, 31)."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from cards import media
from cards.models import Photo


@dataclass(frozen=True)
class ShownPhoto:
    """What `<picture>` needs. `src` is the JPEG for whoever reads no WebP; `ratio` is width by height."""

    webp: str
    jpeg: str
    src: str
    width: int
    height: int
    alt: str

    @property
    def ratio(self) -> float:
        return self.width / self.height


def shown(photo: Photo | None, *, alt: str) -> ShownPhoto | None:
    """`alt` is said where the owner gave no words. None for no photo, or one without files."""
    if photo is None or not photo.renditions:
        return None
    sizes = sorted((int(width), kinds) for width, kinds in photo.renditions.items())
    middle, kinds = sizes[len(sizes) // 2]
    return ShownPhoto(
        webp=", ".join(f"{media.url(kinds['webp'])} {width}w" for width, kinds in sizes),
        jpeg=", ".join(f"{media.url(kinds['jpeg'])} {width}w" for width, kinds in sizes),
        src=media.url(kinds["jpeg"]),
        width=middle,
        height=kinds["height"],
        alt=photo.alt or alt,
    )


def by_id(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, Photo]:
    """The open workspace's photos among these, in one query; none when none is named."""
    wanted = list(ids)
    return Photo.objects.in_bulk(wanted) if wanted else {}
