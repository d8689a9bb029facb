"""The message that carries an order into WhatsApp: only a draft, so never relied upon (S4–S6). Pure."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

TEXT_MAX: Final = 1000
"""Characters; clients cut at very different points, so stay far below."""

LINK_MAX: Final = 2000
_MARKS: Final = str.maketrans({"*": "∗", "_": "‗", "~": "∼", "`": "ʹ"})
"""Signs that WhatsApp sets bold, italic, struck and in a typewriter's face; these only look alike."""

_NUMBER: Final = re.compile(r"\+[1-9][0-9]{7,14}")
_SPACE: Final = re.compile(r"\s+")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co"})
_JOINERS: Final = frozenset("\u200c\u200d")
"""Without these no Persian word and no family emoji is right."""


@dataclass(frozen=True)
class Message:
    """`short` when only number, count, total and address went in."""

    text: str
    url: str
    short: bool


def safe(text: str) -> str:
    """What others wrote, on one line and unable to fake a bold line or a total (S6)."""
    plain = _SPACE.sub(" ", text)
    kept = (one for one in plain if one in _JOINERS or unicodedata.category(one) not in _UNSEEN)
    return _SPACE.sub(" ", "".join(kept)).translate(_MARKS).strip()


def is_number(text: str) -> bool:
    """Whether it is E.164 with 8 to 15 digits: what a link can open a chat with (S4)."""
    return _NUMBER.fullmatch(text) is not None


def url(number: str, text: str) -> str:
    """`number` in E.164; the link has digits only, the text percent-encoded UTF-8, a space %20 and never "+"."""
    return f"https://wa.me/{number.removeprefix('+')}?text={quote(text, safe='')}"


def message(number: str, lines: Sequence[str], brief: Sequence[str]) -> Message:
    """All `lines` when text and link keep the limits, else those in `brief`; never cut inside a line (S5).

    Both are finished lines, an empty one a gap; what others wrote in them went through `safe`.
    """
    full = _message(number, lines, short=False)
    if len(full.text) <= TEXT_MAX and len(full.url) <= LINK_MAX:
        return full
    return _message(number, brief, short=True)


def _message(number: str, lines: Sequence[str], *, short: bool) -> Message:
    text = "\n".join(lines)
    return Message(text, url(number, text), short)
