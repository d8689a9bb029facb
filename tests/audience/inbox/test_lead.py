"""One lead: its page, acts, notes, joining with another (cards 41, 75)."""

from typing import Any

import pytest
from django.test import Client

from audience import joining
from audience.changing import erase
from audience.joining import NotJoined
from audience.models import Lead, LeadEntry, LeadTag
from cards import coding
from cards.models import CardEditor
from tests.audience.people import NOW, make_lead
from tests.bookings.owner.seen import text

LEADS = "/w/atelier/leads/"


@pytest.fixture
def kim(card, cast) -> Lead:
    fair = coding.add_code(card=card, label="Fair stand", by=cast.ada)
    return make_lead(
        card,
        name="Kim Park",
        email="kim@park.example",
        phone="+447700900123",
        note="Call me <b>soon</b>",
        answers=[{"label": "Size", "value": "Large"}],
        code=fair,
        language="de",
    )


def act(client: Client, lead: Lead, name: str, **form: Any) -> Any:
    return client.post(f"{LEADS}{lead.pk}/", {"act": name, **form}, follow=True)


def test_a_page_says_who_where_and_how_to_reach_them(kim, ada):
    """cards 41; A06: what they wrote is text. The chat begins in their language"""
    answer = ada.get(f"{LEADS}{kim.pk}/")
    page, said = answer.content.decode(), text(answer)
    assert "Scanned “Fair stand” Friday, 12 March" in said.replace("March 12", "12 March")
    assert 'href="tel:+447700900123"' in page
    assert 'href="mailto:kim@park.example"' in page
    assert "https://wa.me/447700900123?text=Hallo%20Kim%20Park" in page
    assert "<b>soon" not in page
    assert "Call me <b>soon</b>" in said
    assert "Size Large" in said


def test_acts_stand_in_the_history(kim, ada, cast):
    """cards 75: status, assignee, tags, notes, spam and back"""
    act(ada, kim, "handle", status="open", assignee=cast.eve.pk)
    stays = {"status": "open", "assignee": cast.eve.pk}
    act(ada, kim, "handle", **stays, tag="fair")
    act(ada, kim, "handle", **stays, tag="fair")
    act(ada, kim, "untag", tag="fair")
    act(ada, kim, "handle", **stays, note="Wants a quote\nby Monday")
    act(ada, kim, "spam")
    answer = act(ada, kim, "inbox")
    kinds = list(LeadEntry.objects.filter(lead=kim).values_list("kind", flat=True))
    assert kinds == ["sent", "status", "assign", "tag", "tag", "note", "folder", "folder"]
    said = text(answer).partition("History")[2]
    words = ["Moved to the inbox", "Moved to spam", "Wants a quote by Monday", "Tag taken off: fair", "Tagged: fair"]
    words += ["Given to Eve", "Status: In touch", "Left their details"]
    assert [said.index(one) for one in words] == sorted(said.index(one) for one in words)


def test_one_button_keeps_all_that_was_typed(kim, ada, cast):
    """Status, tag and note together; what is refused comes back with all of it, and nothing is kept"""
    typed = {"act": "handle", "status": "open", "tag": "call back", "note": "After six"}
    refused = ada.post(f"{LEADS}{kim.pk}/", typed | {"tag": "x" * 41})
    assert (refused.status_code, "After six" in refused.content.decode(), kim.tags.count()) == (422, True, 0)
    ada.post(f"{LEADS}{kim.pk}/", typed)
    kim.refresh_from_db()
    assert (kim.status, kim.tags.get().name, kim.entries.get(kind="note").text) == ("open", "call back", "After six")


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"act": "handle", "status": "open", "note": "x" * 2001}, 422),
        ({"act": "handle", "status": "open", "tag": "x" * 41}, 422),
        ({"act": "handle", "status": "gone"}, 422),
        ({"act": "burn"}, 400),
        ({}, 400),
    ],
)
def test_what_cannot_be_done_changes_nothing(kim, ada, form, status):
    answer = ada.post(f"{LEADS}{kim.pk}/", form)
    assert (answer.status_code, LeadEntry.objects.filter(lead=kim).count()) == (status, 1)


def test_a_viewer_reads_and_is_offered_no_act(kim, cast):
    """cards 79"""
    vera = Client()
    vera.force_login(cast.vera)
    LeadTag.objects.create(lead=kim, name="fair")
    said = text(vera.get(f"{LEADS}{kim.pk}/"))
    assert "Kim Park" in said
    assert [word for word in ("What comes next", "Delete lead", "Join with", "Move to spam") if word in said] == []


def test_two_become_one_with_the_history_of_both(kim, card, ada, cast):
    """cards 75: what is chosen stays, what is lacking is filled, nothing said is lost"""
    other = make_lead(card, name="K. Park", email="k@home.example", company="Park & Co", assignee=cast.eve)
    older = make_lead(card, name="", email="", merged_into=other)
    LeadTag.objects.create(lead=kim, name="fair")
    LeadTag.objects.bulk_create([LeadTag(lead=other, name=name) for name in ("fair", "warm")])
    page = ada.get(f"{LEADS}{kim.pk}/join/", {"with": other.pk}).content.decode()
    asked = ("kim@park.example", "k@home.example", 'name="email"', 'name="company"')
    assert [word in page for word in asked] == [True, True, True, False]
    ada.post(f"{LEADS}{kim.pk}/join/", {"with": other.pk, "name": "mine", "email": "theirs"})
    kim.refresh_from_db()
    other.refresh_from_db()
    older.refresh_from_db()
    assert (kim.name, kim.email, kim.phone, kim.company) == ("Kim Park", "k@home.example", "+447700900123", "Park & Co")
    assert kim.assignee == cast.eve
    assert "k@home.example" in kim.folded
    assert sorted(tag.name for tag in kim.tags.all()) == ["fair", "warm"]
    assert [entry.kind for entry in kim.entries.all()] == ["sent", "sent", "merged"]
    assert (other.name, other.company, other.merged_into, older.merged_into) == ("", "", kim, kim)
    said = text(ada.get(f"{LEADS}{kim.pk}/"))
    assert "Joined with K. Park" in said
    assert "Before: E-mail kim@park.example" in said
    answer = ada.get(f"{LEADS}{other.pk}/", follow=True)
    assert (answer.redirect_chain, "was joined with Kim Park" in text(answer)) == ([(f"{LEADS}{kim.pk}/", 302)], True)


