"""`make bench`, fourth part: the card's page with and without counting, a flush, a day's totals, a card's figures.

`ROWS=10000000` reads among ten million events; without it among one million. `ENGINE=sqlite` or `postgresql` measures
that one alone, `PLANS=file` writes down how it found what it read. Goals are of CPU time, ours and the database's: the
clock also measures whoever else is on the machine.
"""

import os
import statistics
import sys
import tempfile
from dataclasses import astuple
from pathlib import Path
from typing import Final

from bench import installation, load
from bench.bookings import engines, line, run
from bench.contenders import FreeUncounted, FreeWeb, Uncounted, Web
from bench.load import Sample

ROUNDS: Final = 20
SECONDS: Final = 2
KEPT_PERCENT: Final = 95.0
ROLL_UP_SECONDS: Final = 0.5
FLUSHED_A_SECOND: Final = 100_000.0
HELD_UP_MS: Final = 500.0
FLAT: Final = 1.5
BROWSER: Final = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari"}
MEASURE: Final = "from bench import crowd; crowd.measure()"


def main() -> int:
    print("\nThe card's page from memory")
    counted, bare = answered(FreeWeb, FreeUncounted)
    kept = statistics.median(one.per_second / other.per_second for one, other in zip(counted, bare, strict=True))
    print(line("  without counting", middle(bare).per_second, "/s"))
    print(line("  with counting", middle(counted).per_second, "/s"))
    print(line("  throughput that is kept", 100 * kept, "%", at_least=KEPT_PERCENT))
    counted, bare = answered(Web, Uncounted)
    print(line("  on one core, without", middle(bare).cpu_microseconds, "us of CPU"))
    print(line("  on one core, with", middle(counted).cpu_microseconds, "us of CPU"))
    for name, environment in engines():
        if os.environ.get("ENGINE", name).lower() in name.lower():
            print(f"\n{name}: figures")
            show(run(environment, MEASURE))
    return 0


def show(figures: dict[str, float]) -> None:
    print(line("  flush of 100,000 events", figures["flush_cpu"], "/s of CPU", at_least=FLUSHED_A_SECOND))
    print(line("    on the clock", figures["flush_wall"], "/s"))
    print(line("    longest transaction", figures["longest"], "ms", at_most=HELD_UP_MS))
    print(line("  totals of 67,000 events", figures["roll_up_cpu"], "s of CPU", at_most=ROLL_UP_SECONDS))
    print(line("    on the clock", figures["roll_up_wall"], "s"))
    sizes = sorted(int(name[5:]) for name in figures if name.startswith("read_"))
    for rows in sizes:
        limit = FLAT * figures[f"read_{sizes[0]}"] if rows != sizes[0] else 0
        print(line(f"  a card among {rows:,}", figures[f"read_{rows}"], "ms of CPU", at_most=limit))
    for rows in sizes:
        limit = FLAT * figures[f"again_{sizes[0]}_cpu"] if rows != sizes[0] else 0
        print(line(f"  its totals among {rows:,}", figures[f"again_{rows}_cpu"], "s of CPU", at_most=limit))
    print(line("  tables read from end to end", figures["whole"], ""))


def answered(counting: type[Web], bare: type[Web]) -> tuple[list[Sample], list[Sample]]:
    """With and without: in turn, and first by turns, so that a busy moment of the machine meets both."""
    samples: dict[type[Web], list[Sample]] = {counting: [], bare: []}
    with tempfile.TemporaryDirectory(prefix="cardsite-bench-") as folder:
        card = installation.make()
        webs = {kind: kind(Path(folder), card) for kind in samples}
        try:
            for web in webs.values():
                web.fetch(card.path)  # by then its worker is up, and the page is remembered
            for number in range(ROUNDS):
                for kind in (counting, bare) if number % 2 else (bare, counting):
                    samples[kind].append(load.run(webs[kind], card.path, BROWSER, SECONDS))
        finally:
            for web in webs.values():
                web.stop()
    return samples[counting], samples[bare]


def middle(samples: list[Sample]) -> Sample:
    """The median of each."""
    return Sample(*(statistics.median(values) for values in zip(*map(astuple, samples), strict=True)))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardsite.settings")
    sys.exit(main())
