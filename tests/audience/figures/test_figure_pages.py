"""The owner's pages of figures, their file, and the tray: what they say, to whom, and that they agree (cards 68-70)."""

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client

from cards import coding
from cards.models import Card
from tests.audience.figures.days import NOW, put
from tests.cast import Cast, make_card
from workspaces.models import Workspace
from workspaces.scoping import inside

FIGURES = "/w/atelier/figures/"
FORMULA = '=HYPERLINK("http://evil.example")'


@pytest.fixture
def ada(cast: Cast, client: Client) -> Iterator[Client]:
    """Ada at the end of January."""
    with time_machine.travel(NOW, tick=False):
        client.force_login(cast.ada)
        yield client


@pytest.fixture
def card(cast: Cast) -> Card:
    """With a week of figures of every kind, and a code whose name a spreadsheet would run."""
    card = make_card(cast.atelier, "ada", by=cast.ada, published=True)
    with inside(cast.atelier):
        code = coding.add_code(card=card, label=FORMULA, by=cast.ada)
        put(card, "2027-01-20", people=6, views=7, saves=2)
        put(card, "2027-01-29", people=9, saves=1, leads=1, bookings=2, orders=3, scans={"code": {str(code.pk): 4}})
        put(card, "2027-01-29", clicks={"target": {"tel": 2, "link:<b>.example/x": 1}}, shares={"target": {"copy": 1}})
        put(card, "2027-01-29", filtered={"reason": {"crawler": 8, "member": 2}})
        split: Any = {
            "referrer": {"": 7, "x.example": 5},
            "country": {"GB": 12},
            "device": {"phone": 12},
            "hour": {"9": 12},
        }
        put(card, "2027-01-29", views=split)
    return card


