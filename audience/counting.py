"""The WSGI wrapper that notes what was done at a card, and does nothing else while the visitor waits (cards 64, 65).

    Counting(FrontDoor(django), buffer)

What the note means (who is a machine, who is a member, which device) is found when the buffer is written.
"""

from collections.abc import Iterable
from time import time
from typing import Any

from django.conf import settings

from audience.buffer import Buffer
from audience.seen import READ
from cards.front_door import Application, Environ, StartResponse
from cards.visits import VISIT


class Counting:
    """Puts a note of every marked answer into the buffer, HEAD left out."""

    def __init__(self, application: Application, buffer: Buffer) -> None:
        self.application = application
        self.buffer = buffer
        self.read = (*READ, country_key())

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        query = environ.get("QUERY_STRING", "")  # a view may hide it from itself
        body = self.application(environ, start_response)
        visit: Any = environ.get(VISIT)
        if visit is not None and environ["REQUEST_METHOD"] != "HEAD":
            self.buffer.add((int(time()), visit, query, *map(environ.get, self.read)))
        return body


def country_key() -> str:
    """Where a proxy in front says the country; without a trusted proxy anybody could say it, so nobody is asked."""
    name: str = settings.COUNTRY_HEADER if settings.TRUSTED_PROXIES else ""
    return "HTTP_" + name.upper().replace("-", "_") if name else ""
