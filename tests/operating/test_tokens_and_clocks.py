"""What a moment is signed with or written to, when the clock goes wrong: old, of the future, revoked (F24, A78)."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings as django_settings
from django.test import Client
from django.utils import timezone

from bookings.topics import AGENDA
from cards.locking import setting
from cards.models import Card
from storefront.topics import EVENING
from tests.cast import PASSWORD, Cast, make_card
from workspaces import export_making, export_shelf, exporting, outbox, paces
from workspaces.models import Export, Membership
from workspaces.scoping import inside

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
SECRET = "open sesame"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        yield clock


def at(clock: Any, away: timedelta, ask: Any) -> Any:
    """What is answered when the clock stands so far from now; then it is put right."""
    now = timezone.now()
    clock.move_to(now + away)
    try:
        return ask()
    finally:
        clock.move_to(now)


@pytest.fixture
def card(cast: Cast) -> Card:
    made = make_card(cast.atelier, "ada", by=cast.ada, published=True)
    with inside(cast.atelier):
        return setting.lock(card=made, password=SECRET, by=None)


def test_the_gate_of_a_card_opens_for_a_month_of_its_own_clock(card: Card, clock: Any):
    """Put back by hours it goes on, put back by weeks it asks again; another password ends all of it"""
    visitor = Client(headers={"Sec-Fetch-Site": "same-origin"})
    assert visitor.post("/ada/unlock", {"password": SECRET}).status_code == 303

    def shown() -> bool:
        answer = visitor.get("/ada")
        return (answer.status_code, "Bookbinder" in answer.content.decode()) == (200, True)

    away = {-31 * DAY: False, -25 * HOUR: False, -2 * HOUR: True, HOUR: True, 29 * DAY: True, 31 * DAY: False}
    visitor.cookies["gate"]["max-age"] = ""  # the browser keeps it, whatever its own clock says
    assert {one: at(clock, one, shown) for one in away} == away
    with inside(card.workspace):
        setting.lock(card=Card.objects.get(), password="another one", by=None)
    assert shown() is False


@pytest.fixture
def export(cast: Cast, clock: Any, settings: Any, tmp_path: Path) -> Export:
    settings.EXPORTS_ROOT = tmp_path / "exports"
    with inside(cast.atelier):
        export = exporting.ask(workspace=cast.atelier, by=cast.ada)
    outbox.perform_due()
    export.refresh_from_db()
    assert export.state == Export.State.READY
    return export


def log_in(person: Any) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": person.email, "password": PASSWORD})
    return client


def test_an_export_is_fetched_for_seven_days_of_its_own_clock(cast: Cast, export: Export, clock: Any):
    """Of a day to come it was made by a clock that was wrong: it is not given out, and goes with the old ones"""
    path = f"/w/atelier/settings/export/{export.pk}.zip"

    def given() -> int:
        answer = log_in(cast.ada).get(path)
        answer.getvalue()
        return answer.status_code

    away = {-25 * HOUR: 404, -2 * HOUR: 200, timedelta(0): 200, 6 * DAY: 200, 8 * DAY: 404}
    assert {one: at(clock, one, given) for one in away} == away
    at(clock, -2 * HOUR, lambda: export_making.purge(timezone.now()))
    assert Export.unscoped.count() == 1
    at(clock, -25 * HOUR, lambda: export_making.purge(timezone.now()))
    assert (Export.unscoped.count(), export_shelf.shelf().exists(export.stored)) == (0, False)


def test_a_log_in_stays_fresh_for_minutes_and_not_for_hours(cast: Cast, export: Export, clock: Any):
    """A clock put back does not lengthen it: who wants the file is asked once more"""
    client, path = log_in(cast.ada), f"/w/atelier/settings/export/{export.pk}.zip"

    def given() -> int:
        answer = client.get(path)
        answer.getvalue()
        return answer.status_code

    away = {-2 * HOUR: 302, timedelta(minutes=-1): 200, timedelta(minutes=1): 200, HOUR: 302}
    assert {one: at(clock, one, given) for one in away} == away


def test_a_link_that_turns_letters_off_has_no_age_and_can_be_revoked(
    cast: Cast, clock: Any, monkeypatch: pytest.MonkeyPatch
):
    """It stands in old mails; raising the version, or leaving, ends it with a plain 404"""
    with inside(cast.atelier):
        member = Membership.objects.get(user=cast.ada)
    path = paces.off_url(AGENDA, member.pk).removeprefix(django_settings.BASE_URL)
    other = path.replace(f"/{AGENDA.key}/", f"/{EVENING.key}/")

    def answered(where: str = path) -> int:
        return Client().get(where).status_code

    assert [at(clock, one, answered) for one in (-2 * HOUR, -400 * DAY, 400 * DAY)] == [200] * 3
    assert answered(other) == 404
    monkeypatch.setattr(paces, "_VERSION", 2)
    assert (answered(), Client().post(path).status_code) == (404, 404)
    monkeypatch.undo()
    member.user.is_active = False
    member.user.save(update_fields=["is_active"])
    assert answered() == 404
