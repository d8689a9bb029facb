"""What leaves by mail about a booking, as a mail server receives it (B24, B26–B29, B32, B33, B38)."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.utils import timezone

from bookings import deciding, notifying, offering
from bookings.models import Booking, Offering, Reminder
from bookings.moving import move
from bookings.offer import Extra
from cards.models import Card
from tests.bookings.diary import NOW, at, make_booking, make_calendar, make_service
from tests.bookings.mails import Post, invited, part
from tests.cast import Cast, make_card
from workspaces.scoping import inside


@pytest.fixture
def card(cast: Cast) -> Iterator[Card]:
    made = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        yield made


def booked(card: Card, **over: Any) -> Booking:
    service = make_service(make_calendar(notify="rosa@salon.example"), **over.pop("service", {}))
    return make_booking(service, at(10), card=card, email="gina@guest.example", **over)


def test_a_booking_is_told_to_both(card, post: Post):
    """B32, B38: text, HTML and a calendar part; sender and answers are the business's."""
    booking = booked(card, zone="Europe/Berlin")
    mails = post()
    assert set(mails) == {"gina@guest.example", "rosa@salon.example"}
    mail = mails["gina@guest.example"]
    assert mail["Subject"] == "Booked: Cut, 5 January 2027, 11:00 (Europe/Berlin)"
    assert (mail["From"].addresses[0].display_name, mail["Reply-To"]) == ("Atelier", "rosa@salon.example")
    assert [one.get_content_type() for one in mail.walk() if not one.is_multipart()] == [
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    alternative = next(one for one in mail.walk() if one.get_content_type() == "multipart/alternative")
    assert len(list(alternative.iter_parts())) == 3
    link = f"http://localhost:8000/b/{booking.pk}-1."
    assert link in part(mail, "text/plain").get_content()
    assert link in part(mail, "text/html").get_content()
    file, event = invited(mail)
    assert (str(file["METHOD"]), str(event["UID"]), event["SEQUENCE"]) == ("REQUEST", f"{booking.uid}@localhost", 0)
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (booking.start, booking.end)
    assert (str(event["ORGANIZER"]), str(event["ATTENDEE"])) == (
        "mailto:rosa@salon.example",
        "mailto:gina@guest.example",
    )
    host = mails["rosa@salon.example"]
    assert host["Subject"] == "New booking: Gina Guest, Cut, 5 January 2027, 10:00 (UTC)"
    assert host["Reply-To"] == "gina@guest.example"
    assert f"http://localhost:8000/w/atelier/bookings/{booking.pk}/" in part(host, "text/plain").get_content()


def test_the_guest_reads_extras_person_and_both_clocks(card, post: Post):
    """The person only where there is a choice."""
    extra = Extra(key="col", title="Colour", minutes=45, price=3000)
    booking = booked(card, zone="Europe/Berlin", extras=(extra,), service={"extras_json": [extra.model_dump()]})
    alone = post()["gina@guest.example"]
    assert alone["Subject"] == "Booked: Cut, Colour, 5 January 2027, 11:00 (Europe/Berlin)"
    assert str(invited(alone)[1]["SUMMARY"]) == "Cut, Colour, Atelier"
    text = part(alone, "text/plain").get_content()
    assert ("10:00 in UTC" in text, "Rosa" in text) == (True, False)
    Offering.objects.create(service=booking.service, calendar=make_calendar("Luz"))
    notifying.tell_guest(booking.pk, "made", 0)
    assert "Rosa" in part(post()["gina@guest.example"], "text/plain").get_content()


def test_a_move_and_a_cancel_follow_the_same_event(card, post: Post):
    """B27, B32: UID for life, SEQUENCE rises, CANCEL says CANCELLED."""
    booking = booked(card, service={"cancel_until": 0, "move_until": 0})
    seen = [invited(post()["gina@guest.example"])]
    move(booking=booking, start=at(14), calendars=[booking.calendar], now=NOW)
    seen.append(invited(post()["gina@guest.example"]))
    deciding.cancel(booking=booking, by=None, now=NOW)
    seen.append(invited(post()["gina@guest.example"]))
    assert [str(file["METHOD"]) for file, _ in seen] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [event["SEQUENCE"] for _, event in seen] == [0, 1, 2]
    assert [str(event["STATUS"]) for _, event in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert {str(event["UID"]) for _, event in seen} == {f"{booking.uid}@localhost"}
    assert [event["DTSTART"].dt for _, event in seen] == [at(10), at(14), at(14)]


def test_a_request_has_no_calendar_part_until_it_is_approved(card, post: Post, cast: Cast):
    """B24: the host reads until when to answer."""
    booking = booked(card, service={"approval": True})
    mails = post()
    assert [one.get_content_type() for one in mails["gina@guest.example"].iter_parts()] == ["text/plain", "text/html"]
    assert "Please answer until" in part(mails["rosa@salon.example"], "text/plain").get_content()
    deciding.approve(booking=booking, by=cast.ada, now=NOW)
    mails = post()
    assert set(mails) == {"gina@guest.example"}
    assert invited(mails["gina@guest.example"])[1]["SEQUENCE"] == 0


def test_a_request_that_expires_is_told_to_both(card, post: Post):
    """B24; an answer in time needs no mail to whoever gave it"""
    booking = booked(card, service={"approval": True})
    post()
    deciding.expire(booking=booking, now=at(8))
    mails = post()
    assert {to: mail["Subject"].partition(":")[0] for to, mail in mails.items()} == dict.fromkeys(
        ("gina@guest.example", "rosa@salon.example"), "Request expired"
    )


def test_declining_says_the_owners_words(card, post: Post, cast: Cast):
    booking = booked(card, service={"approval": True})
    post()
    deciding.decline(booking=booking, by=cast.ada, now=NOW, message="We are away.\nTry <b>June</b>.")
    mail = post()["gina@guest.example"]
    assert "> We are away.\r\n> Try <b>June</b>." in part(mail, "text/plain").get_content()
    assert "Try &lt;b&gt;June&lt;/b&gt;." in part(mail, "text/html").get_content()


def test_a_cancellation_leads_to_book_again(card, post: Post, cast: Cast):
    """B38: as long as the service is offered; no other mail says so"""
    service = make_service(make_calendar())
    booking = make_booking(service, at(10), card=card, email="gina@guest.example")
    made = part(post()["gina@guest.example"], "text/plain").get_content()
    deciding.cancel(booking=booking, by=cast.ada, now=NOW)
    cancelled = part(post()["gina@guest.example"], "text/plain").get_content()
    link = re.search(r"Book again:\s+(http://localhost:8000/ada/book/cut\?again=\S+)", cancelled)
    assert link
    assert "Book again" not in made
    other = make_booking(service, at(12), card=card, email="gina@guest.example")
    post()
    offering.archive(service=service, now=NOW)
    deciding.cancel(booking=other, by=cast.ada, now=NOW)
    assert "Book again" not in part(post()["gina@guest.example"], "text/plain").get_content()


def test_nobody_hears_booked_after_cancelled(card, post: Post):
    """B26: the mail of the first act waited while the second was done; both sides get the last word alone."""
    booking = booked(card, service={"cancel_until": 0})
    deciding.cancel(booking=booking, by=None, now=NOW)
    assert {mail["Subject"].partition(":")[0] for mail in post().values()} == {"Cancelled"}


def test_a_late_word_of_a_request_is_dropped(card, post: Post, cast: Cast):
    """B20: asked, then approved before the mail left; the sequence is the same."""
    booking = booked(card, service={"approval": True})
    deciding.approve(booking=booking, by=cast.ada, now=NOW)
    assert {to: mail["Subject"].partition(":")[0] for to, mail in post().items()} == {"gina@guest.example": "Confirmed"}


def test_the_same_word_twice_has_one_message_id(card, post: Post):
    """F20"""
    booking = booked(card)
    first = post()["gina@guest.example"]["Message-ID"]
    notifying.tell_guest(booking.pk, "made", 0)
    assert post()["gina@guest.example"]["Message-ID"] == first


HOSTILE = "E<script>alert(1)</script>,;\r\nBcc: a@b.example\r\nBEGIN:VEVENT\r\nSUMMARY:o\rTEL:1"


def test_a_hostile_name_is_text_everywhere(card, post: Post):
    """A06, A43; B33: in the headers, both bodies and the calendar of what host and guest receive."""
    booking = booked(card)
    Booking.objects.filter(pk=booking.pk).update(name=HOSTILE)
    mails = post()
    assert set(mails) == {"gina@guest.example", "rosa@salon.example"}
    for mail in mails.values():
        assert (mail["Bcc"], mail["Subject"].count("\n")) == (None, 0)
        html = part(mail, "text/html").get_content()
        assert ("<script" in html, "&lt;script&gt;alert(1)" in html) == (False, True)
    file, event = invited(mails["gina@guest.example"])
    assert [one.name for one in file.walk()] == ["VCALENDAR", "VEVENT"]
    assert set(event) == set(
        "UID SEQUENCE DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION URL STATUS TRANSP ORGANIZER ATTENDEE".split()
    )


def test_an_unverified_address_reads_nothing_the_visitor_wrote(card, post: Post):
    """B38: beside the name; the host reads the answer."""
    booking = booked(card, service={"place": "guest"})
    answers = [{"label": "Anything else?", "text": "Buy pills at spam.example"}]
    Booking.objects.filter(pk=booking.pk).update(answers_json=answers, place_text="Spam Street 1")
    mails = post()
    guest = mails["gina@guest.example"].as_string() + str(invited(mails["gina@guest.example"])[1])
    assert ("spam.example" in guest, "Spam Street" in guest, "At your place" in guest) == (False, False, True)
    assert "spam.example" in part(mails["rosa@salon.example"], "text/plain").get_content()


def test_mails_speak_the_readers_language(card, post: Post, cast: Cast):
    """The guest's for the guest; of the owners each their own, on their own clock."""
    cast.ada.clock_24h = False
    cast.ada.save()
    make_booking(make_service(make_calendar()), at(14), card=card, email="gina@guest.example", language="de")
    mails = post()
    assert set(mails) == {"gina@guest.example", cast.ada.email}
    assert '<html lang="de" dir="ltr">' in part(mails["gina@guest.example"], "text/html").get_content()
    assert mails[cast.ada.email]["Subject"].endswith("5 January 2027, 2:00 p.m. (UTC)")


@pytest.fixture
def tomorrow(card: Card) -> Booking:
    """Reminded an hour before its start, which is now."""
    booking = booked(card, service={"reminders": [60], "cancel_until": 0, "move_until": 0})
    later = timezone.now() + timedelta(minutes=59)
    Booking.objects.filter(pk=booking.pk).update(start=later, end=later + timedelta(hours=1))
    booking.refresh_from_db()
    return booking


def remind(booking: Booking) -> None:
    for reminder in Reminder.objects.filter(booking=booking):
        notifying.remind(reminder.pk)


def test_a_reminder_is_sent_once(tomorrow: Booking, post: Post):
    """B29"""
    post()
    remind(tomorrow)
    remind(tomorrow)
    assert {to: mail["Subject"].partition(":")[0] for to, mail in post().items()} == {"gina@guest.example": "Reminder"}
    assert Reminder.objects.get(booking=tomorrow).sent_at is not None


@pytest.mark.parametrize("change", [{"state": "cancelled"}, {"sequence": 1}, {"start": NOW.replace(year=2020)}])
def test_no_reminder_after_a_cancel_a_move_or_the_start(tomorrow: Booking, post: Post, change: dict[str, Any]):
    """B29"""
    post()
    Booking.objects.filter(pk=tomorrow.pk).update(**change)
    remind(tomorrow)
    assert (post(), Reminder.objects.get(booking=tomorrow).sent_at) == ({}, None)


def test_a_text_for_whatsapp_is_in_the_guests_words(card):
    """B38, B26: their clock, and the link of every mail."""
    booking = make_booking(
        make_service(make_calendar()), at(10), card=card, email="", phone="+491701234567", zone="Europe/Berlin"
    )
    link = urlsplit(notifying.whatsapp_link(booking, "reminder"))
    assert (link.netloc, link.path) == ("wa.me", "/491701234567")
    text = parse_qs(link.query)["text"][0]
    assert text == notifying.whatsapp_text(booking, "reminder")
    assert text.startswith("Hello Gina Guest, a reminder of your appointment: Cut, Tuesday, 5 January 2027, 11:00")
    assert f"http://localhost:8000/b/{booking.pk}-1." in unquote(text)
