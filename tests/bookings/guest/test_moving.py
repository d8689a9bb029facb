"""A guest moves: to another time of the same person, to another person only where asked for (B13, B14, B27)."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from bookings.models import Absence, Booking, Calendar
from bookings.offer import Extra
from bookings.wording import manage_path
from tests.bookings.diary import at, make_booking, make_calendar, make_service
from tests.bookings.guest.filled import days, times, words

COLOUR = Extra(key="col", title="Colour", minutes=45, price=3000)
WEDNESDAY_9 = "2027-01-06T09:00Z"
TUESDAY_13 = "start=2027-01-05T13:00Z"


@pytest.fixture
def rosa(card) -> Calendar:
    return make_calendar()


@pytest.fixture
def luz(rosa: Calendar) -> Calendar:
    """Of the same service; in the mornings alone."""
    return make_calendar("Luz", week=[["09:00-12:00"]] * 5 + [[], []])


@pytest.fixture
def booking(card, rosa: Calendar, luz: Calendar) -> Booking:
    """Tuesday at ten with Rosa, chosen by name; on Wednesday morning she is away."""
    service = make_service(rosa, luz, move_until=60, extras_json=[COLOUR.model_dump()])
    Absence.objects.create(calendar=rosa, start=at(9, day=2), end=at(12, day=2))
    return make_booking(service, at(10), card=card, calendars=[rosa], extras=(COLOUR,))


def move(booking: Booking, query: str = "") -> str:
    return f"{manage_path(booking)}/move{'?' if query else ''}{query}"


def confirm(visitor: Client, booking: Booking, query: str) -> Any:
    """Sends the form of the page that asks whether to move."""
    page = visitor.get(move(booking, query)).content.decode()
    return visitor.post(move(booking), dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)))


def test_moving_offers_the_times_of_the_same_person(booking: Booking, luz: Calendar, visitor: Client):
    """B13, B27: on Wednesday morning only Luz is free, so nothing is offered then; with her it is."""
    seen = [
        ["start=2027-01-06T09:00Z" in page, "start=2027-01-06T14:00Z" in page]
        for query in ("", f"with={booking.calendar_id}", f"with={luz.pk}", "with=any")
        for page in [visitor.get(move(booking, query)).content.decode()]
    ]
    assert seen == [[False, True], [False, True], [True, False], [True, True]]


def test_moving_never_changes_the_person_unasked(booking: Booking, visitor: Client):
    """B13: what only Luz could take is refused with other times of Rosa, and nothing is changed."""
    answer = visitor.post(move(booking), {"start": WEDNESDAY_9})
    booking.refresh_from_db()
    assert (answer.status_code, booking.calendar.name, booking.start) == (409, "Rosa", at(10))
    close_by = answer.content.decode().partition("Free close by")[2]
    starts = re.findall(r'move\?start=([^"]+)', close_by)[:3]
    assert starts == [f"2027-01-06T{hour}:00Z" for hour in (12, 13, 14)]


def test_both_pages_say_with_whom_and_what(booking: Booking, visitor: Client):
    """The extras and the person, before a time is chosen and when it is asked whether to move."""
    for query in ("", TUESDAY_13):
        said = words(visitor.get(move(booking, query)))
        assert "What Cut, Colour With Rosa Until now Tuesday, 5 January 2027, 10:00 (UTC)" in said
    assert "New Tuesday, 5 January 2027, 13:00 (UTC)" in words(visitor.get(move(booking, TUESDAY_13)))


def test_another_person_is_an_explicit_choice(booking: Booking, luz: Calendar, visitor: Client):
    """B13: asked as when booking, said in the question, and done."""
    assert "With whom? Rosa Luz Anyone free" in words(visitor.get(move(booking)))
    query = f"with={luz.pk}&start={WEDNESDAY_9}"
    assert "With Luz instead of Rosa" in words(visitor.get(move(booking, query)))
    assert confirm(visitor, booking, query).status_code == 303
    booking.refresh_from_db()
    assert (booking.calendar, booking.start) == (luz, at(9, day=2))


def test_anyone_free_keeps_the_person_where_she_is_free(booking: Booking, luz: Calendar, visitor: Client):
    """B13: who would come is said before, and is who comes."""
    assert "With Rosa Until now" in words(visitor.get(move(booking, "with=any&start=2027-01-07T09:00Z")))
    query = f"with=any&start={WEDNESDAY_9}"
    assert "With Luz instead of Rosa" in words(visitor.get(move(booking, query)))
    assert confirm(visitor, booking, query).status_code == 303
    booking.refresh_from_db()
    assert booking.calendar == luz


def test_who_has_no_time_leads_to_the_others(booking: Booking, visitor: Client):
    Absence.objects.create(calendar=booking.calendar, start=at(8, day=0), end=at(0, day=400))
    answer = visitor.get(move(booking))
    assert (times(answer), "With Rosa nothing is free up to 6 March 2027." in words(answer)) == ([], True)
    link = re.search(r'href="([^"]+)">See the times of the others', answer.content.decode())
    assert link
    assert link[1] == move(booking, "with=any")
    assert times(visitor.get(link[1]))[0] == "09:00"


def test_later_days_are_turned_to_with_the_person_kept(booking: Booking, luz: Calendar, visitor: Client):
    """As when booking: seven days with free times, then on, and back to today."""
    query = f"with={luz.pk}"
    first = visitor.get(move(booking, query))
    later = unescape(re.findall(r'href="([^"]+)">Later days', first.content.decode())[0])
    assert later == move(booking, f"{query}&from=2027-01-13")
    second = visitor.get(later)
    assert (days(first)[-1], days(second)[0]) == ("2027-01-12", "2027-01-13")
    back = re.findall(r'href="([^"]+)">From today', second.content.decode())
    assert back == [move(booking, query)]
    assert visitor.get(move(booking, "from=tomorrow")).status_code == 400


def test_alone_nobody_is_asked_for(card, visitor: Client):
    booking = make_booking(make_service(make_calendar()), at(10), card=card)
    said = words(visitor.get(move(booking)))
    assert ("With whom?" in said, "With Rosa" in said) == (False, False)


@pytest.mark.parametrize("asked", ["0", "x", "9" * 40])
def test_a_person_no_page_names_is_malformed(booking: Booking, visitor: Client, asked: str):
    assert visitor.get(move(booking, f"with={asked}")).status_code == 400
    assert visitor.post(move(booking), {"with": asked, "start": "2027-01-06T09:00Z"}).status_code == 400
    booking.refresh_from_db()
    assert booking.start == at(10)
