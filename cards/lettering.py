"""Setting lines of text in any script on a picture: which font file has a letter, what fits, which way it runs.

Pure: fonts are the files of the fontsource packages under the folder given as `fonts`. Each family comes cut
into subsets; `unicode.json` beside them says which holds which letters. A letter that no family has is left out.
"""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageDraw, ImageFont, features

SHAPES: Final = features.check("raqm")  # joins Arabic letters and orders mixed lines
BROAD: Final = (
    "noto-sans",
    "noto-sans-hebrew",
    "noto-sans-arabic",
    "noto-sans-thai",
    "noto-sans-sc",
    "noto-sans-kr",
)
ELLIPSIS: Final = "…"
BUILT_IN: Final = Path()  # Pillow's own font, Latin only: the last resort when no package is there
_EAST_ASIAN: Final = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_UNITS: Final = re.compile(rf"[{_EAST_ASIAN}]|\s+|[^\s{_EAST_ASIAN}-]*-|[^\s{_EAST_ASIAN}-]+")

_OVERRIDES: Final = frozenset("LRE RLE LRO RLO PDF LRI RLI FSI PDI".split())  # would turn a line against its letters

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Type:
    """A way of setting: where the font files are, the families to look through in order, and the weight."""

    fonts: Path
    families: tuple[str, ...]
    weight: int


@dataclass(frozen=True)
class Piece:
    """Part of a line that one font file sets in one direction."""

    text: str
    file: Path
    rightward: bool


