"""People: leads, bookings and orders of one e-mail address or telephone number, in one timeline."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audience import joining, keeping
from audience.models import Lead
from audience.people import grouping
from audience.people.entries import Entry
from cards.models import CardEditor
from tests.audience.people import make_lead
from tests.bookings.diary import at, make_booking, make_calendar, make_service
from tests.bookings.owner.seen import text
from tests.cast import make_card
from tests.storefront.stall import make_order, make_product, make_shop, wanted
from workspaces.scoping import inside

PEOPLE = "/w/atelier/people/"
ONE = Entry("lead", 1, datetime(2027, 1, 1, tzinfo=UTC), "Kim", "", "", "lead", "")


def entry(pk: int, email: str = "", phone: str = "") -> Entry:
    return replace(ONE, pk=pk, email=email, phone=phone)


@pytest.mark.parametrize(
    ("start", "entries", "expected"),
    [
        (entry(1, "a"), [entry(2, "a"), entry(3, "b")], {1, 2}),
        (entry(1, "a"), [entry(2, "a", "1"), entry(3, "", "1")], {1, 2, 3}),
        (entry(1, "a"), [entry(2, "a", "1"), entry(3, "b", "1"), entry(4, "b")], {1, 2, 3}),
        (entry(1), [entry(2)], {1}),
    ],
    ids=["by address", "joined by who has both", "one step and no more", "nothing joins nothing"],
)
def test_who_is_one_person(start, entries, expected):
    assert {one.pk for one in grouping.of_one(start, entries)} == expected


def test_groups_name_nobody_twice():
    first, second, other = entry(1, "a"), entry(2, "a"), entry(3, "b")
    assert grouping.grouped([first, second, other], [first, second, other]) == [[second, first], [other]]


@pytest.fixture
def card(cast):
    card = make_card(cast.atelier, by=cast.ada, published=True)
    with inside(cast.atelier):
        yield card


@pytest.fixture
def kim(card) -> Lead:
    """Kim left both ways, booked twice by e-mail, ordered once by phone; somebody else did the same."""
    service = make_service(make_calendar())
    for hour, email in ((9, "Kim@Park.example"), (11, "kim@park.example"), (13, "other@else.example")):
        make_booking(service, at(hour), card=card, name="Kim P.", email=email)
    make_shop()
    cake = make_product()
    make_order(wanted(cake), card=card, name="K. Park", phone="+447700900123", email="")
    make_order(wanted(cake), card=card, name="Somebody Else", phone="+447700900999", email="")
    make_lead(card, name="Kim in spam", email="kim@park.example", folder=Lead.Folder.SPAM)
    return make_lead(card, name="Kim Park", email="kim@park.example", phone="+447700900123")


@pytest.fixture
def ada(cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client


def test_a_person_is_one_timeline_from_wherever_it_is_entered(kim, ada, cast):
    """By the lead, by a booking with the address alone, by an order with the number alone."""
    from bookings.models import Booking  # noqa: PLC0415

    booking = Booking.objects.get(email="Kim@Park.example")
    order_page = text(ada.get("/w/atelier/orders/"))
    assert "K. Park" in order_page
    pages = [text(ada.get(f"{PEOPLE}{place}/")) for place in (f"lead/{kim.pk}", f"booking/{booking.pk}")]
    for page in pages:
        assert "1 lead, 2 bookings, 1 order" in page
        assert (page.count("Cut"), page.count("Left their details"), "Somebody Else" in page) == (2, 1, False)
    assert ada.get(f"{PEOPLE}lead/999999/").status_code == 404
    assert ada.get(f"{PEOPLE}nonsense/1/").status_code == 404


def test_pages_of_each_room_lead_to_the_person_without_naming_them_in_the_address(kim, ada):
    """rule 34"""
    page = ada.get(f"/w/atelier/leads/{kim.pk}/")
    assert "3 more: 2 bookings, 1 order" in text(page)
    assert f'href="{PEOPLE}lead/{kim.pk}/"' in page.content.decode()
    spam = Lead.objects.get(name="Kim in spam")
    assert "4 more: 1 lead, 2 bookings, 1 order" in text(ada.get(f"/w/atelier/leads/{spam.pk}/"))
    led = [ada.get(where.partition('"')[0]).status_code for where in links(ada.get(f"/w/atelier/leads/{spam.pk}/"))]
    assert led == [200]
    places = ada.get(f"{PEOPLE}lead/{kim.pk}/").content.decode().split('class="people-entry" href="')[1:]
    for where in (place.partition('"')[0] for place in places):
        assert "3 more:" in text(ada.get(where)), where


def links(answer: Any) -> list[str]:
    """To people's pages."""
    return [f"{PEOPLE}{rest}" for rest in answer.content.decode().split(f'href="{PEOPLE}')[1:] if rest[0] != '"']


