"""A leaver's cards and calendars: whose they are then, and that every printed code lives (cards 85)."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audience.models import Lead
from bookings.models import Calendar
from cards import assigning
from cards.models import Card, CardEditor
from tests.audience.people import make_lead
from tests.bookings.diary import make_calendar
from tests.cast import Cast, make_card
from tests.workspaces.team import fresh, membership, roles_in
from workspaces.models import AuditEntry
from workspaces.scoping import inside


@pytest.fixture
def eves(cast: Cast) -> Card:
    """A published card that only Eve was given, with a calendar of hers."""
    card = make_card(cast.atelier, "eve", by=cast.ada, published=True, identity={"given": "Eve", "family": ""})
    make_card(cast.atelier, "company", by=cast.ada, published=True)
    with inside(cast.atelier):
        CardEditor.objects.exclude(membership__user=cast.eve, card=card).delete()
        calendar = make_calendar("Eve's hours")
        calendar.member, calendar.notify = membership(cast.atelier, cast.eve), cast.eve.email
        calendar.save()
        make_lead(card, name="Gina", assignee=cast.eve)
    return card


def remove_eve(cast: Cast, **typed: Any) -> Any:
    where = f"/w/atelier/members/{membership(cast.atelier, cast.eve).pk}/remove/"
    client = fresh(cast.ada)
    page = client.get(where).content.decode()
    assert "Eve's hours" in page.replace("&#x27;", "'")
    return client.post(where, {"fate": "stay", **typed})


def scanned(cast: Cast, card: Card) -> tuple[int, str]:
    """Status and place at the end of a printed code, as far as it stays with us."""
    with inside(cast.atelier):
        code = card.codes.get()
    first = Client().get(f"/q/{code.text}")
    answer = Client().get(first["Location"])
    return answer.status_code, answer.headers.get("Location", "")


def test_a_colleague_takes_over(cast: Cast, eves: Card):
    """Vera is made an editor; the code opens the same card, which is hers to edit now, as is the calendar."""
    fresh(cast.ada).post(f"/w/atelier/members/{membership(cast.atelier, cast.vera).pk}/", {"role": "editor"})
    eve, vera = fresh(cast.eve), fresh(cast.vera)
    edit = f"/w/atelier/cards/{eves.pk}/handle/"
    assert (eve.get(edit).status_code, vera.get(edit).status_code) == (200, 403)
    heir = membership(cast.atelier, cast.vera)
    assert remove_eve(cast, to=heir.pk).status_code == 302
    assert (eve.get(edit).status_code, vera.get(edit).status_code) == (404, 200)
    assert scanned(cast, eves) == (200, "")
    with inside(cast.atelier):
        calendar = Calendar.objects.get()
        assert (calendar.member_id, calendar.notify) == (heir.pk, cast.vera.email)
        lead = Lead.objects.get()
        assert (lead.assignee, lead.entries.latest("pk").data) == (cast.vera, {"to": cast.vera.get_full_name()})
        entry = AuditEntry.objects.get(verb="member.remove")
    assert (entry.target, entry.before["held"]) == (cast.eve.email, ["Eve", "1 lead", "Eve's hours"])
    assert entry.after == {"fate": "stay", "to": cast.vera.email, "forward": ""}


def test_visitors_are_led_to_the_company_until_a_day(cast: Cast, eves: Card, settings: Any):
    company = f"{settings.BASE_URL}/company"
    day = timezone.localdate() + timedelta(days=30)
    assert remove_eve(cast, fate="forward", destination=company, until=day.isoformat()).status_code == 302
    assert scanned(cast, eves) == (302, company)
    name = Card.unscoped.get(handle="company").name
    tray = fresh(cast.ada).get("/w/atelier/").content.decode()
    assert f"visitors go to {name}" in " ".join(tray.split())
    Card.unscoped.filter(pk=eves.pk).update(forward_until=timezone.now() - timedelta(seconds=1))
    assert scanned(cast, eves) == (404, "")
    with inside(cast.atelier):
        card = Card.objects.get(pk=eves.pk)
        assert (card.status, Calendar.objects.get().member) == ("paused", None)


def test_who_removed_somebody_reads_where_visitors_go(cast: Cast, eves: Card):
    """After the act, and in the list of cards as long as it lasts; an address of others stands there as it is."""
    ada, where = fresh(cast.ada), f"/w/atelier/members/{membership(cast.atelier, cast.eve).pk}/remove/"
    typed = {"fate": "forward", "destination": "elsewhere", "address": "https://acme.example/team"}
    page = ada.post(where, typed, follow=True).content.decode()
    assert "Visitors of their cards go to https://acme.example/team." in page
    assert "visitors go to acme.example/team" in " ".join(ada.get("/w/atelier/").content.decode().split())
    Card.unscoped.filter(pk=eves.pk).update(forward_until=timezone.now())
    assert "visitors go to" not in ada.get("/w/atelier/").content.decode()


def test_where_visitors_are_led_counts_only_where_they_are_led(cast: Cast, eves: Card):
    """What a browser hid is not asked for, even when something stands in it."""
    typed = {"destination": "elsewhere", "address": "javascript:alert(1)", "until": "2001-01-01"}
    assert remove_eve(cast, fate="stay", **typed).status_code == 302
    assert scanned(cast, eves) == (200, "")


def test_nobody_is_led_anywhere_unless_it_is_chosen(cast: Cast, eves: Card):
    """No page stands first in the list; and what there is to choose is said before the log-in is asked for."""
    where = f"/w/atelier/members/{membership(cast.atelier, cast.eve).pk}/remove/"
    page = fresh(cast.ada).get(where).content.decode()
    choices = re.findall(
        r"<option value=\"([^\"]*)\"", page.partition('name="destination"')[2].partition("</select>")[0]
    )
    assert (choices[0], len(choices)) == ("", 3)
    stale = Client()
    stale.force_login(cast.ada)
    asks = stale.get(where).content.decode()
    assert ('name="fate"' in asks, "lead visitors to a colleague" in asks) == (False, True)


def test_cards_rest_when_nobody_takes_them(cast: Cast, eves: Card):
    assert remove_eve(cast, fate="pause").status_code == 302
    assert scanned(cast, eves) == (404, "")
    with inside(cast.atelier):
        assert (Card.objects.get(pk=eves.pk).status, CardEditor.objects.count()) == ("paused", 0)


@pytest.mark.parametrize(
    "typed",
    [
        {"fate": "forward"},
        {"fate": "forward", "destination": "elsewhere", "address": "javascript:alert(1)"},
        {"fate": "forward", "destination": "elsewhere", "address": "mailto:a@example.com"},
        {"fate": "forward", "destination": "https://evil.example/"},
        {"fate": "stay", "to": "9223372036854775808"},
        {"fate": "burn"},
        {"fate": "forward", "destination": "elsewhere", "address": "https://a.example", "until": "2001-01-01"},
    ],
)
def test_what_cannot_be_done_changes_nothing(cast: Cast, eves: Card, typed: dict[str, str]):
    """One transaction: a forward that is refused removes nobody."""
    assert remove_eve(cast, **typed).status_code in {400, 422}
    assert (cast.eve.email in roles_in(cast.atelier), scanned(cast, eves)) == (True, (200, ""))


def test_an_editor_is_told_to_ask_for_the_card(cast: Cast, eves: Card):
    """A viewer to be made an editor; who is one already not."""
    with inside(cast.atelier):
        CardEditor.objects.all().delete()
    pages = [fresh(one).get(f"/w/atelier/cards/{eves.pk}/").content.decode() for one in (cast.eve, cast.vera)]
    assert [("to give you this card" in page, "to make you an editor" in page) for page in pages] == [
        (True, False),
        (False, True),
    ]


def test_a_member_of_another_workspace_takes_nothing_over(cast: Cast, eves: Card):
    """A18"""
    foreign = membership(cast.outpost, cast.cleo)
    assert remove_eve(cast, to=foreign.pk).status_code == 422
    assert cast.eve.email in roles_in(cast.atelier)


def test_an_editor_leaves_by_herself(cast: Cast, eves: Card):
    """Her account and other workspaces stay; this one is not there any more."""
    eve = fresh(cast.eve)
    assert eve.post("/w/atelier/members/leave/", {"fate": "stay"})["Location"] == "/w/"
    assert eve.get("/w/atelier/").status_code == 404
    assert eve.get("/accounts/me/").status_code == 200
    assert scanned(cast, eves) == (200, "")


def test_an_admin_removes_neither_owner_nor_admin(cast: Cast):
    ben = fresh(cast.ben)
    for user in (cast.ada, cast.ben):
        where = f"/w/atelier/members/{membership(cast.atelier, user).pk}/remove/"
        assert [ben.get(where).status_code, ben.post(where, {"fate": "stay"}).status_code] == [403, 403]
    assert len(roles_in(cast.atelier)) == 4


def test_a_card_is_given_to_people(cast: Cast, eves: Card):
    """cards 79: exactly those ticked; viewers cannot be ticked, strangers neither"""
    ada, where = fresh(cast.ada), f"/w/atelier/cards/{eves.pk}/people/"
    ben, vera = membership(cast.atelier, cast.ben), membership(cast.atelier, cast.vera)
    foreign = membership(cast.outpost, cast.cleo)
    assert [ada.post(where, {"people": [one.pk]}).status_code for one in (vera, foreign)] == [422, 422]
    assert ada.post(where, {"people": [ben.pk]}).status_code == 302
    with inside(cast.atelier):
        assert list(CardEditor.objects.filter(card=eves).values_list("membership", flat=True)) == [ben.pk]
        assert assigning.may_edit(membership(cast.atelier, cast.eve), eves) is False
        assert AuditEntry.objects.get(verb="card.give").after == {"people": [cast.ben.email]}


def test_the_tray_of_an_editor_offers_to_edit_what_is_hers(cast: Cast, eves: Card):
    """The menu of the other card leads to no page she may not open."""
    page = fresh(cast.eve).get("/w/atelier/").content.decode()
    other = Card.unscoped.get(handle="company").pk
    assert [f"/cards/{pk}/password/" in page for pk in (eves.pk, other)] == [True, False]
    assert [f"/cards/{pk}/codes/" in page for pk in (eves.pk, other)] == [True, True]


def test_whoever_makes_a_card_looks_after_it(cast: Cast):
    card = make_card(cast.atelier, by=cast.ben)
    with inside(cast.atelier):
        given = CardEditor.objects.filter(card=card, membership__user=cast.ben)
        assert given.count() == 1
