"""From what was seen to rows: which code, which member, which visitor; nothing lost or foreign (cards 7, 64-67)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from audience import inserting, visitors, writing
from audience.buffer import Buffer
from audience.inserting import TOGETHER, Row
from audience.models import Event, Salt, StaleDay
from audience.seen import Seen
from cards import coding
from cards.models import Card, Code
from cards.visits import CLICK, SAVE, SCAN, VIEW, Visit
from tests.audience.agents import FIREFOX, IPHONE
from tests.audience.traffic import logged_in, utc
from tests.cast import Cast, make_card
from workspaces.models import Membership
from workspaces.scoping import inside

AT = utc(4, 9)


@pytest.fixture
def card(cast: Cast) -> Card:
    return make_card(cast.atelier, by=cast.ada)


def seen(card: Card, kind: str = VIEW, code: str = "", query: str = "", **said: Any) -> Seen:
    visit = Visit(kind, card.workspace_id, card.pk, code=code)
    return Seen(int(AT.timestamp()), visit, query, **({"agent": IPHONE, "remote": "203.0.113.7"} | said))


def write(notes: Sequence[Seen]) -> None:
    """As the buffer gives them."""
    writing.write(list(Counter(notes).items()))


def code_of(card: Card) -> Code:
    return Code.unscoped.get(card=card, is_default=True)


def test_an_event_says_what_happened_and_nothing_of_whom(card):
    """cards 64, 66"""
    write([seen(card, referrer="https://example.org/secret?mail=x")])
    [row] = Event.unscoped.values()
    visitor = row["visitor"]
    assert row == {
        "id": row["id"],
        "workspace_id": card.workspace_id,
        "card_id": card.pk,
        "code_id": None,
        "kind": "view",
        "at": AT,
        "times": 1,
        "visitor": visitor,
        "filtered": "",
        "device": "phone",
        "country": "",
        "referrer": "example.org",
        "target": "",
    }
    assert len(visitor) == 22
    assert list(StaleDay.unscoped.values_list("card", "day")) == [(card.pk, date(2027, 1, 4))]


def test_the_code_comes_from_the_address_or_from_via(card, cast):
    """cards 7: case does not matter; unknown codes and those of other cards are ignored"""
    text = code_of(card).text
    foreign = code_of(make_card(cast.outpost, "cleo", by=cast.cleo)).text
    with inside(card.workspace):
        table = coding.add_code(card=card, label="Table", by=cast.ada)
    write(
        [
            seen(card, SCAN, code=text),
            seen(card, query=f"utm=x&via={text.lower()}"),
            seen(card, SAVE, query=f"via={table.text}"),
            *[seen(card, query=f"via={odd}") for odd in (foreign, "0000000", "", "%00", "\xff", "a" * 3000)],
        ]
    )
    codes = list(Event.unscoped.order_by("pk").values_list("code", flat=True))
    assert codes == [code_of(card).pk, code_of(card).pk, table.pk, *[None] * 6]


def test_only_members_of_this_workspace_are_left_out(card, cast):
    """cards 65: whoever else is logged in is a visitor"""
    with inside(card.workspace):
        Membership.objects.filter(user=cast.eve).delete()
    people = [cast.vera, cast.cleo, cast.eve]
    cookies = [logged_in(user) for user in people]
    cookies += ["session=unknown0000", "session=\x00'--", "session", cookies[0].replace("session", "other")]
    write([seen(card, cookie=cookie) for cookie in cookies])
    assert list(Event.unscoped.order_by("pk").values_list("filtered", flat=True)) == ["member", *[""] * 6]
    assert Event.unscoped.get(filtered="member").visitor == ""


def test_visitors_are_told_apart_on_one_card_and_one_day_only(card, cast):
    """cards 66"""
    other = make_card(cast.atelier, "ben", by=cast.ada)
    same = seen(card)
    tomorrow = same._replace(at=int((AT + timedelta(days=1)).timestamp()))
    different = [seen(card, agent=FIREFOX), seen(card, remote="203.0.113.8"), seen(other), tomorrow]
    again = same._replace(at=same.at + 1)
    write([same, again, *different])
    first, second, *others = Event.unscoped.order_by("pk").values_list("visitor", flat=True)
    assert (first == second, len({first, *others})) == (True, 5)


def test_the_same_within_a_second_is_one_row(card):
    """A flood of one browser costs one row a second; whoever differs in anything has a row of their own."""
    second = seen(card)
    write(
        [second, second, second._replace(at=second.at + 1), seen(card, SAVE), seen(card, remote="203.0.113.8"), second]
    )
    assert list(Event.unscoped.order_by("pk").values_list("kind", "times")) == [
        ("view", 3),
        ("view", 1),
        ("save", 1),
        ("view", 1),
    ]


def test_one_ipv6_network_is_one_visitor(card):
    """Phones take another address of theirs by the hour."""
    write([seen(card, remote=address) for address in ("2001:db8::1", "2001:db8::abcd", "2001:db8:0:1::1")])
    first, second, third = Event.unscoped.order_by("pk").values_list("visitor", flat=True)
    assert (first == second, first == third) == (True, False)


def test_who_asks_for_privacy_gets_no_digest(card):
    """cards 67"""
    write([seen(card, gpc="1"), seen(card, dnt="1"), seen(card, dnt="0")])
    found = Event.unscoped.order_by("pk").values_list("visitor", flat=True)
    assert [bool(visitor) for visitor in found] == [False, False, True]


def test_what_was_done_at_a_card_that_is_gone_holds_up_nothing(card, cast):
    gone = make_card(cast.atelier, "gone", by=cast.ada)
    Card.unscoped.filter(pk=gone.pk).update(erased_at=timezone.now())
    write([seen(gone), seen(card), Seen(int(AT.timestamp()), Visit(VIEW, card.workspace_id, 10**9), "", agent=IPHONE)])
    assert list(Event.unscoped.values_list("card", flat=True)) == [card.pk]


def test_a_writing_costs_the_same_for_many_visits_as_for_one(card, django_assert_num_queries):
    """Cards, the day's secret, events, days, and the two ends of the transaction."""
    write([seen(card)])
    for count in (1, 30):
        with django_assert_num_queries(6):
            write([seen(card, remote=f"203.0.113.{number}") for number in range(count)])


