"""Pictures of what the baker of the demonstration sells, in flat shapes. Pure: equal input, equal bytes."""

from collections.abc import Callable
from typing import Final

from PIL import Image, ImageDraw

from cardsite.seed_pictures import FINE, SIDE, Colour, jpeg, mixed

Draw = Callable[[ImageDraw.ImageDraw, Callable[..., list[int]]], None]


def _drawn(ground: Colour, draw: Draw) -> bytes:
    side = SIDE * FINE
    picture = Image.new("RGB", (side, side), ground)
    pencil = ImageDraw.Draw(picture)

    def at(*fractions: float) -> list[int]:
        return [round(fraction * side) for fraction in fractions]

    pencil.ellipse(at(0.08, 0.62, 0.92, 0.94), fill=mixed(ground, "#000000", 0.1))
    pencil.ellipse(at(0.1, 0.6, 0.9, 0.9), fill=mixed(ground, "#ffffff", 0.75))
    draw(pencil, at)
    return jpeg(picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS))


def cake(ground: Colour, sponge: Colour, icing: Colour, *, tiers: int = 1) -> bytes:
    """Round, iced; one on another."""

    def draw(pencil: ImageDraw.ImageDraw, at: Callable[..., list[int]]) -> None:
        for tier in range(tiers):
            inset, foot = 0.2 + 0.09 * tier, 0.78 - 0.2 * tier
            top = foot - 0.2
            pencil.ellipse(at(inset, foot - 0.09, 1 - inset, foot + 0.07), fill=sponge)
            pencil.rectangle(at(inset, top, 1 - inset, foot), fill=sponge)
            pencil.rectangle(at(inset, top, 1 - inset, top + 0.07), fill=icing)
            for drop in range(5):
                left = inset + (1 - 2 * inset) * drop / 5
                pencil.ellipse(at(left, top, left + (1 - 2 * inset) / 5, top + 0.13), fill=icing)
            pencil.ellipse(at(inset, top - 0.08, 1 - inset, top + 0.08), fill=mixed(icing, "#ffffff", 0.2))

    return _drawn(ground, draw)


def rolls(ground: Colour, dough: Colour, filling: Colour) -> bytes:
    """Three, seen from above, each a spiral."""

    def draw(pencil: ImageDraw.ImageDraw, at: Callable[..., list[int]]) -> None:
        for x, y in ((0.34, 0.62), (0.66, 0.62), (0.5, 0.42)):
            for ring in range(4):
                size = 0.18 - 0.042 * ring
                pencil.ellipse(at(x - size, y - size, x + size, y + size), fill=filling if ring % 2 else dough)

    return _drawn(ground, draw)


def loaf(ground: Colour, crust: Colour, seeds: Colour) -> bytes:
    """Long, cut three times."""

    def draw(pencil: ImageDraw.ImageDraw, at: Callable[..., list[int]]) -> None:
        pencil.rounded_rectangle(at(0.15, 0.42, 0.85, 0.78), radius=SIDE * FINE // 6, fill=crust)
        pencil.rounded_rectangle(
            at(0.15, 0.42, 0.85, 0.66), radius=SIDE * FINE // 8, fill=mixed(crust, "#ffffff", 0.12)
        )
        for cut in range(3):
            left = 0.29 + 0.18 * cut
            pencil.line(at(left, 0.66, left + 0.1, 0.46), fill=seeds, width=SIDE * FINE // 40)

    return _drawn(ground, draw)


PICTURES: Final[dict[str, Callable[[], bytes]]] = {
    "Honey cake": lambda: cake("#e9cf9c", "#b8742e", "#f0c24b"),
    "Birthday cake": lambda: cake("#d9b8c4", "#8a5a44", "#f7e6ea", tiers=2),
    "Chocolate cake": lambda: cake("#c9b7a6", "#4a2a1c", "#2d1810"),
    "Date rolls": lambda: rolls("#d7c4a3", "#d9a55f", "#6b3d22"),
    "Cinnamon rolls": lambda: rolls("#c7cdbf", "#e2b46d", "#9a5a2b"),
    "Walnut loaf": lambda: loaf("#c3b8a8", "#9c6a38", "#5d3a1d"),
    "Seeded loaf": lambda: loaf("#b9c4bd", "#b58243", "#efe2c4"),
    "Wedding cake": lambda: cake("#cfd6d6", "#efe7d9", "#ffffff", tiers=3),
}
