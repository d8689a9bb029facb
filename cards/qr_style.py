"""The colours a QR code may have, so that phones read it (cards 45; A70). Pure."""

from dataclasses import dataclass
from enum import StrEnum

from cards.colour import READABLE, NotAColour, contrast, luminance, parse_hex


class StyleRefusal(StrEnum):
    """Why colours are refused (cards 45)."""

    NOT_A_COLOUR = "not_a_colour"
    TRANSPARENT = "transparent"
    INVERTED = "inverted"
    LOW_CONTRAST = "low_contrast"


class StyleRefused(ValueError):
    """Carries the reason; `contrast` is the ratio reached where that was the reason."""

    def __init__(self, reason: StyleRefusal, reached: float | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.contrast = reached


@dataclass(frozen=True)
class Style:
    """Colours as `#rrggbb`. A style that phones would not read cannot be made: raises `StyleRefused`."""

    dark: str = "#000000"
    light: str = "#ffffff"

    def __post_init__(self) -> None:
        dark, light = _colour(self.dark), _colour(self.light)
        object.__setattr__(self, "dark", dark)
        object.__setattr__(self, "light", light)
        if luminance(dark) > luminance(light):
            raise StyleRefused(StyleRefusal.INVERTED)
        if (reached := contrast(dark, light)) < READABLE:
            raise StyleRefused(StyleRefusal.LOW_CONTRAST, reached)


def _colour(text: str) -> str:
    written = text.strip().lower()
    if written == "transparent" or (len(written) in (5, 9) and written[0] == "#"):
        raise StyleRefused(StyleRefusal.TRANSPARENT)
    try:
        return parse_hex(text)
    except NotAColour as error:
        raise StyleRefused(StyleRefusal.NOT_A_COLOUR) from error


BLACK_ON_WHITE = Style()
