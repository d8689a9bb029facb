"""The worked cases of the slot engine, one JSON object a line in `slots.jsonl` beside this file.

`SLOT_CASES=/a/file.jsonl pytest tests/bookings/engine/test_cases.py` runs those of another file of the same form.
Times are ISO 8601 with a zone, windows "HH:MM-HH:MM" host wall time, query dates the viewer's, ends included.
The starts were computed under edition 2025b of the zone rules; pytz carries that edition, and the cases are read
by it. The program itself goes by the newest rules (Morocco gave up its Ramadan clock after that edition).
"""

import json
import os
import zoneinfo
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import pytz

from bookings.engine import explain, is_bookable, slots
from bookings.engine.values import Busy, Host, Service, Slot
from cardsite.kit.hours import Hours, Window, forget_zones, local_date

OURS = Path(__file__).with_name("slots.jsonl")
FILE = Path(os.environ.get("SLOT_CASES") or OURS)
CASES = [json.loads(line) for line in FILE.read_text().splitlines() if line.strip()]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
THIS, OTHER = 1, 2
SAID = {"id", "team", "busy_source", "expected", "query", "check_only_host_dates", "now", "viewer", "hosts"}
OF_SERVICE = {"duration", "step", "before_buffer", "after_buffer", "notice_min", "horizon_days", "seats"}
OF_HOST = {"zone", "weekly", "overrides", "bookings", "busy"}
OF_BOOKING = {"id", "start", "end", "before", "after", "status", "expires", "same", "other", "seats"}

Content = dict[str, Any]


@pytest.fixture(autouse=True, scope="module")
def rules_of_2025b() -> Iterator[None]:
    assert pytz.OLSON_VERSION == "2025b"
    zoneinfo.reset_tzpath([Path(pytz.__file__).with_name("zoneinfo")])
    forget_zones()
    yield
    zoneinfo.reset_tzpath(())
    forget_zones()


def instant(text: str) -> int:
    return int(datetime.fromisoformat(text).timestamp())


def windows(texts: Iterable[str]) -> tuple[Window, ...]:
    return tuple(Window.parse(text) for text in texts)


def hours(host: Content) -> Hours:
    """Weekdays are named alone ("Mon"), several together ("Mon,Tue") or all ("Daily")."""
    week: list[tuple[Window, ...]] = [()] * 7
    for days, texts in host["weekly"].items():
        for day in WEEKDAYS if days == "Daily" else days.split(","):
            week[WEEKDAYS.index(day)] += windows(texts)
    overrides = {date.fromisoformat(day): windows(texts) for day, texts in host.get("overrides", {}).items()}
    return Hours(host["zone"], tuple(week), overrides)


def booking(row: Content, ids: dict[str, int]) -> Busy:
    assert set(row) <= OF_BOOKING
    return Busy(
        start=instant(row["start"]),
        end=instant(row["end"]),
        kind="booking",
        id=ids.setdefault(row["id"], len(ids) + 1) if "id" in row else None,
        status="held" if row.get("status") == "hold" else row.get("status", "confirmed"),
        expires=instant(row["expires"]) if "expires" in row else None,
        service=THIS if row.get("same") else OTHER,
        seats=row.get("seats", 1),
        before=row.get("before", 0),
        after=row.get("after", 0),
    )


@dataclass(frozen=True)
class Case:
    """A line as the engine wants it; hosts are numbered in the order of their names."""

    service: Service
    hosts: list[Host]
    names: list[str]
    busy: dict[int, list[Busy]]
    now: int
    without: int | None

    @classmethod
    def read(cls, line: Content) -> "Case":
        """Fields it does not know would be rules it does not test: they fail."""
        assert set(line) <= SAID | OF_SERVICE | OF_HOST | {"rescheduling"}
        rows: dict[str, Content] = line.get("hosts") or {"": {key: line[key] for key in OF_HOST & set(line)}}
        ids: dict[str, int] = {}
        busy = {
            number: [booking(one, ids) for one in row.get("bookings", ())]
            + [Busy(instant(start), instant(end), "external") for start, end in row.get("busy", ())]
            for number, row in enumerate(rows.values())
        }
        hosts = [Host(number, hours(row)) for number, row in enumerate(rows.values())]
        moved = ids[line["rescheduling"]] if "rescheduling" in line else None
        return cls(service(line), hosts, list(rows), busy, instant(line["now"]), moved)


def service(line: Content) -> Service:
    return Service(
        id=THIS,
        duration=line["duration"],
        step=line["step"] if "step" in line else line["duration"],
        before=line.get("before_buffer", 0),
        after=line.get("after_buffer", 0),
        notice=line.get("notice_min", 0),
        horizon=line.get("horizon_days", 365),
        seats=line.get("seats", 1),
    )


def listed(line: Content, case: Case) -> list[Slot]:
    zone = case.hosts[0].hours.zone
    first, last = map(date.fromisoformat, line["query"])
    found = slots(
        case.service, case.hosts, case.busy, first, last, line.get("viewer", zone), case.now, without=case.without
    )
    only = line.get("check_only_host_dates")
    return [slot for slot in found if only is None or local_date(zone, slot.start).isoformat() in only]


def text(start: int) -> str:
    return f"{datetime.fromtimestamp(start, UTC):%Y-%m-%dT%H:%MZ}"


@pytest.mark.parametrize("line", CASES, ids=[line["id"] for line in CASES])
def test_worked_case(line: Content) -> None:
    """B1-B16 by example; starts and, with several hosts, who is free (B13)"""
    case = Case.read(line)
    found = listed(line, case)
    if isinstance(line["expected"], dict):
        names = {text(slot.start): "".join(case.names[host] for host in slot.hosts) for slot in found}
        assert list(names.items()) == list(line["expected"].items())
    else:
        assert [text(slot.start) for slot in found] == line["expected"]


@pytest.mark.parametrize("line", CASES, ids=[line["id"] for line in CASES])
def test_each_listed_start_can_be_booked(line: Content) -> None:
    """B1, B18: the same answer one by one"""
    case = Case.read(line)
    for slot in listed(line, case):
        given = (slot.start, case.now)
        assert is_bookable(case.service, case.hosts, case.busy, *given, without=case.without) == slot.hosts
        for host in case.hosts:
            reason = explain(case.service, host, case.busy[host.id], *given, without=case.without)
            assert (reason is None) == (host.id in slot.hosts)


def test_no_case_is_lost() -> None:
    """An empty or shortened file would prove nothing."""
    count = len(CASES)
    assert (count, len({line["id"] for line in CASES})) == (39 if FILE == OURS else max(count, 1), count)
