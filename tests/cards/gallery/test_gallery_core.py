"""Pictures of an album from upload to renditions and to their end (cards 30-32)."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from cards import images, room
from cards.gallery import arranging, developing, originals, receiving
from cards.images import PictureRefused
from cards.models import AlbumPhoto, Photo
from tests import pictures
from tests.cards.gallery.wall import credited, files, hang, take
from workspaces import outbox, plans

pytestmark = pytest.mark.django_db(transaction=True)


def test_an_upload_is_kept_as_it_came_until_it_is_developed(album, media):
    """cards 31: renditions of our own; the original lies where no address leads, and goes."""
    data = pictures.gps_picture()
    picture = take(album, data)
    assert (picture.state, picture.photo, originals.read(picture.original)) == ("waiting", None, data)
    assert files(media / "media") == []
    outbox.perform_due()
    picture.refresh_from_db()
    assert (picture.state, picture.original, picture.original_size) == ("ready", "", 0)
    assert files(media / "originals") == []
    served = [path.read_bytes() for path in (media / "media").rglob("*") if path.is_file()]
    assert len(served) == 4  # 320 and 400 pixels wide, each as WebP and JPEG
    assert [b"Exif" in one or pictures.CANARY.encode() in one for one in served] == [False] * 4


@pytest.mark.parametrize(
    ("copyright_line", "artist", "said"),
    [
        ("© Noor Lindqvist", "", "© Noor Lindqvist"),
        ("© Noor Lindqvist", "Noor Lindqvist", "© Noor Lindqvist"),
        ("All rights reserved", "Noor Lindqvist", "All rights reserved · Noor Lindqvist"),
        ("", "", ""),
    ],
)
def test_what_a_file_says_of_its_rights_stays_as_text(copyright_line, artist, said):
    """cards 31"""
    assert images.render(credited(copyright_line, artist), widths=[320]).rights == said


def test_rights_are_kept_only_where_the_owner_wants_it(album):
    """cards 31"""
    assert hang(album, credited("© Noor")).credit == "© Noor"
    arranging.change_album(album=album, values={"credited": False})
    assert hang(album, credited("© Noor")).credit == ""
    assert take(album, credit="© read by a browser").credit == ""


@pytest.mark.parametrize("data", [pictures.svg(), b"", b"GIF89a" + bytes(100)])
def test_what_is_no_picture_is_refused_at_once_and_leaves_nothing(album, media, data):
    """cards 30: by content, not by name"""
    with pytest.raises(PictureRefused):
        take(album, data or b"nothing", "holiday.jpg")
    assert (files(media / "originals"), AlbumPhoto.objects.count()) == ([], 0)


def test_what_cannot_be_decoded_is_refused_later_in_words(album, media):
    """cards 30: a bomb, and half a picture (A12)"""
    bomb, half = take(album, pictures.bomb()), take(album, pictures.jpeg()[:300])
    outbox.perform_due()
    assert list(AlbumPhoto.objects.values_list("pk", "state", "reason")) == [
        (bomb.pk, "refused", "too_many_pixels"),
        (half.pk, "refused", "damaged"),
    ]
    assert (files(media), Photo.objects.count()) == ([], 0)


def test_developing_twice_makes_one_photo(album):
    picture = take(album)
    developing.develop(picture.pk)
    developing.develop(picture.pk)
    assert Photo.objects.count() == 1


def test_a_plan_without_room_takes_no_more(album, monkeypatch, media):
    """cards 32, 88: counted with what waits; nothing of the refused one stays."""
    data = pictures.jpeg()
    tight = replace(plans.PLANS["free"], limits={plans.Thing.MEDIA_BYTES: plans.Limit(len(data) + 10)})
    monkeypatch.setitem(plans.PLANS, "unlimited", tight)
    take(album, data)
    with pytest.raises(room.NoRoom) as refused:
        take(album, data)
    assert refused.value.limit == len(data) + 10
    assert (len(files(media / "originals")), AlbumPhoto.objects.count()) == (1, 1)


def test_renditions_larger_than_the_room_are_refused(album, monkeypatch, media):
    data = pictures.jpeg()
    tight = replace(plans.PLANS["free"], limits={plans.Thing.MEDIA_BYTES: plans.Limit(len(data))})
    monkeypatch.setitem(plans.PLANS, "unlimited", tight)
    picture = take(album, data)
    outbox.perform_due()
    picture.refresh_from_db()
    assert (picture.state, picture.reason, Photo.objects.count(), files(media)) == ("refused", "no_room", 0, [])


def test_an_album_has_an_end(album, monkeypatch):
    monkeypatch.setattr(receiving, "PICTURES_MAX", 1)
    take(album)
    with pytest.raises(receiving.AlbumFull):
        take(album)


def test_deleting_an_album_removes_every_file(album, media, cast):
    """cards 32"""
    hang(album)
    take(album)
    arranging.delete_album(album=album, by=cast.ada)
    outbox.perform_due()
    assert (files(media), Photo.objects.count(), AlbumPhoto.objects.count()) == ([], 0, 0)


def test_originals_that_nobody_waits_for_are_collected(album, media):
    waiting, gone = take(album), take(album)
    AlbumPhoto.objects.filter(pk=gone.pk).delete()
    assert originals.collect_orphans(before=timezone.now() - timedelta(days=1)) == 0
    assert originals.collect_orphans(before=timezone.now() + timedelta(days=1)) == 1
    assert files(media / "originals") == [Path(waiting.original).name]


def test_pictures_and_albums_keep_the_order_they_are_given(album, cast):
    """cards 32"""
    one, two, three = (take(album) for _ in range(3))
    arranging.move(picture=three, beside=one)
    arranging.move(picture=one, beside=two, after=True)
    assert list(AlbumPhoto.objects.values_list("pk", flat=True)) == [three.pk, two.pk, one.pk]
    newer = arranging.add_album(workspace=cast.atelier, title="Bindings")
    assert (newer.slug, [row.slug for row in type(album).objects.all()]) == ("bindings-2", ["bindings-2", "bindings"])
    arranging.move_album(album=newer, down=True)
    assert [row.slug for row in type(album).objects.all()] == ["bindings", "bindings-2"]
    assert arranging.move_to(album=newer, pictures=AlbumPhoto.objects.filter(pk__in=[one.pk, three.pk])) == 2
    assert list(AlbumPhoto.objects.filter(album=newer).values_list("pk", flat=True)) == [three.pk, one.pk]
