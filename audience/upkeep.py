"""What beat calls for the figures: totals made fresh, secrets of days destroyed, old events deleted (cards 66, 69)."""

from datetime import datetime
from typing import Final

import structlog
from celery import shared_task
from django.utils import timezone

from audience import totalling, visitors
from audience.models import Event, StaleDay
from workspaces.scoping import inside

log = structlog.get_logger(__name__)

BATCH: Final = 5_000


@shared_task(name="audience.freshen_stale", ignore_result=True)
def freshen_stale() -> None:
    freshen_all()


@shared_task(name="audience.forget_old", ignore_result=True)
def forget_old() -> None:
    now = timezone.now()
    visitors.destroy_salts(now)
    delete_old(now)


def freshen_all() -> None:
    """One workspace after the other: one that fails holds up no other."""
    for workspace in StaleDay.unscoped.order_by("workspace").values_list("workspace", flat=True).distinct():
        try:
            with inside(workspace):
                totalling.freshen()
        except Exception:
            log.warning("freshen_failed", workspace=workspace, exc_info=True)


def delete_old(now: datetime) -> None:
    """In pieces, so that nobody waits long; the totals of their days stay."""
    old = Event.unscoped.filter(at__lt=totalling.kept_since(now)).order_by("at")
    while numbers := list(old.values_list("pk", flat=True)[:BATCH]):
        Event.unscoped.filter(pk__in=numbers).delete()
