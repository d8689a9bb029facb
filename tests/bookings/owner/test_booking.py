"""One booking in the owner's hands: acts, refusals, moving, and a booking by hand (B20, B24, B27, B30, B38)."""

import re
from datetime import timedelta
from typing import Any

import pytest

from bookings.models import Booking, BookingEvent, Calendar, Service
from bookings.offer import Extra
from cardsite.kit import signing
from tests.bookings.diary import NOW, at, make_booking, make_calendar, make_service
from tests.bookings.owner.seen import AGENDA, text
from workspaces.models import Effect

COLOUR = Extra(key="col", title="Colour", minutes=45, price=3000)


def page(booking: Booking) -> str:
    return f"{AGENDA}{booking.pk}/"


def typed(service: Service, calendar: Calendar, over: dict[str, Any] | None = None) -> dict[str, Any]:
    """The form of a booking by hand."""
    form = {"service": service.pk, "calendar": calendar.pk, "date": "2027-01-05", "time": "10:00", "name": "Walk-in"}
    return form | (over or {})


@pytest.mark.parametrize(
    ("act", "approval", "state", "verb"),
    [
        ("approve", True, "confirmed", "approved"),
        ("decline", True, "declined", "declined"),
        ("cancel", False, "cancelled", "cancelled"),
        ("no_show", False, "no_show", "no_show"),
        ("came", False, "completed", "came"),
    ],
)
def test_an_act_does_what_it_says(card, ada, clock, act, approval, state, verb):
    """B20: and the history says it in words"""
    service = make_service(make_calendar(), approval=approval)
    booking = make_booking(service, at(9), card=card)
    if act in {"no_show", "came"}:
        clock.move_to(at(9, 30))
    answer = ada.post(page(booking), {"act": act, "message": "See you"})
    assert (answer.status_code, answer["Location"]) == (302, page(booking))
    booking.refresh_from_db()
    event = BookingEvent.objects.filter(booking=booking).last()
    assert event
    assert (booking.state, event.verb) == (state, verb)
    assert "by Ada" in text(ada.get(page(booking)))


def test_the_owners_words_go_with_a_cancellation(card, ada):
    booking = make_booking(make_service(make_calendar()), at(9), card=card)
    ada.post(page(booking), {"act": "cancel", "message": "I am ill"})
    assert "“I am ill”" in text(ada.get(page(booking)))


@pytest.mark.parametrize(
    ("act", "first", "said"),
    [
        ("approve", None, "This booking is confirmed already."),
        ("decline", None, "This booking is confirmed already."),
        ("no_show", None, "A no-show can be noted from the beginning of the appointment until 30 days after it."),
        ("came", "cancel", "This booking is cancelled. That is final: make a new one instead."),
        ("approve", "cancel", "This booking is cancelled. That is final: make a new one instead."),
    ],
)
def test_an_act_that_is_not_possible_is_refused_in_words(card, ada, act, first, said):
    """B20: 409, no mail"""
    booking = make_booking(make_service(make_calendar()), at(9), card=card)
    if first:
        ada.post(page(booking), {"act": first})
    booking.refresh_from_db()
    before, mails = booking.state, Effect.objects.count()
    answer = ada.post(page(booking), {"act": act})
    booking.refresh_from_db()
    assert (answer.status_code, booking.state, Effect.objects.count()) == (409, before, mails)
    assert said in text(answer)


def test_a_message_too_long_is_kept_and_nothing_is_done(card, ada):
    """rule 22"""
    booking = make_booking(make_service(make_calendar()), at(9), card=card)
    answer = ada.post(page(booking), {"act": "cancel", "message": "x" * 1001})
    booking.refresh_from_db()
    assert (answer.status_code, booking.state) == (422, "confirmed")
    assert "x" * 1001 in answer.content.decode()


def test_an_unknown_act_is_malformed(card, ada):
    booking = make_booking(make_service(make_calendar()), at(9), card=card)
    assert ada.post(page(booking), {"act": "revive"}).status_code == 400


