"""`make bench`, fourth part: the card's page with and without counting, a flush, a day's totals, a card's figures.

`ROWS=10000000` reads among ten million events; without it among one million.
"""

import os
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Final

from bench import installation, load
from bench.bookings import engines, line, run
from bench.contenders import Uncounted, Web

ROUNDS: Final = 5
SECONDS: Final = 2
KEPT_PERCENT: Final = 95.0
ROLL_UP_SECONDS: Final = 0.5
BROWSER: Final = {"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari"}
MEASURE: Final = "from bench import crowd; crowd.measure()"


def main() -> int:
    print("\nThe card's page from memory")
    counted, bare = page_cost()
    print(line("  without counting", bare, "us of CPU"))
    print(line("  with counting", counted, "us of CPU"))
    print(line("  throughput that is kept", 100 * bare / counted, "%", at_least=KEPT_PERCENT))
    for name, environment in engines():
        figures = run(environment, MEASURE)
        print(f"\n{name}: figures")
        print(line("  flush of 100,000 events", figures["flush"], "/s"))
        print(line("  totals of 67,000 events", figures["roll_up"], "s", at_most=ROLL_UP_SECONDS))
        print(line("  a card, alone", figures["alone"], "ms"))
        print(
            line(
                f"  among {figures['rows']:,.0f} events", figures["among"], "ms", at_most=max(2.0, 3 * figures["alone"])
            )
        )
    return 0


def page_cost() -> tuple[float, float]:
    """CPU a request, writing included, with and without, in turn, so that a busy moment of the machine meets both."""
    samples: dict[str, list[float]] = {"counted": [], "bare": []}
    with tempfile.TemporaryDirectory(prefix="cardsite-bench-") as folder:
        card = installation.make()
        webs = {
            "counted": Web(Path(folder), card),
            "bare": Uncounted(Path(folder), card),
        }
        try:
            for _round in range(ROUNDS):
                for name, web in webs.items():
                    samples[name].append(load.run(web, card.path, BROWSER, SECONDS).cpu_microseconds)
        finally:
            for web in webs.values():
                web.stop()
    return statistics.median(samples["counted"]), statistics.median(samples["bare"])


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardsite.settings")
    sys.exit(main())
