"""QR codes: the symbol and its pictures for the screen, PNG and SVG (cards 44, 46, 48).

Pure: equal input gives equal bytes. The library makes the matrix, the drawing is ours. The mask is given, not
searched for (that is most of the library's time); whoever reads a picture back and fails draws it again with
the next of `MASK_ORDER`.
"""

import re
import struct
import zlib
from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from qrcode import constants
from qrcode.exceptions import DataOverflowError
from qrcode.main import QRCode

from cards.qr_style import BLACK_ON_WHITE, LOGO_SMALL, Style

MASK_ORDER = (3, 0, 1, 2, 4, 5, 6, 7)
QUIET = 4  # modules of light around the symbol, in every file
PNG_SMALLEST, PNG_LARGEST, PNG_USUAL = 512, 4096, 1024

_SVG_SIDE = 1024
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Level = Literal["L", "M", "Q", "H"]
_LEVELS: dict[str, int] = {
    "L": constants.ERROR_CORRECT_L,
    "M": constants.ERROR_CORRECT_M,
    "Q": constants.ERROR_CORRECT_Q,
    "H": constants.ERROR_CORRECT_H,
}


class TooMuchText(ValueError):
    """No symbol holds that many bytes at that level."""


@dataclass(frozen=True)
class Symbol:
    """The drawn-to-be square of modules; `True` is dark. Without the quiet zone."""

    text: str
    level: Level
    mask: int
    rows: tuple[tuple[bool, ...], ...]

    @property
    def side(self) -> int:
        return len(self.rows)

    @property
    def version(self) -> int:
        return (self.side - 17) // 4


def symbol(text: str, level: Level = "M", mask: int = MASK_ORDER[0]) -> Symbol:
    """The smallest symbol for a text. Raises `TooMuchText`, or ValueError for a level or mask there is not."""
    if level not in _LEVELS or mask not in MASK_ORDER or not text:
        raise ValueError("needs a text, a level of L M Q H and a mask of 0 to 7")
    code: QRCode[object] = QRCode(error_correction=_LEVELS[level], mask_pattern=mask)
    code.add_data(text, optimize=0)
    try:
        code.make()
    except (DataOverflowError, ValueError) as error:
        raise TooMuchText(len(text.encode())) from error
    return Symbol(text, level, mask, tuple(tuple(bool(module) for module in row) for row in code.modules))


def level_of(style: Style) -> Level:
    """M; what a logo covers must be mended, so Q for a small one and H for a large one (cards 46)."""
    if not style.logo:
        return "M"
    return "Q" if style.logo_side <= LOGO_SMALL else "H"


def png(drawn: Symbol, size_px: int = PNG_USUAL, style: Style = BLACK_ON_WHITE) -> bytes:
    """A picture of exactly that many pixels a side, 512 to 4096, two colours, one bit a pixel.

    Every module is the same whole number of pixels; what is left over widens the quiet zone.
    """
    if not PNG_SMALLEST <= size_px <= PNG_LARGEST:
        raise ValueError(f"size must be {PNG_SMALLEST} to {PNG_LARGEST}")
    module = size_px // (drawn.side + 2 * QUIET)
    before = (size_px - module * drawn.side) // 2
    after = size_px - before - module * drawn.side
    lines = [_lines("0" * size_px, before)]
    for row in drawn.rows:
        bits = "".join(("1" if dark else "0") * module for dark in row)
        lines.append(_lines("0" * before + bits + "0" * after, module))
    lines.append(_lines("0" * size_px, after))
    palette = bytes.fromhex(style.light[1:] + style.dark[1:])
    header = struct.pack(">IIBBBBB", size_px, size_px, 1, 3, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"PLTE", palette), (b"IDAT", zlib.compress(b"".join(lines), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def svg(drawn: Symbol, style: Style = BLACK_ON_WHITE, title: str = "") -> str:
    """A document of one rectangle and one path, one unit a module; any title is escaped."""
    side = drawn.side + 2 * QUIET
    path = "".join(
        f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z" for y, row in enumerate(drawn.rows) for x, length in runs(row)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_SVG_SIDE}" height="{_SVG_SIDE}" '
        f'viewBox="0 0 {side} {side}" shape-rendering="crispEdges">{named(title)}'
        f'<rect width="{side}" height="{side}" fill="{style.light}"/><path fill="{style.dark}" d="{path}"/></svg>'
    )


def named(title: str) -> str:
    """The title as an element, escaped; nothing for none."""
    return f"<title>{escape(_NOT_XML.sub('', title))}</title>" if title else ""


def _lines(bits: str, count: int) -> bytes:
    """Equal PNG lines, eight pixels a byte: the first in full, the others as "no difference to the one above"."""
    width = -(-len(bits) // 8)
    first = int(bits.ljust(width * 8, "0"), 2).to_bytes(width, "big")
    return b"\0" + first + (b"\2" + bytes(width)) * (count - 1)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def runs(row: tuple[bool, ...]) -> list[tuple[int, int]]:
    """Start and length of each stretch of dark modules."""
    edges = [x for x in range(len(row) + 1) if (x > 0 and row[x - 1]) != (x < len(row) and row[x])]
    return [(start, end - start) for start, end in zip(edges[::2], edges[1::2], strict=True)]
