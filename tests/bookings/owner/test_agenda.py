"""The agenda: days by each calendar's clock, requests, texts to send, search, blocked time (B30, B31, B38)."""

import re
from datetime import timedelta
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bookings import moving
from bookings.models import Absence, Booking, Calendar, Override, Reminder
from bookings.offer import Extra
from bookings.owner.agenda import leaves
from bookings.owner.board import day_board
from tests.bookings.diary import NOW, at, make_booking, make_calendar, make_service
from tests.bookings.owner.seen import AGENDA, text
from tests.cast import make_card
from workspaces.scoping import inside

COLOUR = Extra(key="col", title="Colour", minutes=45, price=3000)


def test_days_are_those_of_the_calendar(card, cast):
    """B15: 23:30 UTC on Tuesday is Wednesday in Madrid, and Tuesday in New York"""
    east, west = (
        make_calendar(zone, zone=zone, week=[["00:00-24:00"]] * 7) for zone in ("Europe/Madrid", "America/New_York")
    )
    service = make_service(east, west, step=30)
    for calendar in (east, west):
        make_booking(service, at(23, 30), card=card, calendars=[calendar])
    days = leaves([east, west], at(0).date(), at(0, day=2).date(), user=cast.ada, today=NOW.date())
    shown = [(f"{leaf.day}", [(one.booking.calendar.name, one.starts) for one in leaf.entries]) for leaf in days]
    assert shown == [
        ("2027-01-05", [("America/New_York", "18:30")]),
        ("2027-01-06", [("Europe/Madrid", "00:30")]),
    ]


def test_the_list_groups_by_day_in_words(card, ada):
    """people 1: a day"""
    service = make_service(make_calendar())
    for day, hour in ((0, 10), (1, 9), (3, 11)):
        make_booking(service, at(hour, day=day), card=card, name=f"Guest {day}")
    answer = ada.get(AGENDA)
    titles = re.findall(r'id="day-\d+">\s*<a[^>]*>([^<]+)</a>', answer.content.decode())
    assert titles == ["Today, 4 January", "Tomorrow, 5 January", "Thursday, 7 January"]
    assert re.findall(r"Guest \d", text(answer)) == ["Guest 0", "Guest 1", "Guest 3"]


@pytest.mark.parametrize("view", ["list", "day", "week", "month"])
def test_one_query_more_for_no_booking_more(card, ada, view):
    """rule 30: an agenda with three bookings asks the database as often as with one"""
    service = make_service(make_calendar())
    counts = []
    for hours in ([9], [10, 11]):
        for hour in hours:
            make_booking(service, at(hour, day=0), card=card)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = ada.get(AGENDA, {"view": view})
        counts.append(len(queries))
        assert answer.status_code == 200
    assert counts[0] == counts[1]


@pytest.mark.parametrize("view", ["list", "day", "week", "month"])
def test_a_name_is_never_markup(card, ada, view):
    """A06"""
    service = make_service(make_calendar())
    make_booking(service, at(9, day=0), card=card, name="<script>alert(1)</script>")
    page = ada.get(AGENDA, {"view": view}).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_requests_stand_on_top_and_are_answered_there(card, ada):
    """B20, B24: two taps at most, and the agenda again"""
    service = make_service(make_calendar(), approval=True)
    yes, no = (make_booking(service, at(hour), card=card, name=f"Guest {hour}") for hour in (9, 11))
    assert "2 requests wait for your answer" in text(ada.get(AGENDA))
    for booking, act in ((yes, "approve"), (no, "decline")):
        answer = ada.post(f"{AGENDA}{booking.pk}/", {"act": act, "back": "agenda", "message": "Sorry"})
        assert (answer.status_code, answer["Location"]) == (302, AGENDA)
        booking.refresh_from_db()
    assert (yes.state, no.state) == ("confirmed", "declined")
    assert "your answer" not in text(ada.get(AGENDA))


