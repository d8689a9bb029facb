"""A card's public addresses besides its page: permanent link, contact file, code pictures, JSON (cards 7, 35, 48)."""

import hashlib
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cards import absent, drawing, pages, qr, short_codes, stored_files
from cards.addresses import at_address, nothing_here, showing
from cards.blocks import registry
from cards.coding import short_link
from cards.contact_files import contact_file
from cards.models import Card, Code, Publication
from cards.open_content import open_content
from cards.vcard import content_disposition
from workspaces.access import public

PICTURE_TYPES: Final = {"svg": "image/svg+xml", "png": "image/png", "pdf": "application/pdf"}
DRAWN_IN: Final = 2  # seconds until a first drawing is asked for again
INERT: Final = "sandbox; default-src 'none'; style-src 'unsafe-inline'"


@public
@require_safe
def qr_link(request: HttpRequest, code: str) -> HttpResponse:
    """Every printed code leads here; whatever the card's state, so the card itself says it (cards 7, 10)."""
    text = short_codes.normalise(code)
    row = Code.unscoped.select_related("card").filter(text=text).first() if text else None
    if row is None:
        return nothing_here()
    if row.card is None or row.card.erased_at:
        return _no_store(absent.gone())
    handle = reverse("card", args=[row.card.handle])
    return _no_store(HttpResponseRedirect(f"{handle}?{urlencode({'via': row.text})}"))


@at_address
def card_vcf(request: HttpRequest, card: Card, publication: Publication) -> HttpResponseBase:
    """The contact file; `?photo=0` without picture, `?via=` says where one met (cards 35, 40, 41)."""
    via = short_codes.normalise(request.GET.get("via", ""))
    photo = request.GET.get("photo") != "0"
    body = contact_file(card, publication, via=via, photo=photo, now=timezone.now())
    response = HttpResponse(body, content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = content_disposition(card.handle, publication.content.name)
    return _tagged(request, card, response)


@at_address
def card_json(request: HttpRequest, card: Card, publication: Publication) -> HttpResponseBase:
    page = settings.BASE_URL + reverse("card", args=[card.handle])
    body = open_content(
        publication.content,
        url=page,
        short_link=short_link(_code(card, None)),
        kinds=frozenset(registry.kinds()),
        contact_file=settings.BASE_URL + reverse("card_vcf", args=[card.handle]),
    )
    response = JsonResponse(body, json_dumps_params={"ensure_ascii": False})
    return _tagged(request, card, response)


@at_address
def card_qr(request: HttpRequest, card: Card, publication: Publication, kind: str) -> HttpResponseBase:
    """A code's picture: the files that were read back; a PNG also in other sizes (cards 44–50; A70)."""
    try:
        size = _size(request.GET.get("size", ""))
        code = _code(card, request.GET.get("code"))
    except ValueError:
        words = _("size is a number from %(least)s to %(most)s") % {"least": qr.PNG_SMALLEST, "most": qr.PNG_LARGEST}
        return HttpResponse(words, status=400, content_type="text/plain; charset=utf-8")
    except Code.DoesNotExist:
        return nothing_here()
    picture = _picture(code, kind, size)
    if picture is None:
        return _later()
    response = HttpResponse(picture, content_type=PICTURE_TYPES[kind])
    response["Content-Disposition"] = f'inline; filename="{card.handle}-{code.text.lower()}.{kind}"'
    response["Content-Security-Policy"] = INERT
    return _tagged(request, card, response)


def _picture(code: Code, kind: str, size: int) -> bytes | None:
    """None while there is nothing to show. The old file is given until the new one was read back."""
    if not code.files.get(kind):
        return None
    if kind == "png" and size != qr.PNG_USUAL and drawing.is_current(code):
        return drawing.png(code, size)
    try:
        return stored_files.read(code.files[kind])
    except FileNotFoundError:
        return None


def _size(asked: str) -> int:
    """Raises ValueError for anything but a plain number of 512 to 4096."""
    if not asked:
        return qr.PNG_USUAL
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 4):
        raise ValueError(asked)
    size = int(asked)
    if not qr.PNG_SMALLEST <= size <= qr.PNG_LARGEST:
        raise ValueError(asked)
    return size


def _code(card: Card, asked: str | None) -> Code:
    """The default code, or another of the same card. Raises `Code.DoesNotExist`."""
    codes = Code.objects.filter(card=card)
    return codes.get(is_default=True) if asked is None else codes.get(text=short_codes.normalise(asked))


def _later() -> HttpResponse:
    words = _("This code is being drawn. Please ask again in a moment.")
    response = HttpResponse(words, status=202, content_type="text/plain; charset=utf-8")
    response["Retry-After"] = str(DRAWN_IN)
    return _no_store(response)


def _no_store(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    return response


def _tagged(request: HttpRequest, card: Card, response: HttpResponse) -> HttpResponseBase:
    """With an ETag, so that asking again costs little; may be remembered where it was asked for plainly."""
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "no-cache"
    response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:24]}"'
    answer = get_conditional_response(request, etag=response["ETag"], response=pages.mark(response, showing(card)))
    assert answer is not None
    return answer
