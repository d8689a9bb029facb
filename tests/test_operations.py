"""Alive, ready, crawled how, and whom to write to (cards 55; F30)."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from cards import coding, deleting, publishing
from cards.content import SearchSettings
from cards.models import Card
from tests.cast import Cast, make_card
from workspaces import heartbeat
from workspaces.models import Effect
from workspaces.scoping import inside
from workspaces.tasks import sweep_effects

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def missing(client: Client) -> tuple[int, dict[str, str]]:
    answer = client.get("/readyz")
    assert answer.json()["ready"] == (answer.status_code == 200)
    return answer.status_code, answer.json()["missing"]


@pytest.fixture
def ready(db: None, settings: Any) -> None:
    """Everything is there."""
    settings.MAIL_CONFIGURED = True
    sweep_effects()


def test_healthz_asks_no_database(client: Client):
    """F30: this test may use none."""
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer["Cache-Control"]) == (200, b"ok\n", "no-store")


def test_ready_when_nothing_is_missing(ready: None, client: Client):
    assert missing(client) == (200, {})


def test_readyz_names_a_worker_never_seen(db: None, client: Client, settings: Any):
    """F30"""
    settings.MAIL_CONFIGURED = True
    assert missing(client) == (503, {"worker": "no Celery worker with beat has been seen"})


def test_readyz_names_a_worker_that_went_silent(ready: None, client: Client, monkeypatch: pytest.MonkeyPatch):
    """F30"""
    seen = timezone.now() - timedelta(seconds=61)
    monkeypatch.setattr("workspaces.heartbeat.timezone.now", lambda: seen)
    heartbeat.beat()
    monkeypatch.undo()
    assert missing(client) == (503, {"worker": f"no Celery worker with beat since {seen:%Y-%m-%d %H:%M:%S} UTC"})


def test_readyz_names_effects_nobody_picks_up(ready: None, cast: Cast, client: Client):
    make_card(cast.atelier, by=cast.ada)
    assert missing(client) == (200, {})
    Effect.objects.update(due_at=timezone.now() - timedelta(seconds=61))
    assert missing(client) == (503, {"outbox": "1 effects wait for more than 60 seconds"})


def test_readyz_names_missing_mail(ready: None, client: Client, settings: Any):
    settings.MAIL_CONFIGURED = False
    assert missing(client) == (503, {"mail": "EMAIL_URL is not set: no mail leaves"})


def test_readyz_names_migrations_not_applied(ready: None, client: Client):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE id = (SELECT max(id) FROM django_migrations)")
    status, lacks = missing(client)
    assert (status, list(lacks)) == (503, ["migrations"])
    assert lacks["migrations"].endswith("not applied: run manage.py migrate")


def test_robots_names_the_sitemap(client: Client, settings: Any):
    body = client.get("/robots.txt").content.decode()
    assert body.startswith("User-agent: *\nDisallow: /accounts/\n")
    assert body.endswith(f"\nSitemap: {settings.BASE_URL}/sitemap.xml\n")


def test_security_txt_has_the_required_fields(client: Client, settings: Any):
    """RFC 9116"""
    settings.OPERATOR_EMAIL = "security@cards.example"
    answer = client.get("/.well-known/security.txt")
    fields = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:security@cards.example"
    assert fields["Expires"] > f"{timezone.now() + timedelta(days=90):%Y-%m-%dT%H:%M:%SZ}"


def listed(client: Client) -> list[str]:
    answer = client.get("/sitemap.xml")
    assert answer["Content-Type"] == "application/xml; charset=utf-8"
    return [str(place.text) for place in ET.fromstring(answer.content).iter(f"{SITEMAP}loc")]


def test_sitemap_lists_public_cards_older_than_seven_days(cast: Cast, client: Client, settings: Any):
    """cards 55: not the young, the unlisted, the paused, the deleted, the drafts; of every workspace."""
    old = make_card(cast.atelier, "old", by=cast.ada, published=True)
    make_card(cast.outpost, "far", by=cast.cleo, published=True)
    make_card(cast.atelier, "unlisted", by=cast.ada, published=True, search=SearchSettings(listed=False))
    make_card(cast.atelier, "draft", by=cast.ada)
    paused = make_card(cast.atelier, "paused", by=cast.ada, published=True)
    deleted = make_card(cast.atelier, "byebye", by=cast.ada, published=True)
    with inside(cast.atelier):
        publishing.pause(card=paused, by=cast.ada)
        deleting.delete(card=deleted, by=cast.ada)
    assert listed(client) == []
    Card.unscoped.filter(first_published_at__isnull=False).update(first_published_at=timezone.now() - timedelta(days=7))
    make_card(cast.atelier, "young", by=cast.ada, published=True)
    assert listed(client) == [f"{settings.BASE_URL}/old", f"{settings.BASE_URL}/far"]
    assert old.handle == "old"


def test_sitemap_follows_what_is_published_not_the_draft(cast: Cast, client: Client, settings: Any):
    """cards 22, 55"""
    card = make_card(cast.atelier, "old", by=cast.ada, published=True)
    Card.unscoped.update(first_published_at=timezone.now() - timedelta(days=8))
    with inside(cast.atelier):
        hidden = card.document.model_copy(update={"search": SearchSettings(listed=False)})
        publishing.save(card=card, document=hidden, version=1, by=cast.ada)
        before = listed(client)
        publishing.publish(card=card, by=cast.ada)
    assert (before, listed(client)) == ([f"{settings.BASE_URL}/old"], [])


def test_beat_calls_only_tasks_there_are():
    """Every entry of the schedule names a registered task."""
    from cardsite.celery import app  # noqa: PLC0415

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)
    assert coding.request_stale_drawings.__module__ == "cards.coding"
