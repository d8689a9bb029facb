"""Structural acts on what the form sent: adding, moving, removing and hiding rows and blocks. Pure but for QueryDict.

An act is written `verb part name`: `up phones 2`, `remove links 0`, `hide block about`, `add block text`; of a list
inside a block, `up block-faq-items 2`. `take logo` and `own logo` change no row, but where a field comes from.
"""

import re
from dataclasses import dataclass

from django.http import QueryDict

from cards.content import CompanyField

LISTS = ("phones", "emails", "addresses", "profiles", "links")
FROM_COMPANY = {"take", "own"}
LIST_IN_BLOCK = re.compile(r"block-[a-z0-9]{1,12}-[a-z]{1,20}")
Row = dict[str, list[str]]


@dataclass(frozen=True)
class Act:
    """`name` is a row's number on the page, a block's id, or the kind of a new block."""

    verb: str
    part: str
    name: str = ""


def act_from(text: str) -> Act | None:
    """None for anything that is not an act of this form."""
    verb, part, name = (*text.split(" "), "", "")[:3]
    if (part in LISTS or LIST_IN_BLOCK.fullmatch(part)) and verb in {"up", "down", "remove", "add"}:
        return Act(verb, part, name)
    if part == "block" and verb in {"up", "down", "remove", "add", "hide", "show"}:
        return Act(verb, part, name)
    if verb in FROM_COMPANY and part in set(CompanyField):
        return Act(verb, part)
    return None


def applied(data: QueryDict, act: Act) -> QueryDict:
    """The form's data as if it had been sent after the act."""
    changed = data.copy()
    if act.part == "block":
        _blocks(changed, act)
    elif act.verb not in FROM_COMPANY:
        _rows(changed, act)
    return changed


def moved(names: list[str], verb: str, name: str) -> list[str]:
    """One step up or down; at the end of the list nothing happens."""
    at = names.index(name)
    to = min(max(at + (-1 if verb == "up" else 1), 0), len(names) - 1)
    rest = [other for other in names if other != name]
    return [*rest[:to], name, *rest[to:]]


def new_id(kind: str, taken: list[str]) -> str:
    """A block's id, readable and unused: the kind, with a number when there is one already."""
    stem = re.sub(r"[^a-z0-9]", "", kind)[:9]
    return next(name for name in (stem, *(f"{stem}{n}" for n in range(2, 1000))) if name not in taken)


def _blocks(data: QueryDict, act: Act) -> None:
    ids = data.getlist("block")
    if act.verb == "add":
        added = new_id(act.name, ids)
        data.setlist("block", [*ids, added])
        data[f"block-{added}-kind"] = act.name
    elif act.name not in ids:
        return
    elif act.verb == "remove" and len(ids) > 1:
        data.setlist("block", [name for name in ids if name != act.name])
    elif act.verb in {"hide", "show", "remove"}:  # the last one is hidden: without any, the usual ones are shown
        data[f"block-{act.name}-hidden"] = "" if act.verb == "show" else "on"
    else:
        data.setlist("block", moved(ids, act.verb, act.name))


def _rows(data: QueryDict, act: Act) -> None:
    rows = _read(data, act.part)
    names = list(rows)
    if act.name in rows and act.verb == "remove":
        names.remove(act.name)
    elif act.name in rows and act.verb in {"up", "down"}:
        names = moved(names, act.verb, act.name)
    _write(data, act.part, [rows[name] for name in names], blank=act.verb == "add")


def _read(data: QueryDict, part: str) -> dict[str, Row]:
    """Rows by their number on the page, in the order the person gave them."""
    rows: dict[str, Row] = {}
    for key in data:
        if found := re.fullmatch(rf"{part}-(\d{{1,4}})-(\w+)", key):
            rows.setdefault(found[1], {})[found[2]] = data.getlist(key)
    return dict(sorted(rows.items(), key=lambda item: (_order(item[1]), int(item[0]))))


def _order(row: Row) -> int:
    text = row.get("ORDER", [""])[-1]
    return int(text) if text.isdecimal() and len(text) < 6 else 100_000


def _write(data: QueryDict, part: str, rows: list[Row], *, blank: bool) -> None:
    for key in [key for key in data if re.fullmatch(rf"{part}-\d+-\w+", key)]:
        del data[key]
    for number, row in enumerate(rows):
        for name, values in row.items():
            data.setlist(f"{part}-{number}-{name}", values)
        data[f"{part}-{number}-ORDER"] = str(number + 1)
    data[f"{part}-TOTAL_FORMS"] = str(len(rows) + blank)
    data[f"{part}-INITIAL_FORMS"] = "0"
