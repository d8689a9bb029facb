"""Where bars, rules and words of a chart stand. Pure geometry.

Across, everything is a share of the width, so that a chart fits any screen and its letters keep their size; a browser
draws it without script. A number of shares is text as SVG takes it: "12.50%".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

LETTERS: Final = {7: 3, 5: 6, 4: 8}
"""So many words fit below a chart on the narrowest phone if none has more than so many letters."""

BAR_WIDEST: Final = 8
"""Share of the width: one day is no wall."""

ROW: Final = 32
ROW_BAR: Final = 26
"""Pixels of one day in the hours of a week, and of its highest bar."""


@dataclass(frozen=True)
class Bar:
    """A rectangle within its chart; measures are attributes of SVG."""

    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True)
class Mark:
    """A word below the chart: which piece it names, where it stands, and which end of it stands there."""

    index: int
    x: str
    anchor: str


def top_of(highest: int) -> int:
    """The number at the top of the scale: round, and with a whole number in its middle."""
    if highest <= 1:
        return 1
    scale = 1
    while highest > 10 * scale:
        scale *= 10
    steps = (2, 4, 6, 8, 10) if scale == 1 else (2, 3, 4, 5, 6, 8, 10)
    return next(step * scale for step in steps if step * scale >= highest)


def scale_of(top: int) -> list[int]:
    """What is written beside the rules, from above."""
    return [top, top // 2, 0] if top > 1 else [top, 0]


def bars(counts: Sequence[int], top: int) -> list[Bar]:
    """One for each, from left to right, standing on the ground."""
    slot = 100 / max(len(counts), 1)
    width = min(slot * 0.76, BAR_WIDEST)
    return [
        Bar(
            x=_share(slot * (number + 0.5) - width / 2),
            y=_share(100 - 100 * count / top),
            width=_share(width),
            height=_share(100 * count / top),
        )
        for number, count in enumerate(counts)
    ]


def marks(number: int, most: int) -> list[Mark]:
    """Which of so many pieces are named: all of a few, else the first, the last and some between."""
    step = max(number - 1, 0) / (most - 1)
    chosen = range(number) if number <= most else [round(place * step) for place in range(most)]
    return [_mark(index, number) for index in chosen]


def week_rows(hours: Sequence[Sequence[int]]) -> list[list[Bar]]:
    """For each day of the week one bar an hour; all of them to one scale, heights in pixels."""
    highest = max((count for day in hours for count in day), default=0) or 1
    return [
        [
            Bar(
                x=_share(100 * (hour + 0.12) / 24),
                y=str(ROW * (day + 1) - _height(count, highest)),
                width=_share(76 / 24),
                height=str(_height(count, highest)),
            )
            for hour, count in enumerate(counts)
        ]
        for day, counts in enumerate(hours)
    ]


def share_of(count: int, whole: int) -> str:
    """How long a bar beside a number is."""
    return _share(100 * count / whole if whole else 0)


def _height(count: int, highest: int) -> int:
    """Whatever happened can be seen."""
    return max(round(ROW_BAR * count / highest), 2) if count else 0


def _mark(index: int, number: int) -> Mark:
    at = 100 * (index + 0.5) / number
    if at < WORDS_EDGE:
        return Mark(index, _share(0), "start")
    if at > 100 - WORDS_EDGE:
        return Mark(index, _share(100), "end")
    return Mark(index, _share(at), "middle")


WORDS_EDGE: Final = 7
"""Nearer to an end a word would be cut off in its middle."""


def _share(number: float) -> str:
    return f"{number:.2f}%"
