"""What waits in memory is written once, whatever the database does meanwhile."""

import threading
from collections.abc import Sequence
from typing import Any

import pytest
import time_machine
from django.db import DataError, InterfaceError, OperationalError
from structlog.testing import capture_logs

from audience import buffer as buffering
from audience.buffer import Buffer
from audience.seen import Note, Said, Seen
from cards.visits import VIEW, Visit


class Table:
    """Takes notes, raises what is put into `trouble`, and says when it took some."""

    def __init__(self) -> None:
        self.rows: list[Said] = []
        self.trouble: Exception | None = None
        self.took = threading.Event()

    def write(self, seen: Sequence[tuple[Note, int]]) -> None:
        if self.trouble:
            raise self.trouble
        self.rows += [note[1:] for note, times in seen for _time in range(times)]
        self.took.set()


@pytest.fixture
def table() -> Table:
    return Table()


@pytest.fixture
def still(monkeypatch: Any) -> None:
    """No thread: the test itself says when to write."""
    monkeypatch.setattr(Buffer, "_ensure_awake", lambda self: None)


def notes(count: int) -> list[Said]:
    return [Seen(0, Visit(VIEW, 1, 1), f"page={number}", agent="secret agent")[1:] for number in range(count)]


def fill(buffer: Buffer, seen: list[Said]) -> None:
    for one in seen:
        buffer.add(one)


def test_a_note_is_written_within_a_second_and_once(table):
    buffer = Buffer(table.write)
    fill(buffer, notes(3))
    assert table.took.wait(2)
    buffer.stop()
    assert (table.rows, len(buffer)) == (notes(3), 0)


def test_a_stop_writes_what_waits(table):
    """Nothing is lost at a clean stop."""
    buffer = Buffer(table.write)
    fill(buffer, notes(3))
    buffer.stop()
    assert table.rows == notes(3)


def test_the_time_is_that_of_the_second_in_which_it_was_seen(still):
    """Also when the database takes it much later."""
    table, written = Table(), list[Note]()
    table.trouble = OperationalError("database is locked")

    def write(seen: Sequence[tuple[Note, int]]) -> None:
        table.write(seen)
        written.extend(note for note, _times in seen)

    buffer = Buffer(write)
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        for _second in range(2):
            fill(buffer, notes(1))
            assert buffer.flush() is False
            clock.shift(1)
        table.trouble = None
        assert buffer.flush() is True
    assert [note[0] for note in written] == [1_800_000_000, 1_800_000_001]


@pytest.mark.parametrize("trouble", [OperationalError("database is locked"), InterfaceError("gone")])
def test_while_the_database_is_away_notes_wait(still, table, trouble):
    buffer = Buffer(table.write)
    fill(buffer, notes(2))
    table.trouble = trouble
    with capture_logs() as logs:
        assert buffer.flush() is False
    assert [(line["event"], line["count"], line["error"]) for line in logs] == [
        ("visits_wait", 2, type(trouble).__name__)
    ]
    fill(buffer, notes(4)[2:])
    table.trouble = None
    assert (buffer.flush(), table.rows, len(buffer)) == (True, notes(4), 0)


def test_only_so_many_wait_and_the_log_says_how_many_were_dropped(still, table):
    buffer = Buffer(table.write, most=3)
    fill(buffer, notes(5))
    with capture_logs() as logs:
        buffer.flush()
    assert logs == [{"event": "visits_dropped", "count": 2, "log_level": "error"}]
    assert table.rows == notes(5)[2:]


def test_a_backlog_is_written_in_pieces(still, monkeypatch, table):
    """Each is a transaction; what was written is not written again when the next one fails."""
    monkeypatch.setattr(buffering, "AT_ONCE", 2)
    pieces: list[int] = []

    def write(seen: Sequence[tuple[Note, int]]) -> None:
        pieces.append(len(seen))
        if len(pieces) == 2:
            raise OperationalError
        table.write(seen)

    buffer = Buffer(write)
    fill(buffer, notes(5))
    assert (buffer.flush(), buffer.flush()) == (False, True)
    assert (pieces, table.rows) == ([2, 2, 2, 1], notes(5))


@pytest.mark.parametrize("trouble", [ValueError("secret agent"), DataError("secret agent")])
def test_what_can_never_be_written_holds_up_nothing_and_says_nothing_of_anybody(still, table, trouble):
    buffer = Buffer(table.write)
    fill(buffer, notes(2))
    table.trouble = trouble
    with capture_logs() as logs:
        assert buffer.flush() is True
    assert [(line["event"], line["count"]) for line in logs] == [("visits_lost", 2)]
    assert "secret" not in str(logs)
    assert len(buffer) == 0


def test_nothing_is_lost_while_several_threads_add_and_one_writes(still, table):
    """Many turns, so that threads are changed in every place."""
    buffer = Buffer(table.write)
    threads = [threading.Thread(target=fill, args=[buffer, notes(4) * 5_000]) for _thread in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        buffer.flush()
    buffer.flush()
    assert len(table.rows) == 4 * 4 * 5_000
