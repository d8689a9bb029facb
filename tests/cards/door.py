"""Knocks at a front door as a WSGI server would, but leaves the test's own connection open."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from cards.front_door import Application


@dataclass
class Reply:
    """What the visitor gets; `environ` is what a counting wrapper sees afterwards."""

    status: int
    headers: dict[str, str]
    body: bytes
    environ: dict[str, Any] = field(repr=False)

    @property
    def from_memory(self) -> bool:
        """Only Django names requests."""
        return "X-Request-ID" not in self.headers


def knock(door: Application, path: str, method: str = "GET", query: str = "", **environ: Any) -> Reply:
    """One request to the canonical host of the tests, unless HTTP_HOST says otherwise."""
    full: dict[str, Any] = {
        "HTTP_HOST": "localhost:8000",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "REMOTE_ADDR": "127.0.0.1",
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.errors": io.StringIO(),
        "wsgi.input": io.BytesIO(),
        "wsgi.url_scheme": "http",
    } | environ
    started: list[tuple[str, list[tuple[str, str]]]] = []
    with _connections_kept():
        body = door(full, lambda status, headers, exc_info=None: started.append((status, headers)))
        [(status, headers)] = started
        content = b"".join(body)
        if close := getattr(body, "close", None):
            close()
    names = [name for name, _value in headers]
    assert len(names) == len(set(names)), f"a header twice: {names}"
    return Reply(int(status[:3]), dict(headers), content, full)


@contextmanager
def _connections_kept() -> Iterator[None]:
    """As Django's own test client does: a request does not end the transaction of its test."""
    signals = (request_started, request_finished)
    held = [signal for signal in signals if signal.disconnect(close_old_connections)]
    try:
        yield
    finally:
        for signal in held:
            signal.connect(close_old_connections)
