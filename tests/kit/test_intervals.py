"""Sets of instants as lists of intervals (B5, B9)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardsite.kit.intervals import Interval, common, holds, merged, outside

some = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6)


def instants(intervals: list[Interval]) -> set[int]:
    return {instant for start, end in intervals for instant in range(start, end)}


@pytest.mark.parametrize(
    ("given_", "expected"),
    [
        ([], []),
        ([(5, 9), (1, 3)], [(1, 3), (5, 9)]),
        ([(1, 3), (3, 5)], [(1, 5)]),
        ([(1, 3), (2, 5)], [(1, 5)]),
        ([(1, 9), (2, 3), (4, 5)], [(1, 9)]),
        ([(1, 3), (4, 5)], [(1, 3), (4, 5)]),
        ([(4, 4), (7, 6)], []),
    ],
)
def test_what_overlaps_or_touches_becomes_one(given_: list[Interval], expected: list[Interval]) -> None:
    """B5"""
    assert merged(given_) == expected


@pytest.mark.parametrize(
    ("gaps", "expected"),
    [
        ([], [(10, 20), (30, 40)]),
        ([(0, 10), (20, 30), (40, 50)], [(10, 20), (30, 40)]),
        ([(0, 50)], []),
        ([(12, 14)], [(10, 12), (14, 20), (30, 40)]),
        ([(10, 11), (19, 31)], [(11, 19), (31, 40)]),
        ([(35, 99)], [(10, 20), (30, 35)]),
    ],
)
def test_gaps_are_cut_out(gaps: list[Interval], expected: list[Interval]) -> None:
    """B9: half-open, so touching costs nothing"""
    assert outside([(10, 20), (30, 40)], gaps) == expected


@given(some, some)
def test_lists_are_sets_of_instants(one: list[Interval], other: list[Interval]) -> None:
    """Every operation is the one on the sets, and its answer is in the one form all others expect."""
    left, right = merged(one), merged(other)
    assert instants(left) == instants([part for part in one if part[0] < part[1]])
    assert instants(common(left, right)) == instants(left) & instants(right)
    assert instants(outside(left, right)) == instants(left) - instants(right)
    assert {instant for instant in range(-1, 32) if holds(left, instant)} == instants(left)
    assert [merged(found) == found for found in (left, common(left, right), outside(left, right))] == [True] * 3
