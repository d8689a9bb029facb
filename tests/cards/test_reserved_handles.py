"""No address of the service can be taken by a card (cards 5)."""

import re

from django.urls import get_resolver
from django.urls.resolvers import RegexPattern

from cards.reserved_handles import RESERVED


def first_segments() -> set[str]:
    """The fixed first path segments of the whole URL map; `<handle>` is none."""
    found = set()
    for entry in get_resolver().url_patterns:
        written = str(entry.pattern)
        if isinstance(entry.pattern, RegexPattern):
            written = written.removeprefix("^").replace("\\", "").removesuffix("$")
        segment = written.split("/")[0]
        if segment and not re.match(r"[<(]", segment):
            found.add(segment)
    return found


def test_every_first_path_segment_of_the_url_map_is_reserved() -> None:
    """cards 5"""
    segments = first_segments()
    assert {"accounts", "w"} <= segments
    assert sorted(segments - RESERVED) == []
