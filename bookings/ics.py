"""Our appointments as calendar files and as links that put one into a web calendar (B32–B34, rule 31).

Pure. icalendar writes names, parameters and folds; what text may hold is said here: nothing that a person typed can add
a property or a component (A43).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal, TypeAlias
from urllib.parse import quote, urlencode
from uuid import UUID

from icalendar import Calendar, vCalAddress, vDuration, vText, vUri
from icalendar import Event as Component

Method: TypeAlias = Literal["REQUEST", "CANCEL", "PUBLISH"]
Status: TypeAlias = Literal["CONFIRMED", "CANCELLED", "TENTATIVE"]

_PRODUCT: Final = "-//Cardsite//Appointments//EN"
_REFRESH: Final = timedelta(hours=1)  # how often a subscribed calendar may ask again
_LINE_ENDS: Final = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_NOT_TEXT: Final = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Times are seconds since the epoch; `stamp` is when this version was made; people are (name, e-mail)."""

    uid: str
    sequence: int
    start: int
    end: int
    stamp: int
    summary: str
    description: str = ""
    location: str = ""
    url: str = ""
    status: Status = "CONFIRMED"
    organizer: tuple[str, str] | None = None
    attendee: tuple[str, str] | None = None
    transparent: bool = False


@dataclass(frozen=True, slots=True)
class Links:
    """Where a browser adds the event to the calendar that somebody has on the web."""

    google: str
    outlook: str
    office365: str


def uid(booking: UUID, domain: str) -> str:
    """The name of an event for life (B27)."""
    return f"{booking}@{domain}"


def calendar(events: Iterable[Event], *, method: Method | None, name: str | None = None) -> bytes:
    """The whole file. A `name` makes it one to subscribe to.

    Guests stand only in invitations and their cancelling: RFC 5546 has no ATTENDEE in what is published.
    """
    file = Calendar()
    file.add("VERSION", "2.0")
    file.add("PRODID", _PRODUCT)
    file.add("CALSCALE", "GREGORIAN")
    if method:
        file.add("METHOD", method)
    if name is not None:
        for key in ("NAME", "X-WR-CALNAME"):
            file.add(key, _Text(name))
        file.add("REFRESH-INTERVAL", vDuration(_REFRESH), {"VALUE": "DURATION"})
        file.add("X-PUBLISHED-TTL", vDuration(_REFRESH))
    for event in events:
        file.add_component(_component(event, method))
    written: bytes = file.to_ical()
    return written


def links(event: Event) -> Links:
    text = {"subject": event.summary, "body": event.description, "location": event.location}
    times = {"startdt": f"{_time(event.start):%Y-%m-%dT%H:%M:%SZ}", "enddt": f"{_time(event.end):%Y-%m-%dT%H:%M:%SZ}"}
    outlook = _query({"path": "/calendar/action/compose", "rru": "addevent", **times, **text})
    google = _query(
        {
            "action": "TEMPLATE",
            "dates": f"{_time(event.start):%Y%m%dT%H%M%SZ}/{_time(event.end):%Y%m%dT%H%M%SZ}",
            "text": event.summary,
            "details": event.description,
            "location": event.location,
        }
    )
    return Links(
        google=f"https://calendar.google.com/calendar/render?{google}",
        outlook=f"https://outlook.live.com/calendar/0/deeplink/compose?{outlook}",
        office365=f"https://outlook.office.com/calendar/0/deeplink/compose?{outlook}",
    )


def _component(event: Event, method: Method | None) -> Component:
    made = Component()
    made.add("UID", _Text(event.uid))
    made.add("SEQUENCE", event.sequence)
    for key, instant in (("DTSTAMP", event.stamp), ("DTSTART", event.start), ("DTEND", event.end)):
        made.add(key, _time(instant))
    for key, text in (("SUMMARY", event.summary), ("DESCRIPTION", event.description), ("LOCATION", event.location)):
        if text:
            made.add(key, _Text(text))
    if event.url:
        made.add("URL", vUri(_one_line(event.url)))
    made.add("STATUS", event.status)
    made.add("TRANSP", "TRANSPARENT" if event.transparent else "OPAQUE")
    if event.organizer:
        made.add("ORGANIZER", _person(event.organizer))
    if event.attendee and method in {"REQUEST", "CANCEL"}:
        asked = {"RSVP": "TRUE", "PARTSTAT": "NEEDS-ACTION"} if method == "REQUEST" else {}
        made.add("ATTENDEE", _person(event.attendee), {"ROLE": "REQ-PARTICIPANT", **asked})
    return made


def _person(person: tuple[str, str]) -> vCalAddress:
    """A name is a parameter, where quotes end it and readers disagree on backslashes."""
    name, address = map(_one_line, person)
    found = vCalAddress("mailto:" + quote(address, safe="@!#$&'*+-/=?^_`{|}~."))
    if name:
        found.params["CN"] = name.replace('"', "'").replace("\\", "/")
    return found


def _time(instant: int) -> datetime:
    return datetime.fromtimestamp(instant, UTC)


def _plain(text: str) -> str:
    """Every kind of line end as one newline, no other controls."""
    return _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", text).replace("\t", " "))


def _one_line(text: str) -> str:
    return _plain(text).replace("\n", " ").strip()


def _query(fields: dict[str, str]) -> str:
    """Only what is said; spaces as %20, which all of them read."""
    return urlencode(
        {name: text for name, value in fields.items() if (text := _plain(value))}, quote_via=quote, safe=""
    )


class _Text(vText):
    """Text escaped by RFC 5545 alone. The library's own escaping also makes a line end of the two characters `\\N`."""

    def to_ical(self) -> bytes:
        text = _plain(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
        return text.replace("\n", "\\n").encode()
