"""Sets of instants as lists of half-open intervals.

Pure. Except where `merged` takes any, lists are sorted, and their intervals neither overlap nor touch nor are empty.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import TypeAlias

Instant: TypeAlias = int
"""Whole seconds since the epoch, UTC."""

Interval: TypeAlias = tuple[Instant, Instant]


def merged(intervals: Iterable[Interval]) -> list[Interval]:
    """The same instants in order; what overlaps or touches becomes one, what is empty goes."""
    found: list[Interval] = []
    last = None
    for start, end in sorted(intervals):
        if start >= end:
            continue
        if last is not None and start <= last:
            if end > last:
                found[-1] = (found[-1][0], last := end)
        else:
            found.append((start, last := end))
    return found


def common(one: Sequence[Interval], other: Sequence[Interval]) -> list[Interval]:
    """Instants in both."""
    found: list[Interval] = []
    i = j = 0
    while i < len(one) and j < len(other):
        start, end = max(one[i][0], other[j][0]), min(one[i][1], other[j][1])
        if start < end:
            found.append((start, end))
        if one[i][1] < other[j][1]:
            i += 1
        else:
            j += 1
    return found


def outside(intervals: Sequence[Interval], gaps: Sequence[Interval]) -> list[Interval]:
    """Instants of `intervals` that are in none of the gaps."""
    if not intervals or not gaps:
        return list(intervals)
    first, last = min(intervals[0][0], gaps[0][0]), max(intervals[-1][1], gaps[-1][1])
    edges = [first, *(edge for gap in gaps for edge in gap), last]
    return common(intervals, [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b])


def holds(intervals: Sequence[Interval], instant: Instant) -> bool:
    """Whether the instant is in one of them."""
    place = bisect_right(intervals, (instant, instant))
    return any(start <= instant < end for start, end in intervals[max(place - 1, 0) : place + 1])
