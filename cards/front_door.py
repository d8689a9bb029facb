"""The WSGI wrapper around Django that answers a remembered page before Django runs (cards 7, 11; A60, F29).

A hit costs one look into a dict: no query, no cookie, no header of the request but Host, Accept-Encoding
and If-None-Match. Only pages of the canonical host are ever kept, so a forged Host finds nothing.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, Final

from django.conf import settings

from cards.page_memory import Key, Page, PageMemory
from cards.pages import QUERY_HIDDEN, finished
from cards.visits import VISIT

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

ENCODINGS: Final = ("br", "gzip")
ANYBODYS: Final = ("HTTP_COOKIE", "HTTP_AUTHORIZATION")


class FrontDoor:
    """`watch` is called after a page was kept: from then on somebody must learn of changes.

    `given` is told the method and the status of each answer that Django had no part in.
    """

    def __init__(
        self,
        django: Application,
        memory: PageMemory,
        watch: Callable[[], None],
        given: Callable[[str, str], object] = lambda method, status: None,
    ) -> None:
        self.django = django
        self.memory = memory
        self.watch = watch
        self.given = given

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self.django(environ, start_response)
        key = (environ.get("HTTP_HOST", ""), environ["PATH_INFO"])
        page = self.memory.recall(key)
        if page is not None:
            if page.query_matters and environ.get("QUERY_STRING"):
                return self.django(environ, start_response)
            return self._give(page, environ, start_response)
        if not self._may_remember(environ):
            return self.django(environ, start_response)
        with self.memory.building(key):
            page = self.memory.recall(key)  # perhaps made since we looked
            if page is not None and not (page.query_matters and environ.get("QUERY_STRING")):
                return self._give(page, environ, start_response)
            return self._make(key, environ, start_response)

    def _give(self, page: Page, environ: Environ, start_response: StartResponse) -> list[bytes]:
        status, headers, body = answer(page, environ)
        start_response(status, headers)
        self.given(environ["REQUEST_METHOD"], status)
        return body

    def _may_remember(self, environ: Environ) -> bool:
        """Asked by GET, by nobody in particular, at the canonical host."""
        return (
            environ["REQUEST_METHOD"] == "GET"
            and environ.get("HTTP_HOST") == settings.CANONICAL_HOST
            and not any(environ.get(header) for header in ANYBODYS)
        )

    def _make(self, key: Key, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Let Django answer; keep what may be kept, and give it as every later visitor will get it."""
        epoch = self.memory.epoch
        started: list[tuple[Any, ...]] = []
        response: Any = self.django(environ, lambda *arguments: started.append(arguments))
        page = finished(response, environ)
        environ["QUERY_STRING"] = environ.get(QUERY_HIDDEN, environ.get("QUERY_STRING", ""))  # for whoever counts
        if page is None:
            start_response(*started[0])
            return response  # type: ignore[no-any-return]
        response.close()
        if self.memory.keep(key, page, epoch=epoch):
            self.watch()
        request_id = [("X-Request-ID", response.headers["X-Request-ID"])] if "X-Request-ID" in response.headers else []
        status, headers, body = answer(page, environ)
        start_response(status, headers + request_id)
        return body


def answer(page: Page, environ: Environ) -> tuple[str, list[tuple[str, str]], list[bytes]]:
    """Status, headers and body: 304 when the visitor has it, no body to HEAD. Marks a shown card for counting."""
    variant = page.variants[best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))]
    if page.visit is not None:
        environ[VISIT] = page.visit
    held = environ.get("HTTP_IF_NONE_MATCH")
    if held and variant.etag and (variant.etag in held or held == "*"):
        return "304 Not Modified", variant.unchanged_headers, []
    return page.status, variant.headers, variant.body if environ["REQUEST_METHOD"] == "GET" else []


@lru_cache(maxsize=256)
def best_encoding(accepted: str) -> str:
    """Brotli, else gzip, else "" for none. A coding with q=0 is refused; `*` names every coding not listed."""
    weights: dict[str, float] = {}
    for part in accepted.lower().split(","):
        coding, _, parameter = part.strip().partition(";")
        name, _, value = parameter.strip().partition("=")
        try:
            weights[coding.strip()] = float(value) if name.strip() == "q" else 1.0
        except ValueError:
            weights[coding.strip()] = 0.0
    return next((coding for coding in ENCODINGS if weights.get(coding, weights.get("*", 0.0)) > 0), "")
