"""How far apart two colours look: CIE76, the distance in Lab; below 3 nobody sees it side by side."""

from math import dist
from typing import Final

D65: Final = (0.95047, 1.0, 1.08883)


def delta_e(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """Of two colours in sRGB, 0 to 255 each channel."""
    return dist(_lab(one), _lab(other))


def _lab(colour: tuple[int, ...]) -> tuple[float, float, float]:
    red, green, blue = (_linear(value / 255) for value in colour[:3])
    xyz = (
        0.4124564 * red + 0.3575761 * green + 0.1804375 * blue,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        0.0193339 * red + 0.1191920 * green + 0.9503041 * blue,
    )
    x, y, z = (_bent(value / white) for value, white in zip(xyz, D65, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


def _bent(value: float) -> float:
    return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116
