"""Lines of text as outlines, for every script that `cards.lettering` sets: sharp in print, and no font is embedded.

Pure. A large picture of the line is traced at half darkness. Outlines run with the letter on their left; down is
positive, one unit is the size of the letters.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from PIL import Image, ImageChops, ImageDraw

from cards import lettering
from cards.lettering import Type

Point = tuple[float, float]
Outline = tuple[Point, ...]
_Crossing = tuple[int, int, int]  # between a pixel and the next one to the right (0) or below (1)

EM: Final = 96  # pixels
_ABOVE, _BELOW, _BESIDE = round(EM * 1.4), round(EM * 0.6), EM // 2
_HALF: Final = 127.5
_OFF: Final = 0.18  # pixels that a simpler outline may be off

_TOP, _RIGHT, _BOTTOM, _LEFT = (0, 0, 0), (1, 0, 1), (0, 1, 0), (0, 0, 1)
_STEPS: Final = {
    1: ((_LEFT, _TOP),),
    2: ((_TOP, _RIGHT),),
    3: ((_LEFT, _RIGHT),),
    4: ((_RIGHT, _BOTTOM),),
    5: ((_LEFT, _TOP), (_RIGHT, _BOTTOM)),
    6: ((_TOP, _BOTTOM),),
    7: ((_LEFT, _BOTTOM),),
    8: ((_BOTTOM, _LEFT),),
    9: ((_BOTTOM, _TOP),),
    10: ((_TOP, _RIGHT), (_BOTTOM, _LEFT)),
    11: ((_BOTTOM, _RIGHT),),
    12: ((_RIGHT, _LEFT),),
    13: ((_RIGHT, _TOP),),
    14: ((_TOP, _LEFT),),
}
"""How an outline crosses four neighbouring pixels, by which of them are dark (1, 2, 4, 8 clockwise)."""
_RIMS: Final = re.compile(b"[\x01-\x0e]")


@dataclass(frozen=True)
class Words:
    """One line on a baseline that begins at 0, 0; `wide` is its length."""

    outlines: tuple[Outline, ...]
    wide: float

    def placed(self, left: float, baseline: float, size: float) -> tuple[Outline, ...]:
        """As large as asked, where asked."""
        return tuple(tuple((left + x * size, baseline + y * size) for x, y in outline) for outline in self.outlines)


@lru_cache(maxsize=512)
def words(text: str, type_: Type, *, rtl: bool) -> Words:
    """The line as it is read; letters that no font has are left out."""
    wide = lettering.width(text, type_, EM, rtl=rtl)
    picture = Image.new("RGB", (round(wide) + 2 * _BESIDE, _ABOVE + _BELOW))
    start = _BESIDE + (wide if rtl else 0)
    lettering.set_line(ImageDraw.Draw(picture), (start, _ABOVE), text, type_, EM, (255, 255, 255), rtl=rtl)
    traced = trace(picture.getchannel("R"))
    return Words(
        tuple(tuple(((x - _BESIDE) / EM, (y - _ABOVE) / EM) for x, y in outline) for outline in traced), wide / EM
    )


def trace(picture: Image.Image) -> list[Outline]:
    """The outlines of what is bright in a grey picture whose margin is black."""
    grey, wide = picture.tobytes(), picture.width
    follows = _crossings(picture)
    found = []
    while follows:
        first, at = follows.popitem()
        loop = [first]
        while at != first:
            loop.append(at)
            at = follows.pop(at)
        found.append(_simpler([_between(grey, wide, crossing) for crossing in loop]))
    return [outline for outline in found if len(outline) > 2]


def area(outline: Outline) -> float:
    """Negative for what is filled, positive for a hole in it."""
    pairs = zip(outline, outline[1:] + outline[:1], strict=True)
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in pairs) / 2


def _crossings(picture: Image.Image) -> dict[_Crossing, _Crossing]:
    """Which crossing follows which."""
    wide, follows = picture.width - 1, {}
    fours = _fours(picture)
    for found in _RIMS.finditer(fours):
        y, x = divmod(found.start(), wide)
        for (fx, fy, fway), (tx, ty, tway) in _STEPS[fours[found.start()]]:
            follows[x + fx, y + fy, fway] = (x + tx, y + ty, tway)
    return follows


def _fours(picture: Image.Image) -> bytes:
    """For each pixel that has neighbours to the right and below: which of the four are bright. Added by the library,
    for most of a page is neither rim nor letter.
    """
    wide, high = picture.width - 1, picture.height - 1
    total = Image.new("L", (wide, high))
    for bit, (x, y) in ((1, (0, 0)), (2, (1, 0)), (4, (1, 1)), (8, (0, 1))):
        shifted = picture.crop((x, y, x + wide, y + high)).point([0] * 128 + [bit] * 128)
        total = ImageChops.add(total, shifted)
    return total.tobytes()


def _between(grey: bytes, wide: int, crossing: _Crossing) -> Point:
    """Where between two pixels the picture is half dark, in pixels from the upper left corner."""
    x, y, down = crossing
    one = grey[y * wide + x]
    other = grey[(y + 1) * wide + x if down else y * wide + x + 1]
    part = (_HALF - one) / (other - one)
    return (x + 0.5, y + 0.5 + part) if down else (x + 0.5 + part, y + 0.5)


def _simpler(loop: Sequence[Point]) -> Outline:
    """Without the points that lie on the way between others (Douglas and Peucker's rule)."""
    far = max(range(len(loop)), key=lambda at: math.dist(loop[0], loop[at]))
    kept, waiting = {0, far}, [(0, far), (far, len(loop))]
    while waiting:
        start, end = waiting.pop()
        off = _off(loop[start + 1 : end], loop[start], loop[end % len(loop)])
        if off and (most := max(off)) > _OFF:
            worst = start + 1 + off.index(most)
            kept.add(worst)
            waiting += [(start, worst), (worst, end)]
    return tuple(loop[at] for at in sorted(kept))


def _off(points: Sequence[Point], start: Point, end: Point) -> list[float]:
    """How far each is from the line through two points. A line of text has thousands, so they are measured together."""
    across, along = end[0] - start[0], end[1] - start[1]
    length = math.hypot(across, along)
    if not length:
        return [math.dist(point, start) for point in points]
    across, along = across / length, along / length
    constant = along * start[0] - across * start[1]
    return [abs(across * y - along * x + constant) for x, y in points]
