"""Busy times of calendar files as they are in the wild: recurrence, whole days, zones by all their names (B35)."""

import pytest

from bookings import ics
from tests.bookings.feeds import BERLIN, HOUR, SINCE, WRONG, Case, cases, feed, instant, read, spoken

WEEKLY = """UID:1
DTSTART;TZID=Europe/Berlin:20270301T090000
DTEND;TZID=Europe/Berlin:20270301T100000
RRULE:FREQ=WEEKLY;COUNT=4"""


def titled(case: Case) -> str:
    return case.title


@pytest.mark.parametrize("case", cases("single"), ids=titled)
def test_single_events(case: Case):
    """B35; facts 1.1 and 3.4"""
    found = read(feed(case.lines))
    assert (spoken(found), found.skipped, found.truncated) == (case.expected, 0, False)


@pytest.mark.parametrize("case", cases("series"), ids=titled)
def test_series(case: Case):
    """B35: starts of what lasts an hour each"""
    found = read(feed(case.lines))
    assert {end - start for start, end in found.intervals} <= {3600}
    assert ([said[:16] for said in spoken(found)], found.skipped, found.truncated) == (case.expected, 0, False)


def test_a_series_keeps_its_zone_beside_a_host_in_another():
    """R27: New York 09:00 every week is 14:00 or 13:00 UTC, whatever Berlin does"""
    lines = (
        "DTSTART;TZID=America/New_York:20270301T090000\nDTEND;TZID=America/New_York:20270301T100000\nRRULE:FREQ=WEEKLY"
    )
    found = spoken(read(feed(lines), since="2027-03-08 00:00", until="2027-03-30 00:00"))
    assert found == [
        "2027-03-08 14:00/15:00",
        "2027-03-15 13:00/14:00",
        "2027-03-22 13:00/14:00",
        "2027-03-29 13:00/14:00",
    ]


def test_whole_days_repeat_by_the_calendar():
    """facts 3.4: exceptions of whole days are compared by date"""
    lines = "DTSTART;VALUE=DATE:20270326\nRRULE:FREQ=DAILY;UNTIL=20270331\nEXDATE{}"
    kept = ["2027-03-25 23:00/2027-03-26 23:00", "2027-03-27 23:00/2027-03-31 22:00"]
    for written in (
        ";VALUE=DATE:20270327",
        ":20270327T000000",
        ":20270327T000000Z",
        ":20270326T230000Z",
        ";TZID=Europe/Berlin:20270327T000000",
    ):
        assert spoken(read(feed(lines.format(written)))) == kept, written


@pytest.mark.parametrize("until", ["20270303", "20270303T000000Z", "20270302T230000Z", "20270303T235959"])
def test_whole_days_end_on_their_last_day_however_it_is_written(until: str):
    found = read(feed(f"DTSTART;VALUE=DATE:20270301\nRRULE:FREQ=DAILY;UNTIL={until}"))
    assert spoken(found) == ["2027-02-28 23:00/2027-03-03 23:00"]


@pytest.mark.parametrize("case", cases("changes"), ids=titled)
@pytest.mark.parametrize("first", [True, False], ids=["after the series", "before the series"])
def test_changed_occurrences(case: Case, first: bool):
    """B35: RECURRENCE-ID, in either order in the file"""
    change = case.lines if "UID" in case.lines else f"UID:1\n{case.lines}"
    found = read(feed(WEEKLY, change) if first else feed(change, WEEKLY))
    assert [said[8:16] for said in spoken(found)] == case.expected
    assert found.skipped == (case.title == "broken")


def test_the_newest_version_counts():
    """Of a series and of a change; and what is both changed and removed is gone"""
    change = "UID:1\nRECURRENCE-ID:20270308T080000Z\nSEQUENCE:{}\nDTSTART:202703{}T080000Z\nDURATION:PT1H"
    old = WEEKLY.replace("COUNT=4", "COUNT=2\nSEQUENCE:1")
    found = read(
        feed(old, change.format(3, 10), WEEKLY.replace("COUNT=4", "COUNT=3\nSEQUENCE:2"), change.format(2, 11))
    )
    assert [said[8:16] for said in spoken(found)] == ["01 08:00", "10 08:00", "15 08:00"]
    found = read(feed(f"{WEEKLY}\nEXDATE:20270308T080000Z", change.format(1, 10)))
    assert [said[8:16] for said in spoken(found)] == ["01 08:00", "15 08:00", "22 08:00"]


def test_events_with_the_same_or_no_name_all_count():
    """Some programs write one UID for all, or none."""
    lines = [f"DTSTART:202703{day:02}T080000Z\nDURATION:PT1H" for day in range(1, 4)]
    assert len(read(feed(*lines)).intervals) == 3
    assert len(read(feed(*[f"UID:same\n{line}" for line in lines])).intervals) == 3
    assert len(read(feed(*[f"UID:\n{line}" for line in lines])).intervals) == 3


