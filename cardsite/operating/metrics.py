"""What `/metrics` says, in Prometheus' own words: requests of all web processes of this machine, effects of all.

Counts of one process are kept in memory-mapped files of `DATA_DIR/metrics`, so whichever process is asked knows all.
"""

import os
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from workspaces import holding
from workspaces.models import Effect

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]

BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
MEMORY, DJANGO = "memory", "django"
METHODS: Final = {"GET", "HEAD", "POST"}
REQUESTS: Final = Counter("cardsite_requests", "answered requests", ["method", "status", "by"])
SECONDS: Final = Histogram("cardsite_request_seconds", "until an answer begins", ["by"], buckets=BUCKETS)
PAGES: Final = Gauge("cardsite_pages_remembered", "finished pages in memory", multiprocess_mode="livesum")


class Meter:
    """Around the whole program: counts every request, by whether Django had to run (it names its requests)."""

    def __init__(self, application: Application, pages: Sized) -> None:
        self.application, self.pages = application, pages
        forget_the_dead()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        began = time.perf_counter()
        told: list[tuple[str, bool]] = []

        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            told.append((status[:3], any(name == "X-Request-ID" for name, _value in headers)))
            return start_response(status, headers, *rest)

        body = self.application(environ, start)
        status, by_django = told[-1] if told else ("", True)
        self._count(environ["REQUEST_METHOD"], status, DJANGO if by_django else MEMORY, time.perf_counter() - began)
        return body

    def _count(self, method: str, status: str, by: str, seconds: float) -> None:
        REQUESTS.labels(method if method in METHODS else "other", status, by).inc()
        SECONDS.labels(by).observe(seconds)
        if by == DJANGO:
            PAGES.set(len(self.pages))


def forget_the_dead() -> None:
    """Counts of ended processes stay, what they had in memory does not."""
    for file in Path(settings.METRICS_DIR).glob("gauge_*_*.db"):
        pid = int(file.stem.rpartition("_")[2])
        if not Path(f"/proc/{pid}").exists():
            mark_process_dead(pid)  # type: ignore[no-untyped-call]


class Effects:
    """Asked of the database when somebody asks us."""

    def collect(self) -> Iterator[GaugeMetricFamily]:
        up = GaugeMetricFamily("cardsite_database_up", "1 when the database answers")
        try:
            found = list(self._effects())
            up.add_metric([], 1)
        except DatabaseError:
            found = []
            up.add_metric([], 0)
        yield up
        yield from found

    def _effects(self) -> Iterator[GaugeMetricFamily]:
        now = timezone.now()
        due = Effect.objects.filter(state=Effect.State.OPEN, due_at__lte=now).exclude(task=holding.TASK)
        said = due.aggregate(count=Count("pk"), oldest=Min("due_at"))
        age = (now - said["oldest"]).total_seconds() if said["oldest"] else 0
        yield gauge("cardsite_effects_waiting", "effects that are due", said["count"])
        yield gauge("cardsite_effects_oldest_seconds", "how long the first of them has waited", age)
        yield gauge("cardsite_effects_dead", "effects given up", Effect.objects.filter(state=Effect.State.DEAD).count())
        yield gauge("cardsite_effects_held", "1: a restored copy that was not released", holding.holds().count())


def gauge(name: str, words: str, value: float) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, words)
    family.add_metric([], value)
    return family


def text() -> bytes:
    """Prometheus' text format."""
    registry = CollectorRegistry()
    if os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    registry.register(Effects())
    return generate_latest(registry)
