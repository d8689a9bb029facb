"""Many buyers at the same moment: as many orders as there is stock, numbers without gaps, on both databases.

S2, S10, S11, S16; A47, A49. Real server processes, two on PostgreSQL. A race counts only if it is lost with lock and
guard off: see the controls.
"""

import threading
from collections.abc import Callable

import pytest
from django.conf import settings

from tests import crowd
from tests.acts import act
from tests.crowd import statuses
from tests.servers import Server
from tests.storefront.races.stand import COUPONS, LAPSE, Stand

pytestmark = [pytest.mark.processes, pytest.mark.timeout(240)]
FEW, MANY = 5, 50


@pytest.fixture(params=[FEW, pytest.param(MANY, marks=pytest.mark.proof)])
def open_stand(request: pytest.FixtureRequest, make_server: Callable[..., Server], engine) -> Callable[..., Stand]:
    def opened(**env: str) -> Stand:
        own = {
            "DJANGO_SETTINGS_MODULE": "tests.patient",
            "EMBEDDED_WORKER": "0",
            "SECRET_KEY": settings.SECRET_KEY,
        }
        stand = Stand(make_server(postgres=engine, workers=2 if engine else 1, **(own | env)), request.param)
        stand.server.start()
        return stand

    return opened


def test_nothing_is_sold_twice_and_no_number_is_given_twice(open_stand: Callable[..., Stand]):
    stand = open_stand()
    number = stand.number
    assert (statuses(stand.at_once("last")), stand.sold("last")) == ({303: 1, 409: number - 1}, (0, 1, 1))
    opposite_orders_of_lines(stand)
    numbers_without_gaps(stand)
    a_coupon_within_its_limit(stand)
    one_form_sent_often(stand)
    stock_comes_back_once(stand)


def opposite_orders_of_lines(stand: Stand) -> None:
    """Carts that name two products the other way round never wait for each other in a circle."""
    assert statuses(stand.at_once("opposite")) == {303: stand.number}
    assert [stand.sold(title) for title in ("opposite", "other")] == [(0, stand.number, stand.number)] * 2


def numbers_without_gaps(stand: Stand) -> None:
    """S2: those refused above took none"""
    assert statuses(stand.at_once("number")) == {303: stand.number}
    numbers = stand.numbers()
    assert numbers == list(range(1001, 1001 + len(numbers)))


def a_coupon_within_its_limit(stand: Stand) -> None:
    """S16"""
    assert statuses(stand.at_once("coupon")) == {303: COUPONS, 409: stand.number - COUPONS}
    assert stand.server.rows("SELECT used FROM storefront_coupon") == [(COUPONS,)]


def one_form_sent_often(stand: Stand) -> None:
    """A49: one order, the same answer"""
    wish = stand.wish("once", 0)
    answers = crowd.at_once(stand.server, [wish] * stand.number)
    assert (statuses(answers), len({answer.headers["Location"] for answer in answers})) == ({303: stand.number}, 1)
    assert stand.sold("once") == (2, 1, 1)


def stock_comes_back_once(stand: Stand) -> None:
    """S11: accepted, declined and lapsed in the same moment; initial = held + left"""
    owner = {"Cookie": f"session={stand.session}; csrf={'c' * 32}"}
    acts = [
        (f"/w/atelier/orders/{pk}/", {"act": name, "csrfmiddlewaretoken": "c" * 32, "seen": "placed"}, owner)
        for pk in stand.ends
        for name in ("accept", "decline")
    ]
    clock = threading.Thread(target=act, args=(stand.server, LAPSE))
    clock.start()
    answers = crowd.at_once(stand.server, acts)
    clock.join()
    assert statuses(answers).keys() <= {302, 303, 409}
    left, held, _orders = stand.sold("end")
    ends = "SELECT state, COUNT(*) FROM storefront_order WHERE id BETWEEN ? AND ? GROUP BY state"
    states = dict(stand.server.rows(ends, min(stand.ends), max(stand.ends)))
    accepted = states.get("accepted", 0)
    assert (sum(states.values()), states.keys() <= {"accepted", "declined"}) == (stand.number, True)
    assert (left, held) == (2 * stand.number - accepted, accepted)


@pytest.mark.proof
@pytest.mark.parametrize("alone", ["guard_alone", "lock_alone"])
def test_each_guard_alone_sells_the_last_once(open_stand: Callable[..., Stand], alone: str):
    """architecture.md, tests: the first two controls"""
    stand = open_stand(DJANGO_SETTINGS_MODULE=f"tests.storefront.races.{alone}")
    answers = statuses(stand.at_once("last"))
    assert (answers[303], answers.keys() - {303, 409}, stand.sold("last")[0]) == (1, set(), 0)


@pytest.mark.proof
def test_without_lock_and_guard_the_last_is_sold_twice(open_stand: Callable[..., Stand]):
    """architecture.md, tests: the third control; else the races above would prove nothing"""
    stand = open_stand(DJANGO_SETTINGS_MODULE="tests.storefront.races.unguarded")
    assert statuses(stand.at_once("last"))[303] > 1
