"""The thread by which a web process learns within a second what others changed (cards 11).

Twice a second it reads the cards and workspaces whose `changed_at` is recent. By time and not by rising id,
because commits land out of order; the window is wide enough for the longest transaction and for clocks that differ.
"""

import threading
from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from cards.models import Card
from cards.page_memory import PageMemory
from workspaces.models import Workspace

log = structlog.get_logger(__name__)

EVERY_SECONDS: Final = 0.5
WINDOW: Final = timedelta(seconds=30)


class RevisionWatch:
    """One daemon thread per process. Without the database nothing is dropped and stale pages may be served."""

    def __init__(self, memory: PageMemory) -> None:
        self._memory = memory
        self._seen: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._since: datetime = timezone.now() - WINDOW
        self._starting = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def ensure(self) -> None:
        """Start the thread unless it runs in this process (a fork leaves it behind in the parent)."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._since = timezone.now() - WINDOW
                self._stopping.clear()
                self._thread = threading.Thread(target=self._work, name="revisions", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the thread; returns when its database connection is closed."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join(EVERY_SECONDS * 4)

    def _work(self) -> None:
        while not self._stopping.is_set():
            try:
                self.look()
            except (DatabaseError, InterfaceError) as error:
                if not self._memory.serve_stale:
                    log.warning("revisions_unknown", error=type(error).__name__)
                self._memory.serve_stale = True
                connection.close()
            except Exception:
                log.exception("revisions_failed")
            connection.close_if_unusable_or_obsolete()
            self._stopping.wait(EVERY_SECONDS)
        connection.close()

    def look(self) -> None:
        """Read once; tell the memory what is new since the last look. The window grows over an outage."""
        asked_at = timezone.now()
        found = (
            dict(Card.unscoped.filter(changed_at__gte=self._since).values_list("pk", "revision")),
            dict(Workspace.objects.filter(changed_at__gte=self._since).values_list("pk", "revision")),
        )
        cards, workspaces = (
            {pk: revision for pk, revision in rows.items() if seen.get(pk) != revision}
            for rows, seen in zip(found, self._seen, strict=True)
        )
        if cards or workspaces:
            self._memory.learn(cards, workspaces)
        self._seen = found
        self._since = asked_at - WINDOW
        self._memory.serve_stale = False
