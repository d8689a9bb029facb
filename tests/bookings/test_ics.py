"""What others read from our calendar files: icalendar, and ical.js through Node (B32–B34; A43)."""

import json
import re
import unicodedata
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import icalendar
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bookings.ics import Event, Method, calendar, links, uid
from tests.bookings.mails import ICAL_JS
from tests.node import run_node

EVENT = Event(
    uid=uid(UUID("6f9619ff-8b86-4d01-b42d-00cf4fc964ff"), "cards.example.com"),
    sequence=2,
    start=1_806_483_600,  # 2027-03-31 09:00 UTC
    end=1_806_487_200,
    stamp=1_800_000_000,
    summary="Cut, colour; and more",
    description="Two lines\nof text",
    location="Zum Löwen 3, 10115 Berlin",
    url="https://cards.example.com/b/a,b;c",
    organizer=("Atelier Ada", "ada@example.com"),
    attendee=("Bob", "bob@example.com"),
)
NASTY = [
    "A\r\nBEGIN:VEVENT\r\nSUMMARY:x\r\nEND:VEVENT",
    "A\rATTENDEE:mailto:evil@example.com",
    "A\nX-EVIL:1\x85X-EVIL:2\u2028X-EVIL:3\x0bX-EVIL:4",
    "A\x00B\x1b\x7f\ud800",
    'Q"; X-EVIL=1:mailto:evil@example.com',
    "a;b:c,d\\",
    "\\",
    "\\n and \\N and \\\\n and ^n ^' ^^",
    ";,:\"'",
    "END:VCALENDAR",
    "é" * 100 + "👩\u200d🔧" * 30 + "漢" * 80,
    " \t leading and trailing \t ",
    "http://x.tld %0d%0aX-EVIL:1",
]
ALPHABET = "aZNn é漢م🙂\u0301\u200d\u200f;,:\\\"'^=%\n\r\t\x00\x0b\x85\u2028\ud800"
texts = st.text(ALPHABET, max_size=120).map(lambda text: f"x{text}x")


def made(text: str) -> Event:
    """One that carries the text wherever a person's text may stand."""
    return replace(EVENT, summary=text, description=text, location=text, organizer=(text, "ada@example.com"))


def plain(text: str) -> str:
    """Any line end is one; a tab is a space; nothing else is a control."""
    text = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    return "".join(letter for letter in text if letter == "\n" or unicodedata.category(letter) not in {"Cc", "Cs"})


def name(text: str) -> str:
    """As a parameter can carry it."""
    return plain(text).replace("\n", " ").strip().replace('"', "'").replace("\\", "/")


def expected(event: Event) -> dict[str, Any]:
    assert event.organizer
    assert event.attendee
    return {
        "uid": event.uid,
        "sequence": 2,
        "dtstart": "2027-03-31T09:00:00Z",
        "dtend": "2027-03-31T10:00:00Z",
        "dtstamp": "2027-01-15T08:00:00Z",
        "summary": plain(event.summary),
        "description": plain(event.description),
        "location": plain(event.location),
        "url": event.url,
        "status": "CONFIRMED",
        "transp": "OPAQUE",
        "organizer": ("mailto:ada@example.com", {"cn": name(event.organizer[0])}),
        "attendee": (
            "mailto:bob@example.com",
            {"cn": "Bob", "role": "REQ-PARTICIPANT", "partstat": "NEEDS-ACTION", "rsvp": "TRUE"},
        ),
    }


def seen_by_icalendar(data: bytes) -> list[dict[str, Any]]:
    file = icalendar.Calendar.from_ical(data)
    assert isinstance(file, icalendar.Calendar)
    assert (file.errors, file["METHOD"], file["VERSION"]) == ([], "REQUEST", "2.0")
    found = []
    for event in file.subcomponents:
        assert (event.name, event.errors, event.subcomponents) == ("VEVENT", [], [])
        values: dict[str, Any] = {key.lower(): value for key, value in event.items()}
        for key in ("dtstart", "dtend", "dtstamp"):
            assert values[key].params.get("TZID") is None
            values[key] = f"{values[key].dt:%Y-%m-%dT%H:%M:%S%Z}".replace("UTC", "Z")
        for key in ("organizer", "attendee"):
            values[key] = (str(values[key]), {key.lower(): value for key, value in values[key].params.items()})
        found.append(values)
    return found


def seen_by_ical_js(data: bytes) -> list[dict[str, Any]]:
    _, properties, components = json.loads(run_node(ICAL_JS, data.decode()))
    assert ["method", {}, "text", "REQUEST"] in properties
    found = []
    for kind, lines, inner in components:
        assert (kind, inner) == ("vevent", [])
        names = [line[0] for line in lines]
        assert len(names) == len(set(names))
        values = {line[0]: line[3] for line in lines}
        for key, parameters, _, value in lines:
            if key in {"organizer", "attendee"}:
                values[key] = (value, parameters)
        found.append(values)
    return found


@settings(max_examples=150, derandomize=True)
@given(texts)
def test_icalendar_reads_what_was_written(text: str):
    """B32, B33: every value, no property more, whatever the text"""
    event = made(text)
    assert seen_by_icalendar(calendar([event], method="REQUEST")) == [expected(event)]


@settings(max_examples=3, derandomize=True)
@given(st.lists(texts, min_size=40, max_size=40))
@example(NASTY)
def test_ical_js_reads_what_was_written(many: list[str]):
    """B32, B33"""
    events = [made(text) for text in many]
    assert seen_by_ical_js(calendar(events, method="REQUEST")) == [expected(event) for event in events]


