"""Reading a drawn QR code back, with another library than the one that made it (cards 47).

Three ways, as phones meet it: whole, 200 px wide, and blurred. Pure: bytes in, verdict out.
"""

import io
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

import zxingcpp
from PIL import Image, ImageFilter, UnidentifiedImageError

SMALL_PX = 200
BLUR_MODULES = 0.35  # radius; clean symbols are read to about half a module, styled ones less

_QUIET_BOTH = 8
_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])


class Sight(StrEnum):
    """How the picture was looked at when reading failed."""

    WHOLE = "whole"
    SMALL = "small"
    BLURRED = "blurred"


class Misreading(StrEnum):
    """What went wrong."""

    NOT_A_PICTURE = "not_a_picture"
    UNREADABLE = "unreadable"
    OTHER_TEXT = "other_text"


@dataclass(frozen=True)
class Verdict:
    """`ok` only when every sight gave exactly the text; else the first that did not, and why."""

    reason: Misreading | None = None
    sight: Sight | None = None

    @property
    def ok(self) -> bool:
        return self.reason is None


def reads_as(png: bytes, text: str) -> Verdict:
    """Whether the picture is read as exactly this text, whole, small and blurred."""
    try:
        whole = Image.open(io.BytesIO(png)).convert("L")
    except (UnidentifiedImageError, OSError, SyntaxError):
        return Verdict(Misreading.NOT_A_PICTURE)
    found = _read(whole)
    small = whole.resize((SMALL_PX, SMALL_PX), Image.Resampling.BILINEAR)
    blurred = whole.filter(ImageFilter.GaussianBlur(BLUR_MODULES * _module_px(whole, found)))
    for sight, barcode in ((Sight.WHOLE, found), (Sight.SMALL, _read(small)), (Sight.BLURRED, _read(blurred))):
        if barcode is None:
            return Verdict(Misreading.UNREADABLE, sight)
        if barcode.bytes != text.encode():
            return Verdict(Misreading.OTHER_TEXT, sight)
    return Verdict()


def _read(picture: Image.Image) -> zxingcpp.Barcode | None:
    pixels = memoryview(picture.tobytes()).cast("B", (picture.height, picture.width))
    # Not inverted: many phones do not try that either.
    return zxingcpp.read_barcode(pixels, formats=_FORMATS, try_invert=False)


def _module_px(picture: Image.Image, found: zxingcpp.Barcode | None) -> float:
    if found is None:
        return 0
    modules = 17 + 4 * int(cast("dict[str, str]", found.extra)["Version"])
    return picture.width / (modules + _QUIET_BOTH)
