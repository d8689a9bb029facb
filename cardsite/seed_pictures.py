"""Pictures of the demonstration, drawn here: abstract portraits, hills, a mark. Pure: equal input, equal bytes."""

import io
from typing import Final

from PIL import Image, ImageDraw, ImageFilter

from cards.images import Rendered, Rendition

SIDE: Final = 640
FINE: Final = 2  # drawn larger and brought down, for smooth edges

Colour = str


def portrait(ground: Colour, hair: Colour, skin: Colour, coat: Colour, *, long_hair: bool = False) -> bytes:
    """As an upload."""
    return jpeg(person(ground, hair, skin, coat, long_hair=long_hair))


def person(
    ground: Colour, hair: Colour, skin: Colour, coat: Colour, *, long_hair: bool = False, wide: int = SIDE
) -> Image.Image:
    """Somebody in five flat shapes, lit from the left."""
    side = wide * FINE
    picture = Image.new("RGB", (side, side), ground)
    draw = ImageDraw.Draw(picture)

    def at(*fractions: float) -> list[int]:
        return [round(fraction * side) for fraction in fractions]

    draw.ellipse(at(-0.35, -0.35, 0.75, 0.75), fill=mixed(ground, "#ffffff", 0.22))
    draw.ellipse(at(0.25, 0.12, 0.75, 0.66 if not long_hair else 0.92), fill=hair)
    draw.rounded_rectangle(at(0.42, 0.5, 0.58, 0.82), radius=side // 14, fill=mixed(skin, "#000000", 0.14))
    draw.ellipse(at(0.1, 0.72, 0.9, 1.5), fill=coat)
    draw.pieslice(at(0.1, 0.72, 0.9, 1.5), 270, 360, fill=mixed(coat, "#000000", 0.16))
    draw.polygon(at(0.42, 0.72, 0.58, 0.72, 0.5, 0.88), fill=mixed(skin, "#000000", 0.06))
    draw.ellipse(at(0.33, 0.2, 0.67, 0.64), fill=skin)
    draw.pieslice(at(0.33, 0.2, 0.67, 0.64), 270, 450, fill=mixed(skin, "#000000", 0.09))
    draw.pieslice(at(0.29, 0.13, 0.71, 0.52), 180, 360, fill=hair)
    return picture.resize((wide, wide), Image.Resampling.LANCZOS)


def developed(picture: Image.Image, *widths: int) -> Rendered:
    """A square picture of our own in these sizes, as the child would give it; it need not be looked at first."""
    sizes = []
    for width in widths:
        sized = picture.resize((width, width), Image.Resampling.LANCZOS)
        webp = io.BytesIO()
        sized.save(webp, "WEBP", quality=80, method=2)
        sizes.append(Rendition(width, width, webp.getvalue(), jpeg(sized)))
    red, green, blue = picture.resize((1, 1), Image.Resampling.BOX).tobytes()
    return Rendered(tuple(sizes), f"#{red:02x}{green:02x}{blue:02x}")


def landscape(sky: Colour, sun: Colour, hills: tuple[Colour, ...]) -> bytes:
    """Ranges of hills in the haze, a low sun: 1600 x 900."""
    width, height = 1600, 900
    picture = Image.new("RGB", (width, height), sky)
    ImageDraw.Draw(picture).ellipse((1010, 190, 1250, 430), fill=sun)
    picture = picture.filter(ImageFilter.GaussianBlur(3))
    draw = ImageDraw.Draw(picture)
    for number, colour in enumerate(hills):
        base = 430 + number * 120
        crest = [(x, base + _wave(x, number)) for x in range(-20, width + 21, 20)]
        draw.polygon([(-20, height), *crest, (width + 20, height)], fill=colour)
    return jpeg(picture)


def mark(ground: Colour, ink: Colour) -> bytes:
    """A company's sign: two quarter circles in a square."""
    side = SIDE * FINE
    picture = Image.new("RGB", (side, side), ground)
    draw = ImageDraw.Draw(picture)
    inset, middle = side // 6, side // 2
    draw.pieslice((inset - middle, inset, middle + 1, 2 * side - 3 * inset), 270, 360, fill=ink)
    draw.pieslice((middle, 3 * inset - side, side + middle - inset, side - inset), 90, 180, fill=ink)
    return jpeg(picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS))


def _wave(x: int, number: int) -> int:
    """Something like a ridge: two triangle waves of unlike length."""
    long, short = 620 - 70 * number, 230 + 40 * number
    return abs((x + 330 * number) % long - long // 2) // 4 + abs((x + 90 * number) % short - short // 2) // 7


def mixed(one: Colour, other: Colour, share: float) -> tuple[int, int, int]:
    first, second = bytes.fromhex(one[1:]), bytes.fromhex(other[1:])
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def jpeg(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=90)
    return target.getvalue()
