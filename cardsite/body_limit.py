"""What is larger than anything we ask for is refused before anybody reads it (rule 32)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cardsite.errors import too_large


class BodyLimit:
    """Answers 413 by the announced length; a body without one is no body to a WSGI server."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdecimal() and int(announced) > settings.BODY_BYTES:
            return too_large(request)
        return self.get_response(request)
