"""Upkeep on the clock: what beat calls. Each task is one call into the module that knows."""

from celery import shared_task
from django.utils import timezone

from cardsite.kit import throttle
from workspaces import accounts, erasing, export_making, heartbeat, outbox, retention


@shared_task(name="workspaces.sweep_effects", ignore_result=True)
def sweep_effects() -> None:
    outbox.sweep()
    heartbeat.beat()


@shared_task(name="workspaces.purge_effects", ignore_result=True)
def purge_effects() -> None:
    outbox.purge()


@shared_task(name="workspaces.forget_throttles", ignore_result=True)
def forget_throttles() -> None:
    throttle.forget_old()


@shared_task(name="workspaces.erase_due", ignore_result=True)
def erase_due() -> None:
    now = timezone.now()
    erasing.erase_due(now)
    accounts.erase_due(now)


@shared_task(name="workspaces.purge_audit", ignore_result=True)
def purge_audit() -> None:
    retention.purge_audit(timezone.now())


@shared_task(name="workspaces.purge_sessions", ignore_result=True)
def purge_sessions() -> None:
    retention.purge_sessions(timezone.now())


@shared_task(name="workspaces.purge_digests", ignore_result=True)
def purge_digests() -> None:
    retention.purge_digests(timezone.now())


@shared_task(name="workspaces.purge_exports", ignore_result=True)
def purge_exports() -> None:
    export_making.purge(timezone.now())