def test_the_second_of_two_requests_is_not_approved(card, ada):
    """B24: 409 with the nearest free times"""
    service = make_service(make_calendar(), approval=True, pending_blocks=False)
    one, two = (make_booking(service, at(9), card=card) for _ in range(2))
    assert ada.post(page(one), {"act": "approve"}).status_code == 302
    answer = ada.post(page(two), {"act": "approve"})
    two.refresh_from_db()
    assert (answer.status_code, two.state) == (409, "pending")
    times = re.findall(r"move/\?date=([\d-]+)&amp;time=([\d:]+)", answer.content.decode())
    assert times == [("2027-01-05", f"{hour}:00") for hour in (10, 11, 12)]


def test_viewers_look_and_change_nothing(card, cast, client):
    """rule 5"""
    booking = make_booking(make_service(make_calendar()), at(9), card=card)
    client.force_login(cast.vera)
    answer = client.get(page(booking))
    assert (answer.status_code, 'name="act"' in answer.content.decode()) == (200, False)
    assert client.post(page(booking), {"act": "cancel"}).status_code == 403


def test_the_page_tells_all_about_it(card, ada):
    """Zone of the guest, extras, price, ways to reach, the link to hand on (B26); A06"""
    calendar = make_calendar(zone="Europe/Madrid")
    service = make_service(calendar, price_kind="exact", price=3050, currency="EUR", extras_json=[COLOUR.model_dump()])
    guest: dict[str, Any] = {
        "name": "<b>Gina",
        "zone": "Asia/Tokyo",
        "phone": "+34600111222",
        "email": "gina@guest.example",
    }
    booking = make_booking(service, at(9), card=card, extras=(COLOUR,), **guest)
    answer = ada.get(page(booking))
    said, html = text(answer), answer.content.decode()
    for words in (
        "10:00–11:45",
        "5 January, 18:00 (Asia/Tokyo)",
        "Colour",
        "€60.50",
        "+34 600 11 12 22",
        "by the guest",
    ):
        assert words in said
    link = f"/b/{signing.token('booking', booking.pk, booking.version)}"
    for address in ('href="tel:+34600111222"', "https://wa.me/34600111222?text=", "mailto:gina@guest.example", link):
        assert address in html
    assert "<b>Gina" not in html


def test_a_free_time_moves_it_with_one_tap(card, ada):
    """B27: same booking, the history says from when"""
    booking = make_booking(make_service(make_calendar()), at(9), card=card)
    move = f"{page(booking)}move/"
    html = ada.get(move, {"date": "2027-01-06", "calendar": booking.calendar_id}).content.decode()
    starts = re.findall(r'name="start"\s+value="(\d+)"', html)
    assert starts[0] == str(int(at(9, day=2).timestamp()))
    answer = ada.post(move, {"calendar": booking.calendar_id, "date": "2027-01-06", "start": starts[0]})
    booking.refresh_from_db()
    assert (answer.status_code, booking.start, booking.sequence) == (302, at(9, day=2), 1)
    assert "Moved by Ada; it was on Tuesday, 5 January, 09:00" in text(ada.get(page(booking)))


def test_own_rules_are_broken_only_after_a_warning(card, ada):
    """B30: the typed time stays in the form"""
    booking = make_booking(make_service(make_calendar()), at(9), card=card)
    move, form = f"{page(booking)}move/", {"calendar": booking.calendar_id, "date": "2027-01-05", "time": "19:15"}
    answer = ada.post(move, form)
    booking.refresh_from_db()
    assert (answer.status_code, booking.start) == (422, at(9))
    assert "is outside the opening hours of Rosa" in text(answer)
    assert 'value="19:15"' in answer.content.decode()
    assert ada.post(move, form | {"anyway": "1"}).status_code == 302
    booking.refresh_from_db()
    assert booking.start == at(19, 15)


def test_a_move_over_a_booking_is_refused(card, ada):
    """B30: never, also not after a warning"""
    service = make_service(make_calendar())
    booking = make_booking(service, at(9), card=card)
    make_booking(service, at(11), card=card)
    form = {"calendar": booking.calendar_id, "date": "2027-01-05", "time": "11:00", "anyway": "1"}
    answer = ada.post(f"{page(booking)}move/", form)
    booking.refresh_from_db()
    assert (answer.status_code, booking.start) == (409, at(9))
    assert "Gina Guest, 11:00–12:00, is in the way. Nothing was moved." in text(answer)