def test_prepared_texts_are_opened_with_one_tap(card, ada, clock):
    """B38: the confirmation at once, the reminder once it is due; each waits until it is said to be sent"""
    service = make_service(make_calendar(), reminders=[60])
    booking = make_booking(service, at(10, day=0), card=card, email="", phone="+34600111222")
    said = []
    for reminder, word in zip(Reminder.objects.order_by("offset"), ("Confirmation", "Reminder"), strict=True):
        assert f"{word} · Cut" in text(ada.get(AGENDA))
        answer = ada.post(f"{AGENDA}{booking.pk}/", {"act": "tell", "reminder": reminder.pk})
        assert answer["Refresh"].startswith("0;url=https://wa.me/34600111222?text=")
        said.append(text(answer))
        assert "Opened in WhatsApp just now Sent : Gina Guest Send again" in text(ada.get(AGENDA))
        assert f"{word} opened in WhatsApp by Ada" in text(ada.get(f"{AGENDA}{booking.pk}/"))
        assert ada.post(f"{AGENDA}{booking.pk}/", {"act": "sent", "reminder": reminder.pk})["Location"] == AGENDA
        reminder.refresh_from_db()
        assert (reminder.opened_at, reminder.sent_at) == (timezone.now(), timezone.now())
        assert "To send" not in text(ada.get(AGENDA))
        clock.shift(timedelta(hours=1))
    assert ["your appointment is booked" in said[0], "a reminder of your appointment" in said[1]] == [True, True]


def test_a_text_that_was_opened_waits_an_hour(card, ada, clock):
    """B38: sent again it waits anew"""
    booking = make_booking(make_service(make_calendar()), at(10), card=card, email="", phone="+34600111222")
    tell = {"act": "tell", "reminder": Reminder.objects.get().pk}
    seen = []
    for minutes in (0, 59, 59, 2):
        clock.shift(timedelta(minutes=minutes))
        seen.append("Opened in WhatsApp just now" in text(ada.get(AGENDA)))
        if minutes != 2:
            ada.post(f"{AGENDA}{booking.pk}/", tell)
    clock.shift(timedelta(minutes=59))
    assert (seen, "To send" in text(ada.get(AGENDA))) == ([False, True, True, True], False)


@pytest.mark.parametrize("reminder", ["", "x", "9" * 30, "٣"])
def test_a_text_nobody_knows_was_not_sent(card, ada, reminder):
    booking = make_booking(make_service(make_calendar()), at(10), card=card, email="", phone="+34600111222")
    assert ada.post(f"{AGENDA}{booking.pk}/", {"act": "sent", "reminder": reminder}).status_code == 400
    assert Reminder.objects.get().sent_at is None


def test_rows_name_the_extras_and_say_where_time_is_blocked(card, ada):
    """people 1: what to prepare; a booking made before the time was blocked stays, and is seen to lie there"""
    calendar, other = make_calendar(), make_calendar("Marta")
    service = make_service(calendar, other, extras_json=[COLOUR.model_dump()])
    make_booking(service, at(9, day=0), card=card, calendars=[calendar], extras=(COLOUR,))
    make_booking(service, at(14, day=0), card=card, calendars=[calendar], name="Late")
    make_booking(service, at(9, day=0), card=card, calendars=[other], name="Elsewhere")
    Absence.objects.create(calendar=calendar, start=at(10, day=0), end=at(11, day=0))
    for view in ("list", "day", "week"):
        said = text(ada.get(AGENDA, {"view": view}))
        assert ("Cut, Colour" in said, said.count("In blocked time")) == (True, 1), view


def test_a_new_time_is_told_anew(card, ada):
    """B38: under the new sequence; the old confirmation waits no more"""
    booking = make_booking(make_service(make_calendar()), at(10), card=card, email="", phone="+34600111222")
    moving.move(booking=booking, start=at(12), calendars=[booking.calendar], now=NOW)
    agenda = text(ada.get(AGENDA))
    assert ("New time · Cut" in agenda, "Confirmation · Cut" in agenda) == (True, False)


def test_a_reminder_of_what_is_cancelled_waits_no_more(card, ada, clock):
    """B29: never after a cancel"""
    service = make_service(make_calendar(), reminders=[60])
    booking = make_booking(service, at(10, day=0), card=card, email="", phone="+34600111222")
    clock.shift(timedelta(hours=1))
    ada.post(f"{AGENDA}{booking.pk}/", {"act": "cancel"})
    assert "To send" not in text(ada.get(AGENDA))


@pytest.mark.parametrize(
    ("words", "found"), [("gin", 1), ("600 111", 1), ("GINA@", 1), ("nobody", 0), ("0", 0), ("MULLER gina", 1)]
)
def test_search_finds_the_guest_by_whatever_is_known(card, ada, words, found):
    service = make_service(make_calendar())
    make_booking(service, at(9), card=card, name="Gina Müller", phone="+34600111222", email="gina@guest.example")
    make_booking(service, at(10), card=card, name="Tom", email="tom@other.example")
    answer = ada.get(AGENDA, {"q": words})
    assert len(answer.context["found"]) == found


