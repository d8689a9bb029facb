"""The embedded profile's queue: a Celery worker and its beat as threads of the one web process.

The memory transport forgets everything when the process ends; the outbox does not. So the worker sweeps
as soon as it is up, and an end in mid-work costs nothing but the wait for the lease.
"""

import os
import sys
import threading
from multiprocessing.util import Finalize
from typing import Any, Final

import structlog
from celery import Celery
from celery.beat import Scheduler, Service
from celery.signals import worker_ready
from celery.worker import WorkController, state
from django.conf import settings
from django.db import DatabaseError, connections

from workspaces import outbox

log = structlog.get_logger(__name__)

THREADS: Final = 2
PATIENCE_SECONDS: Final = 8.0  # a supervisor commonly kills after 10


class EmbeddedQueue:
    """Started once in a web process; `stop` lets running effects finish."""

    def __init__(self, app: Celery) -> None:
        self._app = app
        # The schedule is static: nothing to keep in a file. Waking often lets the thread end soon.
        self._beat = Service(app, max_interval=1, scheduler_cls=Scheduler)
        self._thread = threading.Thread(target=self._work, name="embedded-worker", daemon=True)

    def start(self) -> None:
        self._thread.start()
        threading.Thread(target=self._beat.start, name="embedded-beat", daemon=True).start()
        # granian ends its workers without atexit; multiprocessing's own finalizers do run
        Finalize(None, self.stop, exitpriority=100)

    def _work(self) -> None:
        worker = WorkController(
            app=self._app,
            pool="threads",
            concurrency=THREADS,
            without_heartbeat=True,
            without_mingle=True,
            without_gossip=True,
            loglevel=settings.LOG_LEVEL,
            ready_callback=begin,
        )
        worker.start()

    def stop(self) -> None:
        """Take nothing new, let what runs finish; after PATIENCE_SECONDS leave it to the next start's sweep."""
        self._beat.stop()
        state.should_stop = os.EX_OK  # type: ignore[assignment]  # the stubs know only its first value
        self._thread.join(PATIENCE_SECONDS)
        if self._thread.is_alive():
            log.warning("effects_unfinished", seconds=PATIENCE_SECONDS)
            sys.stderr.flush()
            os._exit(os.EX_OK)  # the interpreter would wait for the pool's threads without end


def begin(consumer: Any) -> None:
    """Say what a Celery worker of its own says, and ring for what waited while nobody worked.

    A database that is not ready yet is asked again by beat.
    """
    worker_ready.send(sender=consumer)
    try:
        outbox.sweep()
    except DatabaseError:
        log.warning("sweep_postponed", exc_info=True)
    finally:
        connections.close_all()
