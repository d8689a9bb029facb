"""The form that books: once, at a time that is free, by a person (B1, B22, B37, B38; A36–A41)."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client

from bookings.models import Booking
from bookings.offer import Extra, Question
from cardsite.kit import signing
from tests.bookings.diary import at, make_booking, make_calendar, make_service
from tests.bookings.guest.filled import book, form, stamp, words
from workspaces.models import Effect

COLOUR = Extra(key="col", title="Colour", minutes=45, price=3000).model_dump()
QUESTIONS = [
    Question(key="hair", label="Long hair?", kind="yes").model_dump(),
    Question(key="who", label="Your usual", kind="choice", choices=("Rosa", "Sol"), required=True).model_dump(),
    Question(key="more", label="Anything else?", kind="lines").model_dump(),
]


def only() -> Booking:
    return Booking.objects.get()


def test_a_time_that_is_listed_is_booked(card, visitor: Client):
    """B1: 303 to the booking's own address"""
    make_service(make_calendar(), price_kind="from", price=3500, currency="EUR", extras_json=[COLOUR])
    answer = book(visitor, at(10), extra="col", zone="America/New_York")
    booking = only()
    assert answer.status_code == 303
    assert answer["Location"] == f"/b/{signing.token('booking', booking.pk, 1)}"
    assert (booking.start, booking.end, booking.price) == (at(10), at(11, 45), 6500)
    assert (booking.name, booking.email, booking.phone) == ("Gina Guest", "gina@guest.example", "")
    assert (booking.guest_zone, booking.language, booking.card, booking.state) == (
        "America/New_York",
        "en",
        card,
        "confirmed",
    )


def test_the_form_says_what_would_be_agreed(card, visitor: Client):
    rosa, sol = make_calendar(), make_calendar("Sol")
    make_service(rosa, sol, price_kind="exact", price=3550, currency="EUR", place_text="High Street 1")
    page = words(visitor.get(f"/ada/book/cut?start=2027-01-05T10:00Z&with={sol.pk}&zone=Europe/Madrid"))
    for said in ("Cut", "Tuesday, 5 January 2027, 11:00 (Europe/Madrid)", "1 h", "High Street 1", "€35.50", "Sol"):
        assert said in page


def test_a_time_no_longer_free_leads_back_to_the_times(card, visitor: Client):
    service = make_service(make_calendar())
    make_booking(service, at(10), card=card)
    page = words(visitor.get("/ada/book/cut?start=2027-01-05T10:00Z"))
    assert "That time is not free any more" in page


def test_answers_are_kept_as_they_were_asked(card, visitor: Client):
    make_service(make_calendar(), questions_json=QUESTIONS)
    refused = book(visitor, at(10), q_more="Curly")
    assert (refused.status_code, "Curly" in words(refused)) == (422, True)
    book(visitor, at(10), q_hair="on", q_who="Sol", q_more="Curly")
    assert [(one.label, one.text) for one in only().answers] == [
        ("Long hair?", "Yes"),
        ("Your usual", "Sol"),
        ("Anything else?", "Curly"),
    ]


@pytest.mark.parametrize(
    ("reach", "email", "phone", "refused"),
    [
        ("either", "", "", "email"),
        ("either", "", "+49 30 901820", ""),
        ("email", "", "", "email"),
        ("phone", "", "", "phone"),
        ("both", "g@guest.example", "", "phone"),
        ("both", "g@guest.example", "030 901820", ""),
    ],
)
def test_the_owner_sets_how_guests_are_reached(card, visitor: Client, reach, email, phone, refused):
    """B38: an e-mail or a phone; a number without country is of the country of the visitor's clock."""
    make_service(make_calendar(), reach=reach)
    answer = book(visitor, at(10), email=email, phone=phone, zone="Europe/Berlin")
    assert (answer.status_code, f'id="id_{refused}_error"' in answer.content.decode()) == (
        (422, True) if refused else (303, False)
    )
    if not refused:
        assert only().phone == "+4930901820"


def test_a_form_sent_twice_is_one_booking(card, visitor: Client, clock):
    """B22: the same answer within a day, one row, one mail; also when the page has become too old by then."""
    make_service(make_calendar())
    sent = form(at(10))
    answers = []
    for hour in (8, 8, 23):
        clock.move_to(at(hour, day=0))
        answers.append(visitor.post("/ada/book/cut", sent))
    assert {(one.status_code, one["Location"]) for one in answers} == {(303, answers[0]["Location"])}
    assert (Booking.objects.count(), Effect.objects.filter(task__endswith="tell_guest").count()) == (1, 1)
    clock.move_to(at(9, day=1))
    assert visitor.post("/ada/book/cut", sent).status_code == 422


