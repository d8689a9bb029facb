"""Calendar files for tests: single events, series and changes with what they should mean, and words to say both."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bookings.imported import Imported, busy

SINCE = "2027-01-01 00:00"
UNTIL = "2028-02-05 00:00"


BERLIN = """BEGIN:VTIMEZONE
TZID:{}
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE"""
WRONG = BERLIN.replace("+0200", "+0900").replace("+0100", "+0800")
HOUR = "DTSTART;TZID={0}:2027{1}\nDURATION:PT15M"


@dataclass(frozen=True)
class Case:
    """Lines of an event and when it takes time, of `name.txt`: "# title", the lines, "= expected" once or more."""

    title: str
    lines: str
    expected: list[str]


def cases(name: str) -> list[Case]:
    found = []
    for block in Path(__file__).with_name(f"{name}.txt").read_text().split("# ")[1:]:
        title, *lines = block.rstrip("\n").split("\n")
        said = [line for line in lines if line and not line.startswith("=")]
        found.append(Case(title, "\n".join(said), [line[2:] for line in lines if line.startswith("= ")]))
    return found


def feed(*events: str, head: str = "") -> bytes:
    """A file with these lines before its events, and these lines of each event."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN", *head.split("\n")]
    for event in events:
        lines += ["BEGIN:VEVENT", *event.split("\n"), "END:VEVENT"]
    return "\r\n".join([*filter(None, lines), "END:VCALENDAR", ""]).encode()


def read(
    data: bytes,
    zone: str = "Europe/Berlin",
    *,
    since: str = SINCE,
    until: str = UNTIL,
    limit: int = 5000,
    own_domain: str | None = None,
) -> Imported:
    return busy(data, host_zone=zone, since=instant(since), until=instant(until), limit=limit, own_domain=own_domain)


def instant(text: str) -> int:
    """Of a time in UTC."""
    return int(datetime.strptime(text, "%Y-%m-%d %H:%M").replace(tzinfo=UTC).timestamp())


def spoken(found: Imported) -> list[str]:
    """As "2027-03-01 14:00/15:00", the second date only where it differs."""
    said = []
    for start, end in found.intervals:
        begin, finish = (datetime.fromtimestamp(at, UTC).isoformat(" ")[:16] for at in (start, end))
        said.append(f"{begin}/{finish.removeprefix(begin[:11])}")
    return said
