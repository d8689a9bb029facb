"""What was seen waits in this process and is written once a second: a clean stop loses nothing, a kill one second.

While the database is away it goes on waiting, up to a bound; the log then says how much was dropped.
"""

import os
import threading
import traceback
from collections import Counter, deque
from collections.abc import Callable, Sequence
from itertools import islice
from typing import Final

import structlog
from django.db import DatabaseError, InterfaceError, connection

from audience.seen import Note

log = structlog.get_logger(__name__)

EVERY_SECONDS: Final = 1.0
AT_ONCE: Final = 5_000
"""Written in one transaction, so that a backlog holds up nobody else's writing for long."""
MOST: Final = 200_000
"""About 200 MB of notes, when each browser says something else."""


class Buffer:
    """`write` stores notes, each with how often it came, in one transaction, and raises when it could not.

    One daemon thread per process. The first call of `add` starts it, and puts in its own place what only appends.
    """

    add: Callable[[Note], None]

    def __init__(self, write: Callable[[Sequence[tuple[Note, int]]], None], *, most: int = MOST) -> None:
        self._write = write
        self._most = most
        self._start_anew()
        os.register_at_fork(after_in_child=self._start_anew)

    def _start_anew(self) -> None:
        """As after the process began: a forked child has no thread, and what waits is its parent's."""
        self._waiting: deque[Note] = deque()
        self._counted: Counter[Note] = Counter()
        self.add = self._add_first
        self._starting, self._flushing = threading.Lock(), threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def __len__(self) -> int:
        return len(self._waiting) + len(self._counted)

    def _add_first(self, note: Note) -> None:
        self._waiting.append(note)
        with self._starting:
            if self.add == self._add_first and not self._stopping.is_set():
                self._wake()
                self.add = self._waiting.append

    def _wake(self) -> None:
        self._thread = threading.Thread(target=self._work, name="visits", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Write what waits; returns when the thread has ended and the database connections are closed."""
        self._stopping.set()
        if self._thread is not None:
            self._thread.join()
        self.flush()
        connection.close()

    def _work(self) -> None:
        try:
            while not self._stopping.wait(EVERY_SECONDS):
                if not self.flush():
                    connection.close()
                connection.close_if_unusable_or_obsolete()
        finally:
            self.add = self._add_first  # whatever ended it, the next note starts another
            connection.close()

    def flush(self) -> bool:
        """Write what waits now. False when the database would not take it: then it waits on."""
        with self._flushing:
            self._counted.update([self._waiting.popleft() for _note in range(len(self._waiting))])
            self._drop_what_is_too_much()
            while piece := list(islice(self._counted.items(), AT_ONCE)):
                if not self._written(piece):
                    return False
                for note, _times in piece:
                    del self._counted[note]
            return True

    def _written(self, piece: list[tuple[Note, int]]) -> bool:
        """True also for what can never be written; no word of a note goes into the log."""
        try:
            self._write(piece)
        except (DatabaseError, InterfaceError) as error:
            log.warning("visits_wait", count=len(self._counted), error=type(error).__name__)
            return False
        except Exception as error:  # noqa: BLE001  # told without a traceback, which would repeat what was said
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("visits_lost", count=len(piece), error=type(error).__name__, at=f"{place.name}:{place.lineno}")
        return True

    def _drop_what_is_too_much(self) -> None:
        if (over := len(self._counted) - self._most) > 0:
            for note in list(islice(self._counted, over)):
                del self._counted[note]
            log.error("visits_dropped", count=over)