def test_of_two_the_status_that_is_farther_along_stays(kim, card, ada, cast):
    """cards 75: it is asked where they differ, and the page says which is which of two of one name"""
    other = make_lead(card, name="Kim Park", email="k@home.example", status=Lead.Status.OPEN)
    page = ada.get(f"{LEADS}{kim.pk}/join/", {"with": other.pk})
    said, html = text(page), " ".join(page.content.decode().split())
    assert said.index("This lead") < said.index("Scanned") < said.index("The other lead") < said.index("On the card of")
    assert ("In touch the other lead" in said, html.count("checked"), 'value="theirs" checked' in html) == (
        True,
        2,
        True,
    )
    ada.post(f"{LEADS}{kim.pk}/join/", {"with": other.pk, "email": "mine", "status": "theirs"})
    assert [entry.kind for entry in kim.entries.all()] == ["sent", "sent", "merged", "status"]
    won, closed = (make_lead(card, status=status) for status in (Lead.Status.WON, Lead.Status.DONE))
    stayed = [
        joining.join(first=kim.pk, other=one.pk, theirs=theirs, by=cast.ada, now=NOW).status
        for one, theirs in ((won, {"status": False}), (closed, {}), (make_lead(card), {}))
    ]
    assert stayed == ["open", "done", "done"]


def test_likely_partners_come_first_and_are_found_by_words(kim, card, ada):
    alike = make_lead(card, name="Somebody", phone="+447700900123")
    stranger = make_lead(card, name="Zoë Ärmel", created_at=NOW.replace(hour=11))
    page = ada.get(f"{LEADS}{kim.pk}/join/").content.decode()
    assert page.index(f"?with={alike.pk}") < page.index(f"?with={stranger.pk}")
    assert f"?with={kim.pk}" not in page
    found = ada.get(f"{LEADS}{kim.pk}/join/", {"q": "zoe armel"}).content.decode()
    assert (f"?with={stranger.pk}" in found, f"?with={alike.pk}" in found) == (True, False)


def test_a_lead_is_not_joined_with_itself_or_with_one_that_is_gone(kim, card, ada, cast):
    gone = make_lead(card, name="", email="", erased_at=NOW)
    assert ada.post(f"{LEADS}{kim.pk}/join/", {"with": kim.pk}).status_code == 409
    assert ada.post(f"{LEADS}{kim.pk}/join/", {"with": gone.pk}).status_code == 404
    with pytest.raises(NotJoined):
        joining.join(first=kim.pk, other=gone.pk, theirs={}, by=cast.ada, now=NOW)
    kim.refresh_from_db()
    assert kim.name == "Kim Park"


def test_a_joined_lead_can_be_deleted(kim, card, ada, cast):
    """The rows that point at it stay as they are."""
    other = make_lead(card)
    joining.join(first=kim.pk, other=other.pk, theirs={}, by=cast.ada, now=NOW)
    ada.post(f"{LEADS}{kim.pk}/delete/")
    other.refresh_from_db()
    assert (other.merged_into_id, Lead.objects.get(pk=kim.pk).name) == (kim.pk, "")
    assert "This lead was erased" in text(ada.get(f"{LEADS}{other.pk}/"))


def test_an_erased_lead_says_when_and_by_whom_and_nothing_of_the_person(kim, card, ada, cast):
    """cards 74: to who could have read it; to others it never was. An act on it changes nothing"""
    deleted = make_lead(card, name="Dee Lete", email="dee@gone.example")
    erase(lead=kim, now=NOW)
    ada.post(f"{LEADS}{deleted.pk}/delete/", follow=True)
    for lead, by, others in ((kim, "by the person themselves", "deleted"), (deleted, "by a member", "themselves")):
        answer = ada.get(f"{LEADS}{lead.pk}/")
        said = text(answer)
        assert (answer.status_code, "On 12 March 2027 at" in said) == (410, True)
        assert (by in said, others in said.partition("by ")[0], "Delete lead" in said) == (True, False, False)
        assert [word for word in ("Kim", "park.example", "Dee", "gone.example") if word in said] == []
        for act_on in (f"{LEADS}{lead.pk}/", f"{LEADS}{lead.pk}/delete/"):
            assert ada.post(act_on, {"act": "spam"}).status_code == 410
    eve, cleo = Client(), Client()
    eve.force_login(cast.eve)
    cleo.force_login(cast.cleo)
    assert eve.get(f"{LEADS}{kim.pk}/").status_code == 410
    CardEditor.objects.all().delete()
    assert [eve.get(f"{LEADS}{kim.pk}/").status_code, cleo.get(f"/w/outpost/leads/{kim.pk}/").status_code] == [404, 404]
    assert ada.get(f"{LEADS}999999/").status_code == 404
