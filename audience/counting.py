"""The WSGI wrapper that notes what was done at a card, and does nothing else while the visitor waits (cards 64, 65).

    Counting(FrontDoor(django), buffer)

What the note means (who is a machine, who is a member, which device) is found when the buffer is written.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings

from audience.buffer import Buffer
from cards.front_door import Application, Environ, StartResponse
from cards.visits import VISIT


class Counting:
    """Puts a note of every marked answer into the buffer, HEAD left out."""

    def __init__(self, application: Application, buffer: Buffer) -> None:
        self.application = application
        self.add = buffer.add
        self.country = country_key()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        said = environ.get
        query = said("QUERY_STRING", "")  # a view may hide it from itself
        body = self.application(environ, start_response)
        visit: Any = said(VISIT)
        if visit is not None and environ["REQUEST_METHOD"] != "HEAD":
            # The fields of `Seen`, each asked for by itself: half the price of a loop over their names.
            self.add(
                (
                    visit,
                    query,
                    said("REMOTE_ADDR"),
                    said("HTTP_X_FORWARDED_FOR"),
                    said("HTTP_USER_AGENT"),
                    said("HTTP_REFERER"),
                    said("HTTP_COOKIE"),
                    said("HTTP_SEC_PURPOSE"),
                    said("HTTP_PURPOSE"),
                    said("HTTP_X_MOZ"),
                    said("HTTP_SEC_GPC"),
                    said("HTTP_DNT"),
                    said(self.country),
                )
            )
        return body


def country_key() -> str:
    """Where a proxy in front says the country; without a trusted proxy anybody could say it, so nobody is asked."""
    name: str = settings.COUNTRY_HEADER if settings.TRUSTED_PROXIES else ""
    return "HTTP_" + name.upper().replace("-", "_") if name else ""
