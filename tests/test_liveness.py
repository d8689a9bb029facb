"""The running program: cards from memory, changes within a second everywhere, work that no failure loses."""

import time
from collections.abc import Callable

import pytest

from tests.acts import act, open_card
from tests.engines import on_postgresql
from tests.processes import within
from tests.servers import Answer, Server

pytestmark = [pytest.mark.processes, pytest.mark.timeout(240)]

MakeServer = Callable[..., Server]
PENDING = "SELECT count(*) FROM cards_code WHERE state = 'pending'"
OPEN_EFFECTS = "SELECT count(*) FROM workspaces_effect WHERE state = 'open' AND task = 'cards.tasks.draw_code'"
NOW = "import time; print(time.time())"


def from_memory(answer: Answer) -> bool:
    """Only Django names requests."""
    return answer.headers["X-Request-ID"] is None


def warm(server: Server, path: str = "/ada") -> Answer:
    server.get(path)
    answer = server.get(path)
    assert from_memory(answer), answer
    return answer


def test_a_remembered_card_needs_neither_django_nor_database(make_server: MakeServer, engine):
    """cards 11; the promise of speed: no Django, no database, no cookie; HEAD and 304 likewise."""
    server = make_server(postgres=engine, EMBEDDED_WORKER="0")
    open_card(server)
    server.start()
    shown = warm(server)
    assert (shown.status, b"Bookbinder" in shown.body, shown.headers["Set-Cookie"]) == (200, True, None)
    for data in server.data_dir.glob("cardsite.sqlite3*"):
        data.write_bytes(b"no database")
    if engine:
        engine.drop(server.env["DATABASE_URL"].rpartition("/")[2])
    time.sleep(1.2)
    again = server.get("/ada")
    assert (from_memory(again), again.body) == (True, shown.body)
    head = server.request("HEAD", "/ada")
    assert (head.status, head.body, head.headers["Content-Length"]) == (200, b"", str(len(shown.body)))
    unchanged = server.get("/ada", headers={"If-None-Match": str(shown.headers["ETag"])})
    assert (unchanged.status, unchanged.body) == (304, b"")


@on_postgresql
def test_a_publish_reaches_every_web_process_within_a_second(make_server: MakeServer, engine):
    """cards 11: two web processes, and a third that publishes."""
    server = make_server(postgres=engine, workers=2, EMBEDDED_WORKER="0")
    open_card(server)
    server.start()
    for _ in range(20):
        server.get("/ada")
    published_at = float(act(server, f"publish('Typesetter')\n{NOW}"))
    time.sleep(max(0.0, published_at + 1 - time.time()))
    answers = [server.get("/ada") for _ in range(20)]
    assert {b"Typesetter" in answer.body for answer in answers} == {True}


@pytest.mark.proof
@on_postgresql
def test_a_code_drawn_by_a_worker_shows_within_a_second(make_server: MakeServer, engine, redis_url):
    """cards 11, 47: the change comes from a Celery worker; until it ran, publishing worked and the code was pending."""
    server = make_server(postgres=engine, REDIS_URL=redis_url)
    open_card(server)
    server.start()
    assert server.rows(PENDING) == [(1,)]
    before = warm(server)
    assert b"/q/" not in before.body, "no picture of the code yet"
    server.start_worker()
    server.start_beat()
    within(25, lambda: server.rows(PENDING) == [(0,)])
    time.sleep(1)
    after = server.get("/ada")
    assert (after.status, b".svg" in after.body, after.body != before.body) == (200, True, True)


@pytest.mark.proof
def test_a_worker_killed_while_drawing_leaves_no_code_pending(make_server: MakeServer, engine, redis_url):
    """F2: SIGKILL for parent and children; 60 s after a new worker began, everything is drawn."""
    server = make_server(postgres=engine, REDIS_URL=redis_url)
    open_card(server)
    act(
        server,
        "card = Card.unscoped.get()\nwith inside(card.workspace_id):\n"
        "    for number in range(60): coding.add_code(card=card, label=str(number), by=ada())",
    )
    server.start_worker()
    server.start_beat()
    within(30, lambda: server.rows(PENDING)[0][0] < 61)
    server.worker.kill()
    assert server.rows(PENDING)[0][0] > 0, "killed too late to prove anything"
    server.start_worker()
    within(60, lambda: server.rows(PENDING) == [(0,)])
    within(60, lambda: server.rows(OPEN_EFFECTS) == [(0,)])  # drawn, and the worker killed before it said so


@pytest.mark.proof
@on_postgresql
def test_publishing_works_while_redis_is_down(make_server: MakeServer, engine, redis):
    """F5: the bell is silent, the outbox keeps what waits, and it is done after Redis is back."""
    redis.empty()
    server = make_server(postgres=engine, REDIS_URL=redis.url)
    server.start_worker()
    server.start_beat()
    redis.process.stop()
    try:
        begun = time.monotonic()
        open_card(server)
        server.start()
        assert server.get("/ada").status == 200
        assert time.monotonic() - begun < 20
        assert server.rows(PENDING) == [(1,)]
    finally:
        redis.start()
    within(60, lambda: server.rows(PENDING) == [(0,)])


def test_forged_forwarding_headers_poison_nothing(make_server: MakeServer):
    """A60"""
    server = make_server(EMBEDDED_WORKER="0")
    open_card(server)
    server.start()
    forged = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https", "X-Forwarded-For": "6.6.6.6"}
    poisoned = server.get("/ada", headers=forged)
    clean = server.get("/ada")
    for answer in (poisoned, clean):
        assert (answer.status, b"evil" in answer.body, "evil" in str(answer.headers)) == (200, False, False)


def test_a_private_address_that_looks_static_is_never_remembered(make_server: MakeServer):
    """A61"""
    server = make_server(EMBEDDED_WORKER="0")
    open_card(server)
    session = act(server, "client = Client()\nclient.force_login(ada())\nprint(client.cookies['session'].value)")
    server.start()
    owner = {"Cookie": f"session={session}"}
    assert server.get("/w/atelier/", headers=owner).status == 200
    for path in ("/w/atelier/", "/w/atelier/x.css"):
        server.get(path, headers=owner)
        stranger = server.get(path)
        assert (from_memory(stranger), b"ada@example.com" in stranger.body) == (False, False)
        assert stranger.status in {302, 404}


def test_a_paused_card_is_gone_for_strangers_after_a_second(make_server: MakeServer):
    """A62"""
    server = make_server(EMBEDDED_WORKER="0")
    open_card(server)
    server.start()
    warm(server)
    act(server, "card = Card.unscoped.get()\nwith inside(card.workspace_id): publishing.pause(card=card, by=ada())")
    time.sleep(1)
    answer = server.get("/ada")
    assert (answer.status, b"Bookbinder" in answer.body) == (404, False)
