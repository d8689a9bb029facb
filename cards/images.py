"""Pictures: an upload becomes renditions of our own making, by a limited child (rule 8; cards 30, 31, 40)."""

import json
import math
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Final, Self

import PIL
from django.utils.translation import gettext as _

CHILD: Final = Path(__file__).with_name("image_child.py")
PILLOW: Final = Path(PIL.__file__).parents[1]

GALLERY_WIDTHS: Final = (320, 640, 1280, 2048)
PORTRAIT_WIDTHS: Final = (160, 320, 640)
CONTACT_SIDE: Final = 400
CONTACT_BYTES: Final = 40_000


class Reason(StrEnum):
    """Why a picture is refused."""

    TOO_BIG = "too_big"
    TOO_MANY_PIXELS = "too_many_pixels"
    UNKNOWN_KIND = "unknown_kind"
    DAMAGED = "damaged"
    TIMED_OUT = "timed_out"


class PictureRefused(Exception):
    """The picture was not taken. `data` holds the numbers behind the reason; `words` says it to a person."""

    def __init__(self, reason: Reason, **data: int) -> None:
        super().__init__(reason, data)
        self.reason = reason
        self.data = data


@dataclass(frozen=True)
class Limits:
    """What one picture may cost: bytes, pixels, and the child's address space, seconds and answer."""

    upload_bytes: int = 40_000_000
    pixels: int = 60_000_000
    memory: int = 3 << 29
    seconds: int = 20
    answer_bytes: int = 64_000_000


LIMITS: Final = Limits()

# The child's CPU limit; the kernel short of memory
ENDED_BY: Final[dict[int, Reason]] = {signal.SIGXCPU: Reason.TIMED_OUT, signal.SIGKILL: Reason.TOO_MANY_PIXELS}


@dataclass(frozen=True)
class Crop:
    """A part of the upright picture, in fractions of its sides."""

    x: float
    y: float
    width: float
    height: float

    @classmethod
    def clamped(cls, x: float, y: float, width: float, height: float) -> Self:
        """What of the asked part lies inside the picture. Raises `ValueError` if nothing does."""
        if not all(map(math.isfinite, (x, y, width, height))):
            raise ValueError("a crop is made of finite numbers")
        left, top = max(0.0, x), max(0.0, y)
        right, bottom = min(1.0, x + width), min(1.0, y + height)
        if right <= left or bottom <= top:
            raise ValueError("the crop lies outside the picture")
        return cls(left, top, right - left, bottom - top)


@dataclass(frozen=True)
class Rendition:
    """One size of a picture, in both formats."""

    width: int
    height: int
    webp: bytes
    jpeg: bytes


@dataclass(frozen=True)
class Rendered:
    """All sizes of a picture, smallest first, its average colour as `#rrggbb`, what the file said of its rights."""

    renditions: tuple[Rendition, ...]
    colour: str
    rights: str = ""

    @property
    def largest(self) -> Rendition:
        return self.renditions[-1]


def render(
    data: bytes,
    *,
    widths: Sequence[int],
    crop: Crop | None = None,
    square: bool = False,
    limits: Limits = LIMITS,
) -> Rendered:
    """Renditions in sRGB, upright, without metadata, never enlarged. Raises `PictureRefused`."""
    answer, files = _ask_child(data, limits, crop=crop, widths=widths, square=square, contact=0)
    made, at = [], 0
    for row in answer["renditions"]:
        middle = at + row["webp"]
        end = middle + row["jpeg"]
        made.append(Rendition(row["width"], row["height"], files[at:middle], files[middle:end]))
        at = end
    return Rendered(tuple(sorted(made, key=lambda rendition: rendition.width)), answer["colour"], answer["rights"])


def vcard_photo(data: bytes, *, limits: Limits = LIMITS) -> bytes:
    """A square baseline JPEG, <= 400 px and <= 40 KB (cards 40). Raises `PictureRefused`."""
    _answer, jpeg = _ask_child(data, limits, crop=None, widths=[CONTACT_SIDE], square=True, contact=CONTACT_BYTES)
    return jpeg


def _ask_child(
    data: bytes, limits: Limits, *, crop: Crop | None, widths: Sequence[int], square: bool, contact: int
) -> tuple[dict[str, Any], bytes]:
    """Run the child on one picture; its answer and the files after it, or `PictureRefused`."""
    check(data, len(data), limits)
    part = [crop.x, crop.y, crop.width, crop.height] if crop else None
    order = {"crop": part, "widths": list(widths), "square": square, "contact": contact, **vars(limits)}
    command = [sys.executable, "-I", "-S", str(CHILD), str(PILLOW), json.dumps(order)]
    with tempfile.TemporaryFile() as out:  # a file, so that RLIMIT_FSIZE bounds the answer too
        try:
            done = subprocess.run(  # noqa: S603  # our own program; the picture goes in by stdin
                command,
                check=False,
                input=data,
                stdout=out,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=limits.seconds,
            )
        except subprocess.TimeoutExpired:
            raise PictureRefused(Reason.TIMED_OUT, seconds=limits.seconds) from None
        out.seek(0)
        line, files = out.readline(), out.read()
    if done.returncode != 0:
        raise PictureRefused(ENDED_BY.get(-done.returncode, Reason.DAMAGED))
    answer = json.loads(line)
    if "refused" in answer:
        raise PictureRefused(Reason(answer["refused"]), **answer["data"])
    return answer, files


def check(head: bytes, size: int, limits: Limits = LIMITS) -> None:
    """By size and first bytes: what is refused without a process. Name and sent type count for nothing."""
    if size > limits.upload_bytes:
        raise PictureRefused(Reason.TOO_BIG, bytes=size, limit=limits.upload_bytes)
    webp = head[:4] == b"RIFF" and head[8:12] == b"WEBP"
    if not (webp or head.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))):
        raise PictureRefused(Reason.UNKNOWN_KIND)


def words(refusal: PictureRefused) -> str:
    """What is wrong with the picture and what to do about it, for the person who chose it."""
    megabytes = LIMITS.upload_bytes // 1_000_000
    megapixels = LIMITS.pixels // 1_000_000
    seconds = refusal.data.get("seconds", LIMITS.seconds)
    return {
        Reason.TOO_BIG: _("This picture is larger than %(megabytes)s MB. Save it smaller and try again.")
        % {"megabytes": megabytes},
        Reason.TOO_MANY_PIXELS: _(
            "This picture has more than %(megapixels)s million pixels. Scale it down and try again."
        )
        % {"megapixels": megapixels},
        Reason.UNKNOWN_KIND: _("This file is not a JPEG, PNG or WebP picture. Export it as JPEG or PNG and try again."),
        Reason.DAMAGED: _("This picture is damaged or not whole. Open it, save it again and send the new file."),
        Reason.TIMED_OUT: _("This picture took longer than %(seconds)s seconds to read. Save it smaller and try again.")
        % {"seconds": seconds},
    }[refusal.reason]
