"""`POST /<handle>/beacon`: the card's script tells what was pressed or how it was passed on (cards 64).

Sent beside the press, which waits for nothing. What a publication does not show is not counted, and neither is told.
"""

import json
from datetime import timedelta
from typing import Final

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.crypto import salted_hmac

from audience import targets
from cards import visits
from cards.addresses import at_address
from cards.content import Document
from cards.models import Card, Publication
from cards.visits import Visit
from cardsite.kit import throttle
from cardsite.kit.http import client_address
from cardsite.kit.throttle import TooMany
from workspaces.public_form import public_form

BYTES_MAX: Final = 1_024
AN_HOUR: Final = 240
"""Presses of one network address; a person in a hurry makes ten."""
TYPES: Final = ("application/json", "text/plain")
"""The second is what `navigator.sendBeacon` says of a string."""


@public_form
@at_address
def beacon(request: HttpRequest, card: Card, publication: Publication) -> HttpResponse:
    """204, counted or not; 400, 413, 415 for what no script of ours sends, 429 for too many."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if request.content_type not in TYPES:
        return _answer(415)
    if len(request.body) > BYTES_MAX:
        return _answer(413)
    kind, sent = _read(request.body)
    target = _target(kind, sent, publication.content, card.handle)
    if target:
        try:
            throttle.count(f"beacon:{_somebody(request)}", limit=AN_HOUR, per=timedelta(hours=1))
        except TooMany as reached:
            return _answer(429, {"Retry-After": str(reached.retry_after)})
        visits.mark(request.META, Visit(kind, card.workspace_id, card.pk, target=target))
    return _answer(204)


def _read(body: bytes) -> tuple[str, str]:
    """Kind and target. Raises `BadRequest`."""
    try:
        said = json.loads(body)
        kind, target = said["kind"], said["target"]
    except (ValueError, RecursionError, TypeError, KeyError):
        raise BadRequest("not what the card's script sends") from None
    if not isinstance(kind, str) or not isinstance(target, str):
        raise BadRequest("not what the card's script sends")
    return kind, target


def _target(kind: str, sent: str, document: Document, handle: str) -> str:
    if kind == visits.CLICK:
        return targets.clicked(document, sent, handle)
    return targets.shared(sent) if kind == visits.SHARE else ""


def _somebody(request: HttpRequest) -> str:
    """A digest: no network address of a visitor lies in the database for being counted (cards 66)."""
    address = throttle.address_key(client_address(request))
    return salted_hmac("audience.beacon", address, algorithm="sha256").hexdigest()[:32]


def _answer(status: int, headers: dict[str, str] | None = None) -> HttpResponse:
    return HttpResponse(status=status, headers={"Cache-Control": "no-store", **(headers or {})})
