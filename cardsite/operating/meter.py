"""Counting every request of a web process, for a few microseconds each (F29's pages are given out in not many more).

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


class Meter:
    """Around the whole program. Who answered is told by the header in which Django names its requests."""

    def __init__(self, application: Application, pages: Sized) -> None:
        self.application, self.pages = application, pages
        self.requests: Counter[str] = Counter()
        self.took = {by: [0] * (len(BUCKETS) + 1) for by in (MEMORY, DJANGO)}
        self.seconds = dict.fromkeys(self.took, 0.0)
        self._lock = threading.Lock()
        self._saved = 0.0

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        began = time.perf_counter()
        told = ("", DJANGO)

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            nonlocal told
            told = status[:3], DJANGO if any(name == "X-Request-ID" for name, _value in headers) else MEMORY
            return start_response(status, headers, *rest)

        body = self.application(environ, start)
        self._count(environ["REQUEST_METHOD"], *told, time.perf_counter() - began)
        return body

    def _count(self, method: str, status: str, by: str, seconds: float) -> None:
        with self._lock:
            self.requests[f"{method if method in METHODS else 'other'} {status} {by}"] += 1
            self.took[by][bisect_left(BUCKETS, seconds)] += 1
            self.seconds[by] += seconds
            if time.monotonic() - self._saved > EVERY:
                self._saved = time.monotonic()
                self._save()

    def _save(self) -> None:
        """A disk that is full costs the figures, not the answer."""
        said = {"requests": self.requests, "took": self.took, "seconds": self.seconds, "pages": len(self.pages)}
        file = Path(settings.METRICS_DIR) / f"{os.getpid()}.json"
        with suppress(OSError):
            (half := file.with_suffix(".half")).write_text(json.dumps(said))
            half.replace(file)


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
