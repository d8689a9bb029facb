"""What visitors see of albums: on the card, in the gallery, on an album's page (cards 27, 32)."""

import re

import pytest
from django.test import Client

from cards import pages
from cards.gallery import arranging
from cards.models import AlbumPhoto
from tests.cards.gallery.wall import credited, hang, take

pytestmark = pytest.mark.django_db(transaction=True)


def page(path: str) -> str:
    return Client().get(path).content.decode()


def test_a_card_shows_six_of_the_newest_album_and_the_way_to_all(card, album, cast):
    """cards 17"""
    assert "See all" not in page("/ada")
    for number in range(7):
        hang(album, alt=f"Book {number}")
    shown = page("/ada")
    assert re.findall(r'alt="(Book \d)"', shown) == [f"Book {number}" for number in range(6)]
    assert ("<h2>Bindings</h2>" in shown, 'href="/ada/gallery/bindings">See all pictures' in shown) == (True, True)
    hang(arranging.add_album(workspace=cast.atelier, title="Papers"), alt="Marbled")
    shown = page("/ada")
    assert ('alt="Marbled"' in shown, 'href="/ada/gallery">See all albums' in shown) == (True, True)


def test_an_album_shows_its_pictures_in_every_size_with_their_words(card, album):
    """cards 31, 32: dimensions set, lazy, the largest rendition last"""
    picture = hang(album, credited("© Noor"), caption="Calf", alt="A red book.")
    shown = page("/ada/gallery/bindings")
    assert picture.photo
    large = picture.photo.renditions["400"]["jpeg"]
    assert f'src="/media/{large}"' in shown
    assert re.search(r'srcset="/media/\S+\.webp 320w, /media/\S+\.webp 400w"', shown)
    for said in ('loading="lazy"', 'width="400"', 'height="300"', 'alt="A red book."', "Calf", "© Noor", "© Ada Byron"):
        assert said in shown


def test_without_script_a_picture_leads_on_and_back(card, album):
    """product.md: a visitor's page never needs JavaScript; each opens in the page, beside its neighbours."""
    first, second, third = (hang(album, alt=f"Book {number}").pk for number in range(3))
    shown = page("/ada/gallery/bindings")
    at = "/ada/gallery/bindings#picture-"
    assert re.findall(r'<a href="(/ada/gallery/\S+)">Previous picture', shown) == [f"{at}{first}", f"{at}{second}"]
    assert re.findall(r'<a href="(/ada/gallery/\S+)">Next picture', shown) == [f"{at}{second}", f"{at}{third}"]
    assert re.findall(r'<a href="([^"]+)"\s+data-width', shown) == [f"{at}{pk}" for pk in (first, second, third)]
    assert shown.count('<a href="#pictures">Close</a>') == 3


def test_hidden_empty_and_unknown_albums_are_not_there(card, album):
    """The body says nothing of them."""
    take(album)
    nothing = Client().get("/nobody/gallery").content
    assert [Client().get(path).status_code for path in ("/ada/gallery", "/ada/gallery/bindings")] == [404, 404]
    hang(album, caption="Secret")
    arranging.change_album(album=album, values={"hidden": True})
    answer = Client().get("/ada/gallery/bindings")
    assert (answer.status_code, answer.content) == (404, nothing)


def test_both_pages_are_remembered_and_change_with_the_album(card, album, cast):
    """cards 11: whatever visitors see of it touches the workspace."""
    picture = hang(album)
    for path in ("/ada/gallery", "/ada/gallery/bindings"):
        answer = Client().get(path)
        assert pages.finished(answer, dict(answer.wsgi_request.META)) is not None
    acts = [
        lambda: arranging.change_album(album=album, values={"title": "Books"}),
        lambda: arranging.describe(album=album, words={picture.pk: {"caption": "Calf", "alt": ""}}),
        lambda: arranging.set_cover(picture=picture),
        lambda: hang(album),
        lambda: arranging.delete_pictures(workspace=cast.atelier, pictures=AlbumPhoto.objects.filter(pk=picture.pk)),
    ]
    for act in acts:
        cast.atelier.refresh_from_db()
        before = cast.atelier.revision
        act()
        cast.atelier.refresh_from_db()
        assert cast.atelier.revision > before
