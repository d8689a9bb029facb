"""Keeping and erasing photos: files and row come and go in the safe order."""

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image

from cards import photos
from cards.images import Crop, PictureRefused
from cards.media import NAME
from cards.models import Photo
from tests import pictures
from workspaces import outbox
from workspaces.models import Workspace
from workspaces.scoping import inside

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def workspace(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    workspace = Workspace.objects.create(slug="atelier", name="Atelier")
    with inside(workspace):
        yield workspace


def keep(workspace: Workspace, data: bytes = b"", **over: object) -> Photo:
    given = {"purpose": Photo.Purpose.PORTRAIT, "by": None} | over
    return photos.keep(workspace=workspace, data=data or pictures.jpeg(), **given)  # type: ignore[arg-type]


def stored(settings) -> list[str]:
    root = Path(settings.MEDIA_ROOT)
    return sorted(str(path.relative_to(root)) for path in root.rglob("*") if path.is_file())


def test_kept_photo_names_every_file_it_has(workspace, settings):
    """cards 31; rule 35; A14: the names are ours"""
    photo = keep(workspace, alt="Ada at the press", crop=Crop(0, 0, 0.5, 1))
    photo.refresh_from_db()
    assert {width: row["height"] for width, row in photo.renditions.items()} == {"160": 160, "200": 200}
    assert (photo.width, photo.height, photo.alt) == (200, 200, "Ada at the press")
    names = photos.names_in(photo.renditions)
    assert stored(settings) == sorted(names)
    assert [bool(NAME.fullmatch(name)) for name in names] == [True] * 4
    assert photo.size == sum(default_storage.size(name) for name in names)


@pytest.mark.parametrize(
    ("purpose", "widths"), [("portrait", [160, 320, 640]), ("logo", [160, 320, 640]), ("cover", [640, 1280, 2048])]
)
def test_purpose_decides_the_sizes(workspace, purpose, widths):
    photo = keep(workspace, pictures.jpeg(2400, 1600), purpose=Photo.Purpose(purpose))
    assert sorted(map(int, photo.renditions)) == widths
    with default_storage.open(photo.renditions[str(widths[-1])]["webp"]) as file:
        width, height = Image.open(io.BytesIO(file.read())).size
    assert (width == height) == (purpose == "portrait")


def test_equal_pictures_share_no_file(workspace, settings):
    """Erasing one must leave the other whole."""
    first, second = keep(workspace), keep(workspace)
    photos.erase(first)
    outbox.perform_due()
    assert stored(settings) == sorted(photos.names_in(second.renditions))


def test_refused_picture_leaves_nothing(workspace, settings):
    with pytest.raises(PictureRefused):
        keep(workspace, pictures.svg())
    assert (stored(settings), Photo.objects.count()) == ([], 0)


def test_row_that_cannot_be_written_takes_its_files_back(workspace, settings):
    """rule 35: no file without a row is left when the row fails"""
    with inside(workspace.pk + 1), pytest.raises(Exception, match="another workspace"):
        keep(workspace)
    assert stored(settings) == []


def test_store_that_fails_half_way_is_refused_without_a_row(workspace, settings):
    """F16, F17: here the folder of the files cannot be made"""
    Path(settings.MEDIA_ROOT).write_text("not a folder")
    with pytest.raises(OSError, match=r"p|media"):
        keep(workspace)
    assert Photo.objects.count() == 0


def test_erasing_deletes_the_row_first_and_the_files_by_the_outbox(workspace, settings):
    """cards 32; rule 35"""
    photo = keep(workspace)
    names = photos.names_in(photo.renditions)
    photos.erase(photo)
    assert Photo.objects.count() == 0
    assert stored(settings) == sorted(names)
    assert outbox.perform_due() == 1
    assert stored(settings) == []


def test_removing_twice_is_no_error(workspace, settings):
    names = photos.names_in(keep(workspace).renditions)
    photos.remove(names)
    photos.remove(names)
    assert stored(settings) == []


def test_only_old_files_without_a_row_are_orphans(workspace, settings):
    """F18"""
    kept, lost = keep(workspace), keep(workspace)
    Photo.objects.filter(pk=lost.pk).delete()
    assert photos.collect_orphans(before=timezone.now() - timedelta(days=1)) == 0
    assert photos.collect_orphans(before=timezone.now() + timedelta(seconds=2)) == 4
    assert stored(settings) == sorted(photos.names_in(kept.renditions))


def test_foreign_files_in_the_folder_are_left_alone(workspace, settings):
    default_storage.save("p/ab/notes.txt", ContentFile(b"by hand"))
    assert photos.collect_orphans(before=timezone.now() + timedelta(seconds=2)) == 0
    assert stored(settings) == ["p/ab/notes.txt"]


def test_no_orphans_in_an_empty_store(workspace):
    assert photos.collect_orphans(before=timezone.now()) == 0
