"""What becomes of bookings: approved, declined, cancelled, expired, moved, missed (B14, B20, B24, B26, B27, B29)."""

from datetime import timedelta
from itertools import product

import pytest

from bookings import deciding
from bookings.models import Absence, Booking, BookingEvent, Occupancy, Reminder
from bookings.moving import move
from bookings.refusals import NotAllowed, NotOffered, Taken, TooLate, TooManyMoves
from bookings.states import FOLLOWS, State, check
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


def told(booking: Booking) -> list[tuple[str, str]]:
    """Who was told of what, in order."""
    effects = Effect.objects.filter(task__startswith="bookings.tasks.tell").order_by("pk")
    return [
        (effect.task.rpartition("_")[2], str(effect.arguments["verb"]))
        for effect in effects
        if effect.arguments["booking"] == booking.pk
    ]


def taken_by(booking: Booking) -> Occupancy:
    assert booking.occupancy is not None
    return booking.occupancy


ALLOWED = {
    ("held", "pending"), ("held", "confirmed"), ("held", "expired"),
    ("pending", "confirmed"), ("pending", "declined"), ("pending", "cancelled"), ("pending", "expired"),
    ("confirmed", "cancelled"), ("confirmed", "completed"), ("confirmed", "no_show"),
    ("completed", "no_show"), ("no_show", "completed"),
}  # fmt: skip


@pytest.mark.parametrize(("now", "wanted"), list(product(State, State)))
def test_only_these_states_follow_each_other(now: State, wanted: State):
    """B20"""
    assert set(FOLLOWS) == set(State)
    if (now, wanted) in ALLOWED:
        check(now, wanted)
        return
    with pytest.raises(NotAllowed) as refused:
        check(now, wanted)
    assert (refused.value.now, refused.value.wanted) == (now, wanted)


def test_a_request_waits_and_is_approved_once(card, cast: Cast):
    """B20, B24: the answer is due in 48 hours, at the latest two hours before."""
    service = make_service(make_calendar(), approval=True)
    asked = make_booking(service, at(10), card=card)
    assert (asked.state, asked.expires_at) == ("pending", at(8))
    deciding.approve(booking=asked, by=cast.ada, now=NOW)
    assert (asked.state, asked.expires_at, taken_by(asked).live) == ("confirmed", None, True)
    with pytest.raises(NotAllowed):
        deciding.approve(booking=asked, by=cast.ada, now=NOW)
    assert told(asked) == [("guest", "asked"), ("host", "asked"), ("guest", "approved")]


def test_of_two_requests_for_one_time_the_second_approval_is_refused(card, cast: Cast):
    """B10, B24: requests of this service do not block."""
    service = make_service(make_calendar(), approval=True, pending_blocks=False)
    first, second = (make_booking(service, at(10), card=card) for _ in range(2))
    deciding.approve(booking=second, by=cast.ada, now=NOW)
    with pytest.raises(Taken):
        deciding.approve(booking=first, by=cast.ada, now=NOW)
    first.refresh_from_db()
    assert (first.state, Occupancy.objects.filter(live=True).count()) == ("pending", 1)
    assert told(first) == [("guest", "asked"), ("host", "asked")]


def test_an_unanswered_request_expires_and_frees_the_time(card):
    """B24"""
    service = make_service(make_calendar(), approval=True)
    asked = make_booking(service, at(10), card=card)
    assert deciding.expire(booking=asked, now=at(7)).state == "pending"
    assert deciding.expire(booking=asked, now=at(8)).state == "expired"
    assert make_booking(service, at(10), card=card).state == "pending"
    assert told(asked)[2:] == [("guest", "expired"), ("host", "expired")]


def test_cancelling_frees_the_time_and_says_so_once(card, cast: Cast):
    """B20, B26"""
    service = make_service(make_calendar(), cancel_until=60)
    made = make_booking(service, at(10), card=card)
    for _ in range(2):
        deciding.cancel(booking=made, by=None, now=at(9))
    assert (made.state, made.sequence, made.occupancy) == ("cancelled", 1, None)
    assert told(made) == [("guest", "made"), ("host", "made"), ("guest", "cancelled"), ("host", "cancelled")]
    with pytest.raises(NotAllowed):
        deciding.approve(booking=made, by=cast.ada, now=NOW)
    assert make_booking(service, at(10), card=card).state == "confirmed"


def test_after_the_cut_off_only_the_owner_cancels(card, cast: Cast):
    """B27: the last second counts."""
    made = make_booking(make_service(make_calendar(), cancel_until=60), at(10), card=card)
    with pytest.raises(TooLate) as late:
        deciding.cancel(booking=made, by=None, now=at(9) + timedelta(seconds=1))
    assert late.value.until == at(9)
    assert deciding.cancel(booking=made, by=cast.ada, now=at(9, 30)).state == "cancelled"


def test_a_place_given_back_leaves_the_session_to_the_others(card):
    """B12"""
    service = make_service(make_calendar(), seats=3, cancel_until=0)
    first, second = make_booking(service, at(10), card=card, seats=2), make_booking(service, at(10), card=card)
    deciding.cancel(booking=first, by=None, now=NOW)
    assert Occupancy.objects.values_list("taken", "live").get() == (1, True)
    deciding.cancel(booking=second, by=None, now=NOW)
    assert Occupancy.objects.values_list("taken", "live").get() == (0, False)


