"""What beat calls in the morning: where somebody wants to hear who comes today."""

from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from celery import shared_task
from django.utils import timezone

from bookings.tasks import tell_of_day
from bookings.topics import AGENDA
from workspaces import paces
from workspaces.scoping import inside
from workspaces.topics import Pace

HOUR: Final = 6
"""On the workspace's clock: before the first appointment of most."""


@shared_task(name="bookings.begin_day", ignore_result=True)
def begin_day() -> None:
    """Called once an hour."""
    begin(timezone.now())


def begin(now: datetime) -> None:
    for workspace in paces.workspaces_with(AGENDA, Pace.DAILY).iterator():
        here = now.astimezone(ZoneInfo(workspace.zone))
        if here.hour == HOUR:
            with inside(workspace):
                tell_of_day.enqueue(workspace=workspace, day=here.date().isoformat())
