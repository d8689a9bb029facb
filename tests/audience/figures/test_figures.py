"""Figures read from hand-written totals of days: exact, of the right card, days and workspace (cards 68-70)."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audience import figures
from audience.figures import SHOWN, Split
from audience.periods import Chosen, Period, last_days
from cards import coding
from cards.models import Card
from tests.audience.figures.days import put
from tests.cast import Cast, make_card
from workspaces.scoping import inside

WEEK = Period(date(2027, 1, 25), date(2027, 1, 31))
CHOSEN = Chosen("7", WEEK, WEEK.before)
NOTHING = dict.fromkeys(figures.Figure.values, 0)


@pytest.fixture
def card(cast: Cast) -> Iterator[Card]:
    made = make_card(cast.atelier, "ada", by=cast.ada, published=True)
    with inside(cast.atelier):
        yield made


def test_a_week_is_added_up_and_compared(card: Card):
    put(card, "2027-01-17", people=100, views=100)  # the day before the days before
    put(card, "2027-01-18", people=2, views=3, saves=1)
    put(card, "2027-01-24", people=4, views=4)
    put(card, "2027-01-25", people=5, views=8, saves=2, leads=1)
    put(card, "2027-01-31", people=7, views=9, filtered=3)
    found = figures.read(CHOSEN, card)
    assert found.now == NOTHING | {"people": 12, "views": 17, "saves": 2, "leads": 1, "filtered": 3}
    assert found.before == NOTHING | {"people": 6, "views": 7, "saves": 1}
    assert found.days == {
        date(2027, 1, 25): {"people": 5, "views": 8, "saves": 2, "leads": 1},
        date(2027, 1, 31): {"people": 7, "views": 9, "filtered": 3},
    }
    assert dict(found.counted(Period(date(2027, 1, 29), date(2027, 1, 31)))) == {"people": 7, "views": 9, "filtered": 3}


def test_parts_are_of_the_days_shown_alone_and_never_counted_twice(card: Card):
    code = coding.add_code(card=card, label="Door", by=None)
    put(card, "2027-01-20", clicks={"target": {"tel": 50}})
    put(card, "2027-01-26", scans={"code": {str(code.pk): 2}}, clicks={"target": {"tel": 3, "link:x.example": 1}})
    put(card, "2027-01-27", scans={"code": {str(code.pk): 1, "999999": 4}}, shares={"target": {"copy": 2}})
    put(card, "2027-01-28", views={"referrer": {"": 2, "x.example": 5}, "device": {"phone": 7}, "country": {"": 7}})
    put(card, "2027-01-28", filtered={"reason": {"crawler": 6, "member": 1}})
    found = figures.read(CHOSEN, card)
    assert found.splits == {
        ("scans", "code"): Split((("999999", 4), (str(code.pk), 3))),
        ("clicks", "target"): Split((("tel", 3), ("link:x.example", 1))),
        ("shares", "target"): Split((("copy", 2),)),
        ("views", "referrer"): Split((("x.example", 5), ("", 2))),
        ("views", "device"): Split((("phone", 7),)),
        ("views", "country"): Split((("", 7),)),
        ("filtered", "reason"): Split((("crawler", 6), ("member", 1))),
    }
    assert (found.now["scans"], found.now["clicks"], found.now["views"]) == (7, 4, 7)
    assert {key: one.label for key, one in found.codes.items()} == {str(code.pk): "Door"}


def test_what_is_rare_is_added_up_in_one_row(card: Card):
    many = {f"{number:02d}.example": 30 - number for number in range(20)}
    put(card, "2027-01-26", views={"referrer": many})
    split = figures.read(CHOSEN, card).split("views", "referrer")
    assert (len(split.rows), split.rows[0], split.rest) == (SHOWN, ("00.example", 30), 15 + 14 + 13 + 12 + 11)
    assert split.whole == sum(many.values())


def test_hours_are_by_the_day_of_the_week(card: Card):
    """Monday is the 25th"""
    put(card, "2027-01-25", views={"hour": {"0": 1, "9": 4}})
    put(card, "2027-01-31", views={"hour": {"23": 2}})
    put(card, "2027-01-24", views={"hour": {"5": 7}})
    hours = figures.read(CHOSEN, card).hours
    assert {(day, hour): count for day, row in enumerate(hours) for hour, count in enumerate(row) if count} == {
        (0, 0): 1,
        (0, 9): 4,
        (6, 23): 2,
    }


def test_a_card_is_told_apart_and_a_workspace_is_all_of_them(cast: Cast, card: Card):
    """A19: another workspace's in nothing"""
    other = make_card(cast.atelier, "eve", by=cast.ada)
    put(card, "2027-01-26", people=2, views=3)
    put(other, "2027-01-26", people=5, views=5, orders=1)
    strange = make_card(cast.outpost, "cleo", by=cast.cleo)
    with inside(cast.outpost):
        put(strange, "2027-01-26", people=1000, views={"referrer": {"canary.example": 1000}, "hour": {"3": 1000}})
    whole = figures.read(CHOSEN)
    assert (whole.now["people"], whole.now["views"], whole.now["orders"]) == (7, 8, 1)
    assert [(one.handle, counts["people"], counts["orders"]) for one, counts in whole.cards] == [
        ("eve", 5, 1),
        ("ada", 2, 0),
    ]
    assert (whole.splits, max(map(max, whole.hours))) == ({}, 0)
    assert figures.read(CHOSEN, card).now == NOTHING | {"people": 2, "views": 3}
    assert figures.opens(WEEK) == {card.pk: 3, other.pk: 5}


