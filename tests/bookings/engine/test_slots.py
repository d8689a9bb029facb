"""Tables for the slot engine: seats, caps, statuses, spans, several hosts (B8–B15)."""

from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta

import pytest

from bookings.engine import SpanTooLong, UnknownZone, is_bookable, least_busy, slots
from bookings.engine.values import Busy, Caps, Host, Slot
from cardsite.kit.hours import Hours, Window
from tests.bookings.engine.week import NOW, at, booked, external, host, listed, service, texts

MORNING = ["01-11 09:00", "01-11 10:00", "01-11 11:00"]
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("status", "expires", "awaiting_blocks", "blocks"),
    [
        ("confirmed", None, True, True),
        ("completed", None, True, True),
        ("no_show", None, True, True),
        ("pending", None, True, True),
        ("pending", None, False, False),
        ("held", NOW + 1, True, True),
        ("held", NOW, True, False),
        ("held", None, True, False),
        ("cancelled", None, True, False),
        ("declined", None, True, False),
        ("expired", None, True, False),
    ],
)
def test_which_rows_block(status: str, expires: int | None, awaiting_blocks: bool, blocks: bool) -> None:
    """B10"""
    one = host()
    row = booked("01-11 10:00", "01-11 11:00", status=status, expires=expires)
    found = listed(service(), [Host(1, one.hours, awaiting_blocks=awaiting_blocks)], row)
    assert texts(found) == [time for time in MORNING if not (blocks and time.endswith("10:00"))]


def test_seats_of_a_session_are_summed() -> None:
    """B12: over its rows; other lengths, other times and other services are no part of it"""
    rows = [
        booked("01-11 10:00", "01-11 11:00", seats=1),
        booked("01-11 10:00", "01-11 11:00", seats=2),
        booked("01-11 11:00", "01-11 12:00", seats=4, status="cancelled"),
        booked("01-12 09:00", "01-12 09:30"),
        booked("01-12 10:00", "01-12 11:00", service=2),
    ]
    found = listed(service(seats=4), [host()], *rows, last="01-12")
    assert [(slot.start, slot.seats_left) for slot in found] == [
        (at("01-11 09:00"), 4),
        (at("01-11 10:00"), 1),
        (at("01-11 11:00"), 4),
        (at("01-12 11:00"), 4),
    ]


@pytest.mark.parametrize(("seats", "expected"), [(1, MORNING), (2, MORNING[::2]), (4, MORNING[::2]), (5, [])])
def test_as_many_seats_as_wanted_must_be_left(seats: int, expected: list[str]) -> None:
    """B12"""
    row = booked("01-11 10:00", "01-11 11:00", seats=3)
    assert texts(listed(service(seats=4), [host()], row, seats=seats)) == expected


def test_two_seats_of_a_service_for_one_are_never_offered() -> None:
    """B12"""
    assert listed(service(), [host()], seats=2) == []


def test_a_session_is_joined_in_spite_of_its_own_buffers_only() -> None:
    """B9, B12: neighbours still keep their distance"""
    wish = service(seats=4, before=15, after=15, step=30)
    session = booked("01-11 10:00", "01-11 11:00", before=15, after=15)
    assert texts(listed(wish, [host()], session)) == ["01-11 10:00"]
    assert texts(listed(wish, [host()], session, external("01-11 11:10", "01-11 11:20"))) == []


def test_seats_left_is_told_for_services_of_several_seats_only() -> None:
    """B12"""
    assert listed(service(), [host("09:00-10:00")]) == [Slot(at("01-11 09:00"), (1,), None)]


