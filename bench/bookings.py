"""`make bench`, second part: the slot engine alone, free times from the database, and bookings a second."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bench import installation
from bench.installation import ROOT
from bookings.engine import slots
from bookings.engine.values import Busy, Host, Service
from cardsite.kit.hours import Hours, Window
from tests.engines import StartedPostgres

ENGINE_MS = 5.0
FLAT = 1.5
COMMITS_A_SECOND = 150.0
MEASURE = "from bench import diary; diary.measure()"


def main() -> int:
    print("\nSlot engine, one calendar, grid of 15 minutes (CPU ms, median)")
    for days, busy in ((30, 200), (30, 500), (60, 200), (60, 500)):
        target = ENGINE_MS if (days, busy) == (60, 500) else 0
        print(line(f"  {days} days, {busy} busy", engine_time(days, busy), "ms", at_most=target))
    for name, environment in engines():
        figures = run(environment, MEASURE)
        print(f"\n{name}: thirty days of free times with queries, four sizes of history")
        least = figures["free_100"]
        for total in ("free_100", "free_1000", "free_10000", "free_100000"):
            limit = FLAT * least if total == "free_100000" else 0
            print(line(f"  {int(total[5:]):>7,} bookings", figures[total], "ms", at_most=limit))
        print(line("  the page of times", figures["page"], "ms"))
        print(line("  booking commits", figures["commits"], "/s", at_least=COMMITS_A_SECOND))
    return 0


def engine_time(days: int, busy: int) -> float:
    hours = Hours("Europe/Berlin", ((Window(9 * 60, 17 * 60),),) * 7, {})
    first = date(2027, 3, 1)
    noon = int(datetime(2027, 3, 1, tzinfo=UTC).timestamp())
    taken = [Busy(at := noon + number * days * 86400 // busy, at + 1200, "external") for number in range(busy)]
    service = Service(1, duration=30, step=15)
    last = first + timedelta(days=days - 1)
    return _cpu(lambda: slots(service, [Host(1, hours)], {1: taken}, first, last, "Europe/Berlin", noon))


def engines() -> Iterator[tuple[str, dict[str, str]]]:
    """SQLite on a file as the embedded profile has it; PostgreSQL as the tests start it, without fsync."""
    yield "SQLite (durable)", {}
    with tempfile.TemporaryDirectory(prefix="cardsite-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o711)  # PostgreSQL looks for its own folder in it as somebody else
        postgres = StartedPostgres(Path(folder, "postgres"))
        try:
            yield "PostgreSQL (fsync off)", {"DATABASE_URL": postgres.create("bench")}
        finally:
            postgres.process.stop(signal.SIGINT)


def run(environment: dict[str, str], measure: str) -> dict[str, float]:
    """The figures that `measure` prints in a fresh installation, in a process of its own."""
    card = installation.make(environment)
    command = [sys.executable, "manage.py", "shell", "--verbosity", "0", "-c", measure]
    done = subprocess.run(command, check=False, cwd=ROOT, env=card.env, capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    return {name: float(value) for name, value in (line.split() for line in done.stdout.splitlines())}


def _cpu(work: Callable[[], object]) -> float:
    work()
    samples = []
    for _round in range(31):
        before = time.process_time()
        work()
        samples.append((time.process_time() - before) * 1000)
    return sorted(samples)[len(samples) // 2]


def line(title: str, value: float, unit: str, *, at_most: float = 0, at_least: float = 0) -> str:
    figure = f"{title:30}{value:>10,.2f} {unit}"
    if not at_most and not at_least:
        return figure
    reached = value <= at_most if at_most else value >= at_least
    limit = f"<= {at_most:,.2f}" if at_most else f">= {at_least:,.0f}"
    return f"{figure}  {limit}   {'reached' if reached else 'MISSED'}"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardsite.settings")
    sys.exit(main())
