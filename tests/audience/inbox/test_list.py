"""The inbox as a list: folders, filters, search, acts on several, deleting (cards 75, 79)."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audience.inbox import bulk, listing
from audience.models import Lead, LeadEntry, LeadTag
from cards import coding
from tests.audience.people import make_lead
from tests.bookings.owner.seen import text
from workspaces.models import AuditEntry
from workspaces.scoping import inside

LEADS = "/w/atelier/leads/"


def listed(answer: Any) -> list[str]:
    """Names, in the order of the page."""
    return re.findall(r"<strong dir=\"auto\">([^<]*)</strong>", answer.content.decode())


@pytest.fixture
def several(card, cast) -> dict[str, Lead]:
    """From the oldest to the newest."""
    fair = coding.add_code(card=card, label="Fair stand", by=cast.ada)
    made = {
        "jose": make_lead(card, name="José Müller", email="jose@bau.example", phone="+4930901820", company="Bau KG"),
        "noor": make_lead(card, name="نور الهاشمي", code=fair, assignee=cast.ada),
        "won": make_lead(card, name="Kim Park", status=Lead.Status.WON, assignee=cast.eve),
        "spam": make_lead(card, name="Win Money", folder=Lead.Folder.SPAM),
    }
    LeadTag.objects.create(lead=made["jose"], name="roof")
    make_lead(card, name="", email="", erased_at=made["won"].created_at)
    make_lead(card, name="", email="", merged_into=made["won"])
    return made


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, ["Kim Park", "نور الهاشمي", "José Müller"]),
        ({"folder": "spam"}, ["Win Money"]),
        (
            {"folder": "nonsense", "status": "?", "card": "9" * 30, "who": "-1"},
            ["Kim Park", "نور الهاشمي", "José Müller"],
        ),
        ({"status": "won"}, ["Kim Park"]),
        ({"tag": "roof"}, ["José Müller"]),
        ({"tag": "roo"}, []),
        ({"who": "mine"}, ["نور الهاشمي"]),
        ({"who": "nobody"}, ["José Müller"]),
        ({"q": "muller JOSE"}, ["José Müller"]),
        ({"q": "MÜLLER"}, ["José Müller"]),
        ({"q": "الهاشمي"}, ["نور الهاشمي"]),
        ({"q": "bau kg"}, ["José Müller"]),
        ({"q": "030 901820"}, ["José Müller"]),
        ({"q": "money"}, []),
        ({"q": "money", "folder": "spam"}, ["Win Money"]),
    ],
)
def test_a_list_shows_what_is_asked_for(several, ada, asked, expected):
    """Erased and merged ones are in no list; what is not understood asks for nothing."""
    assert listed(ada.get(LEADS, asked)) == expected


def test_a_list_is_narrowed_by_code_card_and_member(several, ada, cast):
    code = several["noor"].code
    assert code is not None
    found = [listed(ada.get(LEADS, {name: value})) for name, value in (("code", code.pk), ("who", cast.eve.pk))]
    assert found == [["نور الهاشمي"], ["Kim Park"]]
    assert len(listed(ada.get(LEADS, {"card": several["jose"].card_id}))) == 3


def test_folders_carry_their_numbers_and_rows_say_where_one_met(several, ada):
    """cards 41"""
    said = text(ada.get(LEADS))
    assert re.findall(r"(Inbox|Spam|New) (\d)", said)[:3] == [("Inbox", "3"), ("Spam", "1"), ("New", "2")]
    assert (said.count("Scanned “Fair stand”"), said.count("On the card of Ada Byron")) == (1, 2)


def test_an_empty_inbox_invites(ada):
    said = text(ada.get(LEADS))
    assert "People you meet will stand here" in said
    assert "Export" not in said


def test_a_list_costs_the_same_whatever_its_length(card, ada, cast):
    costs = []
    for more in (1, 29):
        for _ in range(more):
            lead = make_lead(card, assignee=cast.eve, code=card.codes.get())
            LeadTag.objects.create(lead=lead, name="fair")
        with CaptureQueriesContext(connection) as queries:
            assert ada.get(LEADS).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1]
    assert costs[0] <= 14


def test_acts_on_several_change_them_and_say_so(several, ada, cast):
    """cards 75: each is written down; what stood so already is left alone"""
    ticked = [several["jose"].pk, several["won"].pk]
    answer = ada.post(LEADS, {"act": "status", "status": "won", "lead": ticked, "back": "q=mu"}, follow=True)
    assert answer.redirect_chain == [(f"{LEADS}?q=mu", 302)]
    assert "1 lead is changed. 1 stays as it was." in text(answer)
    ada.post(LEADS, {"act": "assign", "assignee": cast.ben.pk, "lead": ticked})
    ada.post(LEADS, {"act": "tag", "tag": "  big   fish ", "lead": ticked})
    ada.post(LEADS, {"act": "spam", "lead": ticked})
    for name in ("jose", "won"):
        several[name].refresh_from_db()
    assert [(several[name].status, several[name].assignee, several[name].folder) for name in ("jose", "won")] == [
        ("won", cast.ben, "spam")
    ] * 2
    assert set(LeadTag.objects.filter(lead__in=ticked).values_list("name", flat=True)) == {"roof", "big fish"}
    entries = LeadEntry.objects.filter(lead=several["jose"]).values_list("kind", "data", "by")
    assert list(entries)[1:] == [
        ("status", {"to": "won"}, cast.ada.pk),
        ("assign", {"to": "Ben"}, cast.ada.pk),
        ("tag", {"added": "big fish"}, cast.ada.pk),
        ("folder", {"to": "spam"}, cast.ada.pk),
    ]
    ada.post(LEADS, {"act": "inbox", "lead": ticked})
    assert Lead.objects.filter(pk__in=ticked, folder="inbox").count() == 2


def test_acts_on_all_that_a_list_found_reach_every_page_and_nobody_else(several, card, ada, cast, monkeypatch):
    """cards 75: a tag is hung on everybody of a search, and taken off again; a list without end is refused"""
    others = [make_lead(card, name=f"Wedding {number}") for number in range(3)]
    form = {"every": "1", "back": "q=wedding", "tag": "spring"}
    assert "All 3 of this list" not in text(ada.get(LEADS, {"q": "wedding"}))
    monkeypatch.setattr(listing, "PAGE", 2)
    assert "All 3 of this list, on every page" in text(ada.get(LEADS, {"q": "wedding"}))
    assert "3 leads are changed." in text(ada.post(LEADS, form | {"act": "tag"}, follow=True))
    assert set(LeadTag.objects.filter(name="spring").values_list("lead", flat=True)) == {lead.pk for lead in others}
    said = text(
        ada.post(LEADS, {"act": "untag", "tag": "spring", "lead": [others[0].pk, several["jose"].pk]}, follow=True)
    )
    assert "1 lead is changed. 1 stays as it was." in said
    assert LeadTag.objects.filter(name="spring").count() == 2
    assert LeadEntry.objects.filter(lead=several["jose"], kind="tag").count() == 0
    monkeypatch.setattr(bulk, "SEVERAL_MAX", 2)
    assert "more than 2 leads" in text(ada.post(LEADS, form | {"act": "spam"}))
    assert "Nothing is left" in text(ada.post(LEADS, form | {"act": "spam", "back": "q=nobody"}))
    assert Lead.objects.filter(folder="spam").count() == 1


def test_two_ticked_leads_go_to_where_they_are_joined(several, ada):
    jose, noor = several["jose"], several["noor"]
    answer = ada.post(LEADS, {"act": "join", "lead": [noor.pk, jose.pk]})
    assert answer["Location"] == f"{LEADS}{jose.pk}/join/?with={noor.pk}"
    assert "Tick exactly two" in text(ada.post(LEADS, {"act": "join", "lead": [noor.pk]}))


@pytest.mark.parametrize(
    ("form", "status", "said"),
    [
        ({"act": "spam"}, 422, "Tick the leads first."),
        ({"act": "spam", "lead": ["0", "x", "9" * 40]}, 422, "Tick the leads first."),
        ({"act": "status", "status": "gone"}, 422, "Choose a status first."),
        ({"act": "assign", "assignee": "999999"}, 422, "Choose a member of this workspace."),
        ({"act": "untag", "tag": ""}, 422, "Write a word, or choose one you have used before."),
        ({"act": "tag", "tag": "  "}, 422, "Write a word, or choose one you have used before."),
        ({"act": "burn"}, 400, ""),
    ],
)
def test_an_act_that_cannot_be_done_says_why_and_changes_nothing(several, ada, form, status, said):
    before = list(Lead.objects.order_by("pk").values())
    answer = ada.post(LEADS, {"lead": several["jose"].pk} | form if "tick" not in said.lower() else form)
    assert answer.status_code == status
    assert said in text(answer)
    assert list(Lead.objects.order_by("pk").values()) == before


def test_a_lead_is_given_to_members_alone(several, ada, cast):
    """A18: Cleo is a person, and none of this workspace"""
    assert ada.post(LEADS, {"act": "assign", "assignee": cast.cleo.pk, "lead": several["jose"].pk}).status_code == 422
    several["jose"].refresh_from_db()
    assert several["jose"].assignee is None


def test_acts_reach_no_lead_of_another_workspace(several, cast):
    """A16, A18: Cleo ticks Ada's leads, by every act"""
    cleo = Client()
    cleo.force_login(cast.cleo)
    before = list(Lead.objects.order_by("pk").values())
    for act in ("status", "assign", "tag", "spam", "inbox"):
        form = {"act": act, "status": "won", "tag": "mine", "lead": several["jose"].pk}
        assert cleo.post("/w/outpost/leads/", form).status_code == 422
    form = {"sure": "1", "lead": several["jose"].pk}
    cleo.post("/w/outpost/leads/delete/", form)
    assert list(Lead.objects.order_by("pk").values()) == before


