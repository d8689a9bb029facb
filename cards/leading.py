"""Where a document leads its visitors: every web address in it, whatever block it stands in. Pure."""

from collections.abc import Iterator
from typing import Any, Final

_WEB: Final = ("https://", "http://")


def addresses(value: Any) -> frozenset[str]:
    """Of a document as it is kept.

    >>> sorted(addresses({"blocks": [{"body": {"url": "https://a.example"}}, "http://b.example", 3]}))
    ['http://b.example', 'https://a.example']
    """
    return frozenset(_found(value))


def _found(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value.lower().startswith(_WEB):
            yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _found(part)
    elif isinstance(value, list):
        for part in value:
            yield from _found(part)
