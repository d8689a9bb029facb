"""Services and free times as a visitor meets them (B1, B12, B13, B15)."""

import pytest
from django.test import Client

from bookings.models import Absence
from bookings.offer import Extra
from tests.bookings.diary import WORKDAYS, at, make_booking, make_calendar, make_service
from tests.bookings.guest.filled import days, times, words

COLOUR = Extra(key="col", title="Colour", minutes=45, price=3000).model_dump()
NEW_YORK = "America/New_York"


def test_the_only_service_is_shown_at_once(card, visitor: Client):
    make_service(make_calendar())
    answer = visitor.get("/ada/book")
    assert (answer.status_code, answer["Location"], answer["Cache-Control"]) == (302, "/ada/book/cut", "no-store")


def test_services_are_listed_with_what_can_only_be_read_about(card, visitor: Client):
    """Hidden and archived ones are not there."""
    calendar = make_calendar()
    make_service(calendar, price_kind="from", price=3500, currency="EUR")
    make_service(calendar, title="Wedding", bookable=False, duration=150)
    make_service(title="Nobody offers it", position=3)
    make_service(calendar, title="Secret", hidden=True)
    page = visitor.get("/ada/book").content.decode()
    assert [href for href in ("cut", "wedding", "nobody-offers-it") if f'"/ada/book/{href}"' in page] == ["cut"]
    text = words(visitor.get("/ada/book"))
    assert ["1 h · From €35" in text, "2 h 30 min" in text, "Nobody offers it" in text, "Secret" in text] == [
        True,
        True,
        True,
        False,
    ]


def test_a_card_without_services_says_so_and_how_to_ask(card, visitor: Client):
    answer = visitor.get("/ada/book")
    assert (answer.status_code, "Nothing can be booked here" in words(answer)) == (200, True)
    assert "https://wa.me/4930901820" in answer.content.decode()


@pytest.mark.parametrize("gone", ["nothing", "wedding", "secret"])
def test_what_cannot_be_booked_is_404_with_what_can(card, visitor: Client, gone: str):
    calendar = make_calendar()
    make_service(calendar)
    make_service(calendar, title="Wedding", bookable=False)
    make_service(calendar, title="Secret", hidden=True)
    answer = visitor.get(f"/ada/book/{gone}")
    assert (answer.status_code, '"/ada/book/cut"' in answer.content.decode()) == (404, True)


def test_the_next_free_times_come_first_by_day(card, visitor: Client):
    """Monday 08:00: from nine on; seven days with times on a page, then the later ones."""
    make_service(make_calendar(), duration=240)
    first = visitor.get("/ada/book/cut")
    assert times(first)[:4] == ["09:00", "13:00", "09:00", "13:00"]
    assert days(first)[:6] == [f"2027-01-0{day}" for day in (4, 5, 6, 7, 8)] + ["2027-01-11"]
    later = visitor.get("/ada/book/cut?from=2027-01-13")
    assert days(later)[0] == "2027-01-13"
    assert "from=2027-01-13" in first.content.decode()


def test_times_are_read_on_the_visitors_clock(card, visitor: Client):
    """B15: nine in London is four in New York, and Tuesday's last is there the same day."""
    make_service(make_calendar(zone="Europe/London"), duration=480)
    here, there = visitor.get("/ada/book/cut"), visitor.get(f"/ada/book/cut?zone={NEW_YORK}")
    assert (times(here)[0], times(there)[0]) == ("09:00", "04:00")
    assert f"Times as in {NEW_YORK}" in words(there)
    assert f"zone={NEW_YORK.replace('/', '%2F')}" in there.content.decode()


def test_both_passes_of_a_repeated_hour_say_their_offset(card, visitor: Client, clock):
    """B15, Z04"""
    clock.move_to(at(8, day=301))  # 1 November 2027
    sunday: list[list[str]] = [[] for _ in range(6)] + [["00:00-03:00"]]
    make_service(make_calendar(zone=NEW_YORK, week=sunday))
    assert times(visitor.get("/ada/book/cut?from=2027-11-07"))[:4] == [
        "00:00",
        "01:00 (UTC-4)",
        "01:00 (UTC-5)",
        "02:00",
    ]


def test_with_whom_is_asked_where_there_is_a_choice(card, visitor: Client):
    """B13: anyone free is the union; one of them has only her own."""
    rosa, sol = make_calendar(), make_calendar("Sol", week=[["12:00-14:00"]] * 5 + [[], []])
    service = make_service(rosa, sol)
    make_booking(service, at(13), card=card, calendars=[rosa])
    tuesday = "from=2027-01-05"
    anyone = times(visitor.get(f"/ada/book/cut?{tuesday}"))[:8]
    only_sol = times(visitor.get(f"/ada/book/cut?{tuesday}&with={sol.pk}"))[:3]
    assert (anyone[4], only_sol[:2]) == ("13:00", ["12:00", "13:00"])
    assert "With whom?" in words(visitor.get("/ada/book/cut"))