@pytest.mark.parametrize(
    ("start", "status"),
    [
        (at(10), 303),
        (at(3, 17), 422),
        (at(10, day=-1), 422),
        (at(10, day=3652), 422),
        (at(18), 422),
        (at(10, 1), 422),
    ],
)
def test_only_what_is_listed_is_booked(card, visitor: Client, start: datetime, status: int):
    """B1; A36: well-formed but not offered is 422, and nothing typed is lost."""
    make_service(make_calendar())
    answer = book(visitor, start)
    assert (answer.status_code, Booking.objects.count()) == (status, int(status == 303))
    if status == 422:
        assert ("This time cannot be booked" in words(answer), 'value="Gina Guest"' in answer.content.decode()) == (
            True,
            True,
        )


@pytest.mark.parametrize("start", ["", "10:00", "2027-01-05", "2027-01-05T10:00", "1e9", "\x00"])
def test_a_malformed_time_is_400(card, visitor: Client, start: str):
    """A36"""
    make_service(make_calendar())
    assert visitor.post("/ada/book/cut", form(at(10)) | {"start": start}).status_code == 400


def test_a_time_in_the_gap_is_not_offered(card, visitor: Client, clock):
    """A37: on 28 March 2027 Berlin's clocks skip 02:00; 01:00Z is three there, which is closed."""
    clock.move_to(at(8, day=50))
    make_service(make_calendar(zone="Europe/Berlin", week=[[] for _ in range(6)] + [["02:00-03:00"]]), duration=30)
    assert book(visitor, datetime(2027, 3, 28, 1, 0, tzinfo=UTC)).status_code == 422
    assert book(visitor, datetime(2027, 4, 4, 0, 0, tzinfo=UTC)).status_code == 303


def test_a_taken_time_is_409_with_three_others(card, visitor: Client):
    """B21: what was typed stays; one of the others is one tap away."""
    service = make_service(make_calendar())
    make_booking(service, at(10), card=card)
    answer = book(visitor, at(10), name="Second Guest")
    page = answer.content.decode()
    others = re.findall(r'name="start"\s+value="([^"]+)">', page)
    assert (answer.status_code, 'value="Second Guest"' in page, len(others)) == (409, True, 4)
    assert others[1:] == ["2027-01-05T09:00Z", "2027-01-05T11:00Z", "2027-01-05T12:00Z"]
    token = re.search(r'name="stamp" value="([^"]+)"', page)
    assert token
    again = {"stamp": token[1], "start": [others[0], others[2]], "name": "Second Guest", "email": "s@guest.example"}
    assert visitor.post("/ada/book/cut", again).status_code == 303
    assert Booking.objects.get(name="Second Guest").start == at(11)


@pytest.mark.parametrize("name", ["Win http://x.tld", "www.evil.com", "see evil.com", "<b>", "a@b.example", "x" * 61])
def test_links_in_a_name_are_refused(card, visitor: Client, name: str):
    """A39; B38: it is repeated in mails to an address nobody has verified."""
    make_service(make_calendar())
    answer = book(visitor, at(10), name=name)
    assert (answer.status_code, 'id="id_name_error"' in answer.content.decode(), Booking.objects.count()) == (
        422,
        True,
        0,
    )


@pytest.mark.parametrize("name", ["J.Smith", "Mr.Smith", "María O'Brien", "Gräfin zu X.", "محمد", "John Smith Jr."])
def test_names_of_people_are_taken(card, visitor: Client, name: str):
    make_service(make_calendar())
    assert book(visitor, at(10), name=name).status_code == 303
    assert only().name == name


@pytest.mark.parametrize(
    ("field", "typed", "status"),
    [
        ("email", "a@x.test\nBcc: b@y.test", 400),
        ("email", "a@x.test\r\nBcc: b@y.test", 400),
        ("name", "Gina\rBcc: b@y.test", 400),
        ("email", "a@x.test, b@y.test", 422),
        ("email", "a", 422),
    ],
)
def test_an_address_with_more_in_it_is_refused(card, visitor: Client, field: str, typed: str, status: int):
    """A40: a line end is nothing a browser sends from such a field."""
    make_service(make_calendar())
    assert (book(visitor, at(10), **{field: typed}).status_code, Booking.objects.count()) == (status, 0)


