"""What the doctor finds, in words."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from billing import reconciling
from billing.models import StripeEvent
from cardsite.operating import doctor
from tests.cast import Cast, make_card
from tests.doubles.http_server import HttpServer, Reply
from tests.doubles.smtp import Smtp
from workspaces import audit, guards, holding
from workspaces.holding import MAIL
from workspaces.models import Effect
from workspaces.scoping import inside
from workspaces.tasks import sweep_effects


@pytest.fixture
def outside() -> Iterator[HttpServer]:
    """What stands at `BASE_URL`."""
    server = HttpServer({"/healthz": Reply(body=b"ok")})
    yield server
    server.stop()


@pytest.fixture
def well(db: None, settings: Any, outside: HttpServer) -> None:
    settings.MAIL_CONFIGURED, settings.BASE_URL = True, outside.url
    sweep_effects()


def wrong(mail_to: str = "") -> dict[str, str]:
    return {finding.part: finding.wrong for finding in doctor.examine(mail_to) if finding.wrong}


def test_nothing_is_wrong_with_a_good_installation(well: None):
    out = StringIO()
    call_command("doctor", stdout=out)
    assert out.getvalue().splitlines()[-1] == "All is well."
    assert len(out.getvalue().splitlines()) == 17


def test_each_ill_is_named_with_its_remedy(well: None, cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch):
    make_card(cast.atelier, "ada", by=cast.ada, published=True)
    settings.MAIL_CONFIGURED = False
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    monkeypatch.setattr(doctor, "SPACE", 10**18)
    Effect.objects.create(task="cards.tasks.draw_code", state="dead", last_error="OSError: full")
    Effect.objects.create(task=MAIL, attempts=1, last_error="SMTPServerDisconnected: away")
    Effect.objects.create(task="cards.tasks.draw_code", attempts=1, last_error="OSError: full")
    Effect.objects.create(task="cards.tasks.draw_code", due_at=timezone.now() - timedelta(minutes=2))
    guards.drop(connection)
    Effect.objects.create(task="x", created_at=timezone.now() + timedelta(hours=2), state="done")  # F24, A78
    found = wrong()
    work = ["work that waits", "work that fails", "work given up"]
    assert list(found) == ["settings", "guards", "clock", "disk", "broker", *work]
    assert found["settings"] == "EMAIL_URL is not set: no mail leaves, and nobody can sign up."
    assert found["work that waits"].startswith("1 effects wait for more than a minute")
    failing = f"2 effects failed and will be tried again; 1 x {MAIL}: SMTPServerDisconnected: away. EMAIL_URL"
    assert found["work that fails"].startswith(failing)
    assert found["work given up"].startswith("1 effects were given up; the last, cards.tasks.draw_code: OSError: full.")
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", stdout=StringIO())
    assert ended.value.code == 1


def test_a_silent_beat_and_a_held_copy_are_named(well: None):
    """What a held copy keeps back is not late."""
    Effect.objects.create(task=MAIL, due_at=timezone.now() - timedelta(minutes=2))
    holding.hold()
    with time_machine.travel(timezone.now() + timedelta(minutes=2)):
        found = wrong()
    apart = ["clock"] if connection.vendor == "postgresql" else []  # the database did not travel (F24)
    assert list(found) == [*apart, "worker", "restored copy"]


def test_a_store_that_cannot_be_written_is_named(well: None, settings: Any, tmp_path: Any):
    (tmp_path / "media").write_text("not a folder")
    settings.MEDIA_ROOT = tmp_path / "media"
    assert list(wrong()) == ["files"]


def test_a_trial_mail_leaves_at_once(well: None, settings: Any):
    smtp = Smtp()
    backend = "django.core.mail.backends.smtp.EmailBackend"
    settings.MAIL_DELIVERY = {"backend": backend, "host": "127.0.0.1", "port": smtp.port}
    try:
        call_command("doctor", "--mail-to", "you@cards.example", stdout=StringIO())
        assert smtp.accepted == ["Cardsite: a trial"]
    finally:
        smtp.stop()
    assert list(wrong("you@cards.example")) == ["mail"]


def test_an_address_that_leads_elsewhere_is_named(well: None, outside: HttpServer):
    """product.md: what is printed says `BASE_URL`"""
    outside.replies["/healthz"] = Reply(308, {"Location": "https://www.cards.example/healthz"})
    assert wrong()["address"].startswith(f"{outside.url} redirects to https://www.cards.example/healthz")
    outside.replies["/healthz"] = Reply(404)
    assert wrong()["address"].startswith(f"{outside.url}/healthz answers 404")


def test_payments_are_looked_at_where_plans_are_sold(well: None, cast: Cast, settings: Any):
    """P6: what the nightly look put right, and what waits"""
    with inside(cast.atelier):
        audit.record(reconciling.DRIFT, "subscription sub_1", actor=None)
    assert wrong() == {}
    settings.STRIPE_ENABLED = True
    assert wrong()["payments"].startswith("1 plans were put right by the nightly look: no event had told. Does Stripe")
    StripeEvent.objects.create(event_id="evt_1", type="x", received_at=timezone.now() - timedelta(hours=2))
    assert wrong()["payments"].startswith("1 events of Stripe wait for more than an hour")
