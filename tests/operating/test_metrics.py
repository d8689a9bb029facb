"""What `/metrics` says, and to whom."""

import math
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from billing import reconciling
from billing.models import StripeEvent
from cardsite.operating import metrics
from cardsite.operating.meter import Meter
from tests.cast import Cast
from workspaces import audit, heartbeat, holding
from workspaces.models import AuditEntry, Effect
from workspaces.scoping import inside

TOKEN = {"Authorization": "Bearer a-long-token"}


def values(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in re.findall(r"^(cardsite_\S+) (\S+)$", text, re.MULTILINE)}


@pytest.mark.django_db
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer wrong"}, {"Authorization": "a-long-token"}])
def test_without_the_token_there_is_nothing(client: Client, settings: Any, headers: dict[str, str]):
    settings.METRICS_TOKEN = "a-long-token"
    assert client.get("/metrics", headers=headers).status_code == 404


@pytest.mark.django_db
def test_without_a_setting_nobody_is_let_in(client: Client, settings: Any):
    """An empty token is none."""
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


@pytest.mark.django_db
def test_effects_are_counted(client: Client, settings: Any):
    settings.METRICS_TOKEN = "a-long-token"
    for state, error in (("open", ""), ("open", "OSError: full"), ("dead", "OSError: full"), ("done", "")):
        Effect.objects.create(task="x", state=state, last_error=error)
    holding.hold()
    answer = client.get("/metrics", headers=TOKEN)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("text/plain; charset=utf-8", "no-store")
    said = values(answer.content.decode())
    expected = {"database_up": 1, "effects_waiting": 2, "effects_dead": 1, "effects_held": 1}
    expected |= {'effects_failing{task="x"}': 1, f'effects_failing{{task="{holding.MAIL}"}}': 0}
    assert {name: said[f"cardsite_{name}"] for name in expected} == expected
    assert 0 <= said["cardsite_effects_oldest_seconds"] < 60
    assert (said["cardsite_worker_seconds"], said["cardsite_disk_free_bytes"] > 0) == (math.inf, True)
    assert abs(said["cardsite_clock_apart_seconds"]) < 2
    heartbeat.beat()
    assert 0 <= values(client.get("/metrics", headers=TOKEN).content.decode())["cardsite_worker_seconds"] < 60


def test_what_no_event_told_is_counted_until_the_next_look(cast: Cast):
    """P6: by workspaces, and of the last day only"""
    event = StripeEvent(event_id="evt_1", type="invoice.paid", received_at=timezone.now() - timedelta(hours=2))
    event.save()
    StripeEvent.objects.create(event_id="evt_2", type="invoice.paid")
    with inside(cast.atelier):
        audit.record(reconciling.DRIFT, "subscription sub_1", actor=None)
        audit.record(reconciling.DRIFT, "subscription sub_1", actor=None)
    with inside(cast.outpost):
        AuditEntry.objects.create(verb=reconciling.DRIFT, target="x", at=timezone.now() - timedelta(days=2))
    said = values(metrics.text().decode())
    assert (said["cardsite_billing_drift"], said["cardsite_billing_events_waiting"]) == (1, 1)


@pytest.mark.django_db
def test_requests_are_counted_by_who_answered(settings: Any, tmp_path: Path):
    """Sums of every process; what an ended one had in memory is gone."""
    settings.METRICS_DIR = tmp_path

    def django(environ: Any, start: Any) -> list[bytes]:
        start("303 See Other", [])
        return []

    meter = Meter(pages=range(7))
    for method in ("GET", "GET", "BREW", "HEAD"):
        meter.given(method, "200 OK")
    meter.timed(django)({"REQUEST_METHOD": "POST"}, lambda *said: None)
    assert len(list(tmp_path.iterdir())) == 1  # at most once a second
    for _time in range(2):
        meter._due = 0.0
        meter._save()
    (mine,) = tmp_path.glob("*.json")
    (tmp_path / "999999999.json").write_text(mine.read_text())
    (tmp_path / "1.json").write_text("{")
    said = values(metrics.text().decode())
    assert {name: value for name, value in said.items() if "requests_total" in name} == {
        'cardsite_requests_total{by="django",method="POST",status="303"}': 2,
        'cardsite_requests_total{by="memory",method="GET",status="200"}': 4,
        'cardsite_requests_total{by="memory",method="HEAD",status="200"}': 2,
        'cardsite_requests_total{by="memory",method="other",status="200"}': 2,
    }
    assert said['cardsite_request_seconds_bucket{le="+Inf"}'] == 2
    assert said["cardsite_request_seconds_count"] == 2
    assert said["cardsite_pages_remembered"] == 7