ZONES = {
    "Windows, without rules": ("W. Europe Standard Time", ""),
    "Windows, quoted": ('"W. Europe Standard Time"', ""),
    "Windows, with other rules": ("W. Europe Standard Time", WRONG),
    "known, with other rules": ("Europe/Berlin", WRONG),
    "behind a maker's prefix": ("/freeassociation.sourceforge.net/Europe/Berlin", ""),
    "behind two": ("/softwarestudio.org/Olson_20011030_5/Europe/Berlin", ""),
    "of its own name": ("Customized Time Zone", BERLIN),
    "of a name with signs": ('"(UTC+01:00) Amsterdam, Berlin, Bern"', BERLIN),
    "of its own name, placed": ("Mine", WRONG.replace("{}", "{}\nX-LIC-LOCATION:Europe/Berlin")),
}


@pytest.mark.parametrize("case", ZONES)
def test_zones_by_all_their_names(case: str):
    """B35, facts 3.4: read far from Berlin, on both sides of both changes, in the gap and in the repeated hour"""
    name, rules = ZONES[case]
    times = {
        "0328T015900": "03-28 00:59",
        "0328T023000": "03-28 01:30",
        "0328T030000": "03-28 01:00",
        "0701T090000": "07-01 07:00",
        "1031T015900": "10-30 23:59",
        "1031T023000": "10-31 00:30",
        "1031T030000": "10-31 02:00",
        "1201T090000": "12-01 08:00",
    }
    head = rules.replace("{}", name.strip('"'))
    found = {at: spoken(read(feed(HOUR.format(name, at), head=head), "Asia/Tokyo"))[0][5:16] for at in times}
    assert found == times


def test_an_unknown_zone_is_the_calendars():
    lines = HOUR.format("Nowhere/Land", "0301T090000")
    assert spoken(read(feed(lines)))[0][:16] == "2027-03-01 08:00"
    assert spoken(read(feed(lines, head="X-WR-TIMEZONE:America/New_York")))[0][:16] == "2027-03-01 14:00"
    assert (
        spoken(read(feed(lines, head="BEGIN:VTIMEZONE\nTZID:Nowhere/Land\nEND:VTIMEZONE")))[0][:16]
        == "2027-03-01 08:00"
    )


@pytest.mark.parametrize(
    ("zone", "day", "time"),
    [
        ("America/New_York", "2027-03-01 05:00/2027-03-02 05:00", "2027-03-01 14:00/15:00"),
        ("Eastern Standard Time", "2027-03-01 05:00/2027-03-02 05:00", "2027-03-01 14:00/15:00"),
        ("Nowhere/Land", "2027-02-28 23:00/2027-03-01 23:00", "2027-03-01 08:00/09:00"),
        ("../../etc/passwd", "2027-02-28 23:00/2027-03-01 23:00", "2027-03-01 08:00/09:00"),
    ],
)
def test_floating_times_and_whole_days_are_the_calendars_own(zone: str, day: str, time: str):
    """B35: the zone of the calendar, else that of the host"""
    head = f"X-WR-TIMEZONE:{zone}"
    assert spoken(read(feed("DTSTART;VALUE=DATE:20270301", head=head))) == [day]
    assert spoken(read(feed("DTSTART:20270301T090000\nDURATION:PT1H", head=head))) == [time]


def test_a_day_whose_midnight_is_missing_begins_an_hour_later():
    found = read(feed("DTSTART;VALUE=DATE:20270430"), "Africa/Cairo")
    assert spoken(found) == ["2027-04-29 22:00/2027-04-30 21:00"]


def test_zones_of_one_file_are_unknown_to_the_next():
    """One workspace's calendar must not shift another's"""
    lines = HOUR.format("Shared Name", "0701T090000")
    assert spoken(read(feed(lines, head=WRONG.replace("{}", "Shared Name"))))[0][5:16] == "07-01 00:00"
    assert spoken(read(feed(lines)))[0][5:16] == "07-01 07:00"


def test_what_overlaps_or_touches_is_one():
    lines = [
        "DTSTART:20270301T{}0000Z\nDURATION:PT{}M".format(*at)
        for at in (("11", 60), ("09", 90), ("10", 60), ("13", 60))
    ]
    assert spoken(read(feed(*lines))) == ["2027-03-01 09:00/12:00", "2027-03-01 13:00/14:00"]


def test_our_own_appointments_do_not_come_back():
    """B35: they stand in the host's calendar because we sent them"""
    events = [
        ics.Event(uid=uid, sequence=0, start=at, end=at + 3600, stamp=0, summary="Cut")
        for at, uid in enumerate(["1@Cards.Example", "2@cards.example.org", "3@sub.cards.example"], instant(SINCE))
    ]
    starts = [start for start, _ in read(ics.calendar(events, method="PUBLISH"), own_domain="cards.example").intervals]
    assert starts == [instant(SINCE) + 1]
    assert read(ics.calendar(events[:1], method=None), own_domain="cards.example").intervals == []
    assert len(read(ics.calendar(events[:1], method=None)).intervals) == 1


def test_periods_bring_their_own_end():
    found = read(
        feed(
            "DTSTART:20270301T090000Z\nDTEND:20270301T100000Z\nRDATE;VALUE=PERIOD:20270303T090000Z/PT2H,20270304T090000Z/20270304T093000Z"
        )
    )
    assert spoken(found) == ["2027-03-01 09:00/10:00", "2027-03-03 09:00/11:00", "2027-03-04 09:00/09:30"]
