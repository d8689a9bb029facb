"""Carts: kept on the server for thirty days, found by what a cookie of the card's path holds (S8)."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from storefront.choosing import Lines, Wanted
from storefront.models import Cart
from storefront.models.cart import KEPT
from storefront.offer import LINES_MAX, QUANTITY_MAX
from storefront.refusals import Impossible


def new_secret() -> str:
    return secrets.token_urlsafe(24)


def cart_of(secret: str, now: datetime) -> Cart | None:
    """In the open workspace; None for one that is over, unknown or another shop's."""
    fresh = Cart.objects.filter(touched_at__gt=now - KEPT)
    return fresh.filter(key=_digest(secret)).first() if secret else None


def lines_of(cart: Cart | None) -> tuple[Wanted, ...]:
    return Lines.validate_python(cart.lines) if cart else ()


@transaction.atomic
def add(*, secret: str, wanted: Wanted, now: datetime) -> Cart:
    """Into the cart of this secret, which begins with it; the same choice again makes its line larger."""
    cart, _made = Cart.objects.select_for_update().get_or_create(key=_digest(secret), defaults={"touched_at": now})
    lines = {line.key: line for line in _live_lines(cart, now)}
    if before := lines.get(wanted.key):
        total = min(before.quantity + wanted.quantity, QUANTITY_MAX)
        wanted = wanted.model_copy(update={"quantity": total})
    elif len(lines) >= LINES_MAX:
        raise Impossible("quantity", "full")
    lines[wanted.key] = wanted
    return _keep(cart, tuple(lines.values()), now)


@transaction.atomic
def set_quantity(*, cart: Cart, key: str, quantity: int, now: datetime) -> Cart:
    """0 takes the line out; a line that is not there any more stays away."""
    cart = Cart.objects.select_for_update().get(pk=cart.pk)
    changed = [
        line.model_copy(update={"quantity": quantity}) if line.key == key else line
        for line in lines_of(cart)
        if quantity or line.key != key
    ]
    return _keep(cart, tuple(changed), now)


def set_coupon(*, cart: Cart, code: str) -> None:
    cart.coupon = code
    cart.save(update_fields=["coupon"])


def empty(cart: Cart) -> None:
    """Only a placed order does that."""
    cart.lines, cart.coupon = [], ""
    cart.save(update_fields=["lines", "coupon"])


def _live_lines(cart: Cart, now: datetime) -> tuple[Wanted, ...]:
    return lines_of(cart) if cart.touched_at > now - KEPT else ()


def _keep(cart: Cart, lines: tuple[Wanted, ...], now: datetime) -> Cart:
    cart.lines = [line.model_dump(mode="json") for line in lines]
    cart.touched_at = now
    cart.save(update_fields=["lines", "touched_at"])
    return cart


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
