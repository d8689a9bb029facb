"""Making bookings (B1, B9, B12, B13, B21, B22, B30, B38)."""

from datetime import timedelta
from typing import Any

import pytest

from bookings import availability
from bookings.models import Booking, BookingEvent, Occupancy, Reminder
from bookings.offer import Extra
from bookings.refusals import NotOffered, Taken, TooManyOpen
from bookings.reserving import Guest, reserve_by_hand
from tests.bookings.diary import NOW, at, make_booking, make_calendar, make_service
from tests.cast import Cast, make_card
from workspaces.models import Effect
from workspaces.scoping import inside


@pytest.fixture
def card(cast: Cast):
    """Ada's card; her workspace is open."""
    made = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        yield made


def wish(service, **over: Any):
    return availability.Wish(**({"service": service, "calendars": availability.offering(service)} | over))


def listed(service, day=1, **over: Any) -> list[str]:
    date = at(0, day=day).date()
    slots = availability.free(wish(service, **over), first=date, last=date, zone="UTC", now=NOW)
    return [f"{availability.moment(slot.start):%H:%M}" for slot in slots]


def test_what_is_listed_can_be_booked_once(card):
    """B1, B9, B21"""
    service = make_service(make_calendar())
    assert listed(service) == ["09:00", "10:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"]
    made = make_booking(service, at(10), card=card)
    assert (made.state, made.start, made.end, made.local_start) == ("confirmed", at(10), at(11), "2027-01-05 10:00")
    assert listed(service) == ["09:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"]
    with pytest.raises(Taken) as taken:
        make_booking(service, at(10), card=card)
    assert [availability.moment(slot.start) for slot in taken.value.nearest] == [at(9), at(11), at(12)]
    assert Booking.objects.count() == Occupancy.objects.count() == 1


@pytest.mark.parametrize("start", [at(10, 17), at(8), at(17), at(10, day=5), NOW - timedelta(days=7)])
def test_what_is_not_offered_is_refused(card, start):
    """B1; A36"""
    service = make_service(make_calendar())
    with pytest.raises(NotOffered):
        make_booking(service, start, card=card)
    assert Booking.objects.count() == 0


def test_the_same_key_is_the_same_booking(card):
    """B22"""
    service = make_service(make_calendar())
    first = make_booking(service, at(10), card=card, key="once")
    again = make_booking(service, at(10), card=card, key="once")
    assert again == first
    assert BookingEvent.objects.count() == 1
    assert Effect.objects.filter(task="bookings.tasks.tell_guest").count() == 1


def test_a_session_takes_as_many_as_it_has_seats(card):
    """B12"""
    service = make_service(make_calendar(), seats=3)
    make_booking(service, at(10), card=card, seats=2)
    with pytest.raises(Taken):
        make_booking(service, at(10), card=card, seats=2)
    make_booking(service, at(10), card=card)
    with pytest.raises(Taken):
        make_booking(service, at(10), card=card)
    assert Occupancy.objects.values_list("taken", flat=True).get() == 3


def test_anyone_free_takes_the_calendar_with_the_emptier_day(card):
    """B13"""
    busy, idle = make_calendar("Busy"), make_calendar("Idle")
    service = make_service(busy, idle)
    make_booking(service, at(15), card=card, calendars=[busy])
    assert make_booking(service, at(10), card=card).calendar == idle
    assert make_booking(service, at(10), card=card).calendar == busy


def test_extras_lengthen_the_appointment_and_its_price(card):
    """B6: the grid stays."""
    service = make_service(make_calendar(), price_kind="from", price=3000, currency="EUR")
    colour = Extra(key="colour", title="Colour", minutes=45, price=3000)
    assert listed(service, extras=(colour,))[-1] == "15:00"
    made = make_booking(service, at(10), card=card, extras=(colour,))
    assert (made.end, made.price_kind, made.price, made.extras) == (at(11, 45), "from", 6000, (colour,))


def test_so_many_open_bookings_a_person_and_host(card):
    """B38; A41"""
    service = make_service(make_calendar(), open_per_guest=2)
    for hour in (9, 10):
        make_booking(service, at(hour), card=card, email="gina@guest.example")
    with pytest.raises(TooManyOpen):
        make_booking(service, at(11), card=card, email="Gina@Guest.example")
    assert make_booking(service, at(11), card=card, email="other@guest.example").state == "confirmed"


def test_the_owner_books_over_her_own_rules_but_never_over_a_booking(card, cast: Cast):
    """B30"""
    calendar = make_calendar()
    service = make_service(calendar)
    make_booking(service, at(10), card=card)
    guest = Guest(name="Walk-in", phone="+34655123456")
    with pytest.raises(Taken):
        reserve_by_hand(wish=wish(service), start=at(10, 30), guest=guest, by=cast.ada, now=NOW)
    made = reserve_by_hand(wish=wish(service), start=at(7, 10), guest=guest, by=cast.ada, now=NOW)
    assert (made.state, made.by, made.calendar) == ("confirmed", cast.ada, calendar)


def test_reminders_already_past_are_skipped(card):
    """B29"""
    service = make_service(make_calendar(), reminders=[24 * 60, 60])
    made = make_booking(service, at(10, day=0), card=card)
    assert [(row.offset, row.channel) for row in Reminder.objects.filter(booking=made)] == [(60, "email")]
