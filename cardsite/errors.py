"""Answers that are not a page: what went wrong, in plain words, with a way back (A71).

They are drawn without session and without database, so that they can say that these are away.
"""

import sys
from typing import Any, Final

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse

from cardsite.kit.read_only import is_read_only_refusal
from cardsite.kit.store_away import StoreAway

RETRY_SOON: Final = 2
"""Seconds after which a page is worth asking for again when the database was away."""

AWAY: Final = (OperationalError, InterfaceError, StoreAway)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400; `handler400`."""
    return _page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """403; `handler403` and `CSRF_FAILURE_VIEW`."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404; `handler404`. What may not be seen and what is not there look alike (rule 5)."""
    return _page(request, 404)


def gone(request: HttpRequest) -> HttpResponse:
    """410: was there, and never will be again."""
    return _page(request, 410)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: a body larger than anything we ask for."""
    return _page(request, 413, megabytes=settings.BODY_BYTES // 1_000_000)


def too_many(request: HttpRequest, retry_after: int) -> HttpResponse:
    """429, to be tried again after so many seconds."""
    return _later(request, 429, retry_after)


def unavailable(request: HttpRequest, retry_after: int = RETRY_SOON) -> HttpResponse:
    """503, to be tried again after so many seconds."""
    return _later(request, 503, retry_after)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; `handler500`. Generic: the request id leads staff to the trace. Plain text when even templates fail.

    A database that is away, locked, too slow or only read is no mistake of ours but a moment to wait: 503 (F7, F11,
    F12). So is the object store (F17).
    """
    try:
        error = sys.exc_info()[1]
        if isinstance(error, AWAY) or is_read_only_refusal(error):
            return unavailable(request)
        return _page(request, 500)
    except Exception:  # noqa: BLE001  # the last resort must not have one of its own
        text = f"That was our mistake. Please try again. Number: {_request_id(request)}\n"
        return HttpResponse(text, status=500, content_type="text/plain; charset=utf-8")


def _later(request: HttpRequest, status: int, seconds: int) -> HttpResponse:
    response = _page(request, status, seconds=seconds)
    response["Retry-After"] = str(seconds)
    return response


def _page(request: HttpRequest, status: int, **context: Any) -> HttpResponse:
    known = {"site_name": settings.SITE_NAME, "request_id": _request_id(request), "theme": _theme(request)}
    html = render_to_string(f"{status}.html", known | _back(request) | context)
    response = HttpResponse(html, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _back(request: HttpRequest) -> dict[str, str]:
    """Members go back to their cards; the address alone decides, nobody is looked up."""
    return {"back": reverse("home")} if request.path_info.startswith("/w/") else {}


def _request_id(request: HttpRequest) -> str:
    return str(getattr(request, "id", ""))


def _theme(request: HttpRequest) -> str:
    """The person's appearance where the person is known already; never asks the database."""
    return str(getattr(request.__dict__.get("_cached_user"), "theme", "system"))
