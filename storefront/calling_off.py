"""A workspace is deleted: orders nobody has sent off are called off, and each buyer is told at once (cards 99)."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from storefront import fulfilling
from storefront.models import Order
from storefront.states import State
from workspaces.models import User
from workspaces.outbox import effect
from workspaces.waiting import Waiting


def waiting(*, card: int | None) -> Waiting | None:
    """Orders that are still with the shop: what is on its way arrives."""
    still = _still_here() if card is None else _still_here().filter(card=card)
    number = still.count()
    if not number:
        return None
    words = ngettext("%(number)d open order", "%(number)d open orders", number) % {"number": number}
    return Waiting(words, "orders", unreached=still.filter(email="").count())


@effect(lease=timedelta(minutes=10))
def call_off_orders(*, by: int) -> None:
    """Each by itself. None of a workspace that was brought back before anybody was told."""
    owner = User.objects.get(pk=by)
    for order in list(_still_here().filter(workspace__deleted_at__isnull=False)):
        fulfilling.call_off(order=order, by=owner, now=timezone.now())


def _still_here() -> "QuerySet[Order]":
    return Order.objects.filter(state__in=[State.PLACED, State.ACCEPTED, State.READY]).order_by("pk")
