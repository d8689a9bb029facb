"""What happens to bookings by the clock, across workspaces (B20, B24, B35)."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bookings import upkeep
from bookings.models import Booking, BookingEvent, Feed
from cards.models import Card
from cardsite.celery import app
from tests.bookings.diary import NOW, at, make_booking, make_calendar, make_service
from tests.cast import Cast, make_card
from workspaces.models import Effect
from workspaces.scoping import inside, outside


@pytest.fixture
def cards(cast: Cast) -> Iterator[list[Card]]:
    """One in each of two workspaces; none is open."""
    with outside():
        yield [
            make_card(cast.atelier, "ada", by=cast.ada, published=True),
            make_card(cast.outpost, "cleo", by=cast.cleo, published=True),
        ]


def booked(card: Card, hour: int = 10, **service: bool) -> int:
    with inside(card.workspace):
        return make_booking(make_service(make_calendar(), title=f"Cut at {hour}", **service), at(hour), card=card).pk


def states() -> dict[int, str]:
    return dict(Booking.unscoped.values_list("pk", "state"))


def test_unanswered_requests_expire_everywhere(cards: list[Card]):
    """B24: when their time has come, with a mail to both sides; not a second before, and only once."""
    asked = [booked(card, approval=True) for card in cards]
    made = booked(cards[0], 14)
    due = Booking.unscoped.filter(pk__in=asked).values_list("expires_at", flat=True)[0]
    assert due is not None
    upkeep.expire(due - timedelta(seconds=1))
    assert states() == {asked[0]: "pending", asked[1]: "pending", made: "confirmed"}
    Effect.objects.all().delete()
    upkeep.expire(due)
    upkeep.expire(due)
    assert states() == {asked[0]: "expired", asked[1]: "expired", made: "confirmed"}
    told = Effect.objects.filter(arguments__verb="expired").order_by("pk")
    assert [(row.workspace_id, row.task.rpartition(".")[2]) for row in told] == [
        (card.workspace_id, verb) for card in cards for verb in ("tell_guest", "tell_host")
    ]


def test_what_is_over_for_an_hour_took_place(cards: list[Card]):
    """B20: silently, with a line in its history; requests and cancelled ones do not."""
    made = [booked(card) for card in cards]
    asked = booked(cards[0], 12, approval=True)
    Effect.objects.all().delete()
    upkeep.complete(at(12) - timedelta(seconds=1))
    assert set(states().values()) == {"confirmed", "pending"}
    upkeep.complete(at(12))
    upkeep.complete(at(13))
    assert states() == {made[0]: "completed", made[1]: "completed", asked: "pending"}
    assert BookingEvent.unscoped.filter(verb="completed").count() == 2
    assert Effect.objects.count() == 0


def test_every_feed_is_read_once_a_round(cards: list[Card]):
    """B35: a feed whose last effect still waits gets no second; an archived calendar is left alone."""
    for card in cards:
        with inside(card.workspace):
            Feed.objects.create(calendar=make_calendar(), url="https://a.example/x.ics")
            Feed.objects.create(calendar=make_calendar(archived_at=NOW), url="https://a.example/y.ics")
    upkeep.read_feeds()
    upkeep.read_feeds()
    rows = Effect.objects.filter(task="bookings.upkeep.read_feed").order_by("pk")
    assert [row.workspace_id for row in rows] == [card.workspace_id for card in cards]
    rows.update(state="done")
    upkeep.read_feeds()
    assert rows.count() == 4


def test_the_clock_knows_these_tasks():
    """B24, B35: read every ten minutes, expired every minute, completed every hour."""
    beat = {entry["task"]: entry["schedule"] for entry in app.conf.beat_schedule.values()}
    ours = {task: seconds for task, seconds in beat.items() if task.startswith("bookings.")}
    assert str(ours.pop("bookings.begin_day")).startswith("<crontab: 0 * * * *")
    assert ours == {"bookings.read_feeds": 600, "bookings.expire_due": 60, "bookings.complete_past": 3600}
    app.loader.import_default_modules()
    assert set(ours) <= set(app.tasks)
