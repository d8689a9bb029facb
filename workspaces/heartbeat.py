"""The last sign of life of beat and a worker, for whoever asks whether the service is ready."""

from datetime import datetime
from typing import Final

from django.core.cache import cache
from django.utils import timezone

_KEY: Final = "worker-heartbeat"


def beat() -> None:
    """Called by a task that beat sends and a worker runs."""
    cache.set(_KEY, timezone.now(), timeout=None)


def last() -> datetime | None:
    seen: datetime | None = cache.get(_KEY)
    return seen
