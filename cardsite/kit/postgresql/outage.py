"""Whether the database was away a moment ago, for all threads of a process."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

REST_SECONDS: Final = 0.5
"""After one has waited in vain, nobody looks again for so long."""


class Outage:
    """Begins when somebody waited in vain, ends when somebody did not."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._looking = threading.Lock()
        self._until = 0.0  # 0: there is none

    @contextmanager
    def looked_for(self, away: type[Exception]) -> Iterator[None]:
        """Raises `away` at once while there is an outage, but for one who looks whether it is over."""
        if not self._until:
            with self._noting(away):
                yield
            return
        if self._now() < self._until or not self._looking.acquire(blocking=False):
            raise away("the database was away a moment ago")
        try:
            with self._noting(away):
                yield
        finally:
            self._looking.release()

    @contextmanager
    def _noting(self, away: type[Exception]) -> Iterator[None]:
        try:
            yield
        except away:
            self._until = self._now() + REST_SECONDS
            raise
        self._until = 0.0


outage: Final = Outage()
