"""Telling visitors of one card apart on one day, and never again (cards 66).

A digest by the secret of its UTC day, over card, network address and agent. All processes share the secret; half a day
after its day it is destroyed, and with it whatever could join two days, or a digest and a person.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from audience.models import Salt
from cardsite.kit.throttle import address_key

SECRET_BYTES: Final = 32
DIGEST_BYTES: Final = 16
KEPT: Final = timedelta(hours=36)
"""From the beginning of its day. The hour until beat comes by included, no secret becomes 48 hours old."""


def salts(days: Iterable[date]) -> dict[date, bytes]:
    """The secret of each day, made by whoever needs it first; of several at once the first one counts for all."""
    wanted = set(days)
    found = _found(wanted)
    if missing := sorted(wanted - found.keys()):
        made = [Salt(day=day, secret=secrets.token_bytes(SECRET_BYTES)) for day in missing]
        Salt.objects.bulk_create(made, ignore_conflicts=True)
        found |= _found(missing)
    return found


def _found(days: Iterable[date]) -> dict[date, bytes]:
    return {salt.day: bytes(salt.secret) for salt in Salt.objects.filter(day__in=days)}


def digest(salt: bytes, *, card: int, address: str, agent: str) -> str:
    """22 letters. Of an IPv6 address only the network counts: the rest changes by the hour."""
    said = f"{card}\n{address_key(address)}\n{agent}".encode(errors="replace")
    return base64.urlsafe_b64encode(hmac.digest(salt, said, hashlib.sha256)[:DIGEST_BYTES]).decode().rstrip("=")


def destroy_salts(now: datetime) -> None:
    Salt.objects.filter(day__lte=(now - KEPT).date()).delete()
