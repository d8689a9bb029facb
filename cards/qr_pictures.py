"""A code in any style as SVG and PNG, from the one description in `cards.qr_shapes` (cards 45, 48).

Pure: equal input gives equal bytes. Plain codes go the short way of `cards.qr`.
"""

import io
import math
from base64 import b64encode
from typing import Final

from PIL import Image, ImageColor, ImageDraw

from cards import qr
from cards.outlines import Outline, area
from cards.qr_shapes import Layer, Picture, Tile

Spot = tuple[int, int]

FINE: Final = 4  # pixels are drawn that many times finer, up to `_CANVAS` of them, and brought together
_CANVAS: Final = 4096
_DARK, _LIGHT = 0, 255
_SHADES: Final = 128  # between the two colours; as many are left for a logo
_STEPS: Final = 12
_QUARTERS: Final = [
    [
        (
            math.cos(math.pi * (1 + (quarter + step / _STEPS) / 2)),
            math.sin(math.pi * (1 + (quarter + step / _STEPS) / 2)),
        )
        for step in range(_STEPS + 1)
    ]
    for quarter in range(4)
]
"""Points of a circle with down positive, from the left upwards: the way a rim goes around its corners."""


def svg(picture: Picture, title: str = "") -> str:
    """One path for each layer; the logo is inside, so that nothing is fetched from anywhere."""
    if picture.style.plain:
        return qr.svg(picture.symbol, picture.style, title)
    wide, high = _short(picture.wide), _short(picture.high)
    pixels = round(1024 * picture.high / picture.wide)
    colours = {True: picture.style.dark, False: picture.style.light}
    paths = "".join(
        f'<path fill="{colours[layer.dark]}" fill-rule="evenodd" d="{_path(layer)}"/>' for layer in picture.layers
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="1024" '
        f'height="{pixels}" viewBox="0 0 {wide} {high}">{qr.named(title)}{paths}{_image(picture)}</svg>'
    )


