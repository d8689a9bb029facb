"""Which answers may be remembered, and how one becomes a finished page (cards 7, 11; rule 25).

A view of a public page says so in two steps:

    @public
    @pages.remembered            # the view sees neither query, nor cookies, nor the visitor's language
    def card(request, handle):
        ...
        return pages.mark(response, Remember(card_id=…, card_revision=…, …))   # revisions read before rendering

Without `remembered` a marked answer is kept only when it was asked for without a query, and given only to
requests without one: right for a contact file that a query changes. An answer that is not marked is never kept.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any, Final, TypeVar

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.utils import translation

from cards.page_memory import Page, Variant
from cards.visits import VISIT

REMEMBERED_STATUSES: Final = {200, 301, 404, 410}
LARGEST_BODY: Final = 512 * 1024
GZIP_LEVEL: Final = 6
BROTLI_QUALITY: Final = 5  # 11 costs 21 ms a page
FORMER_HANDLE_SECONDS: Final = 300
ENCODERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "": lambda body: body,
    "gzip": lambda body: gzip.compress(body, GZIP_LEVEL, mtime=0),
    "br": lambda body: brotli.compress(body, quality=BROTLI_QUALITY),
}
WORTH_COMPRESSING: Final = ("text/", "application/json", "image/svg+xml", "application/manifest+json")
KEPT_HEADERS: Final = (
    "Content-Type",
    "Content-Disposition",
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Link",
    "Location",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "X-Robots-Tag",
)
SAID_AGAIN: Final = {"Cache-Control", "Vary"}
"""Beside the ETag, all that a 304 has to say; the browser still holds the rest (RFC 9110, 15.4.5)."""

QUERY_HIDDEN: Final = "cardsite.query_hidden"
OWN_LANGUAGE: Final = "cardsite.language"

V = TypeVar("V", bound=Callable[..., HttpResponseBase])
R = TypeVar("R", bound=HttpResponseBase)


@dataclass(frozen=True)
class Remember:
    """What an answer shows. Without a card it is kept for seconds only, unless it is a 200.

    After `fresh_until` the page is made anew (and still given while the database is down).
    """

    card_id: int | None = None
    workspace_id: int | None = None
    card_revision: int = 0
    workspace_revision: int = 0
    fresh_until: datetime | None = None


def mark(response: R, remember: Remember) -> R:
    """Allow this answer to be remembered. Whoever marks asserts: no cookie, no token, nothing of this visitor."""
    response.remember = remember  # type: ignore[attr-defined]
    return response


def remembered(view: V) -> V:
    """Hide from the view whatever may not change a remembered page: query, cookies, language of the browser."""

    @wraps(view)
    def bare(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.META[QUERY_HIDDEN] = request.META.get("QUERY_STRING", "")
        request.META["QUERY_STRING"] = ""
        request.GET = QueryDict()
        request.COOKIES = {}
        with translation.override(settings.LANGUAGE_CODE):
            response = view(request, *args, **kwargs)
        request.META[OWN_LANGUAGE] = response.headers.get("Content-Language", "")
        return response

    return bare  # type: ignore[return-value]


def finished(response: HttpResponseBase, environ: dict[str, Any]) -> Page | None:
    """The page made of Django's answer to a GET without session, or None when it may not be remembered."""
    remember: Remember | None = getattr(response, "remember", None)
    if remember is None or not isinstance(response, HttpResponse) or environ.get("QUERY_STRING"):
        return None
    if response.status_code not in REMEMBERED_STATUSES or len(response.content) > LARGEST_BODY:
        return None
    if response.cookies or "cookie" in response.headers.get("Vary", "").lower():
        return None  # something of the visitor was looked at
    card, workspace = remember.card_id, remember.workspace_id
    status = response.status_code
    return Page(
        status=f"{status} {response.reason_phrase}",
        variants=Variants(response.content, _headers(response, remember, environ), status),
        card=None if card is None else (card, remember.card_revision),
        workspace=None if workspace is None else (workspace, remember.workspace_revision),
        fresh_until=remember.fresh_until.timestamp() if remember.fresh_until else None,
        query_matters=QUERY_HIDDEN not in environ,
        visit=environ.get(VISIT),
    )


def _headers(response: HttpResponse, remember: Remember, environ: dict[str, Any]) -> list[tuple[str, str]]:
    """Only headers known to be the same for everybody; nothing a middleware made of this very request."""
    headers = [(name, response.headers[name]) for name in KEPT_HEADERS if name in response.headers]
    if language := environ.get(OWN_LANGUAGE):
        headers.append(("Content-Language", language))
    former = response.status_code == 301 and remember.card_id is not None
    headers.append(("Cache-Control", f"max-age={FORMER_HANDLE_SECONDS}" if former else "no-cache"))
    headers.append(("Vary", "Accept-Encoding"))
    if settings.SECURE_HSTS_SECONDS:
        headers.append(("Strict-Transport-Security", f"max-age={settings.SECURE_HSTS_SECONDS}"))
    return headers


class Variants(dict[str, Variant]):
    """A page in the encodings visitors asked for; each is made when the first of them does."""

    def __init__(self, body: bytes, headers: list[tuple[str, str]], status: int) -> None:
        self._body, self._headers, self._status = body, headers, status
        self._digest = hashlib.blake2b(repr(headers).encode() + body, digest_size=12).hexdigest()
        content_type = dict(headers).get("Content-Type", "")
        self._worth_compressing = content_type.startswith(WORTH_COMPRESSING) and len(body) > 200

    def __missing__(self, encoding: str) -> Variant:
        made = self._variant(encoding if self._worth_compressing else "")
        self[encoding] = made
        return made

    def _variant(self, encoding: str) -> Variant:
        body = ENCODERS[encoding](self._body)
        etag = f'"{self._digest}-{encoding}"' if encoding else f'"{self._digest}"'
        unchanged = [(name, value) for name, value in self._headers if name in SAID_AGAIN]
        own = [("Content-Encoding", encoding)] if encoding else []
        own.append(("Content-Length", str(len(body))))
        if self._status != 200:
            return Variant("", self._headers + own, unchanged, [body])
        tag = ("ETag", etag)
        return Variant(etag, [*self._headers, *own, tag], [*unchanged, tag], [body])
