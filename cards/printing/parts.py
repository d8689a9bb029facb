"""What a bundle can hold of each card, under which names (cards 48). Pure."""

import re
from typing import Final

PICTURES: Final = ("svg", "png", "pdf")
SHEETS: Final = ("cards", "tent", "stickers-30", "stickers-40", "stickers-50")
PARTS: Final = (*PICTURES, *SHEETS)
USUAL: Final = ("svg", "png", "cards", "tent", "stickers-40")
"""What is ticked at first."""

NAMES: Final = {
    "svg": "code.svg",
    "png": "code.png",
    "pdf": "code.pdf",
    "cards": "business-cards.pdf",
    "tent": "table-tent.pdf",
    "stickers-30": "stickers-30-mm.pdf",
    "stickers-40": "stickers-40-mm.pdf",
    "stickers-50": "stickers-50-mm.pdf",
}
_UNFIT: Final = re.compile(r"[^\w \-.,&'()]+")
FOLDER_MAX: Final = 60


def folder(name: str, handle: str) -> str:
    """A person's: their name for eyes, the handle so that no two are alike; nothing that any system forbids."""
    plain = " ".join(_UNFIT.sub(" ", name).split()).strip(". ")[:FOLDER_MAX].strip(". ")
    return f"{plain} ({handle})" if plain else handle


def file(part: str, label: str = "") -> str:
    """With the label of a code that has one."""
    plain = " ".join(_UNFIT.sub(" ", label).split()).strip(". ")[:FOLDER_MAX]
    return f"{plain} {NAMES[part]}" if plain else NAMES[part]