@pytest.mark.parametrize(
    ("caps", "expected"),
    [
        (Caps(day=2), [11, 12, 13, 14, 15, 16, 17, 18]),
        (Caps(day=1), [13, 14, 15, 16, 18]),
        (Caps(week=4), [11, 12, 13, 14, 15, 16, 17, 18]),
        (Caps(week=3), [18]),
        (Caps(month=3), []),
    ],
)
@pytest.mark.parametrize("of_host", [True, False])
def test_full_days_weeks_and_months_disappear(caps: Caps, expected: list[int], of_host: bool) -> None:
    """B11: per service and per host; imported time is no booking, neither is what was cancelled"""
    rows = [
        booked("01-12 09:00", "01-12 10:00"),
        booked("01-12 10:00", "01-12 11:00", status="cancelled"),
        booked("01-11 10:00", "01-11 11:00"),
        booked("01-17 21:00", "01-17 22:00"),
        external("01-11 11:00", "01-11 12:00"),
        external("01-12 10:00", "01-12 11:00"),
    ]
    wish, one = (service(), host(caps=caps)) if of_host else (service(caps=caps), host())
    found = texts(listed(wish, [one], *rows, last="01-18"))
    assert sorted({int(text[3:5]) for text in found}) == expected


def test_a_cap_of_the_service_counts_its_own_bookings() -> None:
    """B11"""
    row = booked("01-11 09:00", "01-11 10:00", service=2)
    assert texts(listed(service(caps=Caps(day=1)), [host()], row)) == MORNING[1:]
    assert texts(listed(service(), [host(caps=Caps(day=1))], row)) == []


def test_caps_go_by_the_hosts_own_date() -> None:
    """B11: 23:30 in New York is the next date in UTC"""
    one = host("00:00-24:00", zone="America/New_York", caps=Caps(day=1))
    late = booked("01-12 04:30", "01-12 05:30")
    found = texts(listed(service(), [one], late, first="01-11", last="01-12"))
    assert (found[:5], found[5:7]) == ([f"01-11 0{hour}:00" for hour in range(5)], ["01-12 06:00", "01-12 07:00"])


def test_a_session_counts_once_and_is_joined_when_the_day_is_full() -> None:
    """B11, B12"""
    rows = [booked("01-11 10:00", "01-11 11:00"), booked("01-11 10:00", "01-11 11:00")]
    assert texts(listed(service(seats=4, caps=Caps(day=2)), [host()], *rows)) == MORNING
    assert texts(listed(service(seats=4, caps=Caps(day=1)), [host()], *rows)) == ["01-11 10:00"]


def test_a_cap_of_nothing_is_refused() -> None:
    """B11"""
    with pytest.raises(ValueError, match="at least one"):
        Caps(week=0)


def test_a_booking_being_moved_is_not_there() -> None:
    """B14: neither its time nor its place under the cap; an imported row may have the same number"""
    rows = [booked("01-11 10:00", "01-11 11:00", id=7), Busy(at("01-11 11:00"), at("01-11 12:00"), "external", 7)]
    one = host(caps=Caps(day=1))
    assert texts(listed(service(), [one], *rows)) == []
    assert texts(listed(service(), [one], *rows, without=7)) == MORNING[:2]


def test_imported_time_has_no_buffer_of_its_own() -> None:
    """B9: only ours keeps a distance"""
    row = external("01-11 10:00", "01-11 10:20")
    assert texts(listed(service(duration=20, step=20, after=5), [host("09:00-11:00")], row)) == [
        "01-11 09:00",
        "01-11 09:20",
        "01-11 10:20",
        "01-11 10:40",
    ]


def test_extras_lengthen_the_appointment_and_not_the_grid() -> None:
    """B6: 60 minutes and 30 more, still on the hour"""
    assert texts(listed(service(duration=90), [host()])) == MORNING[:2]


@pytest.mark.parametrize(("days", "many"), [(62, 62 * 3), (63, None)])
def test_at_most_62_days_are_asked_for(days: int, many: int | None) -> None:
    """B15"""
    first = date(2027, 2, 1)
    with nullcontext() if many else pytest.raises(SpanTooLong):
        found = slots(service(), [host()], {}, first, first + (days - 1) * DAY, "UTC", NOW)
        assert len(found) == many


def test_an_unknown_zone_of_the_viewer_is_refused() -> None:
    """B15"""
    with pytest.raises(UnknownZone):
        slots(service(), [host()], {}, date(2027, 1, 11), date(2027, 1, 11), "Mars/Olympus", NOW)


