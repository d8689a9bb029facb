"""Events in, totals out: the rule of 30 minutes, parts, and days on another clock."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from audience.tally import Happened, tally

UTC_CLOCK = ZoneInfo("UTC")
BERLIN = ZoneInfo("Europe/Berlin")
DAY = date(2027, 1, 4)


def happened(
    time: str, visitor: str = "a", *, kind: str = "view", code: int | None = None, times: int = 1, **over: str
) -> Happened:
    """At a time of 4 January 2027 in UTC, or of another day of January: "05 09:00"."""
    day, _space, clock = time.rpartition(" ")
    at = datetime.strptime(f"2027-01-{day or '04'} {clock}:00.0", "%Y-%m-%d %H:%M:%S.%f").replace(tzinfo=UTC)
    texts = {"filtered": "", "device": "phone", "country": "", "referrer": "", "target": ""}
    return Happened(kind, int(at.timestamp()), times, code, visitor, **(texts | over))


def wholes(*events: Happened, zone: ZoneInfo = UTC_CLOCK) -> dict[date, dict[str, int]]:
    """Without parts."""
    counted = tally(events, zone).items()
    found = {day: {figure: n for (figure, part, _key), n in totals.items() if not part} for day, totals in counted}
    return {day: totals for day, totals in found.items() if totals}


def test_loads_no_more_than_thirty_minutes_apart_are_one_view():
    """cards 66; each load begins the half hour anew"""
    loads = [happened("09:00"), happened("09:30"), happened("10:00"), happened("10:31")]
    assert wholes(*loads) == {DAY: {"views": 2, "people": 1}}


def test_each_visitor_has_a_half_hour_of_their_own():
    loads = [happened("09:00", "a"), happened("09:01", "b"), happened("09:02", "a"), happened("09:03", "b")]
    assert wholes(*loads) == {DAY: {"views": 2, "people": 2}}


def test_who_is_not_told_apart_makes_a_view_by_each_load_and_no_person():
    """cards 67"""
    assert wholes(happened("09:00", ""), happened("09:01", "")) == {DAY: {"views": 2}}


def test_a_view_belongs_to_the_day_of_its_first_load():
    """Berlin's midnight is 23:00 UTC, where no digest changes."""
    loads = [happened("22:50"), happened("23:10"), happened("23:41")]
    days = {DAY: {"views": 1, "people": 1}, date(2027, 1, 5): {"views": 1, "people": 1}}
    assert wholes(*loads, zone=BERLIN) == days


def test_what_is_left_out_counts_for_nothing_else():
    """cards 65: also not as the load before"""
    events = [
        happened("09:00", filtered="preview"),
        happened("09:01", kind="scan", filtered="crawler"),
        happened("09:02"),
        happened("09:03", kind="save", filtered="preview"),
    ]
    assert tally(events, UTC_CLOCK)[DAY] == {
        ("filtered", "", ""): 3,
        ("filtered", "reason", "preview"): 2,
        ("filtered", "reason", "crawler"): 1,
        ("views", "", ""): 1,
        ("views", "referrer", ""): 1,
        ("views", "country", ""): 1,
        ("views", "device", "phone"): 1,
        ("views", "hour", "9"): 1,
        ("people", "", ""): 1,
    }


def test_a_view_counts_with_what_its_first_load_said():
    first = happened("09:59", code=7, referrer="example.org", country="PT", device="tablet")
    later = happened("10:05", code=8, referrer="", country="ES")
    assert tally([first, later], BERLIN)[DAY] == {
        ("views", "", ""): 1,
        ("views", "referrer", "example.org"): 1,
        ("views", "country", "PT"): 1,
        ("views", "device", "tablet"): 1,
        ("views", "hour", "10"): 1,
        ("views", "code", "7"): 1,
        ("people", "", ""): 1,
    }


def test_every_other_act_counts_each_time_it_happens():
    """cards 64; clicks and shares by target, the others by code"""
    events = [
        happened("09:00", kind="scan", code=7),
        happened("09:00", kind="scan"),
        happened("09:01", kind="save", code=7),
        happened("09:02", kind="click", target="tel"),
        happened("09:03", kind="click", target="tel"),
        happened("09:04", kind="share", target="copy"),
        happened("09:05", "", kind="lead", code=7),
        happened("09:06", "", kind="booking"),
        happened("09:07", "", kind="order"),
    ]
    assert tally(events, UTC_CLOCK)[DAY] == {
        ("scans", "", ""): 2,
        ("scans", "code", "7"): 1,
        ("saves", "", ""): 1,
        ("saves", "code", "7"): 1,
        ("clicks", "", ""): 2,
        ("clicks", "target", "tel"): 2,
        ("shares", "", ""): 1,
        ("shares", "target", "copy"): 1,
        ("leads", "", ""): 1,
        ("leads", "code", "7"): 1,
        ("bookings", "", ""): 1,
        ("orders", "", ""): 1,
    }


def test_what_was_done_several_times_within_a_second_counts_as_often():
    """A load of who is told apart is a load, however often."""
    events = [
        happened("09:00", times=3),
        happened("09:00", "", times=3),
        happened("09:01", kind="save", times=2),
        happened("09:02", filtered="crawler", times=9),
    ]
    assert wholes(*events) == {DAY: {"views": 4, "people": 1, "saves": 2, "filtered": 9}}


def test_the_hour_repeated_in_autumn_counts_under_its_name():
    """25 October 2026 in Berlin: 00:30 and 01:30 UTC both read 02:30."""
    times = [datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1)]
    loads = [happened("09:00", "")._replace(at=int(at.timestamp())) for at in times]
    assert tally(loads, BERLIN)[date(2026, 10, 25)]["views", "hour", "2"] == 2
