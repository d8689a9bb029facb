"""Counting the requests of a web process: `given` from memory for a tenth of a microsecond, Django's with their time.

    meter = Meter(memory)
    FrontDoor(meter.timed(django), memory, watch, meter.given)

Each process writes its sums to a file of its own, at most once a second; whoever asks adds up the files.
"""

import json
import os
import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any, Final

from django.conf import settings

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
MEMORY, DJANGO = "memory", "django"
METHODS: Final = {"GET", "HEAD", "POST"}
EVERY: Final = 1.0

Asked = tuple[str, str]
"""Method, and the status that was answered, with its words."""


class Meter:
    """Sums since the process began; `pages` are what it remembers."""

    def __init__(self, pages: Sized) -> None:
        self.pages = pages
        self.requests: Counter[str] = Counter()
        self.took = [0] * (len(BUCKETS) + 1)
        self.seconds = 0.0
        self._given: dict[Asked, Iterator[int]] = {}
        self._settling: dict[Asked, Iterator[int]] = {}
        self._lock = threading.Lock()
        self._due = 0.0

    def given(self, method: str, status: str) -> None:
        """From memory. Without a lock: each step is one of the interpreter's own."""
        asked = method, status
        number = self._given.get(asked)
        if number is None:
            number = self._given.setdefault(asked, count())
        next(number)
        if time.monotonic() > self._due:
            self._save()

    def timed(self, django: Application) -> Application:
        """Counts what is asked of it, and how long an answer took to begin."""

        def application(environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
            began, status = time.perf_counter(), ""

            def start(*said: Any) -> Any:
                nonlocal status
                status = said[0]
                return start_response(*said)

            body = django(environ, start)
            self._count(environ["REQUEST_METHOD"], status, time.perf_counter() - began)
            return body

        return application

    def _count(self, method: str, status: str, seconds: float) -> None:
        with self._lock:
            self.requests[_key(method, status, DJANGO)] += 1
            self.took[bisect_left(BUCKETS, seconds)] += 1
            self.seconds += seconds
        if time.monotonic() > self._due:
            self._save()

    def _save(self) -> None:
        """A disk that is full costs the figures, not the answer."""
        with self._lock:
            if time.monotonic() <= self._due:
                return
            self._due = time.monotonic() + EVERY
            self._add_up()
            said = {"requests": self.requests, "took": self.took, "seconds": self.seconds, "pages": len(self.pages)}
            file = Path(settings.METRICS_DIR) / f"{os.getpid()}.json"
            with suppress(OSError):
                (half := file.with_suffix(".half")).write_text(json.dumps(said))
                half.replace(file)

    def _add_up(self) -> None:
        """What was given up to the last time: whoever is just counting one more has until the next time to do so."""
        for (method, status), number in self._settling.items():
            self.requests[_key(method, status, MEMORY)] += next(number)
        self._settling, self._given = self._given, {}


def _key(method: str, status: str, by: str) -> str:
    return f"{method if method in METHODS else 'other'} {status[:3]} {by}"


def saved() -> Iterator[tuple[int, dict[str, Any]]]:
    """What each process of this machine has said, living or ended, by its number."""
    for file in Path(settings.METRICS_DIR).glob("*.json"):
        with suppress(OSError, ValueError):
            yield int(file.stem), json.loads(file.read_text())


def forget() -> None:
    """Before the first process starts: those before it are gone."""
    Path(settings.METRICS_DIR).mkdir(exist_ok=True)
    for file in Path(settings.METRICS_DIR).glob("*.json"):
        file.unlink(missing_ok=True)
