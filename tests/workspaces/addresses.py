"""Every address of the program with its view, walked from the URLconf."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

EXAMPLES = {"workspace": "atelier", "handle": "ada", "provider": "google"}


@dataclass(frozen=True)
class Address:
    """A path with examples in place of its arguments."""

    path: str
    view: Any

    @property
    def policy(self) -> str:
        """What the view declares; allauth's and Django's own views declare whether they ask for a log-in."""
        declared = getattr(self.view, "policy", "")
        if declared:
            return str(declared)
        return "signed in" if getattr(self.view, "login_required", True) else "entrance"


def addresses(prefix: str = "/") -> list[Address]:
    """Those below a prefix."""
    return [found for found in _walk(get_resolver().url_patterns, "/") if found.path.startswith(prefix)]


def _walk(patterns: Any, before: str) -> Iterator[Address]:
    for pattern in patterns:
        path = before + _example(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, path)
        elif isinstance(pattern, URLPattern):
            yield Address(path, pattern.callback)


def _example(pattern: Any) -> str:
    """`w/<slug:workspace>/` as `w/atelier/`; each group of a regular expression as 1."""
    text = str(pattern)
    if text.startswith("^"):
        return re.sub(r"\(\?P<\w+>[^)]*\)", "1", text[1:]).rstrip("$").replace("\\", "")
    for name, converter in pattern.converters.items():
        example = EXAMPLES.get(name) or ("1" if converter.regex == "[0-9]+" else "example")
        for spelling in (f"<{name}>", f"<slug:{name}>", f"<str:{name}>", f"<int:{name}>", f"<path:{name}>"):
            text = text.replace(spelling, example)
    return text
