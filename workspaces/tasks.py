"""Upkeep on the clock: what beat calls. Each task is one call into the module that knows."""

from celery import shared_task

from cardsite.kit import throttle
from workspaces import heartbeat, outbox


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