@pytest.mark.parametrize("text", NASTY)
def test_hostile_text_adds_nothing(text: str):
    """B33, A43: one event, and each property once, also for a reader who takes a lone CR for a line end"""
    event = replace(made(text), attendee=(text, "bob@example.com"), url=f"https://example.com/{text}", uid=text)
    data = calendar([event], method="REQUEST", name=text)
    lines = re.split(r"\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]", re.sub("\r\n ", "", data.decode()))
    heads = [re.split("[;:]", line)[0] for line in lines]
    once = "BEGIN VERSION PRODID CALSCALE METHOD NAME X-WR-CALNAME REFRESH-INTERVAL X-PUBLISHED-TTL".split()
    inner = "BEGIN UID SEQUENCE DTSTAMP DTSTART DTEND SUMMARY DESCRIPTION LOCATION URL STATUS TRANSP".split()
    assert sorted(heads) == sorted([*once, *inner, "ORGANIZER", "ATTENDEE", "END", "END", ""])
    assert not re.search(rb"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f]", data)
    file = icalendar.Calendar.from_ical(data)
    assert isinstance(file, icalendar.Calendar)
    assert [component.name for component in file.walk()] == ["VCALENDAR", "VEVENT"]


@pytest.mark.parametrize("text", [*NASTY, "", "x" * 5000])
def test_lines_hold_75_octets_and_whole_letters(text: str):
    """B32"""
    data = calendar([made(f"x{text}")], method="REQUEST", name=text)
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert all(line.decode() is not None for line in lines)
    assert b"\r" not in data.replace(b"\r\n", b"")
    assert b"\n" not in data.replace(b"\r\n", b"")


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL", "PUBLISH", None])
def test_the_method_belongs_to_the_calendar(method: Method | None):
    """B32; RFC 5546: nobody is invited by what is published, nobody is asked to answer a cancelling"""
    data = calendar([replace(EVENT, status="CANCELLED", transparent=True)], method=method).decode()
    lines = data.replace("\r\n ", "").split("\r\n")
    assert [line for line in lines if line.startswith("METHOD")] == ([f"METHOD:{method}"] if method else [])
    assert [line for line in lines if line.startswith("ATTENDEE")] == {
        "REQUEST": [
            "ATTENDEE;CN=Bob;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:bob@example.com",
        ],
        "CANCEL": ["ATTENDEE;CN=Bob;ROLE=REQ-PARTICIPANT:mailto:bob@example.com"],
    }.get(method or "", [])
    assert {"STATUS:CANCELLED", "TRANSP:TRANSPARENT", "SEQUENCE:2"} <= set(lines)


def test_a_file_in_whole():
    """B32, B34: UTC, no zones, a name to subscribe to"""
    event = replace(EVENT, description="", location="", url="", organizer=None, attendee=None, uid="1@x")
    assert calendar([event], method=None, name="Ada") == (
        b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Cardsite//Appointments//EN\r\nCALSCALE:GREGORIAN\r\nNAME:Ada\r\n"
        b"X-WR-CALNAME:Ada\r\nREFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\nBEGIN:VEVENT\r\n"
        b"SUMMARY:Cut\\, colour\\; and more\r\nDTSTART:20270331T090000Z\r\nDTEND:20270331T100000Z\r\n"
        b"DTSTAMP:20270115T080000Z\r\nUID:1@x\r\nSEQUENCE:2\r\nSTATUS:CONFIRMED\r\nTRANSP:OPAQUE\r\nEND:VEVENT\r\n"
        b"END:VCALENDAR\r\n"
    )


def test_an_empty_feed_is_a_calendar():
    assert icalendar.Calendar.from_ical(calendar([], method="PUBLISH", name="")).subcomponents == []


def test_a_name_is_for_life():
    """B27, B32"""
    assert EVENT.uid == "6f9619ff-8b86-4d01-b42d-00cf4fc964ff@cards.example.com"


@pytest.mark.parametrize("text", ["Cut & colour", "a+b=c?d#e/f", "Zum Löwen\nBerlin", "100 % ;,", "&text=evil"])
def test_links_say_the_same_to_every_web_calendar(text: str):
    found = links(replace(EVENT, summary=text, description=text, location=""))
    google, outlook, office = (urlsplit(link) for link in (found.google, found.outlook, found.office365))
    assert [f"{link.scheme}://{link.netloc}{link.path}" for link in (google, outlook, office)] == [
        "https://calendar.google.com/calendar/render",
        "https://outlook.live.com/calendar/0/deeplink/compose",
        "https://outlook.office.com/calendar/0/deeplink/compose",
    ]
    assert parse_qs(google.query, strict_parsing=True) == {
        "action": ["TEMPLATE"],
        "dates": ["20270331T090000Z/20270331T100000Z"],
        "text": [text],
        "details": [text],
    }
    assert parse_qs(outlook.query, strict_parsing=True) == {
        "path": ["/calendar/action/compose"],
        "rru": ["addevent"],
        "startdt": ["2027-03-31T09:00:00Z"],
        "enddt": ["2027-03-31T10:00:00Z"],
        "subject": [text],
        "body": [text],
    }
    assert (office.query, google.fragment, "+" in google.query) == (outlook.query, "", False)


def test_links_hold_no_controls():
    found = links(made("a\r\nb\x00c\ud800"))
    assert parse_qs(urlsplit(found.google).query)["details"] == ["a\nbc"]
