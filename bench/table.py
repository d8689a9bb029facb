"""The result as a table in plain text."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    title: str
    per_second: float
    cpu_microseconds: float
    ratio: float | None
    target: str
    missed: bool


def render(rows: list[Row], caption: str) -> str:
    lines = [f"{'':32}{'req/s':>10}{'CPU us/req':>12}{'ratio':>8}  target"]
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}"
        verdict = "" if not row.target else "   MISSED" if row.missed else "   reached"
        figures = f"{row.per_second:>10,.0f}{row.cpu_microseconds:>12,.1f}{ratio:>8}"
        lines.append(f"{row.title:32}{figures}  {row.target}{verdict}".rstrip())
    return "\n".join([*lines, "", caption])
