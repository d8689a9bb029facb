"""Why a time is not offered: a sentence for every rule, and the way to what is in the way (B18)."""

import re
from datetime import timedelta

import pytest

from bookings.availability import Wish
from bookings.models import Absence, Feed, FeedBusy, Override
from bookings.owner.why_words import why
from tests.bookings.diary import NOW, at, make_booking, make_calendar, make_service
from tests.bookings.owner.seen import AGENDA, text


def blocked(kind, calendar, card):
    """Something of that kind from 10 to 11 on Tuesday."""
    span = {"calendar": calendar, "start": at(10), "end": at(11)}
    if kind == "absence":
        Absence.objects.create(**span, note="Dentist")
    elif kind == "feed":
        FeedBusy.objects.create(
            **span, feed=Feed.objects.create(calendar=calendar, url="https://x.example/", name="Home")
        )
    elif kind == "holiday":
        Override.objects.create(calendar=calendar, date=at(0).date(), windows=[], label="Holiday")
    elif kind:
        make_booking(make_service(calendar, title="Shave"), at(10), card=card, name="Gina")


BUFFER = (
    "Tuesday, 5 January, 09:00 is inside the buffer of Gina (Shave), 10:00–11:00. "
    "This service keeps 0 minutes before and 15 minutes after."
)
REASONS: list[tuple[str, dict[str, int], str, float, str]] = [
    ("past", {}, "", -26, "Monday, 4 January, 07:00 is over."),
    (
        "notice",
        {"notice": 180},
        "",
        -24,
        "Cut needs 3 hours notice: the earliest possible now is Monday, 4 January, 11:00.",
    ),
    ("horizon", {"horizon": 7}, "", 24 * 7, "Cut can be booked 7 days ahead at most, now until 11 January 2027."),
    ("override", {}, "holiday", 0, "Special day: Holiday. On Tuesday, 5 January the hours of Rosa are: closed."),
    (
        "closed",
        {},
        "",
        9,
        "Tuesday, 5 January, 18:00 is outside the opening hours of Rosa; that day: 09:00–17:00.",
    ),
    (
        "grid",
        {"step": 30},
        "",
        0.25,
        "Cut begins every 30 minutes from opening; Tuesday, 5 January, 09:15 lies between two beginnings.",
    ),
    (
        "too_long",
        {"duration": 90, "step": 60},
        "",
        7,
        "Cut takes 90 minutes, and that does not fit: on Tuesday, 5 January the hours of Rosa are 09:00–17:00.",
    ),
    ("busy", {}, "booking", 1, "Tuesday, 5 January, 10:00 is taken by Gina (Shave), 10:00–11:00."),
    ("busy", {}, "absence", 1, "Tuesday, 5 January, 10:00 is taken by blocked time (Dentist), 10:00–11:00."),
    ("busy", {}, "feed", 1, "Tuesday, 5 January, 10:00 is taken by an appointment in Home, 10:00–11:00."),
    (
        "buffer",
        {"after": 15},
        "booking",
        0,
        BUFFER,
    ),
    ("cap_day", {"cap_day": 1}, "own", 4, "Tuesday, 5 January is full: Cut takes 1 booking a day."),
    ("cap_week", {"cap_week": 1}, "own", 4, "The week of Monday, 4 January is full: Cut takes 1 booking a week."),
    ("cap_month", {"cap_month": 1}, "own", 4, "January 2027 is full: Cut takes 1 booking a month."),
    ("seats", {"seats": 1}, "two", 0, "The session is full: it has 1 seat."),
]


@pytest.mark.parametrize(
    ("rule", "fields", "kind", "hours", "said"), REASONS, ids=[f"{row[0]}-{row[2]}" for row in REASONS]
)
def test_every_rule_has_its_sentence(card, cast, rule, fields, kind, hours, said):
    """B18"""
    calendar = make_calendar()
    service = make_service(calendar, **fields)
    if kind == "own":
        make_booking(service, at(10), card=card)
    elif kind != "two":
        blocked(kind, calendar, card)
    wish = Wish(service=service, calendars=(calendar,), seats=2 if kind == "two" else 1)
    found = why(wish, at(9) + timedelta(hours=hours), NOW, cast.ada)
    assert found
    assert (found.rule, found.words) == (rule, said)


def test_why_leads_to_what_is_in_the_way(card, ada):
    """B18, people 1: she wonders about a time and is told"""
    calendar = make_calendar()
    service = make_service(calendar)
    booking = make_booking(service, at(10), card=card, name="<i>Gina")
    asked = {"service": service.pk, "calendar": calendar.pk, "date": "2027-01-05", "time": "10:00"}
    answer = ada.get(f"{AGENDA}why/", asked)
    assert "Tuesday, 5 January, 10:00 is taken by <i>Gina (Cut), 10:00–11:00. Open the booking" in text(answer)
    assert f'href="{AGENDA}{booking.pk}/"' in answer.content.decode()
    assert "<i>Gina" not in answer.content.decode()
    free = ada.get(f"{AGENDA}why/", asked | {"time": "11:00"})
    assert "It is offered: visitors can book Tuesday, 5 January, 11:00." in text(free)
    assert ada.get(f"{AGENDA}why/", asked | {"date": "never"}).status_code == 422


def test_a_calendar_without_the_service_says_so(card, ada):
    """Free, and yet no visitor sees it."""
    service, other = make_service(make_calendar()), make_calendar("Marta")
    asked = {"service": service.pk, "calendar": other.pk, "date": "2027-01-05", "time": "10:00"}
    said = text(ada.get(f"{AGENDA}why/", asked))
    assert "This calendar does not offer this service to visitors at all." in said
    assert "It is offered" not in said


@pytest.mark.parametrize(
    ("fields", "time", "end"),
    [
        ({"notice": 2880}, "10:00", "?open=times#id_notice_0"),
        ({"step": 30}, "10:10", "?open=times#id_step"),
        ({"cap_day": 1}, "12:00", "?open=limits#id_cap_day"),
    ],
)
def test_why_leads_to_the_field_that_decides(card, ada, fields, time, end):
    """B18: its part is unfolded, the others are not, and the field is there"""
    calendar = make_calendar()
    service = make_service(calendar, **fields)
    make_booking(service, at(15), card=card, now=NOW - timedelta(days=3))
    asked = {"service": service.pk, "calendar": calendar.pk, "date": "2027-01-05", "time": time}
    link = ada.get(f"{AGENDA}why/", asked).context["why"].url
    assert link == f"/w/atelier/services/{service.pk}/{end}"
    html = ada.get(link).content.decode()
    part = end.partition("=")[2].partition("#")[0]
    assert re.findall(r'<details class="section" id="(\w+)"\s+open', html) == [part]
    assert f'id="{end.partition("#")[2]}"' in html


def test_a_part_nobody_knows_unfolds_nothing(card, ada):
    service = make_service(make_calendar())
    html = ada.get(f"/w/atelier/services/{service.pk}/?open=<b>").content.decode()
    assert re.findall(r'<details class="section" id="(\w+)"\s+open', html) == []
