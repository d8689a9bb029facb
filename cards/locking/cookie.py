"""What a browser shows after the right password: signed for one card and one password (cards 20; A34, A59)."""

from datetime import UTC, datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner, b62_decode
from django.http import HttpRequest, HttpResponseBase, parse_cookie
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from cards.models import Card
from cardsite.kit import signing

KEPT: Final = timedelta(days=30)
LONGEST: Final = 200


def cookie_name() -> str:
    return "__Secure-gate" if settings.BASE_URL.startswith("https://") else "gate"


def opens(request: HttpRequest, card: Card) -> bool:
    """Whether this browser gave the card's present password within thirty days, and not on a day to come (F24).

    Read from the header itself: a page that may be remembered is made without cookies (`cards.pages`).
    """
    held = parse_cookie(request.META.get("HTTP_COOKIE", "")).get(cookie_name(), "")
    try:
        return _signer(card).unsign(held[:LONGEST], max_age=KEPT) == str(card.uid) and not _is_ahead(held)
    except BadSignature:
        return False


def give(response: HttpResponseBase, card: Card) -> None:
    """For this card's path, out of reach of scripts."""
    response.set_cookie(
        cookie_name(),
        _signer(card).sign(str(card.uid)),
        max_age=KEPT,
        path=f"/{card.handle}",
        secure=settings.BASE_URL.startswith("https://"),
        httponly=True,
        samesite="Lax",
    )


def keep_private(response: HttpResponseBase) -> HttpResponseBase:
    """An answer that somebody's cookie opened: remembered by nobody, found by no search."""
    if hasattr(response, "remember"):
        del response.remember
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["Cookie"])
    return response


def _is_ahead(held: str) -> bool:
    """Of a cookie whose signature is ours."""
    stamped = datetime.fromtimestamp(b62_decode(held.split(".")[1]), UTC)
    return stamped - timezone.now() > signing.AHEAD


def _signer(card: Card) -> TimestampSigner:
    """The stored hash is part of the salt: another password, and what was signed before is worth nothing."""
    return TimestampSigner(salt=f"cardsite.gate.{card.password}", sep=".")
