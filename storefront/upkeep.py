"""What beat calls for the shop: reservations that lapse, orders nobody answered, old carts, the daily summary."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from celery import shared_task
from django.utils import timezone

from storefront import fulfilling
from storefront.models import Cart, Order, Shop
from storefront.models.cart import KEPT
from storefront.states import State
from storefront.tasks import send_summary
from workspaces.scoping import inside

log = structlog.get_logger(__name__)

BATCH: Final = 500
SUMMARY_HOUR: Final = 20
"""On the shop's clock."""


@shared_task(name="storefront.lapse_due", ignore_result=True)
def lapse_due() -> None:
    lapse(timezone.now())


@shared_task(name="storefront.expire_unanswered", ignore_result=True)
def expire_unanswered() -> None:
    now = timezone.now()
    expire(now)
    Cart.unscoped.filter(touched_at__lt=now - KEPT).delete()


@shared_task(name="storefront.summarise", ignore_result=True)
def summarise() -> None:
    summaries(timezone.now())


def lapse(now: datetime) -> None:
    """What unpaid, unaccepted orders held for a day can be sold again; each by itself (S11)."""
    due = Order.unscoped.filter(state=State.PLACED, reserved_until__lte=now).order_by("reserved_until")
    for workspace, pk in due.values_list("workspace", "pk")[:BATCH]:
        try:
            with inside(workspace):
                fulfilling.lapse(order=Order.objects.get(pk=pk), now=now)
        except Exception:
            log.warning("lapse_failed", order=pk, exc_info=True)


def expire(now: datetime) -> None:
    """Orders nobody answered for a fortnight, or till a day after their window; paid ones wait for their seller."""
    old = Order.unscoped.filter(state=State.PLACED, placed_at__lte=now - fulfilling.ANSWER_WITHIN)
    late = Order.unscoped.filter(state=State.PLACED, window_end__lte=now - timedelta(days=1))
    for workspace, pk in (old | late).exclude(payment="paid").order_by("pk").values_list("workspace", "pk")[:BATCH]:
        try:
            with inside(workspace):
                fulfilling.expire(order=Order.objects.get(pk=pk), now=now)
        except Exception:
            log.warning("expire_failed", order=pk, exc_info=True)


def summaries(now: datetime) -> None:
    """Called once an hour: for the shops that are there and where it is evening now."""
    for shop in Shop.unscoped.filter(workspace__deleted_at__isnull=True).select_related("workspace").iterator():
        here = now.astimezone(ZoneInfo(shop.zone))
        if here.hour == SUMMARY_HOUR:
            with inside(shop.workspace):
                send_summary.enqueue(workspace=shop.workspace, day=here.date().isoformat())
