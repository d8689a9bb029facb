"""`make bench`: the public page of a card against nginx serving the same bytes, within a minute and a half."""

import statistics
import sys
import tempfile
from pathlib import Path

from bench import installation, load
from bench.contenders import Bare, Contender, Nginx, Web
from bench.table import Row, render

ROUNDS = 3
SECONDS = 2
HIT_RATIO = UNCHANGED_RATIO = 2.5
MISS_MICROSECONDS = 3_000


def main() -> int:
    if not Nginx.installed():
        print("The comparison needs nginx. Please run: sudo apt-get install nginx-light")
        return 1
    with tempfile.TemporaryDirectory(prefix="cardsite-bench-") as folder:
        card = installation.make()
        web = Web(Path(folder), card)
        uncached = Web(Path(folder), card, PAGES_REMEMBERED="0")
        page = web.fetch(card.path).body
        nginx, bare = Nginx(Path(folder), card, page), Bare(Path(folder), card, page)
        try:
            samples = measure(nginx, bare, web, uncached, card.path)
        finally:
            for contender in (nginx, bare, web, uncached):
                contender.stop()
    print(report(samples))
    return 0


def measure(nginx: Nginx, bare: Bare, web: Web, uncached: Web, path: str) -> dict[str, list[load.Sample]]:
    """All contenders in turn, round after round, so that a busy moment of the machine meets each of them."""
    many = load.VISITORS
    plan: list[tuple[str, Contender, dict[str, str], int]] = [
        ("nginx page", nginx, {}, many),
        ("bare page", bare, {}, many),
        ("hit", web, {}, many),
        ("nginx 304", nginx, {"If-None-Match": nginx.fetch(path).etag}, many),
        ("bare 304", bare, {"If-None-Match": bare.fetch(path).etag}, many),
        ("304", web, {"If-None-Match": web.fetch(path).etag}, many),
        ("brotli hit", web, {"Accept-Encoding": "gzip, br"}, many),
        ("miss", uncached, {"Accept-Encoding": "gzip, br"}, 1),  # however many ask, a page is made once
    ]
    samples: dict[str, list[load.Sample]] = {name: [] for name, *_rest in plan}
    for _round in range(ROUNDS):
        for name, contender, headers, visitors in plan:
            samples[name].append(load.run(contender, path, headers, SECONDS, visitors))
    return samples


def report(samples: dict[str, list[load.Sample]]) -> str:
    cpu = {name: statistics.median(sample.cpu_microseconds for sample in of) for name, of in samples.items()}
    rate = {name: statistics.median(sample.per_second for sample in of) for name, of in samples.items()}

    def row(title: str, name: str, rival: str = "", ratio: float = 0, limit: float = 0) -> Row:
        times = cpu[name] / cpu[rival] if rival else None
        missed = (ratio > 0 and times is not None and times > ratio) or (limit > 0 and cpu[name] > limit)
        target = f"<= {ratio:g} x nginx" if ratio else f"<= {limit:,.0f} us" if limit else ""
        return Row(title, rate[name], cpu[name], times, target, missed)

    return render(
        [
            row("nginx, the same bytes", "nginx page"),
            row("our server, an empty program", "bare page", "nginx page"),
            row("card page, remembered", "hit", "nginx page", ratio=HIT_RATIO),
            row("card page, remembered, brotli", "brotli hit", "nginx page"),
            row("nginx, 304", "nginx 304"),
            row("our server, 304, an empty program", "bare 304", "nginx 304"),
            row("card page, 304", "304", "nginx 304", ratio=UNCHANGED_RATIO),
            row("card page, made anew, brotli", "miss", limit=MISS_MICROSECONDS),
        ],
        f"median of {ROUNDS} interleaved rounds of {SECONDS:g} s, one worker on one core; {load.VISITORS} visitors"
        f" at once, one for the page made anew; client: {load.CLIENT}",
    )


if __name__ == "__main__":
    sys.exit(main())
