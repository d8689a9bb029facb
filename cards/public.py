"""A card's public addresses besides its page: permanent link, contact file, code pictures, JSON (cards 7, 35, 48)."""

import hashlib

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from cards import absent, code_pictures, offline_contact, pages, short_codes, visits
from cards.addresses import at_address, nothing_here, showing
from cards.blocks import registry
from cards.coding import short_link
from cards.contact_files import contact_file
from cards.models import Card, Code, Publication
from cards.open_content import open_content
from cards.sharing import portrait
from cards.vcard import content_disposition
from cards.visits import Visit
from workspaces.access import public


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
    visits.mark(request.META, Visit(visits.SCAN, row.workspace_id, row.card.pk, code=row.text))
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
    visits.mark(request.META, Visit(visits.SAVE, card.workspace_id, card.pk))
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
def card_portrait(request: HttpRequest, card: Card, publication: Publication) -> HttpResponseBase:
    """Portrait or logo as a small PNG at an address that outlives the picture, for signatures of mails (cards 58)."""
    body = portrait.png(publication.content)
    if body is None:
        return nothing_here()
    response = HttpResponse(body, content_type="image/png")
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return _tagged(request, card, response)


@at_address(open_when_locked=True)
def card_qr(request: HttpRequest, card: Card, publication: Publication, kind: str) -> HttpResponseBase:
    """A code's picture: the files that were read back; a PNG also in other sizes (cards 44–50; A70).

    It says the permanent link alone, which leads to the gate of a locked card like any other.
    """
    try:
        size = code_pictures.size_of(request.GET.get("size", ""))
        code = _code(card, request.GET.get("code"))
    except ValueError:
        return code_pictures.refused_size()
    except Code.DoesNotExist:
        return nothing_here()
    picture = code_pictures.picture(code, kind, size)
    if picture is None:
        return code_pictures.later()
    disposition = f'inline; filename="{card.handle}-{code.text.lower()}.{kind}"'
    response = code_pictures.shown(picture, kind, disposition)
    return _tagged(request, card, response)


@at_address
def card_contact_qr(request: HttpRequest, card: Card, publication: Publication, kind: str) -> HttpResponseBase:
    """The contact itself as a code, as much of the contact file as fits; unknown where it fits into none (cards 51)."""
    try:
        size = code_pictures.size_of(request.GET.get("size", ""))
    except ValueError:
        return code_pictures.refused_size()
    contact = offline_contact.offered(card)
    if contact is None:
        return nothing_here()
    picture = offline_contact.file(contact, kind, size)
    response = code_pictures.shown(picture, kind, f'inline; filename="{card.handle}-contact.{kind}"')
    return _tagged(request, card, response)


def _code(card: Card, asked: str | None) -> Code:
    """The default code, or another of the same card. Raises `Code.DoesNotExist`."""
    codes = Code.objects.filter(card=card)
    return codes.get(is_default=True) if asked is None else codes.get(text=short_codes.normalise(asked))


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
