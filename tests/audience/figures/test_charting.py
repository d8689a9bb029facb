"""Where bars and words of a chart stand: within it, to scale, and never on each other. Pure."""

from itertools import pairwise

import pytest

from audience import charting
from audience.charting import Bar, Mark

NARROW = 270
"""Pixels of a plot on a phone of 360."""

LETTER = 7
"""Pixels of the widest usual letter at 13 px."""


def number(share: str) -> float:
    assert share.endswith("%")
    return float(share[:-1])


@pytest.mark.parametrize(
    ("highest", "top", "scale"),
    [
        (0, 1, [1, 0]),
        (1, 1, [1, 0]),
        (2, 2, [2, 1, 0]),
        (3, 4, [4, 2, 0]),
        (9, 10, [10, 5, 0]),
        (10, 10, [10, 5, 0]),
        (11, 20, [20, 10, 0]),
        (21, 30, [30, 15, 0]),
        (61, 80, [80, 40, 0]),
        (101, 200, [200, 100, 0]),
        (7_654_321, 8_000_000, [8_000_000, 4_000_000, 0]),
    ],
)
def test_the_scale_is_round_and_has_a_middle(highest: int, top: int, scale: list[int]):
    assert (charting.top_of(highest), charting.scale_of(top)) == (top, scale)


def test_bars_stand_on_the_ground_to_scale():
    assert charting.bars([0, 5, 10], 10) == [
        Bar("12.67%", "100.00%", "8.00%", "0.00%"),
        Bar("46.00%", "50.00%", "8.00%", "50.00%"),
        Bar("79.33%", "0.00%", "8.00%", "100.00%"),
    ]


@pytest.mark.parametrize("count", [1, 7, 30, 58, 92])
def test_bars_stay_in_the_chart_and_apart(count: int):
    bars = charting.bars([1] * count, 1)
    places = [(number(bar.x), number(bar.x) + number(bar.width)) for bar in bars]
    assert places[0][0] >= 0
    assert places[-1][1] <= 100
    assert all(end < begin for (_, end), (begin, _) in pairwise(places))


@pytest.mark.parametrize(
    ("pieces", "most"), [(1, 5), (5, 5), (7, 7), (6, 7), (30, 5), (92, 5), (58, 4), (14, 5), (37, 4)]
)
def test_words_below_have_room_on_the_narrowest_phone(pieces: int, most: int):
    """Of 1, 7, 30 and 400 days, and those between"""
    width = charting.LETTERS[most] * LETTER
    spans = []
    for mark in charting.marks(pieces, most):
        at = number(mark.x) * NARROW / 100
        begin = {"start": at, "middle": at - width / 2, "end": at - width}[mark.anchor]
        spans.append((begin, begin + width))
    assert spans[0][0] >= -1
    assert spans[-1][1] <= NARROW + 1
    assert all(end <= begin for (_, end), (begin, _) in pairwise(spans))


def test_the_first_and_the_last_are_named():
    assert [mark.index for mark in charting.marks(30, 5)] == [0, 7, 14, 22, 29]
    assert charting.marks(1, 5) == [Mark(0, "50.00%", "middle")]
    assert charting.marks(0, 5) == []


def test_hours_share_one_scale_and_nothing_that_happened_is_lost():
    week = [[0] * 24 for _day in range(7)]
    week[0][9], week[6][23], week[2][0] = 1000, 500, 1
    rows = charting.week_rows(week)
    assert (rows[0][9].height, rows[6][23].height, rows[2][0].height, rows[3][3].height) == ("26", "13", "2", "0")
    assert (rows[0][9].y, rows[6][23].y) == ("6", "211")
    assert [number(bar.x) for bar in rows[0]] == sorted(number(bar.x) for bar in rows[0])


def test_an_empty_week_has_no_bars():
    assert {bar.height for row in charting.week_rows([[0] * 24] * 7) for bar in row} == {"0"}


def test_a_share_of_nothing_is_nothing():
    assert [charting.share_of(1, 3), charting.share_of(0, 0)] == ["33.33%", "0.00%"]
