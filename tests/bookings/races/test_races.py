"""Many people at the same moment: exactly as many bookings as there are places, on both databases (B20–B24; A35).

Real server processes, two on PostgreSQL. A race counts only if it is lost with the guards off: see the controls.
"""

from collections.abc import Callable

import pytest
from django.conf import settings

from cardsite.kit import signing
from tests.bookings.races.salon import Salon
from tests.crowd import statuses
from tests.servers import Server

pytestmark = [pytest.mark.processes, pytest.mark.timeout(240)]
FEW, MANY = 5, 50


@pytest.fixture(params=[FEW, pytest.param(MANY, marks=pytest.mark.proof)])
def open_salon(request: pytest.FixtureRequest, make_server: Callable[..., Server], engine) -> Callable[..., Salon]:
    def opened(**env: str) -> Salon:
        own = {
            "DJANGO_SETTINGS_MODULE": "tests.patient",
            "EMBEDDED_WORKER": "0",
            "SECRET_KEY": settings.SECRET_KEY,
        }
        salon = Salon(make_server(postgres=engine, workers=2 if engine else 1, **(own | env)), request.param)
        salon.server.start()
        return salon

    return opened


def test_exactly_the_allowed_number_succeeds(open_salon: Callable[..., Salon]):
    """B21: the others get 409 with three other times; nobody meets an error, and each winner gets one mail."""
    salon = open_salon()
    for race in (same_slot, overlapping_starts, two_services_of_one_calendar, seats_of_one_session, anyone_free):
        race(salon, salon.number)
    one_form_sent_often(salon, salon.number)
    moved_into_one_time(salon)
    requests_approved_at_once(salon, salon.number)
    salon.drop_guard()
    assert (for_one_time(salon, 14), salon.overlaps("control")) == ({303: 1, 409: salon.number - 1}, 0)  # the lock


@pytest.mark.proof
def test_without_the_lock_the_database_refuses_and_without_both_it_fails(open_salon: Callable[..., Salon]):
    """architecture.md, tests: the controls. The third is lost, else the races above would prove nothing.

    The guard alone keeps time single, but not polite: two inserts may wait for each other until PostgreSQL ends one.
    """
    salon = open_salon(DJANGO_SETTINGS_MODULE="tests.bookings.races.unlocked")
    answers = for_one_time(salon, 10)
    assert (answers[303], answers.keys() - {303, 409, 503}, salon.overlaps("control")) == (1, set(), 0)
    salon.drop_guard()
    won = for_one_time(salon, 14)[303]
    assert (won > 1, salon.overlaps("control") > 0) == (True, True)


def for_one_time(salon: Salon, hour: int) -> dict[int, int]:
    return statuses(salon.at_once([salon.wish("control", salon.at(hour)) for _ in range(salon.number)]))


def one_form_sent_often(salon: Salon, number: int) -> None:
    """B22: the same key, the same answer"""
    answers = salon.at_once([salon.wish("same", salon.at(10), email="one@guest.example")] * number)
    assert (statuses(answers), len({answer.headers["Location"] for answer in answers})) == ({303: number}, 1)
    assert (len(salon.live("same")), salon.told("same", "made")) == (1, 1)


def same_slot(salon: Salon, number: int) -> None:
    """A35"""
    answers = salon.at_once([salon.wish("slot", salon.at(10)) for _ in range(number)])
    assert statuses(answers) == {303: 1, 409: number - 1}
    assert (len(salon.live("slot")), salon.told("slot", "made")) == (1, 1)
    others = [answer.text.count('<button class="guest-quiet"') for answer in answers if answer.status == 409]
    assert set(others) == {3}


def overlapping_starts(salon: Salon, number: int) -> None:
    """Half of them five minutes later"""
    wishes = [salon.wish("overlap", salon.at(10, 5 * (one % 2))) for one in range(number)]
    assert statuses(salon.at_once(wishes)) == {303: 1, 409: number - 1}
    assert (salon.overlaps("overlap"), salon.told("overlap", "made")) == (0, 1)


def two_services_of_one_calendar(salon: Salon, number: int) -> None:
    wishes = [salon.wish("two", salon.at(10, 15), ("two", "two-more")[one % 2]) for one in range(number)]
    assert statuses(salon.at_once(wishes)) == {303: 1, 409: number - 1}
    assert salon.overlaps("two") == 0


def seats_of_one_session(salon: Salon, number: int) -> None:
    """B12"""
    answers = salon.at_once([salon.wish("seats", salon.at(10)) for _ in range(number)])
    assert statuses(answers) == {303: 3, 409: number - 3}
    assert ([row[3] for row in salon.live("seats")], salon.told("seats", "made")) == ([3], 3)


def anyone_free(salon: Salon, number: int) -> None:
    """B13: three calendars, each once"""
    answers = salon.at_once([salon.wish("anyone", salon.at(10)) for _ in range(number)])
    assert statuses(answers) == {303: 3, 409: number - 3}
    assert (len({row[0] for row in salon.live("anyone")}), salon.overlaps("anyone")) == (3, 0)


def moved_into_one_time(salon: Salon) -> None:
    """B14: whoever loses keeps the time they had."""
    moves = [(f"/b/{signing.token('booking', pk, 1)}/move", {"start": salon.at(3)}) for pk in salon.moving]
    answers = salon.at_once(moves)
    assert statuses(answers) == {303: 1, 409: len(moves) - 1}
    assert (len(salon.live("into")), salon.overlaps("into"), salon.told("into", "moved")) == (len(moves), 0, 1)


def requests_approved_at_once(salon: Salon, number: int) -> None:
    """B24: requests for one time wait side by side; the owner's second yes is 409."""
    answers = salon.at_once([salon.wish("ask", salon.at(10)) for _ in range(number)])
    assert statuses(answers) == {303: number}
    waiting = salon.server.rows("SELECT id FROM bookings_booking WHERE title = 'ask'")
    yes = [(f"/w/atelier/bookings/{pk}/", {"act": "approve"}) for (pk,) in waiting]
    approved = salon.at_once(yes, Cookie=f"session={salon.session}; csrf={'c' * 32}")
    assert statuses(approved) == {302: 1, 409: number - 1}
    assert (len(salon.live("ask")), salon.told("ask", "approved")) == (1, 1)
