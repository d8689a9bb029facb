"""The files people uploaded, as we made them: served without cookies, inert, for ever (rule 9; cards 28)."""

import re
from typing import Final

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from workspaces.access import public

NAME: Final = re.compile(r"[a-z]{1,12}/[0-9a-f]{2}/[0-9a-f]{32,64}(?:-[0-9]{1,5})?\.(webp|jpg|png|svg|pdf)")
TYPES: Final = {
    "webp": "image/webp",
    "jpg": "image/jpeg",
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
}
SHOWN_IN_PLACE: Final = {"webp", "jpg", "png"}


def url(name: str) -> str:
    """Where a stored file is fetched: under `/media/`, wherever it is kept."""
    return default_storage.url(name)


@public
@require_safe
def serve(request: HttpRequest, name: str) -> HttpResponseBase:
    """One file by its generated name. Names never change what they hold, so browsers keep them a year."""
    match = NAME.fullmatch(name)
    if match is None:
        raise Http404
    try:
        file = default_storage.open(name)
    except FileNotFoundError:
        raise Http404 from None
    except OSError:
        return away()
    kind = match[1]
    etag = f'"{name.rsplit("/", 1)[1]}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = FileResponse(file, content_type=TYPES[kind], as_attachment=kind not in SHOWN_IN_PLACE)
    else:
        file.close()
    answer["ETag"] = etag
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def away() -> HttpResponse:
    """The store does not answer: the page stands without this picture, and may ask again (A77)."""
    answer = HttpResponse("The file store does not answer.", status=503, content_type="text/plain; charset=utf-8")
    answer["Retry-After"] = "10"
    answer["Cache-Control"] = "no-store"
    return answer