def test_guests_of_before_are_found_too(card, ada):
    """What the migration does with bookings that were made before names were folded"""
    booking = make_booking(make_service(make_calendar()), at(9), card=card, name="Zoë Ångström")
    Booking.objects.update(folded="")
    assert ada.get(AGENDA, {"q": "angstrom"}).context["found"] == []
    migration = import_module("bookings.migrations.0004_guests_found_without_accents")
    migration.fill(apps, SimpleNamespace(connection=connection))
    assert [one.booking for one in ada.get(AGENDA, {"q": "angstrom"}).context["found"]] == [booking]


def test_a_date_is_never_ambiguous(card, ada):
    """Months in words"""
    make_booking(make_service(make_calendar()), at(9), card=card, name="Gina")
    assert "Tue, 5 January 2027 09:00–10:00 Gina" in text(ada.get(AGENDA, {"q": "gina"}))


def test_calendars_are_chosen_and_those_of_others_are_not_there(card, ada, cast):
    """B31"""
    rosa, marta = make_calendar("Rosa"), make_calendar("Marta")
    service = make_service(rosa, marta)
    for calendar in (rosa, marta):
        make_booking(service, at(9, day=0), card=card, calendars=[calendar], name=f"Guest of {calendar}")
    names = re.findall(r"Guest of \w+", text(ada.get(AGENDA, {"calendar": marta.pk})))
    assert names == ["Guest of Marta"]
    with inside(cast.outpost):
        foreign = make_calendar("Foreign")
    answers = [ada.get(AGENDA, {"calendar": asked}) for asked in (foreign.pk, "x", "9" * 30)]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.parametrize(
    "query", ["date=yesterday", "date=9999-99-99", "date=0001-01-01", "view=year", "date=9999-12-31"]
)
def test_a_query_that_says_nothing_means_today(card, ada, query):
    make_service(make_calendar())
    answer = ada.get(f"{AGENDA}?{query}")
    assert (answer.status_code, answer.context["day"]) == (200, NOW.date())


def test_the_first_thing_to_do_is_said(card, ada):
    """look.md, empty states: no service, then no calendar"""
    assert "Begin with a service" in text(ada.get(AGENDA))
    service = make_service()
    assert "Say when you are there" in text(ada.get(AGENDA))
    make_calendar()
    assert "Nothing booked today." in text(ada.get(AGENDA))
    assert service.title not in text(ada.get(AGENDA))


def test_blocks_stand_beside_each_other_only_where_they_overlap(card, cast):
    """The grid of a day: from opening, four rows an hour."""
    calendar = make_calendar()
    service = make_service(calendar)
    make_booking(service, at(9), card=card)
    make_booking(service, at(11), card=card)
    Absence.objects.create(calendar=calendar, start=at(9, 30), end=at(10, 30))
    (leaf,) = leaves([calendar], at(0).date(), at(0).date(), user=cast.ada, today=NOW.date())
    board = day_board(leaf, [calendar], as_24h=True)
    assert [line.starts for line in board.lines] == [f"{hour:02}:00" for hour in range(9, 17)]
    blocks = [(block.row, block.span, block.lanes, bool(block.away)) for block in board.columns[0].blocks]
    assert blocks == [(2, 4, 2, True), (0, 4, 2, False), (8, 4, 1, False)]


def test_special_days_and_blocked_time_are_shown_quietly(card, ada):
    calendar = make_calendar()
    make_service(calendar)
    Override.objects.create(calendar=calendar, date=at(0).date(), windows=[], label="Holiday")
    Absence.objects.create(calendar=calendar, start=at(0, day=2), end=at(0, day=3), note="Dentist")
    said = text(ada.get(AGENDA))
    assert "Tomorrow, 5 January Holiday: closed" in said
    assert "Wednesday, 6 January Blocked all day · Dentist" in said


def test_time_is_blocked_for_several_calendars_at_once(card, ada):
    """people 1: the afternoon for the dentist, on each calendar's own clock"""
    calendars = [make_calendar("Rosa", zone="Europe/Madrid"), make_calendar("Marta")]
    form = {"calendars": [one.pk for one in calendars], "first": "2027-01-05", "since": "14:00", "note": "Dentist"}
    assert ada.post(f"{AGENDA}blocked/new/", form).status_code == 302
    spans = list(Absence.objects.order_by("calendar").values_list("start", "end", "note"))
    assert spans == [(at(13), at(23), "Dentist"), (at(14), at(0, day=2), "Dentist")]


