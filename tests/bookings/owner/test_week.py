"""A week as it is typed: steps that save nothing, and times as people write them (B2)."""

import pytest
from django.http import QueryDict

from cardsite.kit.hours import Window
from workspaces.week import TypedWeek, TypedWindow, minutes, week_words


def sent(**pairs: list[tuple[str, str]]) -> QueryDict:
    """`d0=[("09:00", "12:00")]`: the windows of Monday."""
    data = QueryDict(mutable=True)
    for day, windows in pairs.items():
        for since, until in windows:
            data.appendlist(f"since-{day[1:]}", since)
            data.appendlist(f"until-{day[1:]}", until)
    return data


@pytest.mark.parametrize(
    ("text", "expected"),
    [("9", 540), ("9:30", 570), ("9.30", 570), ("0930", 570), ("21h15", 1275), ("00:00", 0), ("24:00", 1440)],
)
def test_times_are_read_as_people_write_them(text: str, expected: int):
    assert minutes(text) == expected


@pytest.mark.parametrize("text", ["", "25:00", "24:30", "9:60", "nine", "9:3", "-1", "٩:٠٠"])
def test_what_is_no_time_says_how_to_write_one(text: str):
    with pytest.raises(ValueError, match="Write times like 9:00"):
        minutes(text)


@pytest.mark.parametrize(
    ("since", "until", "window"),
    [
        ("09:00", "17:00", "09:00-17:00"),
        ("22:00", "02:00", "22:00-02:00"),
        ("20:00", "00:00", "20:00-24:00"),
        ("00:00", "00:00", "00:00-24:00"),
    ],
)
def test_midnight_as_an_end_is_the_end_of_the_day(since: str, until: str, window: str):
    """B2: a time input knows no 24:00; an end before the start is on the next date."""
    assert str(TypedWindow(since, until).window()) == window


def test_what_cannot_be_read_is_marked_and_the_rest_is_kept():
    week = TypedWeek.sent(sent(d0=[("09:00", "09:00"), ("10:00", ""), ("", "")], d3=[("12:00", "20:00")]))
    assert week.read()[3] == [Window.parse("12:00-20:00")]
    assert week.errors == [
        "Monday: From and to are the same. For a whole day write 00:00 and 24:00.",
        "Monday: Write both times, from and to.",
    ]


def test_a_time_is_added_where_it_is_useful():
    week = TypedWeek.of([["09:00-12:00"], [], ["10:00-22:00"], [], [], [], []])
    for day in (0, 1, 2):
        week.do(f"add {day}", QueryDict())
    assert [(day.windows[-1].since, day.windows[-1].until) for day in week.days[:3]] == [
        ("13:00", "17:00"),
        ("09:00", "17:00"),
        ("", ""),
    ]


def test_a_day_is_copied_and_a_time_removed():
    week = TypedWeek.of([["09:00-12:00", "13:00-17:00"], ["10:00-11:00"], [], [], [], [], []])
    week.do("copy 0", QueryDict("to-0=1&to-0=4"))
    week.do("remove 0 0", QueryDict())
    assert [[str(one) for one in day] for day in week.read()] == [
        ["13:00-17:00"],
        ["09:00-12:00", "13:00-17:00"],
        [],
        [],
        ["09:00-12:00", "13:00-17:00"],
        [],
        [],
    ]


@pytest.mark.parametrize("act", ["", "add", "add 7", "add x", "remove 0 5", "copy 0 1", "drop 0", "add 9999999999"])
def test_unknown_steps_are_refused(act: str):
    with pytest.raises(ValueError):  # noqa: PT011  # whatever it says, nobody reads it
        TypedWeek.of([["09:00-12:00"]] * 7).do(act, QueryDict())


def test_a_week_in_few_words():
    week = [[], ["10:00-19:00"], ["10:00-19:00"], ["12:00-21:00"], ["10:00-19:00"], ["10:00-14:00", "15:00-17:00"], []]
    assert week_words(week) == [
        ("Tue, Wed, Fri", "10:00–19:00"),
        ("Thu", "12:00–21:00"),
        ("Sat", "10:00–14:00, 15:00–17:00"),
    ]
    assert week_words([["09:00-17:00"]] * 5 + [[], []]) == [("Mon–Fri", "09:00–17:00")]
