"""Every address of the program as the URLconf has it: name, route, view and arguments."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
SENT: Final = ("GET", "POST")
"""What browsers send by themselves: `make test` asks every address for these, `make prove` for all."""
WORKSPACE: Final = "w/<slug:workspace>/"
_GROUP: Final = re.compile(r"\(\?P<(\w+)>[^()]*\)|<(?:\w+:)?(\w+)>")

each_method = pytest.mark.parametrize(
    "method", [method if method in SENT else pytest.param(method, marks=pytest.mark.proof) for method in METHODS]
)
all_methods = pytest.mark.parametrize(
    "methods", [pytest.param(SENT, id="sent"), pytest.param(METHODS, id="all", marks=pytest.mark.proof)]
)


@dataclass(frozen=True)
class Address:
    """One pattern. `name` carries its namespace; unnamed patterns are called by their route."""

    name: str
    route: str
    view: Any

    @property
    def arguments(self) -> tuple[str, ...]:
        """Names of the arguments in their order."""
        return tuple(found[1] or found[2] for found in _GROUP.finditer(self.route))

    @property
    def policy(self) -> str:
        """What the view declares about who may call it; empty when it declares nothing."""
        return str(getattr(self.view, "policy", ""))

    @property
    def policy_of_post(self) -> str:
        return str(getattr(self.view, "policy_of_post", "")) or self.policy

    @property
    def open(self) -> bool:
        """The log-in middleware lets strangers pass."""
        return not getattr(self.view, "login_required", True)

    @property
    def of_workspace(self) -> bool:
        return self.route.startswith(WORKSPACE)

    def path(self, values: Mapping[str, object]) -> str:
        """With values for the arguments. Raises `KeyError` for an argument nobody gave a value for."""
        return "/" + _GROUP.sub(lambda found: str(values[found[1] or found[2]]), self.route)


def walk(patterns: Iterable[Any] | None = None) -> list[Address]:
    """Those of the program, or of the patterns given, in the order in which they are tried."""
    return list(_walk(get_resolver().url_patterns if patterns is None else patterns, "", ""))


def _walk(patterns: Iterable[Any], before: str, namespace: str) -> Iterator[Address]:
    for pattern in patterns:
        route = before + _plain(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from _walk(pattern.url_patterns, route, namespace + inner)
        elif isinstance(pattern, URLPattern):
            yield Address(f"{namespace}{pattern.name}" if pattern.name else route, route, pattern.callback)


def _plain(pattern: Any) -> str:
    """A regular expression without its anchors and escapes; a route as it is written."""
    text = str(pattern)
    if not isinstance(pattern, RegexPattern):
        return text
    return text.removeprefix("^").removesuffix("$").replace("\\", "")