def test_blocking_time_begins_with_the_calendar_the_agenda_shows(card, ada):
    """Its link says which; several are chosen from."""
    make_service(make_calendar("Rosa"), marta := make_calendar("Marta"))
    page = ada.get(AGENDA, {"calendar": marta.pk, "view": "day"}).content.decode()
    (link,) = re.findall(r'href="([^"]*blocked/new/[^"]*)"', page)
    answer = ada.get(link.replace("&amp;", "&"))
    assert answer.context["form"]["calendars"].value() == [str(marta.pk)]
    assert len(re.findall(r"<input[^>]*name=\"calendars\"[^>]*checked", answer.content.decode())) == 1


def test_blocking_says_which_bookings_stay(card, ada):
    """Nothing is cancelled behind anybody's back."""
    calendar = make_calendar()
    booking = make_booking(make_service(calendar), at(15), card=card)
    answer = ada.post(f"{AGENDA}blocked/new/", {"calendars": [calendar.pk], "first": "2027-01-05"}, follow=True)
    assert answer.redirect_chain == [(f"{AGENDA}blocked/{Absence.objects.get().pk}/", 302)]
    assert "1 booking lies inside. It stays until you move or cancel it." in text(answer)
    assert f'href="{AGENDA}{booking.pk}/"' in answer.content.decode()
    booking.refresh_from_db()
    assert booking.state == "confirmed"


@pytest.mark.parametrize(
    ("over", "field"),
    [
        ({"calendars": []}, "calendars"),
        ({"first": ""}, "first"),
        ({"first": "9999-12-31"}, "first"),
        ({"last": "2027-01-04"}, "last"),
        ({"until": "09:00", "since": "10:00"}, "until"),
        ({"first": "2027-03-28", "since": "02:30"}, "since"),
    ],
)
def test_a_refused_block_keeps_what_was_typed(card, ada, over, field):
    """rule 22: the field is named, the note is still there"""
    calendar = make_calendar(zone="Europe/Madrid")
    form = {"calendars": [calendar.pk], "first": "2027-01-05", "note": "Dentist"} | over
    answer = ada.post(f"{AGENDA}blocked/new/", form)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert 'value="Dentist"' in answer.content.decode()
    assert not Absence.objects.exists()


def test_blocked_time_taken_away_comes_back_by_undo(card, ada):
    """The agenda offers it once."""
    calendar = make_calendar(zone="Europe/Madrid")
    make_service(calendar)
    absence = Absence.objects.create(calendar=calendar, start=at(14), end=at(23), note="Dentist")
    was = (absence.start, absence.end, absence.note)
    page = ada.post(f"{AGENDA}blocked/{absence.pk}/", {"act": "delete"}, follow=True).content.decode()
    assert not Absence.objects.exists()
    fields = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page.partition("blocked/new")[2]))
    del fields["csrfmiddlewaretoken"]
    assert ada.post(f"{AGENDA}blocked/new/", fields).status_code == 302
    assert Absence.objects.values_list("start", "end", "note").get() == was
    assert "The time is free again." not in text(ada.get(AGENDA))


def test_blocked_time_is_changed(card, ada):
    calendar = make_calendar()
    absence = Absence.objects.create(calendar=calendar, start=at(14), end=at(16))
    page = ada.get(f"{AGENDA}blocked/{absence.pk}/")
    assert (page.context["form"]["since"].value(), page.context["form"]["until"].value()) == (
        at(14).time(),
        at(16).time(),
    )
    form = {"first": "2027-01-05", "since": "14:00", "until": "15:30", "note": "Short"}
    assert ada.post(f"{AGENDA}blocked/{absence.pk}/", form).status_code == 302
    absence.refresh_from_db()
    assert (absence.start, absence.end, absence.note) == (at(14), at(15, 30), "Short")


def test_what_belongs_to_others_is_not_there(card, ada, cast):
    """B31: bookings and blocked time of another workspace"""
    other = make_card(cast.outpost, "cleo", by=cast.cleo, published=True)
    with inside(cast.outpost):
        calendar: Calendar = make_calendar()
        booking = make_booking(make_service(calendar), at(9), card=other)
        absence = Absence.objects.create(calendar=calendar, start=at(14), end=at(16))
    paths = [f"{booking.pk}/", f"{booking.pk}/move/", f"new/?again={booking.pk}", f"blocked/{absence.pk}/"]
    assert [ada.get(AGENDA + path).status_code for path in paths] == [404] * 4
    for act in ("cancel", "tell", "no_show"):
        assert ada.post(f"{AGENDA}{booking.pk}/", {"act": act}).status_code == 404