def test_a_person_wears_the_tags_and_notes_of_the_leads_one_may_read(kim, card, ada, cast):
    """cards 75, 79: an editor reads those of cards given to them, and nothing of a colleague's"""
    other = make_card(cast.atelier, "ben", by=cast.ben, published=True)
    CardEditor.objects.filter(card=other).delete()
    secret = make_lead(other, email="kim@park.example", note="For Ben alone")
    for lead, word in ((kim, "fair"), (secret, "hush")):
        keeping.tag(leads=[lead.pk], name=word, by=cast.ada, now=lead.created_at)
        keeping.note(lead=lead.pk, text=f"Noted {word}", by=cast.ada, now=lead.created_at)
    eve = Client()
    eve.force_login(cast.eve)
    found = [text(client.get(f"{PEOPLE}lead/{kim.pk}/")) for client in (ada, eve)]
    words = ("fair", "Noted fair Note", "· Ada", "hush", "Noted hush", "For Ben alone")
    assert [[word in page for word in words] for page in found] == [[True] * 6, [True] * 3 + [False] * 3]
    alone = make_lead(card, email="alone@else.example")
    assert links(ada.get(f"/w/atelier/leads/{alone.pk}/"))[0].startswith(f"{PEOPLE}lead/{alone.pk}/")


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("kim", ["Kim Park", "Kim P."]),
        ("PARK", ["Kim Park"]),
        ("else.example", ["Kim P."]),
        ("07700 900999", ["Somebody Else"]),
        ("nobody", []),
    ],
)
def test_people_are_found_by_name_address_and_number(kim, ada, query, names):
    """Each once, by the name of what is newest; who is only in the spam folder is nobody."""
    assert found(ada.get(PEOPLE, {"q": query})) == names


def found(answer: Any) -> list[str]:
    return [piece.partition("<")[0] for piece in answer.content.decode().split('<strong dir="auto">')[1:]]


def test_a_person_stays_one_when_two_of_their_leads_are_joined(card, ada, cast):
    """cards 75: whichever address stays; until the lead is erased, and with it every address (cards 74)"""
    service = make_service(make_calendar())
    booking = make_booking(service, at(9), card=card, name="Zoë M.", email="zoe@home.example")
    zoe = make_lead(card, name="Zoë Meyer", email="zoe@work.example")
    home, fair = make_lead(card, email="zoe@home.example"), make_lead(card, email="zoe@fair.example")
    for first, other in ((fair, home), (zoe, fair)):
        joining.join(first=first.pk, other=other.pk, theirs={}, by=cast.ada, now=zoe.created_at)
    assert [found(ada.get(PEOPLE, {"q": asked})) for asked in ("", "zoe@home.example")] == [["Zoë Meyer"]] * 2
    for place in (f"lead/{zoe.pk}", f"booking/{booking.pk}"):
        page = text(ada.get(f"{PEOPLE}{place}/"))
        assert ("1 lead, 1 booking" in page, "zoe@home.example" in page, "zoe@fair.example" in page) == (True,) * 3
    keeping.delete(leads=[zoe.pk], by=cast.ada, now=zoe.created_at)
    assert set(Lead.objects.values_list("email", "phone")) == {("", "")}
    assert "zoe@fair.example" not in text(ada.get(f"{PEOPLE}booking/{booking.pk}/"))


def test_people_seen_last_come_first(kim, ada):
    assert found(ada.get(PEOPLE)) == ["Kim Park", "Kim P.", "Somebody Else"]


def test_another_workspace_meets_nobody_of_ours(kim, ada, cast):
    """A16, A19: Cleo has a lead of the same address"""
    cleo = Client()
    cleo.force_login(cast.cleo)
    card = make_card(cast.outpost, "cleo", by=cast.cleo, published=True)
    with inside(cast.outpost):
        hers = make_lead(card, name="Cleo's Kim", email="kim@park.example", phone="+447700900123")
    assert found(cleo.get("/w/outpost/people/")) == ["Cleo&#x27;s Kim"]
    page = text(cleo.get(f"/w/outpost/people/lead/{hers.pk}/"))
    assert ("1 lead" in page, "booking" in page, "order" in page.lower()) == (True, False, False)
    assert cleo.get(f"/w/outpost/people/lead/{kim.pk}/").status_code == 404


def test_pages_cost_the_same_whatever_somebody_did(card, ada):
    costs = []
    lead = make_lead(card, email="kim@park.example")
    for more in (0, 29):
        for _ in range(more):
            make_lead(card, email="kim@park.example")
        for place in (PEOPLE, f"{PEOPLE}lead/{lead.pk}/", f"/w/atelier/leads/{lead.pk}/"):
            with CaptureQueriesContext(connection) as queries:
                assert ada.get(place).status_code == 200
            costs.append(len(queries))
    assert costs[:3] == costs[3:]