def leftward(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    strong = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def width(text: str, type_: Type, size: int, *, rtl: bool) -> float:
    """Length of a line in pixels."""
    return sum(_length(piece, type_, size) for piece in pieces(text, type_, rtl=rtl))


def set_line(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, type_: Type, size: int, fill: Colour, *, rtl: bool
) -> None:
    """Draw one line on the baseline `at`; right-to-left lines end there instead of starting."""
    x, y = at
    if rtl:
        x -= width(text, type_, size, rtl=rtl)
    for piece in pieces(text, type_, rtl=rtl):
        shown, direction = _as_shown(piece)
        font = _font(piece.file, size, type_.weight)
        draw.text((x, y), shown, font=font, fill=fill, anchor="ls", direction=direction)
        x += _length(piece, type_, size)


def fit(text: str, type_: Type, sizes: Sequence[int], room: float, *, lines: int, rtl: bool) -> tuple[int, list[str]]:
    """The largest size at which the text fits into `lines` lines of `room` pixels; at the last it is cut short."""
    text = " ".join(text.split())
    for size in sizes:
        wrapped = _wrapped(text, type_, size, room, rtl=rtl)
        if len(wrapped) <= lines and all(width(line, type_, size, rtl=rtl) <= room for line in wrapped):
            return size, wrapped
    size = sizes[-1]
    wrapped = _wrapped(text, type_, size, room, rtl=rtl, anywhere=True)
    last = _cut(" ".join(wrapped[lines - 1 :]), type_, size, room, rtl=rtl)
    return size, [*wrapped[: lines - 1], last]


def _wrapped(text: str, type_: Type, size: int, room: float, *, rtl: bool, anywhere: bool = False) -> list[str]:
    """Broken between words, after hyphens and between East Asian letters; `anywhere` also inside long words."""
    units: list[str] = _UNITS.findall(text)
    if anywhere:
        units = [part for unit in units for part in _broken(unit, type_, size, room, rtl=rtl)]
    lines = [""]
    for unit in units:
        longer = lines[-1] + unit
        if lines[-1] and width(longer.rstrip(), type_, size, rtl=rtl) > room:
            lines.append(unit.lstrip())
        else:
            lines[-1] = longer
    return [line.strip() for line in lines if line.strip()]


def _broken(unit: str, type_: Type, size: int, room: float, *, rtl: bool) -> list[str]:
    """A word too long for a line as its letters, each with the marks that stand on it."""
    if width(unit, type_, size, rtl=rtl) <= room:
        return [unit]
    return re.findall(r"\S[\u0300-\u036f\u064b-\u065f\u200d]*", unit)


def _cut(line: str, type_: Type, size: int, room: float, *, rtl: bool) -> str:
    if width(line, type_, size, rtl=rtl) <= room:
        return line
    while line and width(line + ELLIPSIS, type_, size, rtl=rtl) > room:
        line = line[:-1].rstrip()
    return line + ELLIPSIS


def pieces(text: str, type_: Type, *, rtl: bool) -> list[Piece]:
    """The line from left to right as it is seen: runs of one direction, cut where the font file changes."""
    seen: list[Piece] = []
    for run, rightward in _runs(text, rtl=rtl):
        parts = [Piece(part, file, rightward) for part, file in _by_file(run, type_)]
        seen += parts if rightward else parts[::-1]
        if rtl:  # a later run stands further left
            seen = seen[-len(parts) :] + seen[: -len(parts)] if parts else seen
    return seen


def _runs(text: str, *, rtl: bool) -> list[tuple[str, bool]]:
    """Maximal runs of one direction, in reading order: the bidirectional algorithm for one short line.

    Digits follow the letters before them; what has no direction joins its neighbours if they agree, else the line.
    """
    ways: list[bool | None] = []
    strong: bool | None = None
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in {"L", "R", "AL"}:
            strong = kind == "L"
            ways.append(strong)
        else:
            ways.append(strong if kind in {"EN", "AN", "NSM"} else None)
    runs: list[tuple[str, bool]] = []
    for at, letter in enumerate(text):
        way = ways[at]
        if way is None:
            before = next((w for w in reversed(ways[:at]) if w is not None), not rtl)
            after = next((w for w in ways[at:] if w is not None), not rtl)
            way = before if before == after else not rtl
        if runs and runs[-1][1] == way:
            runs[-1] = (runs[-1][0] + letter, way)
        else:
            runs.append((letter, way))
    return runs


def _by_file(run: str, type_: Type) -> Iterator[tuple[str, Path]]:
    """The run cut where the font file changes; a file is kept as long as it has the letters."""
    part, file = "", None
    for letter in run:
        if unicodedata.category(letter) == "Cc" or unicodedata.bidirectional(letter) in _OVERRIDES:
            continue
        found = file if file and _draws(file, letter) else _file_with(letter, type_)
        if found is None:
            continue
        if file and found != file:
            yield part, file
            part = ""
        part, file = part + letter, found
    if file and part:
        yield part, file


@lru_cache(maxsize=4096)
def _file_with(letter: str, type_: Type) -> Path | None:
    code = ord(letter)
    for family in type_.families:
        for ranges, file in _subsets(type_.fonts, family):
            if any(low <= code <= high for low, high in ranges) and _draws(file, letter):
                return file
    return BUILT_IN if code < 0x250 and not _subsets(type_.fonts, type_.families[0]) else None


@lru_cache(maxsize=64)
def _subsets(fonts: Path, family: str) -> tuple[tuple[tuple[tuple[int, int], ...], Path], ...]:
    """The ranges of code points and the file of each subset; empty when the package is not installed."""
    package = fonts / "@fontsource-variable" / family
    listed = package / "unicode.json"
    if not listed.exists():
        return ()
    return tuple(
        (tuple(_ranges(ranges)), package / "files" / f"{family}-{subset.strip('[]')}-wght-normal.woff2")
        for subset, ranges in json.loads(listed.read_text()).items()
    )


def _ranges(listed: str) -> Iterator[tuple[int, int]]:
    for part in listed.split(","):
        low, _dash, high = part.strip().removeprefix("U+").partition("-")
        yield int(low, 16), int(high or low, 16)


@lru_cache(maxsize=4096)
def _draws(file: Path, letter: str) -> bool:
    """Whether the file really has the letter: `unicode.json` promises some it has not."""
    font = _font(file, 24, 400)
    drawn, missing = font.getmask(letter), font.getmask("\U0010fffd")
    return drawn.size != missing.size or bytes(drawn) != bytes(missing)


@lru_cache(maxsize=256)
def _font(file: Path, size: int, weight: int) -> ImageFont.FreeTypeFont:
    if file == BUILT_IN:
        font = ImageFont.load_default(size)
        assert isinstance(font, ImageFont.FreeTypeFont)
        return font
    font = ImageFont.truetype(file, size)
    font.set_variation_by_axes([weight])
    return font


def _length(piece: Piece, type_: Type, size: int) -> float:
    shown, direction = _as_shown(piece)
    return _font(piece.file, size, type_.weight).getlength(shown, direction=direction)


def _as_shown(piece: Piece) -> tuple[str, str | None]:
    """Text and direction for Pillow; unshaped right-to-left text is turned by hand."""
    if SHAPES and piece.file != BUILT_IN:
        return piece.text, "ltr" if piece.rightward else "rtl"
    return (piece.text if piece.rightward else piece.text[::-1]), None
