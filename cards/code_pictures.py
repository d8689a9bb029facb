"""A code's picture as an answer: its kinds and sizes, and what is said while there is none (cards 48, 50)."""

from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from cards import drawing, qr, stored_files
from cards.models import Code

PICTURE_TYPES: Final = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
DRAWN_IN: Final = 2  # seconds until a first drawing is asked for again
INERT: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


def size_of(asked: str) -> int:
    """Pixels a side, the usual ones for an empty text. Raises ValueError for all but a plain number of 512 to 4096."""
    if not asked:
        return qr.PNG_USUAL
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 4):
        raise ValueError(asked)
    size = int(asked)
    if not qr.PNG_SMALLEST <= size <= qr.PNG_LARGEST:
        raise ValueError(asked)
    return size


def picture(code: Code, kind: str, size: int) -> bytes | None:
    """None while there is nothing to show. The old file is given until the new one was read back."""
    if not code.files.get(kind):
        return None
    try:
        if kind == "png" and size != qr.PNG_USUAL and drawing.is_current(code):
            return drawing.png(code, size)
        return stored_files.read(code.files[kind])
    except OSError:  # gone, or the store is away
        return None


def shown(content: bytes, kind: str, disposition: str) -> HttpResponse:
    """The picture itself, unable to do anything wherever it is opened."""
    response = HttpResponse(content, content_type=PICTURE_TYPES[kind])
    response["Content-Disposition"] = disposition
    response["Content-Security-Policy"] = INERT
    return response


def refused_size() -> HttpResponse:
    words = _("size is a number from %(least)s to %(most)s") % {"least": qr.PNG_SMALLEST, "most": qr.PNG_LARGEST}
    return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")


def later() -> HttpResponse:
    """There will be a picture; nobody waits for it (cards 50)."""
    words = _("This code is being drawn. Please ask again in a moment.")
    response = HttpResponse(words, status=202, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(DRAWN_IN)
    response["Cache-Control"] = "no-store"
    return response
