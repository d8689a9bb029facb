"""What was seen waits in this process and is written once a second: a clean stop loses nothing, a kill one second.

While the database is away it goes on waiting, up to a bound; the log then says how much was dropped.
"""

import os
import threading
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import count, islice
from time import sleep, time
from typing import Final

import structlog
from django.db import DatabaseError, DataError, InterfaceError, connection

from audience.seen import Note, Said

log = structlog.get_logger(__name__)

EVERY_SECONDS: Final = 0.9
SETTLING_SECONDS: Final = 0.02
AT_ONCE: Final = 2_000
"""Written in one transaction, so that a backlog holds up nobody else's writing for long."""
MOST: Final = 200_000
"""About 200 MB of notes, when each browser says something else."""


class Buffer:
    """`write` stores notes, each with how often it came, in one transaction, and raises when it could not.

    One daemon thread per process, started by the first note.
    """

    def __init__(self, write: Callable[[Sequence[tuple[Note, int]]], None], *, most: int = MOST) -> None:
        self._write = write
        self._most = most
        self._start_anew()
        os.register_at_fork(after_in_child=self._start_anew)

    def _start_anew(self) -> None:
        """As after the process began: a forked child has no thread, and what waits is its parent's."""
        self._fresh: dict[Said, Iterator[int]] = {}
        self._waiting: Counter[Note] = Counter()
        self._starting, self._flushing = threading.Lock(), threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None

    def __len__(self) -> int:
        """Notes that are written as rows of their own."""
        return len(self._fresh) + len(self._waiting)

    def add(self, said: Said) -> None:
        """Without a lock: each step is one of the interpreter's own. What was said before only raises a number."""
        number = self._fresh.get(said)
        if number is None:
            number = self._fresh.setdefault(said, count())
            self._ensure_awake()
        next(number)

    def _ensure_awake(self) -> None:
        if self._thread is not None and self._thread.is_alive():
            return
        with self._starting:
            if not self._stopping.is_set() and (self._thread is None or not self._thread.is_alive()):
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
            connection.close()

    def flush(self) -> bool:
        """Write what waits now. False when the database would not take it: then it waits on."""
        with self._flushing:
            self._take_over()
            while piece := list(islice(self._waiting.items(), AT_ONCE)):
                if not self._written(piece):
                    return False
                for note, _times in piece:
                    del self._waiting[note]
            return True

    def _take_over(self) -> None:
        """Whoever is just adding to what is taken away gets the moment to do so. The second is noted once for all."""
        if self._fresh:
            taken, self._fresh = self._fresh, {}
            at = int(time())
            sleep(SETTLING_SECONDS)
            self._waiting.update({(at, *said): next(number) for said, number in list(taken.items())})
        if (over := len(self._waiting) - self._most) > 0:
            for note in list(islice(self._waiting, over)):
                del self._waiting[note]
            log.error("visits_dropped", count=over)

    def _written(self, piece: list[tuple[Note, int]]) -> bool:
        """True also for what can never be written; no word of a note goes into the log."""
        try:
            self._write(piece)
        except Exception as error:  # noqa: BLE001  # told without a traceback, which would repeat what was said
            name = type(error).__name__
            if isinstance(error, DatabaseError | InterfaceError) and not isinstance(error, DataError):
                log.warning("visits_wait", count=len(self._waiting), error=name)
                return False
            place = traceback.extract_tb(error.__traceback__)[-1]
            log.error("visits_lost", count=len(piece), error=name, at=f"{place.name}:{place.lineno}")
        return True
