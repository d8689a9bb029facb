"""Tokens that stand in addresses: signed from kind, id and version of a row, so that a mail can repeat them (rule 26).

HMAC-SHA256 with the secret key; older keys of `SECRET_KEY_FALLBACKS` are honoured. Raising the row's version revokes.
"""

from datetime import timedelta
from typing import Final

from django.core.signing import BadSignature, Signer

AHEAD: Final = timedelta(days=1)
"""How far a moment we wrote down may lie in the future: the clock was put back. Further on it was wrong (F24)."""


class BadToken(Exception):
    """Not one of ours, or signed for another purpose."""


def token(kind: str, pk: int, version: int) -> str:
    """`<id>-<version>.<43 characters>`; `kind` is the purpose, such as "booking"."""
    return _signer(kind).sign(f"{pk}-{version}")


def read(kind: str, text: str) -> tuple[int, int]:
    """Id and version. Raises `BadToken`."""
    try:
        pk, version = _signer(kind).unsign(text).split("-")
        return int(pk), int(version)
    except (BadSignature, ValueError) as wrong:
        raise BadToken from wrong


def _signer(kind: str) -> Signer:
    return Signer(salt=f"cardsite.{kind}", sep=".")
