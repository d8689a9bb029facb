"""A digest of a day goes to each of its people once, whoever comes how often, and two at one moment (F4, F24)."""

from contextlib import nullcontext
from datetime import date, timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone

from bookings.topics import AGENDA
from storefront.topics import EVENING
from tests.cast import Cast, make_cast
from tests.rendezvous import Job, ends_of, wait_for_another
from workspaces import digests, retention
from workspaces.models import DigestLetter, Effect, Membership
from workspaces.scoping import inside
from workspaces.topics import Topic

MONDAY = date(2027, 1, 4)
MAIL = "workspaces.mail.deliver"


@pytest.fixture(autouse=True)
def outbox_mail(settings: Any) -> None:
    settings.EMAIL_BACKEND = "workspaces.mail.OutboxBackend"


def send(cast: Cast, name: str = "ada", topic: Topic = AGENDA, day: date = MONDAY) -> bool:
    with inside(cast.atelier):
        member = Membership.objects.get(user=getattr(cast, name))
        return digests.send_once(EmailMessage("Today", "Words", to=["x@example.com"]), topic, member, day)


def test_one_a_person_a_topic_and_a_day(cast: Cast):
    """Another person, topic or day is another digest; also a day that comes after it by a clock put back"""
    asked: list[dict[str, Any]] = [{}, {}, {"name": "ben"}, {"topic": EVENING}, {"day": MONDAY - timedelta(1)}, {}]
    assert [send(cast, **one) for one in asked] == [True, False, True, True, True, False]
    assert Effect.objects.filter(task=MAIL).count() == DigestLetter.unscoped.count() == 4


def test_a_mail_that_could_not_be_written_leaves_no_row(cast: Cast, monkeypatch: pytest.MonkeyPatch):
    """Or the next try would think that it was sent."""
    monkeypatch.setattr(EmailMessage, "send", lambda mail: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        send(cast)
    monkeypatch.undo()
    assert (DigestLetter.unscoped.count(), send(cast)) == (0, True)


def both_send(cast: Cast) -> list[str]:
    jobs: list[Job] = [partial(send, cast)] * 2
    return ends_of(jobs)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_one_moment_one_writes():
    """The unique row decides, on either database"""
    cast = make_cast()
    assert both_send(cast) == ["ok", "ok"]
    assert Effect.objects.filter(task=MAIL).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_row_both_write(monkeypatch: pytest.MonkeyPatch):
    """The control: who has looked waits for the other, and nothing unique is written."""

    def only_look(**wanted: Any) -> tuple[None, bool]:
        is_new = not DigestLetter.objects.filter(**wanted).exists()
        wait_for_another("digest")
        return None, is_new

    cast = make_cast()
    blind = SimpleNamespace(objects=SimpleNamespace(get_or_create=only_look))
    monkeypatch.setattr(digests, "DigestLetter", blind)
    monkeypatch.setattr(digests, "transaction", SimpleNamespace(atomic=nullcontext))
    assert both_send(cast) == ["ok", "ok"]
    assert Effect.objects.filter(task=MAIL).count() == 2


def test_that_one_was_sent_is_forgotten_after_sixty_days(cast: Cast):
    today = timezone.now().date()
    for age in (61, 60, 0):
        send(cast, day=today - timedelta(days=age))
    retention.purge_digests(timezone.now())
    assert sorted(DigestLetter.unscoped.values_list("day", flat=True)) == [today - timedelta(days=60), today]
