"""SIGKILL in the middle: a booking is whole or absent, and its confirmation is sent (F1, F2; A73, A74)."""

import http.client
import threading
import time
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings

from tests.bookings.races.salon import Salon
from tests.doubles.smtp import Smtp
from tests.servers import Server

pytestmark = [pytest.mark.processes, pytest.mark.timeout(400)]
FEW, MANY = 2, 50
ROWS = (
    "SELECT (SELECT count(*) FROM bookings_booking), (SELECT count(*) FROM bookings_occupancy WHERE live), "
    "(SELECT count(*) FROM bookings_bookingevent), "
    "(SELECT count(*) FROM workspaces_effect WHERE task LIKE ?)"
)
TELLING = "bookings.tasks.tell%"

MakeServer = Callable[..., Server]


@pytest.fixture
def smtp() -> Iterator[Smtp]:
    smtp = Smtp(600)
    yield smtp
    smtp.stop()


@pytest.mark.proof
@pytest.mark.parametrize("points", [FEW, pytest.param(MANY, marks=pytest.mark.proof)])
def test_a_booking_cut_off_by_a_kill_is_whole_or_absent(make_server: MakeServer, engine, points: int):
    """F1: at moments spread over the time one takes; sent again with the same key it is there once."""
    server = make_server(postgres=engine, EMBEDDED_WORKER="0", SECRET_KEY=settings.SECRET_KEY)
    salon = Salon(server, 2)
    server.start()
    begun = time.monotonic()
    assert salon.at_once([salon.wish("slot", salon.at(1))])[0].status == 303
    whole = time.monotonic() - begun
    for point in range(points):
        before = server.rows(ROWS, TELLING)[0]
        wish = salon.wish("slot", salon.at(2, 30 * point))
        sender = threading.Thread(target=_sent_in_vain, args=(salon, wish, point))
        sender.start()
        time.sleep(whole * (point + 0.5) / points)
        server.web.kill()
        sender.join()
        server.start()
        added = [after - earlier for after, earlier in zip(server.rows(ROWS, TELLING)[0], before, strict=True)]
        assert added in ([0, 0, 0, 0], [1, 1, 1, 2]), f"half a booking after {point} of {points}"
        assert salon.at_once([wish], first=point)[0].status == 303
        assert [after - earlier for after, earlier in zip(server.rows(ROWS, TELLING)[0], before, strict=True)] == [
            1,
            1,
            1,
            2,
        ]


def _sent_in_vain(salon: Salon, wish: tuple[str, dict[str, str]], number: int) -> None:
    try:
        salon.at_once([wish], first=number)
    except (OSError, http.client.HTTPException):
        return


@pytest.mark.proof
def test_a_worker_killed_while_it_confirms_loses_no_mail(make_server: MakeServer, engine, redis_url, smtp: Smtp):
    """A74, F2: the mail was on its way; within 60 s of a new worker both sides have theirs."""
    production = {"REDIS_URL": redis_url} if engine else {}
    server = make_server(postgres=engine, EMAIL_URL=smtp.url, SECRET_KEY=settings.SECRET_KEY, **production)
    salon = Salon(server, 2)
    server.start()
    worker = server.worker if engine else server.web
    if engine:
        server.start_worker()
        server.start_beat()
    salon.at_once([salon.wish("slot", salon.at(1))])
    assert smtp.begun.wait(20), server.web.log
    worker.kill()
    assert smtp.accepted == []
    smtp.seconds = 0
    worker.start()
    deadline = time.monotonic() + 70
    while len(smtp.accepted) < 2:
        assert time.monotonic() < deadline, smtp.accepted
        time.sleep(0.2)
    assert {subject.split(":")[0] for subject in smtp.accepted} == {"Booked", "New booking"}
