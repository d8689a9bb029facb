"""What something costs: CPU time of our own process and of the database's, and the time on the clock.

On a machine that others use too, the clock measures them; CPU time measures us.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from django.db import connection


class Spent(NamedTuple):
    """In seconds."""

    cpu: float
    wall: float


def spent(work: Callable[[], object]) -> Spent:
    backend = _backend()
    wall, cpu = time.perf_counter(), time.process_time() + backend()
    work()
    return Spent(time.process_time() + backend() - cpu, time.perf_counter() - wall)


def least(work: Callable[[], object], rounds: int) -> Spent:
    """Of one such work, as it is when least disturbed: the best of three times so many rounds."""
    work()
    best = min(spent(lambda: [work() for _turn in range(rounds)]) for _round in range(3))
    return Spent(best.cpu / rounds, best.wall / rounds)


def _backend() -> Callable[[], float]:
    """CPU seconds of the process that works for our connection, when it is one of this machine."""
    if connection.vendor != "postgresql":
        return lambda: 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [pid] = cursor.fetchone()
    return lambda: int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
