"""Upkeep on the clock: what beat calls. Each task is one call into the module that knows."""

from celery import shared_task

from workspaces import outbox


@shared_task(name="workspaces.sweep_effects", ignore_result=True)
def sweep_effects() -> None:
    outbox.sweep()


@shared_task(name="workspaces.purge_effects", ignore_result=True)
def purge_effects() -> None:
    outbox.purge()
