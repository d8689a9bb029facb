"""Files from the folders of this machine into an object store, and back."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import CommandError, call_command

from cardsite.operating import moving_files
from cardsite.operating.moving_files import CannotMove, Moved, carry
from tests.doubles.s3 import BUCKET, ObjectStoreServer

PICTURE = f"p/aa/{'a' * 48}-160.jpg"
FILES = {f"media/{PICTURE}": b"picture", f"originals/aa/{'b' * 32}": b"raw", f"exports/{'c' * 32}.zip": b"zip"}
KINDS = ("media", "originals", "exports")


@pytest.fixture
def folders(settings: Any, tmp_path: Path) -> Path:
    """Of an installation without a store, with a file of each kind."""
    for kind in KINDS:
        setattr(settings, f"{kind.upper()}_ROOT", tmp_path / kind)
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def moved(*options: str) -> str:
    call_command("move_media", *options, stdout=(said := StringIO()))
    return said.getvalue().splitlines()[-1]


def test_all_files_go_into_the_store_once_and_come_back(folders: Path, store: ObjectStoreServer):
    """What a stopped run left, whole or half, is taken up; nothing is deleted."""
    store.client.put_object(Bucket=BUCKET, Key=f"media/{PICTURE}", Body=b"pic")
    assert moved() == "3 files copied and compared, 0 were there. Nothing was deleted."
    assert moved() == "0 files copied and compared, 3 were there. Nothing was deleted."
    assert store.names() == set(FILES)
    for name, content in FILES.items():
        assert store.client.get_object(Bucket=BUCKET, Key=name)["Body"].read() == content
        (folders / name).unlink()
    assert moved("--back") == "3 files copied and compared, 0 were there. Nothing was deleted."
    assert {name: (folders / name).read_bytes() for name in FILES} == FILES
    assert (folders / "originals" / "aa" / ("b" * 32)).stat().st_mode & 0o777 == 0o600  # as they came: nobody else's
    assert store.names() == set(FILES)


def test_a_store_that_takes_nothing_stops_it_in_words(folders: Path, store: ObjectStoreServer):
    store.client.delete_bucket(Bucket=BUCKET)
    try:
        with pytest.raises(CommandError, match="What was copied stays; run this again"):
            moved()
    finally:
        store.make_bucket()


def test_without_a_store_there_is_nothing_to_move_to(settings: Any):
    settings.S3_BUCKET = ""
    with pytest.raises(CannotMove, match="S3_BUCKET is not set"):
        moving_files.move(back=False, said=print)


def test_what_arrives_changed_is_told(tmp_path: Path):
    """The comparison can fail."""

    class Liar(FileSystemStorage):
        def save(self, name: Any, content: Any, max_length: int | None = None) -> str:
            return super().save(name, ContentFile(b"other"), max_length)

    source = FileSystemStorage(tmp_path / "source")
    source.save("a", ContentFile(b"first"))
    assert carry(source, FileSystemStorage(tmp_path / "honest")) == Moved(copied=1)
    with pytest.raises(CannotMove, match="a did not arrive as it was"):
        carry(source, Liar(tmp_path / "liar"))
