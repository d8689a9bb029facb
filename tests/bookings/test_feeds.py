"""The private address of a calendar, for the host's own calendar program (B34)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar as File

from bookings import feeds
from bookings.models import Booking, Calendar
from cards.models import Card
from cardsite.kit import signing
from tests.bookings.diary import at, make_booking, make_calendar, make_service
from tests.cast import Cast, make_card
from workspaces.scoping import inside, outside


@pytest.fixture
def card(cast: Cast) -> Iterator[Card]:
    made = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        yield made


@pytest.fixture
def calendar(card: Card) -> Calendar:
    return make_calendar()


def path(calendar: Calendar, kind: str = feeds.FULL) -> str:
    return feeds.address(calendar, kind).removeprefix("http://localhost:8000")


def ask(where: str, **headers: str) -> Any:
    """A calendar program: no session, no open workspace."""
    with outside():
        return Client().get(where, headers=headers)


def events(answer: Any) -> list[Any]:
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return list(File.from_ical(answer.content).walk("VEVENT"))


def booked(card: Card, calendar: Calendar, *, away: timedelta = timedelta(days=1), **fields: Any) -> Booking:
    """That begins so far from now."""
    number = Booking.objects.count()
    service = make_service(calendar, title=f"Cut {number}")
    booking = make_booking(service, at(9 + number % 8, day=1 + number // 8), card=card)
    start = timezone.now() + away
    Booking.objects.filter(pk=booking.pk).update(**({"start": start, "end": start + timedelta(hours=1)} | fields))
    booking.refresh_from_db()
    return booking


def test_the_feed_holds_what_may_still_matter(card, calendar: Calendar):
    """B34: 30 days back, 400 ahead; what was cancelled for 30 days; requests are tentative."""
    now = timezone.now()
    kept = {
        booked(card, calendar).pk: "CONFIRMED",
        booked(card, calendar, away=timedelta(days=-29), state="completed").pk: "CONFIRMED",
        booked(card, calendar, away=timedelta(days=399), state="pending").pk: "TENTATIVE",
        booked(card, calendar, state="cancelled", decided_at=now - timedelta(days=29)).pk: "CANCELLED",
    }
    booked(card, calendar, away=timedelta(days=-31))
    booked(card, calendar, away=timedelta(days=401))
    booked(card, calendar, state="cancelled", decided_at=now - timedelta(days=31))
    booked(card, calendar, state="declined")
    booked(card, make_calendar("Other"))
    uids = {f"{booking.uid}@localhost": kept[booking.pk] for booking in Booking.objects.filter(pk__in=kept)}
    assert {str(event["UID"]): str(event["STATUS"]) for event in events(ask(path(calendar)))} == uids


def test_the_feed_says_who_and_the_busy_one_does_not(card, calendar: Calendar):
    """B34: by an address of its own, from which nobody gets to the other."""
    booking = booked(card, calendar)
    (event,) = events(ask(path(calendar)))
    assert str(event["SUMMARY"]) == f"Gina Guest, {booking.title}"
    assert booking.email in str(event["DESCRIPTION"])
    for where in (path(calendar, feeds.BUSY), path(calendar) + "?busy=1"):
        answer = ask(where)
        (event,) = events(answer)
        assert (str(event["SUMMARY"]), event["DTSTART"].dt) == ("Busy", booking.start.replace(microsecond=0))
        assert [word in answer.content for word in (b"Gina", b"guest.example", b"Cut")] == [False] * 3
    assert b"Gina" not in ask(path(calendar, feeds.BUSY) + "?busy=").content


def test_a_hostile_name_adds_nothing_to_the_feed(card, calendar: Calendar):
    """A43; B33"""
    booked(card, calendar, name="x\rBEGIN:VEVENT\r\nUID:1,;\nEND:VEVENT<script>")
    (event,) = events(ask(path(calendar)))
    assert set(event) == set("UID SEQUENCE DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION URL STATUS TRANSP".split())


def test_an_unchanged_feed_is_not_sent_again(card, calendar: Calendar):
    """B34"""
    booking = booked(card, calendar)
    first = ask(path(calendar))
    assert "no-store" not in first["Cache-Control"]
    again = ask(path(calendar), if_none_match=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    Booking.objects.filter(pk=booking.pk).update(sequence=1)
    assert ask(path(calendar), if_none_match=first["ETag"]).status_code == 200


def test_a_new_address_ends_the_old_one(card, calendar: Calendar):
    """B34, B31: also the one without names; tokens of other purposes, archived calendars and nonsense are not found."""
    old = [path(calendar), path(calendar, feeds.BUSY)]
    assert [ask(where).status_code for where in old] == [200, 200]
    calendar.feed_version = 2
    calendar.save()
    assert [ask(where).status_code for where in old] == [404, 404]
    other = signing.token("booking", calendar.pk, 2)
    assert [ask(f"/feeds/{token}.ics").status_code for token in (other, "1-1.x", "x")] == [404] * 3
    assert ask(path(calendar)).status_code == 200
    calendar.archived_at = timezone.now()
    calendar.save()
    assert ask(path(calendar)).status_code == 404


def test_a_feed_costs_one_query_for_its_bookings(card, calendar: Calendar, django_assert_num_queries: Any):
    for _number in range(3):
        booked(card, calendar)
    with django_assert_num_queries(2):
        assert len(events(ask(path(calendar)))) == 3


def test_the_page_shows_the_address_to_editors_alone(card, calendar: Calendar, cast: Cast, client):
    """B34: whoever leaves the workspace as a viewer never had it."""
    where = f"/w/atelier/calendars/{calendar.pk}/feeds/"
    shown = {}
    for user in (cast.eve, cast.vera):
        client.force_login(user)
        shown[user.name] = path(calendar) in client.get(where).content.decode()
    assert shown == {"Eve": True, "Vera": False}


def test_the_page_makes_a_new_address(card, calendar: Calendar, cast: Cast, client):
    old = path(calendar)
    client.force_login(cast.eve)
    answer = client.post(f"/w/atelier/calendars/{calendar.pk}/feeds/", {"act": "new-address"})
    calendar.refresh_from_db()
    assert (answer.status_code, ask(old).status_code, ask(path(calendar)).status_code) == (302, 404, 200)
