"""What beat calls for leads: the digest of the morning, and forgetting what was kept long enough (cards 77)."""

from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from celery import shared_task
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from audience.emptying import empty
from audience.lead_tasks import send_digest
from audience.models import Lead, LeadSettings
from audience.models.lead_settings import KEPT_MONTHS
from workspaces.scoping import inside

log = structlog.get_logger(__name__)

BATCH: Final = 500
DIGEST_HOUR: Final = 7
"""On the workspace's clock."""


@shared_task(name="audience.digest_leads", ignore_result=True)
def digest_leads() -> None:
    digests(timezone.now())


@shared_task(name="audience.forget_leads", ignore_result=True)
def forget_leads() -> None:
    while forget(timezone.now()) == BATCH:
        pass


def digests(now: datetime) -> None:
    """Called once an hour: of yesterday, where the morning has come; once a day, whoever calls how often."""
    rows = LeadSettings.unscoped.filter(notify=LeadSettings.Notify.DAILY, workspace__deleted_at__isnull=True)
    for row in rows.select_related("workspace").iterator():
        here = now.astimezone(ZoneInfo(row.workspace.zone))
        if here.hour < DIGEST_HOUR:
            continue
        with inside(row.workspace), transaction.atomic():
            fresh = LeadSettings.objects.filter(Q(told_on=None) | Q(told_on__lt=here.date()), pk=row.pk)
            if fresh.update(told_on=here.date()):
                yesterday = here.date() - timedelta(days=1)
                send_digest.enqueue(workspace=row.workspace, day=yesterday.isoformat())


def forget(now: datetime) -> int:
    """Empty what nobody has touched for as long as its workspace keeps leads; the counts stay. Says how many."""
    due = _untouched(now, KEPT_MONTHS) & ~Q(workspace__in=LeadSettings.unscoped.values("workspace"))
    for months in LeadSettings.unscoped.order_by("kept_months").values_list("kept_months", flat=True).distinct():
        keeps = LeadSettings.unscoped.filter(kept_months=months).values("workspace")
        due |= _untouched(now, months) & Q(workspace__in=keeps)
    rows = Lead.unscoped.filter(due, erased_at=None, merged_into=None).order_by("workspace", "pk")
    found = list(rows.values_list("workspace", "pk")[:BATCH])
    for workspace in dict.fromkeys(workspace for workspace, _pk in found):
        with inside(workspace), transaction.atomic():
            mine = [pk for owner, pk in found if owner == workspace]
            still = Lead.objects.filter(due, pk__in=mine).select_for_update().order_by("pk")
            empty(still.values_list("pk", flat=True), erased_at=now, changed_at=F("changed_at"))
    return len(found)


def _untouched(now: datetime, months: int) -> Q:
    return Q(changed_at__lt=now - timedelta(days=months * 365 // 12))
