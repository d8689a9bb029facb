"""A workspace that is deleted leaves nobody waiting: guests and buyers are told at once, for good (cards 99)."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from time_machine import Traveller

from bookings import wording as booking_wording
from bookings.models import Booking, Feed
from bookings.upkeep import read_feeds
from cards.models import Card
from storefront import fulfilling
from storefront import wording as order_wording
from storefront.models import Order
from storefront.upkeep import summaries
from tests.bookings.diary import NOW, at, make_booking, make_calendar, make_service
from tests.cast import Cast, make_card
from tests.storefront.stall import make_order, make_product, make_shop, wanted
from tests.workspaces.accounts import log_in
from workspaces import deleting, outbox
from workspaces.models import Effect
from workspaces.scoping import inside
from workspaces.waiting import Waiting, waiting

PAGE = "/w/atelier/settings/delete/"


@pytest.fixture(autouse=True)
def monday(settings: Any) -> Iterator[Traveller]:
    settings.EMAIL_BACKEND = "workspaces.mail.OutboxBackend"
    settings.MAIL_DELIVERY = {"backend": "django.core.mail.backends.locmem.EmailBackend"}
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def card(cast: Cast) -> Card:
    """Nothing of it waits to be drawn."""
    made = make_card(cast.atelier, by=cast.ada, published=True)
    Effect.objects.all().delete()
    return made


@pytest.fixture
def bookings(cast: Cast, card: Card) -> list[Booking]:
    """Tomorrow at nine, and at ten by telephone alone; the last of them in German, as a request."""
    with inside(cast.atelier):
        calendar = make_calendar(notify="rosa@example.com")
        service = make_service(calendar, reminders=[60])
        asked = make_service(calendar, title="Colour", approval=True)
        return [
            make_booking(service, at(9), card=card),
            make_booking(service, at(10), card=card, email="", phone="+447700900555"),
            make_booking(asked, at(11), card=card, language="de"),
        ]


@pytest.fixture
def orders(cast: Cast, card: Card) -> list[Order]:
    """One new, one sent off already."""
    with inside(cast.atelier):
        make_shop()
        cake = make_product(stock=5)
        made = [make_order(wanted(cake, 2), card=card), make_order(wanted(cake), card=card)]
        fulfilling.accept(order=made[1], by=cast.ada, now=NOW)
        fulfilling.ship(order=made[1], by=cast.ada, now=NOW)
        return made


def states(rows: list[Any]) -> list[str]:
    return [type(row).unscoped.get(pk=row.pk).state for row in rows]


def test_an_owner_reads_who_waits_before_the_workspace_goes(
    cast: Cast, card: Card, client: Client, bookings: list[Booking], orders: list[Order]
):
    """Also those that no mail reaches; of a card alone they stand, and its owner reads that too."""
    with inside(cast.atelier):
        other = make_card(cast.atelier, "other", by=cast.ada)
        found = [waiting(), waiting(card=card.pk), waiting(card=other.pk)]
    said = [Waiting("3 coming bookings", "agenda", 1), Waiting("1 open order", "orders", 0)]
    assert found == [said, said, []]
    log_in(client, cast.ada.email)
    page = " ".join(client.get(PAGE).content.decode().split())
    assert '<a href="/w/atelier/bookings/">3 coming bookings</a> – 1 without an e-mail address' in page
    assert '<a href="/w/atelier/orders/">1 open order</a> </li>' in page
    assert "They stand" in client.get(f"/w/atelier/cards/{card.pk}/delete/").content.decode()
    client.post(f"/w/atelier/cards/{card.pk}/delete/")
    outbox.perform_due()
    assert states(bookings) == ["confirmed", "confirmed", "pending"]
    assert "· Atelier</title>" in client.get(booking_wording.manage_path(bookings[0])).content.decode()


def test_guests_and_buyers_are_told_at_once_and_for_good(
    cast: Cast, client: Client, bookings: list[Booking], orders: list[Order], mailoutbox: Any
):
    """What is on its way arrives; the stock is free; bringing the workspace back revives none of it"""
    outbox.perform_due()
    mailoutbox.clear()
    deleting.delete(workspace=cast.atelier, by=cast.ada)
    outbox.perform_due()
    assert states(bookings) == ["cancelled"] * 3
    assert states(orders) == ["cancelled", "shipped"]
    told = {mail.to[0]: mail for mail in mailoutbox}
    assert set(told) == {bookings[0].email, bookings[2].email, orders[0].email, cast.ada.email}
    guest, german, buyer = (told[row.email] for row in (bookings[0], bookings[2], orders[0]))
    assert "we have closed our page here" in guest.body
    assert ("Wir haben unsere Seite hier geschlossen" in german.body, guest.reply_to) == (True, ["rosa@example.com"])
    assert "Book again" not in guest.body
    assert [part.mimetype for part in guest.alternatives][1] == "text/calendar; method=CANCEL"
    assert "If you paid, answer this mail" in buyer.body
    assert "cancelled for good" in told[cast.ada.email].body
    deleting.undelete(workspace=cast.atelier, by=cast.ada)
    assert states(bookings) == ["cancelled"] * 3


def test_private_pages_say_that_the_business_is_gone(
    cast: Cast, client: Client, bookings: list[Booking], orders: list[Order]
):
    """In its dress, with the ways to ask it, and nothing that leads to a card that is gone"""
    paths = [booking_wording.manage_path(bookings[0]), order_wording.order_path(orders[0])]
    before = [client.get(path).content.decode() for path in paths]
    assert ['href="/ada' in page for page in before] == [True, True]
    deleting.delete(workspace=cast.atelier, by=cast.ada)
    outbox.perform_due()
    pages = [client.get(path).content.decode() for path in paths]
    assert ["has closed its page here" in page for page in pages] == [True, True]
    assert ["tel:" in page for page in pages] == ["tel:" in page for page in before]
    assert ['href="/ada' in page for page in pages] == [False, False]
    assert client.get(f"{paths[0]}/move").status_code == 409


def test_nothing_goes_on_by_the_clock(
    cast: Cast, bookings: list[Booking], orders: list[Order], mailoutbox: Any, monday: Traveller
):
    """No reminder, no summary, no reading of other calendars: fourteen days are silent."""
    with inside(cast.atelier):
        Feed.objects.create(calendar=bookings[0].calendar, name="x", url="https://example.com/x.ics")
    deleting.delete(workspace=cast.atelier, by=cast.ada)
    outbox.perform_due()
    mailoutbox.clear()
    for hours in (0, 12, 24, 25):  # the evening, and the hours before and of the first appointments
        monday.move_to(NOW + timedelta(hours=hours))
        summaries(timezone.now())
        read_feeds()
        outbox.perform_due()
    assert [mail.subject for mail in mailoutbox] == []
    assert Effect.objects.filter(task="bookings.upkeep.read_feed").count() == 0


def test_a_workspace_brought_back_in_time_keeps_its_guests(
    cast: Cast, card: Card, bookings: list[Booking], orders: list[Order], monday: Traveller
):
    """Before the queue ran nobody was told anything; a form under way when it was deleted is found a minute later."""
    deleting.delete(workspace=cast.atelier, by=cast.ada)
    deleting.undelete(workspace=cast.atelier, by=cast.ada)
    monday.move_to(NOW + timedelta(minutes=2))
    outbox.perform_due()
    assert (states(bookings), states(orders)) == (["confirmed", "confirmed", "pending"], ["placed", "shipped"])
    deleting.delete(workspace=cast.atelier, by=cast.ada)
    outbox.perform_due()
    with inside(cast.atelier):
        late = make_booking(bookings[0].service, at(14), card=card)
    monday.move_to(NOW + timedelta(minutes=4))
    outbox.perform_due()
    assert states([late]) == ["cancelled"]
