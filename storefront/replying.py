"""Answering a buyer: a prepared text that was opened, and another address for the order's page (S2, S3)."""

from datetime import datetime

from django.db import transaction

from storefront.fulfilling import lock
from storefront.models import Order, OrderEvent
from workspaces.models import User


def told(*, order: Order, text: str, by: User, now: datetime) -> None:
    """The history says which text was opened in WhatsApp; whether it was sent there, nobody can know."""
    OrderEvent.objects.create(order=order, at=now, verb="told", by=by, data={"text": text})


@transaction.atomic
def revoke(*, order: Order, by: User, now: datetime) -> Order:
    """The address given away opens nothing any more, and there is another; nobody is told of it by itself (S2)."""
    order = lock(order)
    order.version += 1
    order.save(update_fields=["version"])
    OrderEvent.objects.create(order=order, at=now, verb="revoked", by=by)
    return order
