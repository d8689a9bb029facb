"""Whose leads an editor sees: those of the cards given to them, and those given to them by name (cards 79)."""

from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from audience.models import Lead, LeadEntry, LeadTag
from cards.models import CardEditor
from tests.access_table import WORKSPACE
from tests.audience.inbox.test_export import table
from tests.audience.inbox.test_list import listed
from tests.audience.people import make_lead
from tests.bookings.diary import at, make_booking, make_calendar, make_service
from tests.bookings.owner.seen import text
from tests.cast import make_card

LEADS = "/w/atelier/leads/"
PEOPLE = "/w/atelier/people/"


@pytest.fixture
def eve(card, cast, client: Client) -> Client:
    """She looks after a card of her own, and not after Ada's."""
    CardEditor.objects.filter(card=card).delete()
    client.force_login(cast.eve)
    return client


@pytest.fixture
def leads(card, cast) -> dict[str, Lead]:
    """On a card that is not Eve's, on the same but given to her by name, and on her own card."""
    own = make_card(cast.atelier, "eve", by=cast.ada)
    made = {
        "foreign": make_lead(card, name="Foreign Finch", email="finch@park.example"),
        "named": make_lead(card, name="Named Nightingale", email="finch@park.example", assignee=cast.eve),
        "own": make_lead(own, name="Own Owl", email="owl@park.example"),
    }
    for name, lead in made.items():
        LeadTag.objects.create(lead=lead, name=f"tag-{name}")
    return made


def test_a_list_and_its_numbers_know_nothing_of_foreign_leads(eve, leads, card, cast):
    """Nor do search, filters and the tags that are offered; a viewer, who reads everything, sees all three."""
    assert listed(eve.get(LEADS)) == ["Own Owl", "Named Nightingale"]
    asked: list[dict[str, Any]] = [{"q": "finch"}, {"card": card.pk}, {"tag": "tag-foreign"}, {"who": "nobody"}]
    assert [listed(eve.get(LEADS, one)) for one in asked] == [["Named Nightingale"]] * 2 + [[], ["Own Owl"]]
    page = eve.get(LEADS)
    assert ("tag-own" in page.content.decode(), "tag-foreign" in page.content.decode()) == (True, False)
    assert "Inbox 2" in text(page)
    eve.force_login(cast.vera)
    assert len(listed(eve.get(LEADS))) == 3


def test_no_address_of_a_foreign_lead_is_there(eve, leads):
    """Each one with each method it takes: 404, or 403 where no editor may do it; the same of a lead of hers answers."""
    got: dict[str, set[tuple[str, str, int]]] = {}
    for which in ("foreign", "own", "named"):
        got[which] = set()
        for name in ("lead", "lead_contact", "lead_join", "lead_delete"):
            row, path = WORKSPACE[name], reverse(name, args=["atelier", leads[which].pk])
            for method in row.methods - {"HEAD"}:
                with transaction.atomic():
                    answer = eve.generic(
                        method, path, "act=handle&status=open&note=x", "application/x-www-form-urlencoded"
                    )
                    transaction.set_rollback(True)
                got[which].add((name, method, answer.status_code))
    assert {status for name, _method, status in got["foreign"] if name != "lead_delete"} == {404}
    assert {status for name, _method, status in got["foreign"] if name == "lead_delete"} == {403}
    assert got["own"] == got["named"]
    assert {status for name, _method, status in got["own"] if name != "lead_delete"} == {200, 302}
    assert eve.get(f"{LEADS}{leads['own'].pk}/join/", {"with": leads["foreign"].pk}).status_code == 404
    assert eve.post(f"{LEADS}{leads['own'].pk}/join/", {"with": leads["foreign"].pk}).status_code == 404
    offered = eve.get(f"{LEADS}{leads['own'].pk}/join/", {"q": "finch"}).content.decode()
    assert ("Named Nightingale" in offered, "Foreign Finch" in offered) == (True, False)


@pytest.mark.parametrize("act", ["status", "assign", "tag", "spam"])
def test_acts_on_several_pass_over_foreign_leads(eve, leads, act):
    """A18: ticked together, hers are changed and the foreign one stays; alone it is as if nothing were ticked."""
    before = Lead.objects.filter(pk=leads["foreign"].pk).values().get()
    form = {"act": act, "status": "won", "assignee": "", "tag": "bird"}
    assert eve.post(LEADS, form | {"lead": leads["foreign"].pk}).status_code == 422
    assert eve.post(LEADS, form | {"lead": [lead.pk for lead in leads.values()]}).status_code == 302
    assert Lead.objects.filter(pk=leads["foreign"].pk).values().get() == before
    entries = LeadEntry.objects.exclude(kind=LeadEntry.Kind.SENT).values_list("lead", flat=True)
    assert leads["foreign"].pk not in set(entries)
    assert leads["named"].pk in set(entries)


def test_who_gives_a_lead_away_is_led_to_the_list(eve, leads, cast):
    """What was hers by name alone is not there for her afterwards."""
    form = {"act": "handle", "status": "open", "assignee": cast.ben.pk}
    answers = [eve.post(f"{LEADS}{leads[which].pk}/", form, follow=True) for which in ("named", "own")]
    chains = [[(LEADS, 302)], [(f"{LEADS}{leads['own'].pk}/", 302)]]
    assert [answer.redirect_chain for answer in answers] == chains
    assert ["Saved." in text(answer) for answer in answers] == [True, True]


def test_files_hold_nothing_of_foreign_leads(eve, leads):
    """A19: neither ticked nor with all"""
    names = []
    for form in ({"all": "1"}, {"lead": [lead.pk for lead in leads.values()]}):
        names.append([row["name"] for row in table(eve.post(f"{LEADS}export.csv", form))])
        assert b"Foreign" not in eve.post(f"{LEADS}export.vcf", form).content
    assert names == [["Own Owl", "Named Nightingale"]] * 2


def test_a_persons_timeline_leaves_foreign_leads_out(eve, leads, card, cast):
    """The booking of the same person is everybody's to read, and the lead is not named beside it."""
    booking = make_booking(make_service(make_calendar()), at(9), card=card, name="Kim", email="finch@park.example")
    page = text(eve.get(f"{PEOPLE}booking/{booking.pk}/"))
    assert ("1 lead, 1 booking" in page, page.count("Left their details")) == (True, 1)
    assert eve.get(f"{PEOPLE}lead/{leads['foreign'].pk}/").status_code == 404
    assert "1 lead, 1 booking" in text(eve.get(PEOPLE, {"q": "finch"}))
    assert "1 more: 1 booking" in text(eve.get(f"{LEADS}{leads['named'].pk}/"))
    eve.force_login(cast.ada)
    assert "2 leads, 1 booking" in text(eve.get(f"{PEOPLE}booking/{booking.pk}/"))
    assert "2 leads, 1 booking" in text(eve.get(PEOPLE, {"q": "finch"}))


def test_an_editor_without_leads_is_shown_a_card_of_their_own(eve, card, cast):
    """Not one they could not put a form on."""
    place = f'href="/w/atelier/cards/{card.pk}/"'
    assert place not in eve.get(LEADS).content.decode()
    eve.force_login(cast.ada)
    assert place in eve.get(LEADS).content.decode()