def test_what_is_cancelled_is_not_moved(card, ada):
    """B20: no revival by moving"""
    booking = make_booking(make_service(make_calendar()), at(9), card=card)
    ada.post(page(booking), {"act": "cancel"})
    form = {"calendar": booking.calendar_id, "date": "2027-01-05", "time": "11:00"}
    answer = ada.post(f"{page(booking)}move/", form)
    booking.refresh_from_db()
    assert (answer.status_code, booking.state, booking.start) == (409, "cancelled", at(9))


def test_a_walk_in_is_added_by_hand(card, ada, cast):
    """B30, people 1: with an extra, a number as typed, a note"""
    calendar = make_calendar(zone="Europe/Madrid")
    service = make_service(calendar, extras_json=[COLOUR.model_dump()])
    over = {"extras": [f"{service.pk}:col"], "phone": "+34 600 111 222", "note": "Short hair"}
    answer = ada.post(f"{AGENDA}new/", typed(service, calendar, over))
    booking = Booking.objects.get()
    assert answer["Location"] == page(booking)
    assert (booking.start, booking.end) == (at(9), at(10, 45))
    assert (booking.phone, booking.by, booking.state) == ("+34600111222", cast.ada, "confirmed")
    assert [answer.text for answer in booking.answers] == ["Short hair"]


def test_by_hand_over_own_rules_asks_first(card, ada):
    """B30: one warning, and everything typed is still there"""
    calendar = make_calendar()
    form = typed(make_service(calendar), calendar, {"time": "07:30", "note": "Early bird"})
    answer = ada.post(f"{AGENDA}new/", form)
    assert (answer.status_code, Booking.objects.count()) == (422, 0)
    assert "Visitors could not book this time." in text(answer)
    for kept in ('value="07:30"', 'value="Walk-in"', "Early bird", "Book anyway"):
        assert kept in answer.content.decode()
    assert ada.post(f"{AGENDA}new/", form | {"anyway": "1"}).status_code == 302
    assert Booking.objects.get().start == at(7, 30)


def test_by_hand_never_over_a_booking(card, ada):
    """B30: 409 with free times to tap, and everything typed is still there"""
    calendar = make_calendar()
    service = make_service(calendar)
    make_booking(service, at(10), card=card)
    answer = ada.post(f"{AGENDA}new/", typed(service, calendar, {"anyway": "1"}))
    assert (answer.status_code, Booking.objects.count()) == (409, 1)
    html = answer.content.decode()
    starts = [int(start) for start in re.findall(r'name="start"\s+value="(\d+)"', html)]
    assert starts == [int(at(hour).timestamp()) for hour in (9, 11, 12)]
    assert 'value="Walk-in"' in html
    assert ada.post(f"{AGENDA}new/", typed(service, calendar, {"start": starts[1]})).status_code == 302
    assert Booking.objects.get(name="Walk-in").start == at(11)


def test_who_is_in_the_way_is_said_before_any_rule(card, ada):
    """B30: at 10:30 nothing begins, and somebody is there: the name, those free then, no question to be broken"""
    rosa, luz, sol = make_calendar(), make_calendar("Luz"), make_calendar("Sol", week=[[]] * 7)
    service = make_service(rosa, luz, sol, notice=2880)
    make_booking(service, at(10), card=card, calendars=[rosa], name="Carmen López", now=NOW - timedelta(days=5))
    form = typed(service, rosa, {"time": "10:30", "note": "Kept"})
    for anyway in ({}, {"anyway": "1"}):
        answer = ada.post(f"{AGENDA}new/", form | anyway)
        said = text(answer)
        assert (answer.status_code, Booking.objects.count()) == (409, 1)
        assert ("Carmen López, 10:00–11:00, is in the way." in said, "Book anyway" in said) == (True, False)
        assert re.findall(r'name="other"\s+value="([^"]+)"', answer.content.decode()) == [f"{luz.pk} 2027-01-05 10:30"]
    other = ada.post(f"{AGENDA}new/", form | {"other": f"{luz.pk} 2027-01-05 10:30"})
    assert other.status_code == 422  # Luz is free; what is broken now are rules of the service alone
    assert (other.context["form"]["calendar"].value(), "Kept" in other.content.decode()) == (str(luz.pk), True)
    assert ada.post(f"{AGENDA}new/", form | {"calendar": luz.pk, "anyway": "1"}).status_code == 302
    assert Booking.objects.get(name="Walk-in").calendar == luz


