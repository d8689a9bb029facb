"""The owner's albums: made, filled, described, ordered, emptied (cards 30-32)."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cards.models import Album, AlbumPhoto
from tests import pictures
from tests.bookings.owner.seen import text
from tests.cards.gallery.wall import hang, take
from workspaces import outbox

ALBUMS = "/w/atelier/gallery/"

pytestmark = pytest.mark.django_db(transaction=True)


def where(album: Album, more: str = "") -> str:
    return f"{ALBUMS}{album.pk}/{more}"


def upload(name: str, data: bytes = b"") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data or pictures.jpeg())


def test_empty_gallery_invites_and_an_album_is_made(ada):
    assert "Show what you do" in text(ada.get(ALBUMS))
    assert ada.post(ALBUMS, {"act": "add", "title": " "}).status_code == 422
    answer = ada.post(ALBUMS, {"act": "add", "title": "Weddings"}, follow=True)
    assert "“Weddings” is there. Add pictures to it." in text(answer)
    assert list(Album.objects.values_list("title", "slug")) == [("Weddings", "weddings")]


def test_the_gallery_stands_in_the_menu_and_an_album_leads_back_to_the_card(ada, album, card):
    pages = [ada.get(path).content.decode() for path in (ALBUMS, where(album), "/w/atelier/")]
    current = [re.findall(r'href="([^"]*)"\s+aria-current="page"', page) for page in pages]
    assert current == [[ALBUMS], [ALBUMS], ["/w/atelier/"]]
    back = f'href="/w/atelier/cards/{card.pk}/?open=blocks#blocks"'
    assert [back in page for page in pages] == [False, True, False]


def test_without_script_many_pictures_are_sent_at_once(ada, album):
    """cards 30: what can be taken is; of the others it is said why."""
    sent = {"pictures": [upload("a.jpg"), upload("b.svg", pictures.svg()), upload("c.jpg")]}
    answer = ada.post(where(album, "pictures/"), sent)
    assert answer.status_code == 422
    assert "b.svg: This file is not a JPEG, PNG or WebP picture." in text(answer)
    assert "2 pictures arrived." in text(answer)
    assert list(AlbumPhoto.objects.values_list("filename", flat=True)) == ["a.jpg", "c.jpg"]
    assert ada.post(where(album, "pictures/"), {"pictures": [upload("d.jpg")]}).status_code == 302
    assert "Choose pictures first." in text(ada.post(where(album, "pictures/"), {}))


def test_a_script_gets_a_place_in_the_list_or_plain_words(ada, album):
    """cards 30; HEIC is refused in words that say the remedy."""
    there = ada.post(where(album, "pictures/"), {"pictures": upload("a.jpg")}, headers={"HX-Request": "true"})
    picture = AlbumPhoto.objects.get()
    assert (there.status_code, f'id="picture-{picture.pk}"' in there.content.decode()) == (201, True)
    heic = upload("b.heic", b"\0\0\0\x18ftypheic" + bytes(100))
    refused = ada.post(where(album, "pictures/"), {"pictures": heic}, headers={"HX-Request": "true"})
    assert (refused.status_code, refused["Content-Type"]) == (422, "text/plain; charset=utf-8")
    assert refused.content.decode().startswith("This is a HEIC picture, which cannot be read here.")


def test_the_page_asks_until_a_picture_is_developed(ada, album):
    picture = take(album)
    asked = where(album, f"state/?waiting={picture.pk}")
    before = ada.get(asked).content.decode()
    outbox.perform_due()
    after = ada.get(asked).content.decode()
    assert ["every 2s" in page for page in (before, after)] == [True, False]
    assert [f'id="shot-{picture.pk}"' in page for page in (before, after)] == [False, True]
    assert ['id="album-room" hx-swap-oob="true"' in page for page in (before, after)] == [False, True]
    assert ada.get(where(album, "state/?waiting=x")).status_code == 400


def test_a_refused_picture_says_why_and_can_be_removed(ada, album):
    picture = take(album, pictures.jpeg()[:300], "torn.jpg")
    outbox.perform_due()
    page = text(ada.get(where(album)))
    assert "torn.jpg" in page
    assert "This picture is damaged or not whole." in page
    ada.post(where(album), {"act": f"discard {picture.pk}"})
    assert AlbumPhoto.objects.count() == 0


def test_words_are_saved_by_every_act_and_those_not_sent_stay(ada, album):
    """cards 32"""
    one, two = hang(album, caption="Old"), hang(album, caption="Kept")
    sent = {"act": f"move {two.pk} before {one.pk}", f"caption-{one.pk}": "Calf", f"alt-{one.pk}": "A red book."}
    ada.post(where(album), sent)
    rows = list(AlbumPhoto.objects.values_list("pk", "caption", "alt"))
    assert rows == [(two.pk, "Kept", ""), (one.pk, "Calf", "A red book.")]
    long = ada.post(where(album), {"act": "words", f"caption-{one.pk}": "x" * 301, f"alt-{one.pk}": ""})
    assert (long.status_code, AlbumPhoto.objects.get(pk=one.pk).caption) == (422, "Calf")


def test_what_was_done_is_said_beside_the_buttons(ada, album):
    """Also where another act had kept the captions before; above the page while there is no button yet"""
    picture = hang(album)
    typed = {f"caption-{picture.pk}": "Calf", f"alt-{picture.pk}": ""}
    ada.post(where(album), {"act": f"cover {picture.pk}"} | typed)
    ada.get(where(album))
    page = ada.post(where(album), {"act": "words"} | typed, follow=True).content.decode()
    above, below = page.split('<div class="shots-save">')
    said = "Captions and descriptions are saved."
    assert [(said in part, 'id="messages"' in part) for part in (above, below)] == [(False, False), (True, True)]


def test_descriptions_are_asked_for_and_never_made_of_the_filename(ada, album, client):
    """cards 32"""
    hang(album)
    assert "1 picture has no description yet." in text(ada.get(where(album)))
    page = client.get("/ada/gallery/bindings").content.decode()
    assert ("IMG_1" in page, 'alt="Picture 1 of “Bindings”"' in page) == (False, True)


def test_many_are_deleted_after_a_question(ada, album):
    one, two, three = (hang(album) for _ in range(3))
    chosen = {"chosen": [one.pk, three.pk]}
    assert "Delete 2 pictures?" in text(ada.post(where(album), {"act": "delete"} | chosen))
    assert AlbumPhoto.objects.count() == 3
    ada.post(where(album), {"act": "erase"} | chosen)
    assert list(AlbumPhoto.objects.values_list("pk", flat=True)) == [two.pk]
    assert "Choose pictures first" in text(ada.post(where(album), {"act": "delete"}, follow=True))


def test_cover_hiding_and_deleting(ada, album):
    picture = hang(album)
    ada.post(where(album), {"act": f"cover {picture.pk}"})
    ada.post(ALBUMS, {"act": "hide", "album": album.pk})
    album.refresh_from_db()
    assert (album.cover_id, album.hidden) == (picture.pk, True)
    assert "Delete Bindings?" in text(ada.get(where(album, "delete/")))
    assert Album.objects.count() == 1
    ada.post(where(album, "delete/"))
    assert Album.objects.count() == 0


@pytest.mark.parametrize("act", ["", "nothing", "cover x", "move 1 before", "transfer-all"])
def test_unknown_acts_are_malformed(ada, album, act):
    assert ada.post(where(album), {"act": act}).status_code == 400
    assert ada.post(ALBUMS, {"act": act}).status_code == 400


def test_who_may_only_look_sees_pictures_and_no_forms(card, album, cast, client):
    hang(album, caption="Calf")
    client.force_login(cast.vera)
    page = client.get(where(album)).content.decode()
    assert ("Calf" in page, 'name="act"' in page, "album-upload" in page) == (True, False, False)
