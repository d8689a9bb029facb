"""The real program: a clean stop loses no visit, a kill at most the last second, two processes share one secret."""

import pytest

from tests.acts import open_card
from tests.audience.agents import IPHONE
from tests.servers import Server
from tests.test_embedded import until

pytestmark = [pytest.mark.processes, pytest.mark.timeout(120)]


def look(server: Server, times: int) -> None:
    for _turn in range(times):
        assert server.get("/ada", headers={"User-Agent": IPHONE}).status == 200


def events(server: Server) -> int:
    [(count,)] = server.rows("SELECT coalesce(sum(times), 0) FROM audience_event")
    return int(count)


def test_a_stop_loses_nothing_and_a_kill_no_more_than_a_second(make_server):
    """Embedded: the queue ends in the same process, and may end it."""
    server = make_server()
    open_card(server)
    server.start()
    look(server, 20)
    assert server.web.stop(seconds=10) == 0
    assert events(server) == 20
    server.start()
    look(server, 20)
    assert until(lambda: events(server) == 40, 3) < 2
    look(server, 5)
    server.web.kill()
    assert 40 <= events(server) <= 45
    assert "visits_" not in server.web.log


@pytest.mark.proof
def test_two_processes_count_the_same_visitor_as_one(make_server):
    server = make_server(workers=2, EMBEDDED_WORKER="0")
    open_card(server)
    server.start()
    look(server, 40)
    server.web.stop(seconds=10)
    assert server.rows("SELECT sum(times), count(DISTINCT visitor) FROM audience_event") == [(40, 1)]
