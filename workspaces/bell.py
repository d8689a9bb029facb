"""Rings the broker from one thread, so that no request ever waits for it.

The bell may be lost (broker down, process ended): the sweep finds the row again.
"""

import queue
import threading
import time
from typing import Final

import structlog
from celery import current_app

log = structlog.get_logger(__name__)

SILENCE_SECONDS: Final = 30.0


class Bell:
    """One daemon thread per process, started at the first ring."""

    def __init__(self) -> None:
        self._waiting: queue.SimpleQueue[tuple[str, int]] = queue.SimpleQueue()
        self._start = threading.Lock()
        self._thread: threading.Thread | None = None
        self._silent_until = 0.0

    def ring(self, task: str, effect_id: int) -> None:
        """Return at once; the thread calls Celery."""
        self._waiting.put((task, effect_id))
        with self._start:
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._work, name="outbox-bell", daemon=True)
                self._thread.start()

    def _work(self) -> None:
        while True:
            task, effect_id = self._waiting.get()
            if time.monotonic() < self._silent_until:
                continue
            try:
                current_app.send_task(task, args=[effect_id], retry=False)
            except Exception as error:  # noqa: BLE001  # whatever the broker says, the sweep comes
                self._silent_until = time.monotonic() + SILENCE_SECONDS
                log.warning("bell_silent", seconds=SILENCE_SECONDS, error=type(error).__name__)


bell = Bell()
