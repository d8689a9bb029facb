"""The pictures of an album as their owner sees them: waiting, ready or refused, each with its words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.forms import BoundField

from cards.gallery import wording
from cards.gallery.forms import WordsForm
from cards.models import AlbumPhoto
from cards.shown_photos import ShownPhoto, shown


@dataclass(frozen=True)
class Tile:
    """`name` tells one from another for whoever hears the page; `last` and `next` are its neighbours' ids."""

    picture: AlbumPhoto
    number: int
    photo: ShownPhoto | None
    caption: BoundField
    alt: BoundField
    refused: str
    last: int | None
    next: int | None

    @property
    def name(self) -> str:
        return self.picture.caption or self.picture.filename


def tiles(pictures: Iterable[AlbumPhoto], form: WordsForm | None = None) -> list[Tile]:
    rows = list(pictures)
    words = WordsForm(pictures=rows)
    typed = form if form is not None else words
    ids = [None, *(one.pk for one in rows), None]
    return [
        Tile(
            picture=one,
            number=number,
            photo=shown(one.photo, alt=one.alt),
            caption=(typed if one.pk in typed.rows else words)[f"caption-{one.pk}"],
            alt=(typed if one.pk in typed.rows else words)[f"alt-{one.pk}"],
            refused=wording.of_reason(one.reason) if one.state == AlbumPhoto.State.REFUSED else "",
            last=ids[number - 1],
            next=ids[number + 1],
        )
        for number, one in enumerate(rows, 1)
    ]
