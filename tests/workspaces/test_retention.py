"""What is old goes, what is not stays, and each job is on the clock (cards 69, 101)."""

import re
from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from cardsite.celery import app
from tests.cast import Cast
from tests.servers import ROOT
from workspaces import outbox, retention
from workspaces.models import AuditEntry, Effect
from workspaces.scoping import inside


def test_every_promise_of_the_operators_table_is_on_the_clock():
    """`docs/operations.md` names the task of each row; beat calls it."""
    text = (ROOT / "docs/operations.md").read_text()
    table = text.partition("## What is kept how long")[2].partition("\n\n")[0]
    named = set(re.findall(r"`([a-z]+\.[a-z_]+)`", table))
    assert len(named) >= 8
    assert named <= {entry["task"] for entry in app.conf.beat_schedule.values()}


def test_the_log_is_kept_two_years(cast: Cast):
    now = timezone.now()
    with inside(cast.atelier):
        for age in (-1, 1):
            AuditEntry.objects.create(verb=f"{age}", at=now - retention.AUDIT_KEPT - timedelta(minutes=age))
    assert retention.purge_audit(now) == 1
    assert list(AuditEntry.unscoped.values_list("verb", flat=True)) == ["-1"]


def test_ended_sessions_go(cast: Cast):
    for name in ("over", "open"):
        session = SessionStore()
        session["name"] = name
        session.set_expiry(timedelta(days=1 if name == "over" else 3))
        session.create()
    retention.purge_sessions(timezone.now() + timedelta(days=2))
    assert [row.get_decoded()["name"] for row in Session.objects.all()] == ["open"]


def test_what_was_given_up_names_nobody_after_ninety_days(cast: Cast):
    """The row stays for staff to see (F28), its payload goes (cards 101)."""
    for days in (89, 91):
        due = timezone.now() - timedelta(days=days)
        Effect.objects.create(task="x", state=Effect.State.DEAD, payload=f"{days}", due_at=due)
    outbox.purge()
    assert list(Effect.objects.order_by("pk").values_list("payload", flat=True)) == ["89", ""]
