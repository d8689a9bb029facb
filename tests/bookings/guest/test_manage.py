"""The guest's own page: into a calendar, moved, cancelled; a look changes nothing (B20, B26, B27; A38)."""

import re
from urllib.parse import unquote

import pytest
from django.test import Client
from icalendar import Calendar as File
from icalendar import Event

from bookings import deciding
from bookings.models import Absence, Booking, Occupancy
from bookings.wording import manage_path
from tests.bookings.diary import NOW, at, make_booking, make_calendar, make_service
from tests.bookings.guest.filled import book, days, words
from tests.cast import make_card
from tests.holdings import fingerprint
from workspaces.models import Effect


@pytest.fixture
def booking(card) -> Booking:
    """Tuesday at ten, with Rosa."""
    return make_booking(make_service(make_calendar(), move_until=60, cancel_until=60), at(10), card=card)


def told(verb: str) -> int:
    return Effect.objects.filter(task__endswith="tell_guest", arguments__verb=verb).count()


def test_the_page_says_everything_and_offers_what_can_be_done(booking: Booking, visitor: Client):
    page = visitor.get(manage_path(booking))
    for said in ("Booked", "Cut", "Tuesday, 5 January 2027, 10:00 (UTC)", "Google", "Move", "Cancel the appointment"):
        assert said in words(page)
    assert page["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("path", ["", ".ics", "/move", "/move?start=2027-01-05T14:00Z", "/cancel"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_a_look_changes_nothing(booking: Booking, visitor: Client, card, method: str, path: str):
    """B26, A38: mail scanners open every link."""
    before = fingerprint(card.workspace)
    visitor.generic(method, manage_path(booking) + path)
    assert fingerprint(card.workspace) == before


@pytest.mark.parametrize("wrong", ["x", "1-1.abc", "book", "0-0"])
def test_a_wrong_token_is_404(booking: Booking, visitor: Client, wrong: str):
    """B26"""
    own = manage_path(booking).removeprefix("/b/")
    for token in (wrong, own[:-1], own + "x", own.replace("-1.", "-2.")):
        for path in ("", "/move", "/cancel", ".ics"):
            assert visitor.get(f"/b/{token}{path}").status_code == 404
            assert visitor.post(f"/b/{token}{path}").status_code == 404


def test_raising_the_version_revokes_the_link(booking: Booking, visitor: Client):
    """B26"""
    before = manage_path(booking)
    Booking.objects.filter(pk=booking.pk).update(version=2)
    booking.refresh_from_db()
    assert (visitor.get(before).status_code, visitor.get(manage_path(booking)).status_code) == (404, 200)


def test_an_older_key_still_opens_it(booking: Booking, visitor: Client, settings):
    """B26: key rotation honoured"""
    before = manage_path(booking)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-of-fifty-characters-and-more-than-enough"
    assert visitor.get(before).status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert visitor.get(before).status_code == 404


def test_a_guest_cancels_once(booking: Booking, visitor: Client):
    """B26: again is 200 and tells nobody; the time is free."""
    first = visitor.post(manage_path(booking) + "/cancel")
    again = visitor.post(manage_path(booking) + "/cancel")
    assert (first.status_code, first["Location"], again.status_code) == (303, manage_path(booking), 200)
    assert "Cancelled" in words(again)
    assert (told("cancelled"), Occupancy.objects.filter(live=True).count()) == (1, 0)


def test_a_guest_moves_to_a_free_time(booking: Booking, visitor: Client):
    """B14, B27: listed as if it did not exist; the same booking, one higher."""
    listed = visitor.get(manage_path(booking) + "/move")
    assert days(listed)[:2] == ["2027-01-04", "2027-01-05"]
    assert "start=2027-01-05T10:00Z" in listed.content.decode()
    asked = visitor.get(manage_path(booking) + "/move?start=2027-01-05T14:00Z")
    assert "Move to this time?" in words(asked)
    moved = visitor.post(manage_path(booking) + "/move", {"start": "2027-01-05T14:00Z"})
    before = booking.uid
    booking.refresh_from_db()
    assert (moved.status_code, moved["Location"]) == (303, f"{manage_path(booking)}?moved")
    assert "Moved to 5 January 2027, 14:00 (UTC)." in words(visitor.get(moved["Location"]))
    assert "Moved to" not in words(visitor.get(manage_path(booking)))
    assert (booking.start, booking.sequence, booking.moved, booking.uid) == (at(14), 1, 1, before)


def test_moving_where_somebody_is_shows_other_times(booking: Booking, visitor: Client, card):
    make_booking(booking.service, at(14), card=card)
    answer = visitor.post(manage_path(booking) + "/move", {"start": "2027-01-05T14:00Z"})
    booking.refresh_from_db()
    assert (answer.status_code, booking.start, told("moved")) == (409, at(10), 0)
    assert "start=2027-01-05T13:00Z" in answer.content.decode()


@pytest.mark.parametrize(
    ("start", "status"),
    [("2027-01-05T03:17Z", 422), ("2020-01-05T10:00Z", 422), ("2040-01-05T10:00Z", 422), ("soon", 400), ("", 400)],
)
def test_moving_to_what_is_not_offered_changes_nothing(booking: Booking, visitor: Client, start: str, status: int):
    """A36"""
    assert visitor.post(manage_path(booking) + "/move", {"start": start}).status_code == status
    booking.refresh_from_db()
    assert booking.start == at(10)


def test_after_the_cut_off_the_page_says_whom_to_ask(booking: Booking, visitor: Client, clock):
    """B27: 403 with contact details; the two cut-offs are separate."""
    booking.service.move_until = 180
    booking.service.save()
    clock.move_to(at(8))
    page = visitor.get(manage_path(booking))
    assert ("/move" in page.content.decode(), "/cancel" in page.content.decode()) == (False, True)
    for answer in (
        visitor.get(manage_path(booking) + "/move"),
        visitor.post(manage_path(booking) + "/move", {"start": "2027-01-05T14:00Z"}),
    ):
        assert (answer.status_code, "tel:+4930901820" in answer.content.decode()) == (403, True)
    assert "until Tuesday, 5 January 2027, 07:00 (UTC)" in words(visitor.get(manage_path(booking) + "/move"))
    clock.move_to(at(9, 1))
    assert visitor.post(manage_path(booking) + "/cancel").status_code == 403
    booking.refresh_from_db()
    assert (booking.state, booking.start) == ("confirmed", at(10))


def test_until_when_it_can_be_cancelled_is_said_before_and_after(booking: Booking, visitor: Client, clock):
    """B27"""
    for path, until in (("/ada/book/cut?start=2027-01-05T14:00Z", "13:00"), (manage_path(booking), "09:00")):
        assert f"You can cancel until 5 January 2027, {until} (UTC)." in words(visitor.get(path))
    clock.move_to(at(9, 30))
    assert "It begins soon: to cancel or move it, please ask directly." in words(visitor.get(manage_path(booking)))


def test_it_is_moved_so_many_times(booking: Booking, visitor: Client):
    """B27: three by default"""
    answers = [
        visitor.post(manage_path(booking) + "/move", {"start": f"2027-01-05T{hour}:00Z"}) for hour in (11, 12, 13, 14)
    ]
    assert [one.status_code for one in answers] == [303, 303, 303, 403]
    assert "moved here 3 times" in words(answers[-1])


@pytest.mark.parametrize("act", ["move", "cancel"])
def test_what_is_over_stays_so(booking: Booking, visitor: Client, card, cast, act: str):
    """B20: no revival by link"""
    deciding.cancel(booking=booking, by=cast.ada, now=NOW)
    asked = visitor.post(f"{manage_path(booking)}/move", {"start": "2027-01-05T14:00Z"})
    assert asked.status_code == 409
    booking.refresh_from_db()
    assert booking.state == "cancelled"


@pytest.mark.parametrize("act", ["move", "cancel"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({}, 403),
        ({"Origin": "null"}, 303),
        ({"Origin": "http://localhost:8000"}, 303),
    ],
)
def test_changes_come_from_the_page_itself(booking: Booking, act: str, headers, status: int):
    """B26; a page without referrer says `Origin: null` in browsers that know no Sec-Fetch-Site."""
    answer = Client(headers=headers).post(f"{manage_path(booking)}/{act}", {"start": "2027-01-05T14:00Z"})
    assert answer.status_code == status


def test_the_file_is_read_by_calendar_programs(booking: Booking, visitor: Client):
    """B32: the same event as in the mail, published"""
    answer = visitor.get(manage_path(booking) + ".ics")
    [event] = [one for one in File.from_ical(answer.content).walk("VEVENT") if isinstance(one, Event)]
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (str(event["UID"]).split("@")[0], event.DTSTART, str(event["STATUS"])) == (
        str(booking.uid),
        at(10),
        "CONFIRMED",
    )


def test_of_a_request_there_is_no_file(card, visitor: Client):
    booking = make_booking(make_service(make_calendar(), approval=True), at(10), card=card)
    assert visitor.get(manage_path(booking) + ".ics").status_code == 404
    assert ".ics" not in visitor.get(manage_path(booking)).content.decode()


def test_who_gave_a_phone_number_alone_is_told_to_keep_the_page(card, visitor: Client):
    """B38"""
    make_service(make_calendar())
    location = book(visitor, at(10), email="", phone="+4930901820")["Location"]
    page = visitor.get(location)
    assert "Keep this page" in words(page)
    assert f"https://wa.me/?text=http%3A%2F%2Flocalhost%3A8000{location.replace('/', '%2F')}" in page.content.decode()


def test_book_again_is_filled_in(booking: Booking, visitor: Client, clock):
    """B38: from an old booking, by its own link alone"""
    clock.move_to(at(8, day=7))
    page = visitor.get(manage_path(booking)).content.decode()
    link = re.search(r'href="(/ada/book/cut\?again=[^"]+)"', page)
    assert link
    again = link[1].replace("&amp;", "&")
    assert "again=" in visitor.get(again).content.decode()
    form = visitor.get(f"{again}&start=2027-01-13T10:00Z").content.decode()
    assert ('value="Gina Guest"' in form, booking.email in form) == (True, True)
    assert "Gina" not in visitor.get("/ada/book/cut?again=1-1.abc&start=2027-01-13T10:00Z").content.decode()


def test_a_link_of_another_workspace_fills_in_nothing(booking: Booking, visitor: Client, cast):
    """A19: whose page asks, matters"""
    from tests.cast import make_card  # noqa: PLC0415
    from workspaces.scoping import inside  # noqa: PLC0415

    make_card(cast.outpost, "cleo", by=cast.cleo, published=True)
    with inside(cast.outpost):
        make_service(make_calendar(), title="Theirs")
    token = manage_path(booking).removeprefix("/b/")
    page = visitor.get(f"/cleo/book/theirs?again={token}&start=2027-01-13T10:00Z")
    assert (page.status_code, "Gina" in page.content.decode()) == (200, False)


def test_it_stays_manageable_when_the_card_rests(booking: Booking, visitor: Client, card, cast):
    """A booking outlives the card it came from."""
    from cards import publishing  # noqa: PLC0415

    Absence.objects.all().delete()
    publishing.pause(card=card, by=cast.ada)
    assert (visitor.get("/ada/book/cut").status_code, visitor.get(manage_path(booking)).status_code) == (404, 200)


def test_who_comes_from_another_zone_reads_both_clocks(card, visitor: Client):
    """B15: before booking and after it, for what happens at a place; nothing is said twice where clocks agree."""
    make_service(make_calendar(zone="Europe/London"))
    asked = "start=2027-01-05T10:00Z&zone="
    both = "When Tuesday, 5 January 2027, 11:00 (Europe/Madrid) Local time there 10:00 in Europe/London How long"
    assert both in words(visitor.get(f"/ada/book/cut?{asked}Europe/Madrid"))
    assert "Local time" not in words(visitor.get(f"/ada/book/cut?{asked}Europe/Lisbon"))
    made = book(visitor, at(10), zone="Europe/Madrid")
    assert both in words(visitor.get(made["Location"]))
    Booking.objects.update(place="phone")
    assert "Local time" not in words(visitor.get(made["Location"]))


def test_the_place_is_the_cards_address_as_it_was_then(booking: Booking, visitor: Client, cast):
    """B33: without a place of its own; on the page, in the file and in the links."""
    assert "Where" not in words(visitor.get(manage_path(booking)))
    home = ({"street": "1 Secret Lane", "visibility": "hidden"}, {"street": "2 Mill Road", "city": "Leeds"})
    there = make_card(cast.atelier, "mill", by=cast.ada, published=True, addresses=home)
    made = make_booking(booking.service, at(11), card=there)
    page = visitor.get(manage_path(made))
    assert "Where 2 Mill Road, Leeds" in words(page)
    assert "location=2 Mill Road, Leeds" in unquote(page.content.decode())
    event = File.from_ical(visitor.get(f"{manage_path(made)}.ics").content).walk("VEVENT")[0]
    assert str(event["LOCATION"]) == "2 Mill Road, Leeds"


def test_asking_begins_with_the_appointment(booking: Booking, visitor: Client):
    """Whoever has booked does not ask for an appointment."""
    page = unquote(visitor.get(manage_path(booking)).content.decode())
    assert "?text=Hello Ada Byron, I have a question about my appointment: Cut, 5 January 2027, 10:00 (UTC)." in page
