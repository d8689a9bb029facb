"""The picture a shared link shows: 1200 x 630, the card's face drawn in its own stock and ink (cards 53).

Pure: values in, JPEG bytes out. `fonts` is the folder of the npm packages.
"""

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PIL import Image, ImageColor, ImageDraw, ImageFilter, ImageOps

from cards import lettering
from cards.lettering import BROAD, Colour, Type

SIZE: Final = (1200, 630)
LARGEST: Final = 300_000
QUALITIES: Final = (88, 80, 70, 60, 45, 30)
FACE: Final = (56, 48, 1144, 574)
CORNER: Final = 10
EDGE: Final = 14
INSET: Final = 64
PORTRAIT: Final = 332
PORTRAIT_PIXELS: Final = 4_200_000
NAME_ON_ONE_LINE: Final = (128, 116, 104, 92)
NAME_ON_TWO_LINES: Final = (84, 76, 68, 60, 52)
ROLE_SIZES: Final = (40, 36, 32)
LEADING: Final = 1.14


@dataclass(frozen=True)
class _Colours:
    stock: Colour
    sheet: Colour
    text: Colour
    soft: Colour
    ink: Colour


def draw(
    *,
    name: str,
    role: str,
    organisation: str,
    address_line: str,
    ink_hex: str,
    stock_hex: str,
    text_hex: str,
    portrait: bytes | None,
    rtl: bool,
    fonts: Path,
) -> bytes:
    """A baseline JPEG of at most 300 kB. `portrait` is one of our own renditions; RTL mirrors the face."""
    colours = _colours(ink_hex, stock_hex, text_hex)
    picture = _face(colours)
    if portrait:
        _place_portrait(picture, portrait, rtl=rtl)
    room = FACE[2] - FACE[0] - 2 * INSET - (PORTRAIT + 48 if portrait else 0)
    start = FACE[2] - INSET if rtl else FACE[0] + INSET
    words = [" ".join(said.split()) for said in (name, role, organisation, address_line)]
    _set_words(ImageDraw.Draw(picture), start, room, words, colours, fonts, rtl=rtl)
    return _encoded(picture)


def _colours(ink_hex: str, stock_hex: str, text_hex: str) -> _Colours:
    stock, text, ink = (_rgb(value) for value in (stock_hex, text_hex, ink_hex))
    light = sum(stock) > 384
    sheet = _mixed(stock, (255, 255, 255), 0.7 if light else 0.05)
    return _Colours(stock, sheet, text, _mixed(text, sheet, 0.28), ink)


def _rgb(value: str) -> Colour:
    red, green, blue = ImageColor.getrgb(value)[:3]
    return red, green, blue


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _face(colours: _Colours) -> Image.Image:
    """The card on its ground: a low, wide shadow, the sheet, and the painted edge along its foot."""
    picture = Image.new("RGB", SIZE, colours.stock)
    left, top, right, bottom = FACE
    shadow = Image.new("L", SIZE, 0)
    ImageDraw.Draw(shadow).rounded_rectangle((left + 10, top + 24, right - 10, bottom + 12), CORNER, fill=60)
    dark = _mixed(colours.ink, (0, 0, 0), 0.6)
    picture.paste(dark, mask=shadow.filter(ImageFilter.GaussianBlur(16)))
    width, height = right - left, bottom - top
    card = Image.new("RGB", (width, height), colours.sheet)
    ImageDraw.Draw(card).rectangle((0, height - EDGE, width, height), fill=colours.ink)
    picture.paste(card, (left, top), _rounded(width, height, CORNER))
    return picture


def _rounded(width: int, height: int, corner: int) -> Image.Image:
    """A smooth mask: drawn four times as large and brought down."""
    large = Image.new("L", (width * 4, height * 4), 0)
    ImageDraw.Draw(large).rounded_rectangle((0, 0, width * 4 - 1, height * 4 - 1), corner * 4, fill=255)
    return large.resize((width, height), Image.Resampling.BOX)


def _place_portrait(picture: Image.Image, portrait: bytes, *, rtl: bool) -> None:
    source = Image.open(io.BytesIO(portrait), formats=["JPEG", "WEBP"])
    if source.width * source.height > PORTRAIT_PIXELS:
        raise ValueError("the portrait must be one of our renditions")
    square = ImageOps.fit(source.convert("RGB"), (PORTRAIT, PORTRAIT), Image.Resampling.LANCZOS)
    left = FACE[0] + INSET if rtl else FACE[2] - INSET - PORTRAIT
    middle = (FACE[1] + FACE[3] - EDGE) // 2
    picture.paste(square, (left, middle - PORTRAIT // 2), _rounded(PORTRAIT, PORTRAIT, 8))


def _set_words(
    draw_: ImageDraw.ImageDraw, x: int, room: int, words: list[str], colours: _Colours, fonts: Path, *, rtl: bool
) -> None:
    """Name, role and organisation from the top; the address on the last line, above the edge."""
    display = Type(fonts, ("bricolage-grotesque", *BROAD), 650)
    text = Type(fonts, ("schibsted-grotesk", *BROAD), 450)
    strong = Type(fonts, ("schibsted-grotesk", *BROAD), 650)
    name, role, organisation, address = words
    y = float(FACE[1] + INSET - 14)
    rows = (
        (*_fit_name(name, display, room, rtl=rtl), display, colours.text, 20),
        (*lettering.fit(role, text, ROLE_SIZES, room, lines=2, rtl=rtl), text, colours.soft, 6),
        (*lettering.fit(organisation, text, ROLE_SIZES, room, lines=1, rtl=rtl), text, colours.soft, 0),
    )
    for size, lines, type_, colour, after in rows:
        for line in lines:
            y += size * LEADING
            lettering.set_line(draw_, (x, y - size * 0.14), line, type_, size, colour, rtl=rtl)
        y += after if lines else 0
    _set_address(draw_, x, room, address, strong, colours.ink, rtl=rtl)


def _fit_name(name: str, type_: Type, room: int, *, rtl: bool) -> tuple[int, list[str]]:
    """Large on one line if it can be, else smaller on two, else cut short."""
    for size in NAME_ON_ONE_LINE:
        if lettering.width(name, type_, size, rtl=rtl) <= room:
            return size, [name] if name else []
    return lettering.fit(name, type_, NAME_ON_TWO_LINES, room, lines=2, rtl=rtl)


def _set_address(
    draw_: ImageDraw.ImageDraw, x: int, room: int, address: str, type_: Type, ink: Colour, *, rtl: bool
) -> None:
    """An address is read from left to right everywhere; it stands at the line's own start."""
    size, wrapped = lettering.fit(address, type_, (32, 28, 24), room, lines=1, rtl=False)
    for line in wrapped:
        left = x - lettering.width(line, type_, size, rtl=False) if rtl else x
        lettering.set_line(draw_, (left, FACE[3] - EDGE - INSET + 16), line, type_, size, ink, rtl=False)


def _encoded(picture: Image.Image) -> bytes:
    for quality in QUALITIES:
        target = io.BytesIO()
        picture.save(target, "JPEG", quality=quality, optimize=True, progressive=False, subsampling=0)
        if target.tell() <= LARGEST:
            return target.getvalue()
    raise ValueError("no quality is small enough")