def test_extras_lengthen_what_is_looked_for(card, visitor: Client):
    make_service(make_calendar(week=[["09:00-10:30"]] * 5 + [[], []]), extras_json=[COLOUR], duration=45)
    plain = times(visitor.get("/ada/book/cut?from=2027-01-05"))[:2]
    coloured = times(visitor.get("/ada/book/cut?from=2027-01-05&extra=col"))[:2]
    assert (plain, coloured) == (["09:00", "09:45"], ["09:00", "09:00"])


def test_the_heading_says_how_long_and_how_much_with_what_is_chosen(card, visitor: Client):
    """Extras add to the service, seats multiply its price."""
    service = make_service(make_calendar(), extras_json=[COLOUR], price_kind="exact", price=3500, currency="EUR")
    service.seats = 3
    service.save()
    said = [visitor.get(f"/ada/book/cut{query}").context["service"].facts for query in ("", "?extra=col", "?seats=2")]
    assert said == [["1 h", "€35"], ["1 h 45 min", "€65"], ["1 h", "€70"]]
    assert "Cut 1 h 45 min · €65" in words(visitor.get("/ada/book/cut?extra=col"))


def test_seats_left_are_said_where_the_owner_allows(card, visitor: Client):
    """B12"""
    calendar = make_calendar()
    course = make_service(calendar, title="Course", seats=3)
    make_booking(course, at(9), card=card, seats=2)
    shown = visitor.get("/ada/book/course?from=2027-01-05").content.decode()
    assert ("1 left" in shown, "3 left" in shown) == (True, True)
    full = times(visitor.get("/ada/book/course?from=2027-01-05&seats=2"))
    assert full[0] == "10:00"
    course.show_seats = False
    course.save()
    assert "left" not in words(visitor.get("/ada/book/course"))


def test_nothing_free_says_until_when_and_how_to_ask(card, visitor: Client):
    calendar = make_calendar()
    make_service(calendar)
    Absence.objects.create(calendar=calendar, start=at(0, day=0), end=at(0, day=200))
    answer = visitor.get("/ada/book/cut")
    assert (times(answer), "Nothing is free up to 6 March 2027." in words(answer)) == ([], True)
    assert "https://wa.me/4930901820" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        "zone=Mars/Olympus",
        "zone=../../etc/passwd",
        "from=soon",
        "from=0001-01-01",
        "from=9999-12-31",
        "start=tomorrow",
        "start=2027-01-05T10:00",
        "start=0001-01-01T00:00Z",
        "start=9999-12-31T23:59Z",
        "with=999999",
        "with=x",
        "extra=nothing",
        "seats=0",
        "seats=2",
        "seats=-1",
        "seats=%D9%A3",
    ],
)
def test_what_no_page_of_ours_writes_is_malformed(card, visitor: Client, query: str):
    """B1, B15: 400"""
    make_service(make_calendar(), seats=1)
    assert visitor.get(f"/ada/book/cut?{query}").status_code == 400


def test_the_calendar_of_another_workspace_is_none_of_ours(card, cast, visitor: Client):
    """A18, B31"""
    from workspaces.scoping import inside  # noqa: PLC0415

    make_service(make_calendar())
    with inside(cast.outpost):
        foreign = make_calendar("Cleo", week=WORKDAYS)
        make_service(foreign, title="Theirs")
    assert visitor.get(f"/ada/book/cut?with={foreign.pk}").status_code == 400
    assert visitor.get("/ada/book/theirs").status_code == 404


def test_the_fragment_of_the_card_shows_a_few_of_several_days(card, visitor: Client):
    """At most four of a day, three days; each leads to its form."""
    make_service(make_calendar())
    fragment = visitor.get("/ada/book/next?service=cut").content.decode()
    assert fragment.count("start=2027-01-04") == fragment.count("start=2027-01-06") == 4
    assert "<html" not in fragment
    assert "Next free for Cut" in fragment
    assert visitor.get("/ada/book/next?service=nothing").status_code == 404


def test_addresses_keep_their_queries_through_a_new_handle(card, cast, visitor: Client):
    """product.md: a former handle leads on"""
    from cards import renaming  # noqa: PLC0415

    make_service(make_calendar())
    renaming.rename(card=card, handle="ada-byron", by=cast.ada)
    answer = visitor.get("/ada/book/cut?zone=Europe/Madrid")
    assert (answer.status_code, answer["Location"]) == (301, "/ada-byron/book/cut?zone=Europe/Madrid")
