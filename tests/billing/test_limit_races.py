"""Limits hold for many at once: cards by page and by import, seats, and room for files (A48; cards 88; T18).

Each has its control: the same code, its lock and its transaction taken away, lets too many through.
"""

from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.db.models import QuerySet

from cards import creating, files, room, standing
from cards.importing import making
from cards.importing.found import Candidate
from cards.models import Attachment, Card
from tests.cast import Cast, make_card, make_cast, make_document
from tests.rendezvous import Job, ends_of, wait_for_another
from workspaces import inviting, plans
from workspaces.models import Invitation, Membership, Role, Workspace
from workspaces.scoping import inside

PDF = b"%PDF-1.7\n" + b"a price list " * 50 + b"\n%%EOF\n"


def cards(cast: Cast, count: int) -> list[Job]:
    """By page and by import in turn."""

    def by_page(number: int) -> None:
        with inside(cast.atelier):
            creating.create(workspace=cast.atelier, handle=f"next-{number}", document=make_document(), by=cast.ada)

    def by_file(number: int) -> None:
        one = Candidate(line=1, document=make_document(), handle=f"file-{number}")
        with inside(cast.atelier):
            making.make(workspace=cast.atelier, candidates=[one], by=cast.ada, once=f"file-{number}")

    return [partial(by_file if number % 2 else by_page, number) for number in range(count)]


def seats(cast: Cast, count: int) -> list[Job]:
    def invite(number: int) -> None:
        with inside(cast.atelier):
            by = Membership.objects.get(user=cast.ada)
            inviting.invite(email=f"guest-{number}@example.com", role=Role.VIEWER, by=by)

    return [partial(invite, number) for number in range(count)]


def uploads(cast: Cast, count: int) -> list[Job]:
    def send(number: int) -> None:
        with inside(cast.atelier):
            files.keep(workspace=cast.atelier, data=PDF, name=f"{number}.pdf", by=cast.ada)

    return [partial(send, number) for number in range(count)]


@pytest.fixture
def nearly_full(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Of each thing one more fits: the second card, the fifth member, one PDF."""
    cast = make_cast()
    make_card(cast.atelier, "first", by=cast.ada)
    limits = {plans.Thing.CARDS: plans.Limit(2), plans.Thing.MEMBERS: plans.Limit(5)}
    limits[plans.Thing.MEDIA_BYTES] = plans.Limit(len(PDF) + 10)
    monkeypatch.setitem(plans.PLANS, "free", replace(plans.PLANS["free"], limits=limits))
    Workspace.objects.update(plan_key="free")
    cast.atelier.refresh_from_db()
    return cast


def test_one_of_twenty_takes_the_last_place(nearly_full: Cast):
    """A48: each in its own way refuses the other nineteen, and keeps nothing of theirs."""
    cast = nearly_full
    assert ends_of(cards(cast, 20)) == ["PlanLimit"] * 19 + ["ok"]
    assert ends_of(seats(cast, 20)) == ["SeatLimit"] * 19 + ["ok"]
    assert ends_of(uploads(cast, 20)) == ["NoRoom"] * 19 + ["ok"]
    assert (Card.unscoped.count(), Invitation.unscoped.count(), Attachment.unscoped.count()) == (2, 1, 1)


@pytest.fixture
def unlocked(nearly_full: Cast, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """Our locks do not lock, and no transaction keeps count and row together; whoever has counted waits for another."""

    def then_wait(place: Any, name: str) -> None:
        real = getattr(place, name)

        def looked(*given: Any, **more: Any) -> Any:
            found = real(*given, **more)
            wait_for_another(name)
            return found

        monkeypatch.setattr(place, name, looked)

    monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_more: rows)
    monkeypatch.setattr(creating, "create", creating.create.__wrapped__)  # type: ignore[attr-defined]  # by `atomic`
    monkeypatch.setattr(inviting, "invite", inviting.invite.__wrapped__)  # type: ignore[attr-defined]  # by `atomic`
    for module in (making, files):
        monkeypatch.setattr(module, "transaction", SimpleNamespace(atomic=nullcontext))
    then_wait(standing, "check_room")
    then_wait(inviting, "check_seat")
    then_wait(room.Room, "check")
    return nearly_full


def test_without_the_locks_two_take_the_last_place(unlocked: Cast):
    """The control of A48, by the same code"""
    cast = unlocked
    assert ends_of(cards(cast, 2)) == ["ok", "ok"]
    assert ends_of(seats(cast, 2)) == ["ok", "ok"]
    assert ends_of(uploads(cast, 2)) == ["ok", "ok"]
    assert (Card.unscoped.count(), Invitation.unscoped.count(), Attachment.unscoped.count()) == (3, 2, 2)
