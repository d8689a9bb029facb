"""Services made, changed, ordered and taken out of use; what visitors see is made anew."""

import pytest

from bookings import offering
from bookings.models import Calendar, Offering, Service
from bookings.proposing import PROPOSALS
from tests.bookings.diary import NOW, at, make_booking, make_calendar, make_service
from tests.cast import make_card
from workspaces.models import Workspace
from workspaces.scoping import inside


@pytest.fixture
def atelier(cast):
    """Ada's workspace, open."""
    with inside(cast.atelier):
        yield cast.atelier


def revision(workspace: Workspace) -> int:
    return Workspace.objects.get(pk=workspace.pk).revision


def titles() -> list[str]:
    return [service.title for service in Service.objects.get_queryset().kept()]


def test_beginning_makes_what_can_be_booked(atelier, cast):
    """people.md 1: "appointments", and there are services and hours, whose owner is who begins"""
    atelier.zone = "Europe/Madrid"
    made = offering.begin(workspace=atelier, name="Rosa", by=cast.ada)
    assert made
    assert (made.name, made.zone, made.week) == ("Rosa", "Europe/Madrid", [["09:00-17:00"]] * 5 + [[], []])
    assert made.member
    assert made.member.user == cast.ada
    assert [(one.title, one.duration) for one in Service.objects.get_queryset().offered()] == [
        (str(proposal.title), proposal.duration) for proposal in PROPOSALS
    ]
    assert Service.objects.get_queryset()[0].reminders == [1440]


@pytest.mark.parametrize("present", [make_calendar, make_service])
def test_beginning_twice_changes_nothing(atelier, cast, present):
    """Whatever is there already, it is the owner's."""
    present()
    before = (Calendar.objects.count(), Service.objects.count(), revision(atelier))
    assert offering.begin(workspace=atelier, name="Rosa", by=cast.ada) is None
    assert (Calendar.objects.count(), Service.objects.count(), revision(atelier)) == before


def test_proposals_are_offered_by_everybody(atelier):
    rosa, tom = make_calendar(), make_calendar("Tom")
    make_calendar("Gone", archived_at=NOW)
    made = offering.propose(workspace=atelier)
    assert {tuple(one.calendars.order_by("pk")) for one in made} == {(rosa, tom)}
    assert offering.propose(workspace=atelier) == []


def test_a_new_one_stands_last_and_is_shown_at_once(atelier):
    make_service(title="Cut", position=4)
    before = revision(atelier)
    made = offering.add(workspace=atelier, values={"title": "Cut", "duration": 45}, calendars=[make_calendar()])
    assert (made.slug, made.position, made.currency, titles()) == ("cut-2", 5, atelier.currency, ["Cut", "Cut"])
    assert revision(atelier) == before + 1


def test_addresses_are_made_of_titles(atelier):
    """`next` means something else below a card; an archived service keeps its address."""
    make_service(title="Cut", archived_at=NOW)
    wanted = {
        "Color & Peinado": "color-peinado",
        "Färben": "farben",
        "カット": "service",
        "Next": "next-2",
        "cut": "cut-2",
        "a" * 59 + " b": "a" * 59,
    }
    assert {title: offering.free_slug(title) for title in wanted} == wanted
    make_service(title="x", slug="a" * 60)
    assert offering.free_slug("a" * 80) == "a" * 58 + "-2"


def test_only_what_a_card_shows_makes_cards_anew(atelier):
    rosa = make_calendar()
    service = make_service(rosa)
    before = revision(atelier)
    assert offering.change(service=service, values={"notice": 30, "moves": 3}, calendars=[rosa]) == ["notice"]
    assert revision(atelier) == before
    assert offering.change(service=service, values={"title": "Trim"}, calendars=[rosa]) == ["title"]
    assert offering.change(service=service, values={"title": "Trim"}, calendars=[]) == ["calendars"]
    assert revision(atelier) == before + 2
    assert list(Service.objects.get_queryset().offered()) == []


def test_an_archived_calendar_keeps_what_it_offered(atelier):
    rosa, gone = make_calendar(), make_calendar("Gone", archived_at=NOW)
    service = make_service(rosa, gone)
    assert offering.change(service=service, values={}, calendars=[rosa]) == []
    assert set(Offering.objects.values_list("calendar", flat=True)) == {rosa.pk, gone.pk}


def test_order(atelier):
    """All made by hand at the same place: the first step sets them apart."""
    for title in ("Cut", "Wash", "Dye"):
        make_service(title=title)
    cut, wash, dye = Service.objects.get_queryset()
    offering.move(service=dye, down=False)
    assert titles() == ["Cut", "Dye", "Wash"]
    offering.move(service=cut, down=True)
    assert titles() == ["Dye", "Cut", "Wash"]
    before = revision(atelier)
    offering.move(service=wash, down=True)
    assert (titles(), revision(atelier)) == (["Dye", "Cut", "Wash"], before)


def test_out_of_use_and_back(atelier, cast):
    card = make_card(atelier, by=cast.ada, published=True)
    cut, _wash = make_service(make_calendar()), make_service(title="Wash", position=1)
    make_booking(cut, at(9), card=card)
    before = revision(atelier)
    offering.archive(service=cut, now=NOW)
    assert (titles(), offering.upcoming(cut, NOW), offering.upcoming(cut, at(10, day=2))) == (["Wash"], 1, 0)
    offering.restore(service=cut)
    assert (titles(), revision(atelier)) == (["Wash", "Cut"], before + 2)
