"""Calendar files that are broken, or built to harm: the rest is read, the work is bounded (B35, B36; rule 20)."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bookings.imported import Imported, NotACalendar
from tests.bookings.feeds import BERLIN, HOUR, WRONG, cases, feed, instant, read, spoken

GOOD = "DTSTART:20270301T090000Z\nDTEND:20270301T100000Z"
BROKEN = {
    "no start": "SUMMARY:x",
    "an empty start": "DTSTART:\nDURATION:PT1H",
    "a bad start": "DTSTART:20271301T090000Z\nDURATION:PT1H",
    "a start in words": "DTSTART:tomorrow\nDURATION:PT1H",
    "a duration for a start": "DTSTART:PT1H\nDURATION:PT1H",
    "a bad end": "DTSTART:20270301T090000Z\nDTEND:20270301T250000Z",
    "an end before the start": "DTSTART:20270301T090000Z\nDTEND:20270301T080000Z",
    "a bad duration": "DTSTART:20270301T090000Z\nDURATION:1 hour",
    "a negative duration": "DTSTART:20270301T090000Z\nDURATION:-PT1H",
    "an absurd duration": "DTSTART:20270301T090000Z\nDURATION:P99999999D",
    "beyond all calendars": "DTSTART:99991231T235959Z\nDURATION:P1D",
    "a bad rule": "DTSTART:20270301T090000Z\nDURATION:PT1H\nRRULE:FREQ=SOMETIMES",
    "half a rule": "DTSTART:20270301T090000Z\nDURATION:PT1H\nRRULE:FREQ",
    "no rule": "DTSTART:20270301T090000Z\nDURATION:PT1H\nRRULE:",
    "a rule that stands still": "DTSTART:20270301T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=0",
    "a rule that runs backwards": "DTSTART:20270301T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL=-1",
    "a rule of giants": f"DTSTART:20260101T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;INTERVAL={'9' * 100}",
    "a month 13": "DTSTART:20270301T090000Z\nDURATION:PT1H\nRRULE:FREQ=YEARLY;BYMONTH=13;BYDAY=9XX",
    "a bad last day": "DTSTART:20270301T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;UNTIL=2027",
    "a rule without end": f"DTSTART:20270301T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;BYDAY={','.join(['MO'] * 999)}",
    "a rule of every second": "DTSTART:20270301T090000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY;"
    f"BYMINUTE={','.join(map(str, range(60)))};BYSECOND={','.join(map(str, range(60)))}",
    "a bad name of an occurrence": "DTSTART:20270301T090000Z\nDURATION:PT1H\nRECURRENCE-ID:once",
    "a line without value": "DTSTART",
    "a line too long": f"DTSTART:{'2' * 200_000}",
    "NUL": "DTSTART:20270301T09\x000000Z\nDURATION:PT1H",
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_event_costs_only_itself(case: str):
    """B35"""
    assert read(feed(GOOD, BROKEN[case], GOOD.replace("0301", "0302"))) == Imported(
        [(instant(f"2027-03-0{day} 09:00"), instant(f"2027-03-0{day} 10:00")) for day in (1, 2)], 1, False
    )


@pytest.mark.parametrize(
    "line", ["END:VALARM", "BEGIN:VALARM", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTODO", "\x07;;:", "é:1", ":", "X;Y"]
)
def test_misplaced_lines_cost_nothing_else(line: str):
    """Whatever is left open, the next event begins anew."""
    found = read(feed(f"{GOOD}\n{line}", GOOD.replace("0301", "0302")))
    assert len(found.intervals) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<!DOCTYPE html><title>Log in</title>",
        b"BEGIN:VCARD\r\nEND:VCARD\r\n",
        b"\xff\xfe\x00BEGIN:VCALENDAR",
        b"BEGIN:VCALENDAR",
        feed(GOOD).removesuffix(b"END:VCALENDAR\r\n"),
        feed(GOOD)[:90],
    ],
)
def test_what_is_no_calendar_or_half_of_one_is_refused(data: bytes):
    """B36: the last good copy stays"""
    with pytest.raises(NotACalendar):
        read(data)


def test_other_line_ends_and_marks_are_read():
    for data in (
        feed(GOOD).replace(b"\r\n", b"\n"),
        feed(GOOD).replace(b"\r\n", b"\r"),
        b"\xef\xbb\xbf\r\n" + feed(GOOD),
        feed(GOOD) + b"\n\n",
    ):
        assert spoken(read(data)) == ["2027-03-01 09:00/10:00"]


def test_an_empty_calendar_is_one():
    assert read(feed()) == Imported([], 0, False)


def test_an_unknown_zone_of_the_host_is_the_callers_fault():
    with pytest.raises(ValueError, match="Nowhere"):
        read(feed(), "Nowhere")


ENDLESS = {
    "every second": "RRULE:FREQ=SECONDLY;INTERVAL=2",
    "every minute": "RRULE:FREQ=MINUTELY",
    "a thousand million": "RRULE:FREQ=SECONDLY;COUNT=1000000000",
    "never, by years": "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "never, by days": "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "never, by seconds": "RRULE:FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "never, by hours": "RRULE:FREQ=SECONDLY;INTERVAL=7;BYSECOND=1;BYMINUTE=5;BYHOUR=3",
    "by positions": f"RRULE:FREQ=YEARLY;BYWEEKNO=54;BYDAY=MO;BYSETPOS={','.join(map(str, range(1, 110)))}",
}


@pytest.mark.parametrize("case", ENDLESS)
def test_endless_rules_end_and_crowd_out_nobody(case: str):
    """B35: at most so many occurrences, with bounded work; what else stands in the file comes first"""
    lines = f"DTSTART:20200101T000000Z\nDURATION:PT1S\n{ENDLESS[case]}"
    started = time.process_time()
    found = read(feed(lines, GOOD, lines), limit=50)
    assert time.process_time() - started < 5
    assert (found.skipped, found.truncated, len(found.intervals) <= 50) == (0, True, True)
    assert (instant("2027-03-01 09:00"), instant("2027-03-01 10:00")) in found.intervals


def test_many_endless_rules_share_one_allowance():
    events = ["DTSTART:20200101T000000Z\nDURATION:PT1S\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"] * 1000
    started = time.process_time()
    assert read(feed(*events, GOOD)).truncated
    assert time.process_time() - started < 15


def test_the_earliest_are_kept_when_there_are_too_many():
    """B35: 5,000 at most"""
    lines = f"{GOOD}\nRRULE:FREQ=DAILY;COUNT=10"
    found = read(feed(GOOD.replace("0301", "0401"), lines), limit=10)
    assert (len(found.intervals), found.truncated, spoken(found)[-1][:10]) == (10, True, "2027-03-10")
    found = read(feed(GOOD.replace("0301", "0401"), lines), limit=11)
    assert (len(found.intervals), found.truncated) == (11, False)
    assert len(read(feed("DTSTART:20270101T000000Z\nDURATION:PT1M\nRRULE:FREQ=HOURLY")).intervals) == 5000


ZONE_BOMB = BERLIN.replace("FREQ=YEARLY", "FREQ=SECONDLY").replace("{}", "Bomb")
HARMFUL = {
    "nesting": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 100_000 + b"END:VCALENDAR",
    "nested events": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VEVENT\r\n" * 50_000 + b"END:VCALENDAR",
    "nested zones": b"BEGIN:VCALENDAR\r\n" + b"BEGIN:VTIMEZONE\r\nBEGIN:STANDARD\r\n" * 20_000 + b"END:VCALENDAR",
    "one line": feed(f"X-A:{'x' * 5_000_000}"),
    "empty lines": b"BEGIN:VCALENDAR\r\n" + b"\r\n" * 1_000_000 + b"END:VCALENDAR",
    "folds": feed("DTSTART" + "\r\n " * 500_000),
    "parameters": feed("DTSTART" + ';A="b"' * 16_000 + ":20270301T090000Z"),
    "exceptions": feed(GOOD + "\nEXDATE:20270301" * 50_000),
    "a zone": feed(HOUR.format("Bomb", "0301T090000"), head=ZONE_BOMB),
}


@pytest.mark.parametrize("case", HARMFUL)
def test_files_built_to_harm_cost_little(case: str):
    """B35, rule 20"""
    started = time.process_time()
    read(HARMFUL[case])
    assert time.process_time() - started < 8


LINES = st.sampled_from(
    [line for name in ("single", "series", "changes") for case in cases(name) for line in case.lines.split("\n")]
    + [line for value in [*BROKEN.values(), BERLIN, WRONG] for line in value.split("\n") if len(line) < 1000]
    + [
        "BEGIN:VEVENT",
        "END:VEVENT",
        "END:VTIMEZONE",
        "SEQUENCE:x",
        "UID:1",
        "RDATE;VALUE=PERIOD:20270301T090000Z/PT2H,/,P/P",
    ]
)


@settings(max_examples=150, derandomize=True)
@given(st.lists(st.one_of(LINES, st.text('DTSTARENVXYZ;:=,"\\-PTH/0123456789é\x00 ', max_size=40)), max_size=30))
@example(["BEGIN:VEVENT", "DTSTART:20270301T090000Z", "RDATE;VALUE=PERIOD:20270303T090000Z/PT2H"])
def test_any_mixture_of_lines_leaves_good_events_in_peace(lines: list[str]):
    found = read(feed("\n".join(lines), "UID:good\nDTSTART:20270302T090000Z\nDTEND:20270302T100000Z"))
    assert any(
        start <= instant("2027-03-02 09:00") < instant("2027-03-02 10:00") <= end for start, end in found.intervals
    )
    assert found.intervals == sorted(found.intervals)
    assert all(before[1] < after[0] for before, after in zip(found.intervals, found.intervals[1:], strict=False))
