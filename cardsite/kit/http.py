"""The edge: a request id, and refusals that need no view (rule 32, A60, A67–A69)."""

import re
import uuid
from collections.abc import Callable
from typing import Any, Final

import structlog
from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

_NEVER: Final = re.compile("[\x00\ud800-\udfff]")


class EdgeMiddleware:
    """Outermost. Names the request, drops forwarded headers nobody vouches for, refuses NUL bytes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.id = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request=request.id)  # type: ignore[attr-defined]
        if not settings.TRUSTED_PROXIES:
            for header in ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"):
                request.META.pop(header, None)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request.id  # type: ignore[attr-defined]
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Raises `BadRequest` for a NUL byte or lone surrogate anywhere a person could have typed."""
        if _NEVER.search(request.path_info) or _any_forbidden(request.GET):
            raise BadRequest("forbidden character in the address")
        if request.method == "POST" and _any_forbidden(request.POST):
            raise BadRequest("forbidden character in the form")


def _any_forbidden(data: Any) -> bool:
    return any(_NEVER.search(key) or any(_NEVER.search(value) for value in values) for key, values in data.lists())


def client_address(request: HttpRequest) -> str:
    """The visitor's address: counted from the right by as many proxies as stand in front (rule 22)."""
    return address_said(str(request.META.get("REMOTE_ADDR", "")), request.META.get("HTTP_X_FORWARDED_FOR", ""))


def address_said(remote: str, forwarded: str) -> str:
    """The same, of what the connection and `X-Forwarded-For` say."""
    if settings.TRUSTED_PROXIES:
        hops = [hop.strip() for hop in forwarded.split(",") if hop.strip()]
        if len(hops) >= settings.TRUSTED_PROXIES:
            return str(hops[-settings.TRUSTED_PROXIES])
    return remote
