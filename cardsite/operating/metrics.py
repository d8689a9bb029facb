"""What `/metrics` says, in Prometheus' own words: requests of all web processes of this machine, effects of all."""

import shutil
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from math import inf
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Count, Min
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric

from billing import reconciling
from cardsite.operating import meter
from cardsite.operating.doctor import clocks_apart
from workspaces import heartbeat, holding
from workspaces.models import Effect


def text() -> bytes:
    """Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(Asked())
    return generate_latest(registry)


class Asked:
    """Gathered when somebody asks."""

    def collect(self) -> Iterator[Metric]:
        yield from _requests([said for _pid, said in meter.saved()])
        yield gauge("cardsite_pages_remembered", "finished pages in memory", _pages())
        yield gauge("cardsite_disk_free_bytes", "on the disk of DATA_DIR", shutil.disk_usage(settings.DATA_DIR).free)
        try:
            found = [*_signs(), *_effects()]
        except DatabaseError:
            found = []
        yield gauge("cardsite_database_up", "1 when the database answers", bool(found))
        yield from found


def _requests(said: list[dict[str, Any]]) -> Iterator[Metric]:
    counted = CounterMetricFamily("cardsite_requests", "answered requests", labels=["method", "status", "by"])
    total: Counter[str] = sum((Counter(one["requests"]) for one in said), Counter())
    for key, count in sorted(total.items()):
        counted.add_metric(key.split(" "), count)
    yield counted
    lasted = HistogramMetricFamily("cardsite_request_seconds", "until Django's answer begins")
    columns = zip(*(one["took"] for one in said), strict=True)
    sums = list(accumulate(map(sum, columns))) or [0] * (len(meter.BUCKETS) + 1)
    buckets = list(zip([*map(str, meter.BUCKETS), "+Inf"], sums, strict=True))
    lasted.add_metric([], buckets, sum(one["seconds"] for one in said))
    yield lasted


def _pages() -> int:
    """Of living processes: what the others had in memory is gone."""
    return sum(said["pages"] for pid, said in meter.saved() if Path(f"/proc/{pid}").exists())


def _signs() -> Iterator[Metric]:
    """Of life, and of the time."""
    seen = heartbeat.last()
    silent = (timezone.now() - seen).total_seconds() if seen else inf
    yield gauge("cardsite_worker_seconds", "since a worker with beat was seen", silent)
    yield gauge("cardsite_clock_apart_seconds", "the database's clock ahead of this machine's", clocks_apart())


def _effects() -> Iterator[Metric]:
    now = timezone.now()
    due = Effect.objects.filter(state=Effect.State.OPEN, due_at__lte=now).exclude(task=holding.TASK)
    said = due.aggregate(count=Count("pk"), oldest=Min("due_at"))
    age = (now - said["oldest"]).total_seconds() if said["oldest"] else 0
    yield gauge("cardsite_effects_waiting", "effects that are due", said["count"])
    yield gauge("cardsite_effects_oldest_seconds", "how long the first of them has waited", age)
    yield _failing()
    yield gauge("cardsite_effects_dead", "effects given up", Effect.objects.filter(state=Effect.State.DEAD).count())
    yield gauge("cardsite_billing_drift", "workspaces whose plan no event had told, in a day", reconciling.drifted())
    yield gauge("cardsite_billing_events_waiting", "events of Stripe older than an hour", reconciling.waiting())
    yield gauge("cardsite_effects_held", "1: a restored copy that was not released", holding.holds().count())


def _failing() -> Metric:
    """Mail is named even when all is well, so that an alarm can be set for it."""
    family = GaugeMetricFamily("cardsite_effects_failing", "failed, and tried again", labels=["task"])
    tasks = Counter(Effect.objects.failing().values_list("task", flat=True))
    for task, count in sorted({holding.MAIL: 0, **tasks}.items()):
        family.add_metric([task], count)
    return family


def gauge(name: str, words: str, value: float) -> Metric:
    family = GaugeMetricFamily(name, words)
    family.add_metric([], value)
    return family