def test_deleting_asks_once_and_leaves_an_empty_row(several, ada):
    """cards 74, 87: the details go from every table, the count stays; the audit row names nobody"""
    ticked = [several["jose"].pk, several["noor"].pk]
    asked = ada.post(f"{LEADS}delete/", {"lead": ticked})
    assert "Delete 2 leads?" in text(asked)
    assert kept() == 4
    ada.post(f"{LEADS}delete/", {"lead": ticked, "sure": "1"})
    assert (kept(), Lead.objects.count()) == (2, 6)
    gone = Lead.objects.get(pk=ticked[0])
    assert (gone.name, gone.email, gone.phone, gone.company, gone.folded) == ("", "", "", "", "")
    assert (gone.card_id, gone.erased_at is None) == (several["jose"].card_id, False)
    assert not LeadEntry.objects.filter(lead__in=ticked).exists()
    assert not LeadTag.objects.filter(lead__in=ticked).exists()
    entry = AuditEntry.objects.get(verb="lead.delete")
    assert (entry.target, sorted(entry.after["leads"])) == ("2 leads", sorted(ticked))
    assert ada.get(f"{LEADS}{ticked[0]}/").status_code == 410


def kept() -> int:
    return Lead.objects.filter(erased_at=None, merged_into=None).count()


def test_no_plan_hides_a_lead(several, ada, cast):
    """cards 8, 75"""
    cast.atelier.plan_key = "free"
    cast.atelier.save()
    with inside(cast.atelier):
        assert listed(ada.get(LEADS)) == ["Kim Park", "نور الهاشمي", "José Müller"]