def test_moving_keeps_the_booking_and_raises_its_sequence(card):
    """B14, B27: half an hour later overlaps only itself."""
    calendar = make_calendar()
    made = make_booking(make_service(calendar, step=30, move_until=0), at(10), card=card)
    uid, version = made.uid, made.version
    moved = move(booking=made, start=at(10, 30), calendars=[calendar], now=NOW)
    assert (moved.uid, moved.version, moved.sequence, moved.moved) == (uid, version, 1, 1)
    assert (moved.start, moved.end, moved.local_start) == (at(10, 30), at(11, 30), "2027-01-05 10:30")
    assert list(Occupancy.objects.filter(live=True).values_list("start", flat=True)) == [at(10, 30)]
    event = BookingEvent.objects.get(verb="moved")
    assert event.data["before"] == {"start": at(10).isoformat(), "calendar": calendar.pk}


def test_a_move_that_cannot_be_leaves_everything_as_it_was(card):
    """B14, B20"""
    calendar = make_calendar()
    service = make_service(calendar, move_until=0)
    made, other = make_booking(service, at(10), card=card), make_booking(service, at(12), card=card)
    for start, refusal in ((at(12), Taken), (at(12, 17), NotOffered), (at(7), NotOffered)):
        with pytest.raises(refusal):
            move(booking=made, start=start, calendars=[calendar], now=NOW)
    made.refresh_from_db()
    assert (made.start, made.sequence, made.moved, taken_by(made).start) == (at(10), 0, 0, at(10))
    assert Occupancy.objects.filter(live=True).count() == 2
    assert taken_by(other).start == at(12)


def test_a_guest_moves_so_often_and_so_late(card, cast: Cast):
    """B27: the owner goes on moving it."""
    calendar = make_calendar()
    made = make_booking(make_service(calendar, move_until=60, moves=1), at(10), card=card)
    move(booking=made, start=at(11), calendars=[calendar], now=NOW)
    with pytest.raises(TooManyMoves):
        move(booking=made, start=at(12), calendars=[calendar], now=NOW)
    with pytest.raises(TooLate):
        move(booking=made, start=at(12), calendars=[calendar], now=at(10, 1))
    assert move(booking=made, start=at(19), calendars=[calendar], now=at(10, 1), by=cast.ada).start == at(19)


def test_what_is_over_is_not_moved(card):
    """B20"""
    calendar = make_calendar()
    made = make_booking(make_service(calendar, cancel_until=0, move_until=0), at(10), card=card)
    deciding.cancel(booking=made, by=None, now=NOW)
    with pytest.raises(NotAllowed):
        move(booking=made, start=at(11), calendars=[calendar], now=NOW)


def test_moving_keeps_the_calendar_where_it_can(card):
    """B13"""
    one, two = make_calendar("One"), make_calendar("Two")
    service = make_service(one, two, move_until=0)
    made = make_booking(service, at(10), card=card, calendars=[two])
    make_booking(service, at(15), card=card, calendars=[two])
    assert move(booking=made, start=at(11), calendars=[one, two], now=NOW).calendar == two
    assert move(booking=made, start=at(15), calendars=[one, two], now=NOW).calendar == one


def test_a_moved_booking_is_reminded_of_its_new_time(card):
    """B29: the rows of the old time stay and are never sent, for their sequence has passed."""
    calendar = make_calendar()
    made = make_booking(make_service(calendar, reminders=[60], move_until=0), at(10), card=card)
    move(booking=made, start=at(12), calendars=[calendar], now=NOW)
    assert list(Reminder.objects.values_list("sequence", "due_at")) == [(0, at(9)), (1, at(11))]


def test_a_no_show_is_said_after_the_start_and_taken_back_within_a_week(card, cast: Cast):
    """B30; nobody is told."""
    made = make_booking(make_service(make_calendar()), at(10), card=card)
    with pytest.raises(NotAllowed):
        deciding.mark_no_show(booking=made, by=cast.ada, now=at(9, 59))
    assert deciding.mark_no_show(booking=made, by=cast.ada, now=at(10)).state == "no_show"
    with pytest.raises(NotAllowed):
        deciding.mark_came(booking=made, by=cast.ada, now=at(10, 1, day=8))
    assert deciding.mark_came(booking=made, by=cast.ada, now=at(10, day=8)).state == "completed"
    with pytest.raises(NotAllowed):
        deciding.mark_no_show(booking=made, by=cast.ada, now=at(10, 1, day=31))
    assert told(made) == [("guest", "made"), ("host", "made")]


def test_an_absence_blocks_new_bookings_and_leaves_those_there_are(card):
    """B9"""
    calendar = make_calendar()
    service = make_service(calendar)
    made = make_booking(service, at(10), card=card)
    Absence.objects.create(calendar=calendar, start=at(9), end=at(15))
    with pytest.raises(Taken):
        make_booking(service, at(12), card=card)
    made.refresh_from_db()
    assert made.state == "confirmed"
    assert make_booking(service, at(15), card=card).state == "confirmed"
