"""Colours as hex: reading them, how they contrast, and OKLCH brought into what a screen shows.

Pure. Formulas: relative luminance and contrast as WCAG 2 defines them, OKLab as Björn Ottosson published it.
"""

import math
import re

READABLE = 4.5

_HEX = re.compile(r"#[0-9a-f]{6}", re.ASCII)
_HALVINGS = 24


class NotAColour(ValueError):
    """The text is not `#rrggbb`."""


def parse_hex(text: str) -> str:
    """`#rrggbb` in lower case; nothing else passes, so the value may stand in CSS and SVG (A09, A70)."""
    colour = text.lower() if text.isascii() else ""
    if not _HEX.fullmatch(colour):
        raise NotAColour(text)
    return colour


def luminance(colour: str) -> float:
    """Relative luminance, 0 black to 1 white."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 (equal) to 21 (black on white), whichever comes first."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The hex nearest to an OKLCH colour; chroma is lowered until a screen can show it, hue and lightness stay."""
    if _shown(rgb := _to_linear(lightness, chroma, hue)):
        return _hex(rgb)
    low, high = 0.0, chroma
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _shown(_to_linear(lightness, middle, hue)) else (low, middle)
    return _hex(_to_linear(lightness, low, hue))


def to_oklch(colour: str) -> tuple[float, float, float]:
    """Lightness 0–1, chroma, hue in degrees."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _to_linear(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _shown(rgb: tuple[float, float, float]) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in rgb)


def _linear(colour: str) -> tuple[float, float, float]:
    number = int(parse_hex(colour)[1:], 16)
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in ((number >> shift & 255) / 255 for shift in (16, 8, 0))
    )
    return red, green, blue


def _hex(rgb: tuple[float, float, float]) -> str:
    clipped = (min(max(channel, 0.0), 1.0) for channel in rgb)
    encoded = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in clipped)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in encoded)