def test_more_than_fits_one_statement_is_written_once_and_in_order(card):
    """Statements of full length, one of them shorter; texts of the other database's own signs stay as they are."""
    odd = seen(card)._replace(visit=Visit(CLICK, card.workspace_id, card.pk, target="a\tb\\N\n%s"))
    write([odd, *[seen(card, remote=f"10.0.{number // 250}.{number % 250}") for number in range(2 * TOGETHER)]])
    rows = list(Event.unscoped.order_by("pk").values_list("kind", "target", "visitor"))
    assert (rows[0][:2], len({visitor for _kind, _target, visitor in rows})) == (
        ("click", "a\tb\\N\n%s"),
        2 * TOGETHER + 1,
    )
    assert {row[:2] for row in rows[1:]} == {("view", "")}


def test_a_row_has_every_column_of_an_event():
    columns = {field.column for field in Event._meta.concrete_fields}
    assert columns - {"id"} == set(Row._fields)


@pytest.mark.parametrize("foreign", ["card", "code"])
def test_the_database_refuses_an_event_of_another_workspace(card, cast, foreign):
    """rule 2: here no scope is asked, so the guards have to hold by themselves"""
    other = make_card(cast.outpost, "cleo", by=cast.cleo)
    own = Row(card.workspace_id, card.pk, None, VIEW, str(AT.replace(tzinfo=None)), 1, "", "", "", "", "", "")
    crossed = {"card": own._replace(card_id=other.pk), "code": own._replace(code_id=code_of(other).pk)}[foreign]
    with pytest.raises(DatabaseError, match=f"guard_audience_event_{foreign}"), transaction.atomic():
        inserting.insert([own, crossed])
    inserting.insert([own])
    assert list(Event.unscoped.values_list("card", flat=True)) == [card.pk]


def test_a_database_that_refuses_loses_nothing(card, monkeypatch):
    """A flush that fails leaves no half of itself behind, and the next one writes everything once."""
    monkeypatch.setattr(Buffer, "_ensure_awake", lambda self: None)
    buffer = Buffer(writing.write)
    for number in range(3):
        buffer.add(seen(card, remote=f"203.0.113.{number}")[1:])
    table = StaleDay._meta.db_table  # written last: the events stand already
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} RENAME TO away")
        assert buffer.flush() is False
        cursor.execute(f"ALTER TABLE away RENAME TO {table}")
    assert Event.unscoped.count() == 0
    assert (buffer.flush(), Event.unscoped.count(), buffer.flush(), Event.unscoped.count()) == (True, 3, True, 3)


def test_a_day_has_one_secret_however_many_ask_first(db):
    first = visitors.salts([date(2027, 1, 4)])
    again = visitors.salts([date(2027, 1, 4), date(2027, 1, 5)])
    assert (again[date(2027, 1, 4)], len(again)) == (first[date(2027, 1, 4)], 2)
    assert len(set(again.values())) == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        Salt.objects.create(day=date(2027, 1, 4), secret=b"x")


def test_a_secret_is_destroyed_before_it_is_two_days_old(db):
    """cards 66: half a day after its day, by an hourly beat"""
    visitors.salts([date(2027, 1, 3), date(2027, 1, 4)])
    visitors.destroy_salts(utc(5, 11, 59))
    assert list(Salt.objects.values_list("day", flat=True)) == [date(2027, 1, 4)]
    visitors.destroy_salts(utc(5, 12))
    assert Salt.objects.count() == 0
