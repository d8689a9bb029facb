"""What a card for appointments finds ready."""

import pytest
from django.test import Client

from bookings.models import Calendar, Offering, Service
from cards.models import Card
from tests.bookings.diary import make_calendar
from tests.cast import Cast
from workspaces.scoping import inside

NEW = "/w/atelier/cards/new/"


@pytest.fixture
def ada(cast: Cast, client: Client) -> Client:
    client.force_login(cast.ada)
    return client


def new(ada: Client, purpose: str) -> str:
    """The first page after a card was made."""
    return ada.post(NEW, {"name": "Rosa Vidal", "purpose": purpose, "handle": "rosa"}, follow=True).content.decode()


def test_a_card_for_appointments_can_be_booked_at_once(cast: Cast, ada: Client):
    """people.md 1: usual hours, services to rename, a main button that says Book."""
    cast.atelier.zone = "Europe/Madrid"
    cast.atelier.save()
    page = new(ada, "appointments")
    with inside(cast.atelier):
        calendar, services = Calendar.objects.get(), list(Service.objects.all())
        assert (calendar.name, calendar.zone, Offering.objects.count()) == ("Rosa Vidal", "Europe/Madrid", 3)
        assert calendar.member
        assert calendar.member.user == cast.ada
        card = Card.objects.get()
    assert [service.duration for service in services] == [30, 60, 90]
    assert (card.document.main_act, [block.kind for block in card.document.blocks][:2]) == (
        "book",
        ["booking", "services"],
    )
    assert "Visitors can book three services" in page
    assert '<a href="/w/atelier/services/">Open services and hours</a>' in page


def test_other_cards_bring_no_services(cast: Cast, ada: Client):
    assert "three services" not in new(ada, "contact")
    with inside(cast.atelier):
        assert (Calendar.objects.count(), Service.objects.count()) == (0, 0)


def test_who_takes_bookings_already_keeps_what_there_is(cast: Cast, ada: Client):
    with inside(cast.atelier):
        make_calendar("Sol")
    assert "three services" not in new(ada, "appointments")
    with inside(cast.atelier):
        assert (Calendar.objects.count(), Service.objects.count()) == (1, 0)


def test_the_menu_leads_to_the_bookings(cast: Cast, ada: Client):
    """And says so on every page of theirs."""
    for path in ("bookings/", "services/"):
        page = ada.get(f"/w/atelier/{path}").content.decode()
        at = page.index('href="/w/atelier/bookings/"')
        assert 'aria-current="page"' in page[at : at + 200], path