def page_of(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def text(markup: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def tables(page: str) -> dict[str, list[list[str]]]:
    """The cells of every table on the page, its head first."""
    return {
        key: [
            [text(cell) for cell in re.findall(r"<t[hd][ >].*?</t[hd]>", row, re.DOTALL)]
            for row in re.findall(r"<tr>.*?</tr>", table, re.DOTALL)
        ]
        for key, table in re.findall(r'data-table="([a-z-]+)">(.*?)</table>', page, re.DOTALL)
    }


def file_of(client: Client, path: str) -> list[dict[str, str]]:
    body = b"".join(client.get(path).streaming_content)  # type: ignore[attr-defined]
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("whose", ["workspace", "card"])
def test_page_and_file_agree_to_the_unit(cast: Cast, ada: Client, card: Card, whose: str):
    """cards 68: every number of the one is in the other, and none besides"""
    path = (FIGURES if whose == "workspace" else f"/w/atelier/cards/{card.pk}/figures/") + "?days=7"
    shown, file = tables(page_of(ada, path)), file_of(ada, f"{path}&format=csv")
    said: dict[str, list[list[str]]] = {}
    for row in file:
        numbers = [row["count"] or "–"] + ([row["before"]] if row["before"] else [])
        said.setdefault(row["table"], []).append([row["name"].lstrip("'"), *numbers])
    flat = {key: rows[1:] for key, rows in shown.items() if key not in {"days", "cards", "hours"}}
    for key in {"days", "cards", "hours"} & shown.keys():
        columns = shown[key][0][1:]
        flat[key] = [
            [f"{column} {name}" if key == "hours" else name, count]
            for name, *counts in shown[key][1:]
            for column, count in zip(columns, counts, strict=True)
        ]
    assert (flat.pop("countries"), said.pop("countries")) == ([["United Kingdom", "12"]], [["GB", "12"]])
    assert flat == said
    assert sorted(said) == sorted(
        [*("clicks", "codes", "days", "devices", "hours", "left-out", "shares", "sources", "totals")]
        + (["cards"] if whose == "workspace" else [])
    )


def test_one_day_is_told_by_its_hours(ada: Client, card: Card):
    """A single bar for all of it would say nothing; page and file agree"""
    path = FIGURES + "?from=2027-01-29&to=2027-01-29"
    page, file = page_of(ada, path), file_of(ada, f"{path}&format=csv")
    shown = tables(page)
    assert (page.count('class="bar-people"'), page.count('class="bar-views"'), "days" in shown) == (24, 0, False)
    assert shown["hours"][0] == ["Hour", "Fri"]
    assert [row for row in shown["hours"][1:] if row[1] != "0"] == [["09:00", "12"]]
    said = [[row["name"].removeprefix("Fri "), row["count"]] for row in file if row["table"] == "hours"]
    assert said == shown["hours"][1:]


def test_the_page_answers_what_an_owner_asks(ada: Client, card: Card):
    """cards 68: in this order; numbers are those of the hand"""
    page = page_of(ada, f"/w/atelier/cards/{card.pk}/figures/?days=7")
    first = text(page.partition('class="figures-first" aria-labelledby="first">')[2].partition("</section>")[0])
    assert first == (
        "9 people opened this card. 3 more than in the 7 days before (6). "
        "People 9 3 more Scans 4 4 more Contact saved 1 8.3 out of 100 views 1 fewer Clicks 3 3 more"
    )
    shown = tables(page)
    assert shown["clicks"][1:] == [["Call", "2"], ["<b>.example/x", "1"]]
    assert shown["codes"][1:] == [[FORMULA, "4"]]
    assert shown["sources"][1:] == [["Straight to the card, by its code or from an app", "7"], ["x.example", "5"]]
    assert shown["left-out"][1:] == [["Search engines and other machines", "8"], ["Members of this workspace", "2"]]
    assert "Busiest on Friday from 09:00 to 10:00." in page
    assert [row[:3] for row in shown["days"][1:] if row[1] != "0"] == [["Fri 29 Jan 2027", "9", "12"]]


def test_definitions_and_the_rule_stand_on_the_same_page(ada: Client, card: Card):
    """cards 69: with figures and without"""
    for query in ("?days=7", "?from=2020-01-01&to=2020-01-02"):
        page = page_of(ada, FIGURES + query)
        for words in ("Different visitors of a day", "within half an hour is one view", "Search engines and other"):
            assert words in page
    shown = page_of(ada, FIGURES + "?days=7")
    led = set(re.findall(r'href="#(meant-[a-z]+)"', shown))
    assert (len(led), led - set(re.findall(r'id="(meant-[a-z]+)"', shown))) == (7, set())


def test_what_others_wrote_is_inert(cast: Cast, ada: Client, card: Card):
    """A07, A44: markup in an address that was clicked, a formula as the name of a code"""
    page = page_of(ada, FIGURES + "?days=7")
    assert ("<b>.example" in page, "&lt;b&gt;.example" in page) == (False, True)
    names = [row["name"] for row in file_of(ada, FIGURES + "?days=7&format=csv") if row["table"] == "codes"]
    assert names == [f"'{FORMULA}"]


def test_another_workspaces_visitors_are_in_nothing(cast: Cast, ada: Client, card: Card):
    """A19: neither on the page, nor in the file, nor in the tray"""
    strange = make_card(cast.outpost, "cleo", by=cast.cleo, published=True)
    with inside(cast.outpost):
        coding.add_code(card=strange, label="CANARY", by=cast.cleo)
        put(strange, "2027-01-29", people=4242, views={"referrer": {"canary.example": 4242}})
    seen = [page_of(ada, FIGURES), page_of(ada, "/w/atelier/"), str(file_of(ada, FIGURES + "?format=csv"))]
    assert [word for word in ("4242", "4,242", "canary", "CANARY") for one in seen if word in one] == []
    assert ada.get(f"/w/atelier/cards/{strange.pk}/figures/").status_code == 404
    ada.force_login(cast.cleo)
    assert "4242" in page_of(ada, "/w/outpost/figures/")  # the control


@pytest.mark.parametrize(
    ("zone", "now", "today"),
    [
        ("UTC", datetime(2027, 1, 31, 23, 30, tzinfo=UTC), "2027-01-31"),
        ("Asia/Tokyo", datetime(2027, 1, 31, 23, 30, tzinfo=UTC), "2027-02-01"),
        ("America/New_York", datetime(2027, 2, 1, 4, 30, tzinfo=UTC), "2027-01-31"),
        ("Europe/London", datetime(2027, 3, 27, 23, 30, tzinfo=UTC), "2027-03-27"),
        ("Europe/London", datetime(2027, 3, 28, 23, 30, tzinfo=UTC), "2027-03-29"),
        ("Europe/London", datetime(2027, 10, 31, 23, 30, tzinfo=UTC), "2027-10-31"),
    ],
)
def test_days_are_those_of_the_workspaces_clock(cast: Cast, client: Client, zone: str, now: datetime, today: str):
    """cards 68; also on the days on which the clock jumps"""
    Workspace.objects.filter(pk=cast.atelier.pk).update(zone=zone)
    card = make_card(cast.atelier, "ada", by=cast.ada, published=True)
    with inside(cast.atelier):
        for number in range(10):
            put(card, date.fromisoformat(today) + timedelta(days=2 - number), people=10**number)
    with time_machine.travel(now, tick=False):
        client.force_login(cast.ada)
        page = page_of(client, FIGURES + "?days=7")
    assert tables(page)["totals"][1] == ["People", "111111100", "1000000000"]


def test_a_month_is_offered_and_shown(ada: Client, card: Card):
    """cards 68: this one to today, and the one before whole"""
    page = page_of(ada, FIGURES + "?days=last-month")
    assert ('href="?days=month"' in page, 'aria-current="page">Last month' in page) == (True, True)


def test_a_plan_shows_ninety_days_and_says_so(cast: Cast, ada: Client, card: Card):
    """cards 70: what lies before is kept; and comes back with the plan"""
    with inside(cast.atelier):
        put(card, "2026-09-01", people=77)
    found = []
    for plan in ("free", "unlimited"):
        Workspace.objects.filter(pk=cast.atelier.pk).update(plan_key=plan)
        page = page_of(ada, FIGURES + "?days=365")
        said = ("This plan shows the last 90 days" in page, 'href="/w/atelier/billing/">See the plans' in page)
        found.append((tables(page)["totals"][1][:2], *said))
    assert found == [(["People", "15"], True, True), (["People", "92"], False, False)]


@pytest.mark.parametrize("query", ["days=8", "from=2027-02-30", "to=%00", "from=" + "9" * 500, "days=%ED%A0%80"])
def test_days_no_page_writes_are_refused(ada: Client, card: Card, query: str):
    assert ada.get(f"{FIGURES}?{query}").status_code == 400


def test_who_has_no_figures_reads_what_to_do_next(cast: Cast, ada: Client):
    """A card to make, to publish, to share; a viewer is not told to make one"""
    ada.force_login(cast.vera)
    found = [page_of(ada, FIGURES)]
    ada.force_login(cast.ada)
    found += [page_of(ada, FIGURES)]
    card = make_card(cast.atelier, "ada", by=cast.ada)
    found += [page_of(ada, FIGURES)]
    other = make_card(cast.atelier, "eve", by=cast.ada, published=True)
    found += [page_of(ada, FIGURES)]
    told = [
        '/cards/new/"',
        f'href="/w/atelier/cards/{card.pk}/"',
        f'href="/w/atelier/cards/{other.pk}/share/"',
        f'href="/w/atelier/cards/{other.pk}/codes/"',
    ]
    assert [[words in page for words in told] for page in found] == [
        [False, False, False, False],
        [True, False, False, False],
        [False, True, False, False],
        [False, False, True, True],
    ]
    assert {'class="chart"' in page for page in found} == {False}


def test_the_tray_says_how_often_a_card_was_opened(cast: Cast, ada: Client, card: Card):
    """look.md: one figure below each face; the page it leads to has the same"""
    make_card(cast.atelier, "quiet", by=cast.ada, published=True, identity={"given": "Quiet"})
    make_card(cast.atelier, "draft", by=cast.ada, identity={"given": "Draft"})
    tray = page_of(ada, "/w/atelier/")
    said = re.findall(r'class="tray-figure"\s+href="([^"]*)">(.*?)</a>', tray, re.DOTALL)
    quiet = Card.unscoped.get(handle="quiet")
    figures = f"/w/atelier/cards/{card.pk}/figures/?days=7"
    assert [(url, text(words)) for url, words in said] == [
        (figures, "12 opens in 7 days"),
        (f"/w/atelier/cards/{quiet.pk}/share/", "Nobody in 7 days: share it"),
    ]
    assert tables(page_of(ada, figures))["totals"][2] == ["Views", "12", "7"]


def test_the_page_asks_the_database_as_often_for_three_cards_as_for_one(
    cast: Cast, ada: Client, card: Card, django_assert_num_queries
):
    page_of(ada, FIGURES)  # whoever comes the first time is noted down
    for count in (0, 2):
        for number in range(count):
            other = make_card(cast.atelier, f"ada-{number}", by=cast.ada, published=True)
            with inside(cast.atelier):
                put(other, "2027-01-29", people=1, views=1)
        with django_assert_num_queries(13):  # two are a savepoint, because a test is one transaction
            page_of(ada, FIGURES)