def test_the_same_moment_of_others_is_on_their_clock(card, ada):
    """A button of another zone books the same moment there."""
    rosa, luz = make_calendar(), make_calendar("Luz", zone="Europe/Madrid")
    service = make_service(rosa, luz)
    make_booking(service, at(10), card=card, calendars=[rosa])
    answer = ada.post(f"{AGENDA}new/", typed(service, rosa))
    (other,) = re.findall(r'name="other"\s+value="([^"]+)"', answer.content.decode())
    assert other == f"{luz.pk} 2027-01-05 11:00"
    assert ada.post(f"{AGENDA}new/", typed(service, rosa, {"other": other})).status_code == 302
    walk_in = Booking.objects.get(name="Walk-in")
    assert (walk_in.calendar, walk_in.start) == (luz, at(10))


def test_an_owners_move_says_who_is_in_the_way_and_who_is_free(card, ada):
    """B30: also for a break that the other booking keeps"""
    rosa, luz = make_calendar(), make_calendar("Luz")
    service = make_service(rosa, luz, after=15)
    booking = make_booking(service, at(9), card=card, calendars=[rosa])
    make_booking(service, at(11), card=card, calendars=[rosa], name="Carmen")
    answer = ada.post(f"{page(booking)}move/", {"calendar": rosa.pk, "date": "2027-01-05", "time": "12:10"})
    assert answer.status_code == 409
    assert "Carmen, 11:00–12:00, is in the way. Nothing was moved." in text(answer)
    assert f"?date=2027-01-05&amp;time=12:10&amp;calendar={luz.pk}" in answer.content.decode()


def test_a_place_in_a_session_is_no_clash(card, ada):
    """B12: who enters a second guest of a course joins it; one too many is in the way."""
    calendar = make_calendar()
    course = make_service(calendar, title="Course", seats=2)
    make_booking(course, at(10), card=card)
    answers = [ada.post(f"{AGENDA}new/", typed(course, calendar, {"name": name})) for name in ("Second", "Third")]
    assert [answer.status_code for answer in answers] == [302, 409]


def test_a_warning_has_its_button_beside_it(card, ada):
    """And Enter in a field checks anew: the first button of the form is another."""
    calendar = make_calendar()
    html = ada.post(f"{AGENDA}new/", typed(make_service(calendar), calendar, {"time": "07:30"})).content.decode()
    warning = html.partition('class="message message-warning"')[2].partition("</div>")[0]
    assert 'name="anyway"' in warning
    assert 'name="anyway"' not in html.partition('<form class="form"')[2].partition('type="submit"')[0]


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"name": " "}, "name"),
        ({"phone": "600 111 222"}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"date": "soon"}, "date"),
        ({"date": "9999-12-31"}, "date"),
        ({"time": "25:00"}, "time"),
        ({"time": ""}, "time"),
        ({"calendar": "0"}, "calendar"),
        ({"note": "x" * 1001}, "note"),
    ],
)
def test_a_wrong_field_is_named(card, ada, over, field):
    """rule 22"""
    calendar = make_calendar()
    answer = ada.post(f"{AGENDA}new/", typed(make_service(calendar), calendar, over))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not Booking.objects.exists()


def test_book_again_brings_guest_and_service(card, ada):
    """B38: and an empty hour of the agenda brings the time"""
    service = make_service(make_calendar())
    old = make_booking(service, at(9), card=card, name="Gina", email="gina@guest.example")
    form = ada.get(f"{AGENDA}new/", {"again": old.pk, "date": "2027-01-12", "time": "09:00"}).context["form"]
    values = [form[name].value() for name in ("service", "calendar", "name", "email", "date", "time")]
    assert values == [service.pk, old.calendar_id, "Gina", "gina@guest.example", "2027-01-12", "09:00"]