def test_one_person_has_so_many_open_appointments(card, visitor: Client):
    """B38; A41: three by default; the fourth says what to do."""
    make_service(make_calendar())
    answers = [book(visitor, at(hour), email="Victim@guest.example") for hour in (9, 10, 11, 12)]
    assert [one.status_code for one in answers] == [303, 303, 303, 422]
    assert "Move or cancel one of them first" in words(answers[-1])


def test_sending_often_is_limited(card, visitor: Client):
    """B37, A41: by network address; 429 says when, and keeps what was typed."""
    make_service(make_calendar(), open_per_guest=100)
    answers = [book(visitor, at(10), email=f"g{number}@guest.example") for number in range(21)]
    assert [one.status_code for one in answers] == [303] + [409] * 19 + [429]
    assert (int(answers[-1]["Retry-After"]) > 0, "g20@guest.example" in answers[-1].content.decode()) == (True, True)


def test_one_person_is_not_written_to_from_many_places(card, visitor: Client):
    """A41: 200 bookings to one address, each from another network"""
    make_service(make_calendar(), open_per_guest=100)
    answers = [
        visitor.post("/ada/book/cut", form(at(10)), REMOTE_ADDR=f"203.0.113.{number}").status_code
        for number in range(25)
    ]
    assert answers == [303] + [409] * 19 + [429] * 5


@pytest.mark.parametrize(("seconds", "said"), [(0.5, "very quick"), (7300, "a long time")])
def test_a_page_too_young_or_too_old_comes_back_filled_in(card, visitor: Client, seconds, said):
    """B37: and the page that comes back can be sent."""
    make_service(make_calendar())
    answer = book(visitor, at(10), stamp=stamp(seconds=seconds))
    page = answer.content.decode()
    assert (answer.status_code, said in words(answer), 'value="Gina Guest"' in page) == (422, True, True)


def test_whoever_is_quick_and_incomplete_is_told_what_is_missing(card, visitor: Client):
    make_service(make_calendar())
    said = words(book(visitor, at(10), stamp=stamp(seconds=0.5), name=""))
    assert ("Write your name." in said, "very quick" in said) == (True, False)


@pytest.mark.parametrize("bad", ["", "x", "1-2:3"])
def test_a_form_without_our_stamp_books_nothing(card, visitor: Client, bad: str):
    """B37"""
    make_service(make_calendar())
    assert (book(visitor, at(10), stamp=bad).status_code, Booking.objects.count()) == (422, 0)


def test_a_machine_is_told_that_all_is_well(card, visitor: Client):
    """B37: the trap looks like success and stores nothing."""
    make_service(make_calendar())
    answer = book(visitor, at(10), company_website="https://spam.example")
    assert (answer.status_code, answer["Location"][:3], Booking.objects.count()) == (303, "/b/", 0)
    assert visitor.get(answer["Location"]).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
        ({"Origin": "http://localhost:8000"}, 303),
    ],
)
def test_only_a_page_of_ours_may_send_it(card, headers, status):
    """A63; architecture.md: by Sec-Fetch-Site, else a matching Origin, else refused."""
    make_service(make_calendar())
    assert Client(headers=headers).post("/ada/book/cut", form(at(10))).status_code == status


def test_a_request_waits_for_the_owner(card, visitor: Client):
    make_service(make_calendar(), approval=True)
    assert "Send the request" in words(visitor.get("/ada/book/cut?start=2027-01-05T10:00Z"))
    answer = visitor.get(book(visitor, at(10))["Location"])
    assert (only().state, "It is not confirmed yet" in words(answer)) == ("pending", True)


def test_pages_of_a_guest_are_kept_nowhere(card, visitor: Client):
    make_service(make_calendar())
    location = book(visitor, at(10))["Location"]
    for path in ("/ada/book/cut", "/ada/book/cut?start=2027-01-05T11:00Z", location):
        answer = visitor.get(path)
        assert (answer.status_code, answer["Cache-Control"], answer["X-Robots-Tag"]) == (200, "no-store", "noindex")
        assert not answer.cookies
        assert "Cookie" not in answer.get("Vary", "")
