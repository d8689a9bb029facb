"""Monday morning: who gets a letter about the week before, each person once for each workspace (cards 68)."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import structlog
from celery import shared_task
from django.db import transaction
from django.utils import timezone

from audience.models import WeeklyLetter
from audience.tasks import send_weekly
from audience.topics import FIGURES
from workspaces import paces
from workspaces.models import Workspace
from workspaces.scoping import inside
from workspaces.topics import Pace

log = structlog.get_logger(__name__)

HOURS: Final = range(7, 12)
"""On the workspace's clock: from seven, and later where nothing ran at seven."""


@shared_task(name="audience.begin_week", ignore_result=True)
def begin_week() -> None:
    """Called once an hour."""
    begin(timezone.now())


def begin(now: datetime) -> None:
    """For the workspaces where it is Monday morning now; each by itself."""
    for workspace in Workspace.objects.filter(deleted_at__isnull=True).iterator():
        here = now.astimezone(ZoneInfo(workspace.zone))
        if here.weekday() or here.hour not in HOURS:
            continue
        try:
            with inside(workspace):
                _begin(workspace, here.date())
        except Exception:
            log.warning("week_not_begun", workspace=workspace.pk, exc_info=True)


def _begin(workspace: Workspace, monday: date) -> None:
    for member in paces.told(FIGURES, {Pace.WEEKLY}):
        with transaction.atomic():
            letter, is_new = WeeklyLetter.objects.get_or_create(user_id=member.user_id, monday=monday)
            if is_new:
                send_weekly.enqueue(workspace=workspace, letter=letter.pk)
