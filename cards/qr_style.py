"""How a QR code may look, so that phones read it: colours, shapes, logo and caption (cards 45, 46; A70).

Pure. What phones would not read cannot be made: it is refused with the reason and the nearest setting they read.
"""

import unicodedata
import uuid
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final, TypeVar

from cards.colour import READABLE, NotAColour, contrast, from_oklch, luminance, parse_hex, to_oklch

LOGO_LEAST: Final = 12
LOGO_SMALL: Final = 22  # per cent of the symbol's side; up to here level Q mends what the logo covers
LOGO_MOST: Final = 30  # up to here level H does
CAPTION_MAX: Final = 32

_HALVINGS: Final = 24

Shape = TypeVar("Shape", bound=StrEnum)


class Modules(StrEnum):
    SQUARE = "square"
    ROUNDED = "rounded"
    DOTS = "dots"


class Eyes(StrEnum):
    """The three large marks in the corners, by which phones find a code."""

    SQUARE = "square"
    ROUNDED = "rounded"
    CIRCLE = "circle"


class StyleRefusal(StrEnum):
    """Why a style is refused (cards 45, 46)."""

    NOT_A_COLOUR = "not_a_colour"
    TRANSPARENT = "transparent"
    INVERTED = "inverted"
    LOW_CONTRAST = "low_contrast"
    NOT_A_SHAPE = "not_a_shape"
    NOT_A_PICTURE = "not_a_picture"
    LOGO_TOO_LARGE = "logo_too_large"
    LOGO_TOO_SMALL = "logo_too_small"
    LONG_CAPTION = "long_caption"


class StyleRefused(ValueError):
    """Carries the reason, the fields that would be accepted, and the contrast reached where that was the reason."""

    def __init__(self, reason: StyleRefusal, nearest: dict[str, str], reached: float | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.nearest = nearest
        self.contrast = reached

    @property
    def field(self) -> str:
        """What is to be changed first."""
        return next(iter(self.nearest))


@dataclass(frozen=True)
class Style:
    """Colours as `#rrggbb`; `logo` is the id of a kept picture, `logo_side` its larger side in per cent of the symbol.

    A style that phones would not read cannot be made: raises `StyleRefused`.
    """

    dark: str = "#000000"
    light: str = "#ffffff"
    modules: Modules = Modules.SQUARE
    eyes: Eyes = Eyes.SQUARE
    logo: str = ""
    logo_side: int = LOGO_SMALL
    caption: str = ""

    def __post_init__(self) -> None:
        dark, light = _colour("dark", self.dark, "#000000"), _colour("light", self.light, "#ffffff")
        _check_contrast(dark, light)
        modules, eyes = _shape("modules", self.modules, Modules), _shape("eyes", self.eyes, Eyes)
        logo = _picture(self.logo)
        side = _logo_side(self.logo_side) if logo else LOGO_SMALL
        tidy = (dark, light, modules, eyes, logo, side, _caption(self.caption))
        for field, value in zip(fields(self), tidy, strict=True):
            object.__setattr__(self, field.name, value)

    @property
    def plain(self) -> bool:
        """Two colours and nothing else."""
        return (self.modules, self.eyes, self.logo, self.caption) == (Modules.SQUARE, Eyes.SQUARE, "", "")

    def stored(self) -> dict[str, str | int]:
        """As kept in a row: what is as usual is not written, so that codes of before stay as they were (cards 44)."""
        said = {field.name: (getattr(self, field.name), field.default) for field in fields(self)}
        return {
            name: value if isinstance(value, int) else str(value)
            for name, (value, usual) in said.items()
            if name in {"dark", "light"} or value != usual
        }


def _colour(field: str, text: str, usual: str) -> str:
    written = text.strip().lower()
    if written == "transparent" or (len(written) in (5, 9) and written[0] == "#"):
        raise StyleRefused(StyleRefusal.TRANSPARENT, {field: _opaque(written, usual)})
    try:
        return parse_hex(text)
    except NotAColour as error:
        raise StyleRefused(StyleRefusal.NOT_A_COLOUR, {field: _opaque(written, usual)}) from error


def _opaque(written: str, usual: str) -> str:
    """`#rgb`, `#rgba` and `#rrggbbaa` as the full colour they mean; else the usual one."""
    digits = written.removeprefix("#")
    long = "".join(digit * 2 for digit in digits[:3]) if len(digits) in (3, 4) else digits[:6]
    try:
        return parse_hex(f"#{long}")
    except NotAColour:
        return usual


def _check_contrast(dark: str, light: str) -> None:
    reached = contrast(dark, light)
    if luminance(dark) > luminance(light):
        swapped = {"dark": light, "light": dark}
        nearest = swapped if reached >= READABLE else swapped | _nearest(light, dark)
        raise StyleRefused(StyleRefusal.INVERTED, nearest, reached)
    if reached < READABLE:
        raise StyleRefused(StyleRefusal.LOW_CONTRAST, _nearest(dark, light), reached)


def _nearest(dark: str, light: str) -> dict[str, str]:
    """The dark made darker; where even black were too little, the light made lighter. The hue stays."""
    if contrast("#000000", light) >= READABLE:
        return {"dark": _moved(dark, light, 0.0, "#000000")}
    return {"light": _moved(light, dark, 1.0, "#ffffff")}


def _moved(colour: str, other: str, end: float, plain: str) -> str:
    """The colour brought towards black (0) or white (1), only as far as it must be.

    Strong hues never get there: the darkest of a blue is a blue still. Where that is too little it is `plain`.
    """
    refused, chroma, hue = to_oklch(colour)
    accepted = end
    for _ in range(_HALVINGS):
        middle = (refused + accepted) / 2
        if contrast(from_oklch(middle, chroma, hue), other) >= READABLE:
            accepted = middle
        else:
            refused = middle
    moved = from_oklch(accepted, chroma, hue)
    return moved if contrast(moved, other) >= READABLE else plain


def _shape(field: str, name: str, shapes: type[Shape]) -> Shape:
    try:
        return shapes(name)
    except ValueError as error:
        raise StyleRefused(StyleRefusal.NOT_A_SHAPE, {field: "square"}) from error


def _picture(logo: str) -> str:
    try:
        return str(uuid.UUID(logo)) if logo else ""
    except ValueError as error:
        raise StyleRefused(StyleRefusal.NOT_A_PICTURE, {"logo": ""}) from error


def _logo_side(side: int) -> int:
    if side > LOGO_MOST:
        raise StyleRefused(StyleRefusal.LOGO_TOO_LARGE, {"logo_side": str(LOGO_MOST)})
    if side < LOGO_LEAST:
        raise StyleRefused(StyleRefusal.LOGO_TOO_SMALL, {"logo_side": str(LOGO_LEAST)})
    return side


def _caption(text: str) -> str:
    """One line without control characters."""
    spaced = "".join(" " if unicodedata.category(letter) in {"Cc", "Cs"} else letter for letter in text)
    tidy = " ".join(spaced.split())
    if len(tidy) > CAPTION_MAX:
        raise StyleRefused(StyleRefusal.LONG_CAPTION, {"caption": tidy[:CAPTION_MAX].rstrip()})
    return tidy


BLACK_ON_WHITE = Style()