def png(picture: Picture, size_px: int = qr.PNG_USUAL) -> bytes:
    """Exactly that many pixels a side, 512 to 4096, also with a caption: mails of the past show it in a square.

    Every module is as many whole pixels; what is left over is of the light colour.
    """
    if picture.style.plain:
        return qr.png(picture.symbol, size_px, picture.style)
    if not qr.PNG_SMALLEST <= size_px <= qr.PNG_LARGEST:
        raise ValueError(f"size must be {qr.PNG_SMALLEST} to {qr.PNG_LARGEST}")
    module = int(size_px // max(picture.wide, picture.high))
    at = ((size_px - round(module * picture.wide)) // 2, (size_px - round(module * picture.high)) // 2)
    shades = _shades(picture, size_px, module, at)
    palette = _between(picture.style.dark, picture.style.light)
    indexes = shades.point([value * _SHADES // 256 for value in range(256)])
    if picture.logo and picture.logo_box:
        palette += _put_logo(indexes, picture.logo.jpeg, picture.logo_box, module, at)
    painted = Image.frombytes("P", indexes.size, indexes.tobytes())
    painted.putpalette(palette)
    target = io.BytesIO()
    painted.save(target, "PNG")
    return target.getvalue()


def _shades(picture: Picture, size_px: int, module: int, at: Spot) -> Image.Image:
    """How light each pixel is: drawn finer, then each square of dots is one pixel."""
    fine = max(1, min(FINE, _CANVAS // size_px))
    canvas = Image.new("L", (size_px * fine, size_px * fine), _LIGHT)
    draw = ImageDraw.Draw(canvas)
    scale, (left, top) = module * fine, (at[0] * fine, at[1] * fine)
    for layer in picture.layers:
        ink = _DARK if layer.dark else _LIGHT
        for tile in layer.tiles:
            _fill_tile(draw, tile, scale, (left, top), ink)
        for outline in sorted(layer.outlines, key=lambda outline: -abs(area(outline))):
            dots = [(left + x * scale, top + y * scale) for x, y in outline]
            draw.polygon(dots, fill=ink if area(outline) < 0 else _DARK + _LIGHT - ink)
    return canvas.reduce(fine)


def _fill_tile(draw: ImageDraw.ImageDraw, tile: Tile, scale: int, at: Spot, ink: int) -> None:
    left, top = round(at[0] + tile.left * scale), round(at[1] + tile.top * scale)
    right = round(at[0] + (tile.left + tile.wide) * scale) - 1
    bottom = round(at[1] + (tile.top + tile.high) * scale) - 1
    if not any(tile.radii()):
        draw.rectangle((left, top, right, bottom), fill=ink)
        return
    corners = ((left, top, 1, 1), (right, top, -1, 1), (right, bottom, -1, -1), (left, bottom, 1, -1))
    rim: list[tuple[float, float]] = []
    for quarter, ((x, y, to_x, to_y), radius) in enumerate(zip(corners, tile.radii(), strict=True)):
        reach = radius * scale
        rim += [
            (x + to_x * reach + across * reach, y + to_y * reach + down * reach)
            for across, down in _QUARTERS[quarter][:: 1 if radius else _STEPS]
        ]
    draw.polygon(rim, fill=ink)


def _between(dark: str, light: str) -> list[int]:
    """The first half of the palette: from the one colour to the other."""
    ends = list(zip(ImageColor.getrgb(dark)[:3], ImageColor.getrgb(light)[:3], strict=True))
    return [round(one + (other - one) * step / (_SHADES - 1)) for step in range(_SHADES) for one, other in ends]


def _put_logo(indexes: Image.Image, jpeg: bytes, box: Tile, module: int, at: Spot) -> list[int]:
    """The logo in its place, and the second half of the palette: a third of the work of true colours."""
    with Image.open(io.BytesIO(jpeg)) as logo:
        size = (max(1, round(box.wide * module)), max(1, round(box.high * module)))
        fitted = logo.convert("RGB").resize(size, Image.Resampling.LANCZOS).quantize(_SHADES)
    placed = Image.frombytes("L", size, fitted.tobytes()).point([min(_SHADES + value, 255) for value in range(256)])
    indexes.paste(placed, (round(at[0] + box.left * module), round(at[1] + box.top * module)))
    return (fitted.getpalette() or [])[: 3 * _SHADES]


def _path(layer: Layer) -> str:
    return "".join([*(_tile(tile) for tile in layer.tiles), *(_outline(outline) for outline in layer.outlines)])


def _tile(tile: Tile) -> str:
    right, bottom = tile.left + tile.wide, tile.top + tile.high
    if not any(tile.radii()):
        return f"M{_short(tile.left)} {_short(tile.top)}H{_short(right)}V{_short(bottom)}H{_short(tile.left)}z"
    a, b, c, d = tile.radii()
    return (
        f"M{_short(tile.left + a)} {_short(tile.top)}H{_short(right - b)}{_arc(b, right, tile.top + b)}"
        f"V{_short(bottom - c)}{_arc(c, right - c, bottom)}H{_short(tile.left + d)}{_arc(d, tile.left, bottom - d)}"
        f"V{_short(tile.top + a)}{_arc(a, tile.left + a, tile.top)}z"
    )


def _arc(radius: float, x: float, y: float) -> str:
    return f"A{_short(radius)} {_short(radius)} 0 0 1 {_short(x)} {_short(y)}" if radius else ""


def _outline(outline: Outline) -> str:
    return "M" + "L".join(f"{_short(x)} {_short(y)}" for x, y in outline) + "z"


def _image(picture: Picture) -> str:
    if not (picture.logo and picture.logo_box):
        return ""
    box = picture.logo_box
    return (
        f'<image x="{_short(box.left)}" y="{_short(box.top)}" width="{_short(box.wide)}" height="{_short(box.high)}" '
        f'preserveAspectRatio="none" xlink:href="data:image/jpeg;base64,{b64encode(picture.logo.jpeg).decode()}"/>'
    )


def _short(number: float) -> str:
    return f"{round(number, 3):g}"
