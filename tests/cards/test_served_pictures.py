"""Every picture that a card serves, and what it tells of its making: nothing (cards 31, 40; A15)."""

import base64
import json
import re
import shutil
import struct
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from cards import photos
from cards.locking import setting
from cards.models import Photo
from tests import pictures
from tests.cards.everything import make_everything
from tests.cast import Cast
from workspaces import outbox
from workspaces.scoping import inside

JPEG_PARTS = {0xE0, 0xDB, 0xC0, 0xC2, 0xC4}
"""JFIF, tables, frame: no APP1 (EXIF, XMP), APP2 (ICC), APP13 (IPTC) and no comment."""

WEBP_PARTS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
PNG_PARTS = {b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"}
TELLING = re.compile(r"^(?!File:|System:|ExifTool:|Composite:|JFIF:|RIFF:|PNG:|SourceFile)|Comment|XMP|EXIF|ICC|Author")


def parts(data: bytes) -> set[Any]:
    """What stands in the file beside its pixels."""
    if data.startswith(b"\xff\xd8"):
        found, at = set(), 2
        while data[at + 1] != 0xDA:
            found.add(data[at + 1])
            at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
        return found - JPEG_PARTS
    if data.startswith(b"RIFF"):
        return {name for name, _ in _chunks(data, 12, "<4sI", 0)} - WEBP_PARTS
    assert data.startswith(b"\x89PNG")
    return {name for _, name in _chunks(data, 8, ">I4s", 4)} - PNG_PARTS


def _chunks(data: bytes, at: int, form: str, check: int) -> list[tuple[Any, Any]]:
    found = []
    while at < len(data):
        pair = struct.unpack(form, data[at : at + 8])
        found.append(pair)
        size = next(one for one in pair if isinstance(one, int))
        at += 8 + size + check + (size % 2 if not check else 0)
    return found


@pytest.fixture
def served(cast: Cast, settings: Any, tmp_path: Path) -> dict[str, bytes]:
    """By name: renditions of every kind of photo, the picture of shared links, portrait and photo of the contact."""
    settings.MEDIA_ROOT, settings.ORIGINALS_ROOT = tmp_path / "media", tmp_path / "originals"
    card = make_everything(cast)
    with inside(cast.atelier):
        for purpose, kind in ((Photo.Purpose.LOGO, "PNG"), (Photo.Purpose.COVER, "WEBP")):
            photos.keep(workspace=cast.atelier, data=pictures.gps_picture(kind), purpose=purpose, by=cast.ada)
        setting.unlock(card=card, by=cast.ada)
        outbox.perform_due()
        assert set(Photo.objects.values_list("purpose", flat=True)) == set(Photo.Purpose.values)
    stored = [path for path in (tmp_path / "media").rglob("*.*") if path.suffix in {".jpg", ".webp"}]
    files = {path.name: path.read_bytes() for path in stored}
    assert any(path.parent.name == "og" or "og" in path.parts for path in stored)
    files["portrait.png"] = Client().get("/ada/portrait.png").content
    contact = re.sub(rb"\r\n ", b"", Client().get("/ada/contact.vcf").content)
    photo = re.search(rb"PHOTO;[^:]*:([A-Za-z0-9+/=]+)", contact)
    assert photo
    return files | {"photo.jpg": base64.b64decode(photo[1])}


def test_no_served_picture_holds_more_than_its_pixels(served: dict[str, bytes]):
    """cards 31, 40: by the parts of the files; what was sent says its place, by the control"""
    assert {kind: bool(parts(pictures.gps_picture(kind))) for kind in ("JPEG", "PNG", "WEBP")} == dict.fromkeys(
        ("JPEG", "PNG", "WEBP"), True
    )
    assert {name: found for name, data in served.items() if (found := parts(data))} == {}
    assert [name for name, data in served.items() if pictures.CANARY.encode() in data] == []


@pytest.mark.proof
def test_exiftool_finds_nothing_in_any_served_picture(served: dict[str, bytes], tmp_path: Path):
    """cards 31: an independent reader; the control finds the place in what was sent"""
    folder = tmp_path / "served"
    folder.mkdir()
    for name, data in served.items():
        (folder / name).write_bytes(data)
    (folder / "control.jpg").write_bytes(pictures.gps_picture())
    told = read_by_exiftool(folder)
    assert {"GPS:GPSLatitude", "File:Comment", "IFD0:Make"} <= told.pop("control.jpg")
    assert len(told) == len(served)
    assert {name: found for name, found in told.items() if found} == {}


def read_by_exiftool(folder: Path) -> dict[str, set[str]]:
    """By file name: the telling ones of its tags, as group:name."""
    program = shutil.which("exiftool")
    if program is None:
        pytest.fail("This test needs exiftool: sudo apt-get install libimage-exiftool-perl")
    done = subprocess.run([program, "-json", "-a", "-G1", str(folder)], check=True, capture_output=True)
    rows = json.loads(done.stdout)
    return {Path(row["SourceFile"]).name: {tag for tag in row if TELLING.search(tag)} for row in rows}
