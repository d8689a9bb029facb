"""A calendar file taken apart into the components and lines that matter for busy times.

Components are found here and not by icalendar, which would remember the zones of one file for all files read later.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from icalendar import Parameters
from icalendar.parser import Contentline

Properties: TypeAlias = dict[str, list[tuple[Parameters, str]]]

#: What unreadable values lead to, in icalendar, dateutil and datetime.
BROKEN: Final = (ValueError, TypeError, LookupError, ArithmeticError, AttributeError)

_COMPONENTS: Final = {"VCALENDAR", "VEVENT", "VTIMEZONE"}
_NEEDED: Final = set("UID DTSTART DTEND DURATION RRULE RECURRENCE-ID TZID TZOFFSETFROM TZOFFSETTO".split())
_WANTED: Final = _NEEDED | set(
    "EXDATE RDATE SEQUENCE STATUS TRANSP X-LIC-LOCATION X-MICROSOFT-CDO-BUSYSTATUS X-WR-TIMEZONE".split()
)
_NAME: Final = re.compile(r"[A-Za-z-]+")
_LONGEST: Final = 100_000  # characters of a line that is read


class NotACalendar(ValueError):
    """No calendar file, or only the beginning of one."""


@dataclass(slots=True)
class Block:
    """A component with those of its lines that matter; `parts` are the changes of a zone."""

    kind: str
    lines: list[str] = field(default_factory=list)
    parts: list["Block"] = field(default_factory=list)


def blocks(ics: bytes) -> list[Block]:
    """Calendars, events and zones in their order. Each begins anew, whatever was left open before it."""
    found: list[Block] = []
    opened: list[Block | None] = []  # None is a component that does not matter
    for line in _unfolded(ics).split("\n"):
        head, kind = line[:6].upper(), line[6:40].strip().upper()
        if head == "BEGIN:" and kind in _COMPONENTS:
            found.append(Block(kind))
            del opened[0 if kind == "VCALENDAR" else 1 :]
            opened.append(found[-1])
        elif head == "BEGIN:":
            opened.append(_part(opened[-1] if opened else None, kind))
        elif head[:4] == "END:":
            del opened[-1:]
        elif opened and (block := opened[-1]) and (name := _NAME.match(line)) and name[0].upper() in _WANTED:
            block.lines.append(line)
    return found


def properties(block: Block) -> Properties:
    """Parameters and values by name. A line that cannot be read is left out if its absence does no harm."""
    found: Properties = defaultdict(list)
    for line in block.lines:
        try:
            if len(line) > _LONGEST:
                raise ValueError("a line too long")
            name, params, value = Contentline(line).raw_parts()  # type: ignore[no-untyped-call]
        except ValueError:
            if _NAME.findall(line)[0].upper() in _NEEDED:
                raise
        else:
            found[name.upper()].append((params, value.strip()))
    return found


def _unfolded(ics: bytes) -> str:
    """The text with long lines joined; refused if it is no calendar, or was cut off on the way."""
    text = ics.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").strip()
    if text[:15].upper() != "BEGIN:VCALENDAR" or "\nEND:VCALENDAR" not in text.upper():
        raise NotACalendar
    return re.sub("\n[ \t]", "", text)


def _part(outer: Block | None, kind: str) -> Block | None:
    if outer is None or outer.kind != "VTIMEZONE" or kind not in {"STANDARD", "DAYLIGHT"}:
        return None
    outer.parts.append(Block(kind))
    return outer.parts[-1]