@pytest.mark.parametrize("day", [date.min, date.max, date(2026, 12, 31), date(2029, 1, 1)])
def test_dates_far_away_offer_nothing(day: date) -> None:
    """B8: and do not fail, nor do dates the wrong way round"""
    assert slots(service(), [host()], {}, day, day, "Asia/Kathmandu", NOW) == []
    assert slots(service(), [host()], {}, date(2027, 1, 12), date(2027, 1, 11), "UTC", NOW) == []


def test_a_horizon_of_today_holds_yesterday_when_the_clock_goes_back_to_it() -> None:
    """B8: in St. John's of 2010 half a minute after midnight was followed by 23:01 of the day before"""
    one = host("23:30-23:50", "00:30-00:50", zone="America/St_Johns")
    now = int(datetime(2010, 11, 7, 2, 30, 30, tzinfo=UTC).timestamp())
    start = now + 1770  # 23:30
    assert is_bookable(service(duration=20, horizon=0), [one], {}, start, now) == (1,)
    assert is_bookable(service(duration=20, horizon=0), [one], {}, start + 3600, now) == (1,)
    assert is_bookable(service(duration=20, horizon=0), [one], {}, start + 25 * 3600, now) == ()


@pytest.mark.parametrize("start", [-(10**18), 0, NOW - 3600, at("01-11 09:00") + 1, at("01-11 09:30"), 10**18])
def test_made_up_starts_cannot_be_booked(start: int) -> None:
    """B1"""
    assert is_bookable(service(), [host()], {}, start, NOW) == ()


def test_anyone_free_is_the_union_with_whoever_is_free() -> None:
    """B13: in the order given; the seats told are those of the emptier host"""
    hosts = [host("09:00-11:00", number=8), host("10:00-12:00", number=3)]
    row = booked("01-11 10:00", "01-11 11:00", seats=2)
    assert listed(service(seats=3), hosts, row) == [
        Slot(at("01-11 09:00"), (8,), 3),
        Slot(at("01-11 10:00"), (8, 3), 3),
        Slot(at("01-11 11:00"), (3,), 3),
    ]
    turned = slots(service(seats=3), hosts[::-1], {8: [row]}, date(2027, 1, 11), date(2027, 1, 11), "UTC", NOW)
    assert turned[1] == Slot(at("01-11 10:00"), (3, 8), 3)
    assert is_bookable(service(seats=3), hosts, {8: [row]}, at("01-11 10:00"), NOW, seats=2) == (3,)


def test_the_least_busy_of_the_free_comes_first() -> None:
    """B13: bookings that block, on that day of the host, sessions once, then the lowest id"""
    tokyo = Host(5, Hours("Asia/Tokyo", ((Window(0, 1440),),) * 7))
    hosts = [tokyo, *(host(number=number) for number in (4, 3, 2, 1))]
    seat = booked("01-11 14:00", "01-11 15:00")
    busy = {
        1: [seat, booked("01-11 15:00", "01-11 16:00")],
        2: [seat, seat],
        3: [seat, booked("01-10 14:00", "01-10 15:00"), external("01-11 18:00", "01-11 20:00")],
        4: [booked("01-11 15:00", "01-11 16:00", status="declined")],
        5: [booked("01-11 15:00", "01-11 16:00")],  # in Tokyo it is the 12th by then
    }
    start = at("01-11 10:00")
    assert least_busy((1, 2, 3, 4, 5), hosts, busy, start) == [4, 5, 2, 3, 1]
    assert least_busy((3, 1), hosts, busy, start) == [3, 1]
    assert least_busy((), hosts, busy, start) == []


def test_a_hold_makes_a_host_busy_while_it_lives() -> None:
    """B10, B13"""
    hosts = [host(number=1), host(number=2)]
    busy = {1: [booked("01-11 14:00", "01-11 15:00", status="held", expires=NOW)]}
    start = at("01-11 10:00")
    assert [least_busy((1, 2), hosts, busy, start, now=now) for now in (NOW - 1, NOW)] == [[2, 1], [1, 2]]
