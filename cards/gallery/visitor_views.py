"""What visitors look through: the albums of a card, one album. Remembered like the card (cards 31, 32)."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cards import pages, public_pages
from cards.addresses import at_address, nothing_here, showing
from cards.gallery import shown
from cards.head import old_enough_at, robots
from cards.models import Album, Card, Publication
from cards.public_pages import in_its_language

SHEETS: Final = ("css/card-albums.css",)


def _remembered(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    return pages.remembered(at_address(in_its_language(wraps(view)(view))))


@_remembered
def gallery(request: HttpRequest, card: Card, publication: Publication) -> HttpResponse:
    """All albums; 404 while there is none."""
    albums = shown.albums_of(card)
    if not albums:
        return nothing_here()
    return _answer(
        "albums.html", _("Gallery"), reverse("gallery", args=[card.handle]), card, publication, albums=albums
    )


@_remembered
def gallery_album(request: HttpRequest, card: Card, publication: Publication, album: str) -> HttpResponse:
    """One album with all its pictures; a hidden one is not there."""
    albums = Album.objects.get_queryset().shown()
    found = albums.filter(slug=album).first()
    if found is None:
        return nothing_here()
    url = shown.address(card, found)
    more = {
        "album": found,
        "pictures": shown.turned(shown.pictures_of(found, url)),
        "others": reverse("gallery", args=[card.handle]) if albums.exclude(pk=found.pk).exists() else "",
    }
    return _answer("album.html", found.title, url, card, publication, **more)


def _answer(template: str, title: str, url: str, card: Card, publication: Publication, **context: Any) -> HttpResponse:
    now, shows, document = timezone.now(), showing(card), publication.content
    asked = robots(card, document, now)
    response = public_pages.answer(
        f"cards/public/gallery/{template}",
        title,
        context | {"robots": asked, "canonical": f"{settings.BASE_URL}{url}"},
        document=document,
        card=card,
        sheets=SHEETS,
    )
    response["Cache-Control"] = "no-cache"
    if not asked:
        del response["X-Robots-Tag"]
    due = old_enough_at(card)
    return pages.mark(response, replace(shows, fresh_until=due) if due and due > now else shows)
