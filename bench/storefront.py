"""`make bench`, third part: the catalogue however many products there are, and orders a second."""

import os
import sys
from typing import Final

from bench.bookings import engines, line, run

LADDER: Final = (10, 1_000, 10_000)
FLAT: Final = 1.5
MEASURE: Final = "from bench import stall; stall.measure()"
TITLES: Final = {"first": "first page", "last": "last page", "category": "a category", "search": "a search"}


def main() -> int:
    for name, environment in engines():
        figures = run(environment, MEASURE)
        for page, title in TITLES.items():
            print(f"\n{name}: the catalogue, {title}")
            least = figures[f"{page}_{LADDER[1]}"]
            for total in LADDER:
                limit = FLAT * least if page == "first" and total == LADDER[-1] else 0
                queries = f"{figures[f'{page}_{total}_queries']:.0f} queries"
                print(line(f"  {total:>7,} products", figures[f"{page}_{total}"], f"ms  {queries}", at_most=limit))
        print(line("  orders of several buyers", figures["orders"], "/s"))
        print(line("  an order", figures["order_cpu"], "ms of CPU"))
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardsite.settings")
    sys.exit(main())
