"""Block "gallery": the first pictures of an album, and the way to all of them (cards 17, 32)."""

from typing import Any, Final

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cards.blocks.kind import BlockKind, Body
from cards.content import Document, ShortLine
from cards.gallery import shown
from cards.models import Album, Card

PICTURES: Final = 6


class Gallery(Body):
    """`album` is its part of the address; empty: the newest."""

    heading: ShortLine = ""
    album: ShortLine = ""


class AlbumChoice(forms.ChoiceField):
    """One that was deleted meanwhile stays chosen in the form; the card then shows the newest."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_albums, **kwargs)

    def valid_value(self, value: Any) -> bool:
        return len(str(value)) <= 80


def _albums() -> list[tuple[str, str | Promise]]:
    return [("", gettext_lazy("The newest album")), *Album.objects.values_list("slug", "title")]


class GalleryForm(forms.Form):
    heading = forms.CharField(
        label=gettext_lazy("Heading"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Left empty, it says the title of the album."),
    )
    album = AlbumChoice(label=gettext_lazy("Which album"), required=False)


def context(_document: Document, body: Gallery, card: Card) -> dict[str, Any]:
    """Nothing while there is no picture to show."""
    albums = Album.objects.get_queryset().shown()
    chosen = albums.filter(slug=body.album).first() if body.album else None
    album = chosen or albums.order_by("-created_at", "-pk").first()
    if album is None:
        return {}
    url = shown.address(card, album)
    several = albums.exclude(pk=album.pk).exists()
    return {
        "heading": body.heading or album.title,
        "pictures": shown.pictures_of(album, url, PICTURES),
        "all": reverse("gallery", args=[card.handle]) if several else url,
        "more": _("See all albums") if several else _("See all pictures"),
    }


block = BlockKind(
    "gallery",
    gettext_lazy("Gallery"),
    Gallery,
    GalleryForm,
    "cards/public/gallery/block.html",
    context,
    css=("css/card-albums.css",),
    source=("albums", gettext_lazy("Add pictures and change albums")),
    icon="image",
    says=gettext_lazy("Six pictures of an album, and the way to all of them."),
)