def test_who_was_left_out_is_nobody(card: Card):
    put(card, "2027-01-26", filtered=9)
    assert figures.read(CHOSEN).is_empty
    put(card, "2027-01-20", views=1)
    assert not figures.read(CHOSEN).is_empty
    assert figures.read(Chosen("7", WEEK, None)).is_empty


@pytest.mark.parametrize(
    ("saves", "views", "rate"), [(0, 0, None), (3, 0, None), (1, 3, "33.3"), (1, 16, "6.3"), (7, 7, "100.0")]
)
def test_the_rate_is_of_a_hundred_views(saves: int, views: int, rate: str | None):
    assert figures.rate(saves, views) == (Decimal(rate) if rate else None)


def test_it_asks_the_database_as_often_for_many_cards_and_days(cast: Cast, card: Card, django_assert_num_queries):
    """The database adds up"""
    long = Chosen("365", last_days(365, date(2027, 1, 31)), None)
    for number in range(30):
        if number in {1, 29}:
            with django_assert_num_queries(4):
                figures.read(long, card)
            with django_assert_num_queries(6):
                figures.read(long)
        one = card if not number else make_card(cast.atelier, f"c-{number}", by=cast.ada)
        put(one, date(2027, 1, 31) - timedelta(days=number * 9), people=1, scans={"code": {str(number): 1}})


def test_a_card_is_read_without_the_others(card: Card):
    """issue 6: flat for one card as others grow; each way of reading has its index, also before anything is measured"""
    if connection.vendor != "sqlite":
        return  # PostgreSQL plans by what it has measured
    used = set()
    for whose in (card, None):
        with CaptureQueriesContext(connection) as asked:
            figures.read(CHOSEN, whose)
        plans = [plan_of(one["sql"]) for one in asked.captured_queries if "daytotal" in one["sql"]]
        used |= {(whose is card, name) for plan in plans for name in re.findall(r"USING INDEX (\w+)", plan)}
    once = "sqlite_autoindex_audience_daytotal_1"  # of the constraint; it begins with the card
    assert used == {(True, "day_total_of_card"), (True, once), (False, "day_total_of_workspace")}


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return str(cursor.fetchall()[0])
