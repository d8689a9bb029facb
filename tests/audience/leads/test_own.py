"""The private link: a person sees what is kept, corrects it, erases it (cards 74; A38)."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from audience import changing, joining
from audience.models import Event, Lead, LeadEntry, LeadTag
from audience.receiving import Unreachable, receive
from cards.content import Phone, Visibility
from cards.models import Card
from tests.audience.leads.filled import AGREED, details, own
from tests.bookings.guest.filled import stamp, words
from workspaces.public_form import new_stamp

CANARIES = ("Zitronenfalter", "zitrone@visitors.example", "+49301234567", "canary-note", "Canary AG", "canary-answer")
ANSWERS = [{"label": "Which day?", "value": "canary-answer"}]


@pytest.fixture
def lead(card: Card) -> Lead:
    name, email, phone, note, company, _answer = CANARIES
    said = details(name=name, email=email, phone=phone, note=note, company=company, answers=ANSWERS)
    return receive(card=card, details=said, consent=AGREED, key="k1", code=None, now=timezone.now())


def corrected(**over: Any) -> dict[str, Any]:
    kept = {"name": "Zitronenfalter", "email": "zitrone@visitors.example", "phone": "+49301234567"}
    return kept | {"company": "Canary AG", "note": "canary-note", "a_0": "canary-answer", "stamp": stamp()} | over


def test_the_link_shows_everything_that_is_kept_and_looking_changes_nothing(lead: Lead, visitor: Client):
    """cards 74: which is also what was agreed to, and when"""
    before = list(Lead.objects.values())
    page = visitor.get(own(lead))
    said = (*CANARIES[:2], "+49 30 1234567", *CANARIES[3:], "I agree", "4 January 2027")
    assert [one for one in said if one not in words(page)] == []
    assert (page["Cache-Control"], page["Referrer-Policy"], page["X-Robots-Tag"]) == (
        "no-store",
        "no-referrer",
        "noindex",
    )
    for path in ("/correct", "/erase"):
        assert visitor.get(own(lead, path)).status_code == 200
    assert list(Lead.objects.values()) == before


def test_a_link_that_is_not_ours_opens_nothing(lead: Lead, visitor: Client):
    """rule 26: nor one that was revoked, nor one for another purpose"""
    good = own(lead)
    thanks = f"/l/{good[3:].partition('.')[0]}.{'A' * 43}"
    wrong = [f"{good}x", thanks, "/l/1-1", "/l/9223372036854775808-1.x"]
    Lead.objects.update(link_version=2)
    answers = [visitor.get(path + then).status_code for path in (*wrong, good) for then in ("", "/correct", "/erase")]
    assert (set(answers), visitor.post(f"{good}/erase").status_code) == ({404}, 404)
    assert Lead.objects.get().erased_at is None


def test_details_are_corrected_and_the_former_ones_kept_in_the_history(lead: Lead, visitor: Client):
    """cards 74"""
    sent = corrected(name="Zoë", company="", a_0="Sunday", phone="+49 30 7654321")
    answer = visitor.post(own(lead, "/correct"), sent)
    lead.refresh_from_db()
    assert (answer.status_code, lead.name, lead.company, lead.answers) == (
        303,
        "Zoë",
        "",
        [{"label": "Which day?", "value": "Sunday"}],
    )
    entry = LeadEntry.objects.get(kind="correct")
    before = {"name": "Zitronenfalter", "company": "Canary AG", "answers": ANSWERS, "phone": "+49301234567"}
    assert (entry.data["before"], "zoe" in lead.folded) == (before, True)
    said = words(visitor.get(answer["Location"]))
    assert ("Corrected. This is what is kept now." in said, said.count("zitrone@visitors.example")) == (True, 1)
    earlier = said.partition("From earlier")[2]
    assert [
        one for one in ("Zitronenfalter", "Canary AG", "canary-answer", "+49 30 1234567") if one not in earlier
    ] == []


def test_one_digit_is_corrected_in_a_second(lead: Lead, visitor: Client):
    """Whoever holds a private link is a person: only the public form asks how long it was open (cards 73)"""
    answer = visitor.post(own(lead, "/correct"), corrected(phone="+49 30 1234568", stamp=new_stamp()))
    lead.refresh_from_db()
    assert (answer.status_code, lead.phone) == (303, "+49301234568")


def test_a_correction_nobody_could_answer_is_refused(lead: Lead, visitor: Client):
    for wrong in (
        {"email": "", "phone": ""},
        {"email": "no"},
        {"phone": "12"},
        {"name": "http://x.tld"},
        {"stamp": ""},
    ):
        assert visitor.post(own(lead, "/correct"), corrected(**wrong)).status_code == 422
    assert visitor.post(own(lead, "/correct"), corrected(name="a\nb")).status_code == 400
    with pytest.raises(Unreachable):
        changing.correct(lead=lead, values={"email": "", "phone": ""}, now=timezone.now())
    lead.refresh_from_db()
    assert (lead.name, LeadEntry.objects.count()) == ("Zitronenfalter", 1)
    foreign = Client(headers={"Sec-Fetch-Site": "cross-site"})
    assert [foreign.post(own(lead, then)).status_code for then in ("/correct", "/erase")] == [403, 403]


def test_erasing_takes_everything_at_once_and_leaves_a_count(lead: Lead, visitor: Client):
    """cards 74: details, history, tags, what a search looks through; a row without a person stays. Twice is once."""
    visitor.post(own(lead, "/correct"), corrected(name="Other"))
    LeadTag.objects.create(lead=lead, name="canary-note")
    LeadEntry.objects.create(lead=lead, kind="note", text="about Zitronenfalter")
    answer, again = (visitor.post(own(lead, "/erase")) for _time in range(2))
    kept = repr([list(model.objects.values()) for model in (Lead, LeadEntry, LeadTag, Event)])
    assert [one for one in (*CANARIES, "zitronenfalter", "Other", "I agree") if one in kept] == []
    row = Lead.objects.get()
    assert (row.erased_at, row.card, row.created_at) == (timezone.now(), lead.card, lead.created_at)
    assert (list(LeadEntry.objects.values_list("kind", flat=True)), Event.objects.count()) == (["erased"], 1)
    for path in (answer["Location"], again["Location"]):
        said = words(visitor.get(path))
        assert "Your details are erased" in said
        assert "Appointments and orders are kept apart from this" in said
    for then in ("/correct", "/erase"):
        assert visitor.get(own(lead, then))["Location"] == own(lead)
    assert visitor.post(own(lead, "/correct"), corrected())["Location"] == own(lead)
    assert Lead.objects.get().name == ""


def test_the_link_of_a_merged_lead_leads_to_the_one_that_stayed(lead: Lead, card: Card, visitor: Client):
    other = receive(card=card, details=details(), consent=AGREED, key="k2", code=None, now=timezone.now())
    Lead.objects.filter(pk=other.pk).update(merged_into=lead, name="", email="")
    assert "Zitronenfalter" in words(visitor.get(own(other)))
    Lead.objects.filter(pk=lead.pk).update(merged_into=other)
    assert visitor.get(own(other)).status_code == 404


def test_the_link_shows_everything_that_is_kept_of_two_joined_leads(lead: Lead, card: Card, visitor: Client, cast):
    """cards 74, 75: also what did not stay in sight when they were joined"""
    other = receive(card=card, details=details(), consent=AGREED, key="k2", code=None, now=timezone.now())
    was = (other.name, other.email, other.note)
    joining.join(first=lead.pk, other=other.pk, theirs={}, by=cast.ada, now=timezone.now())
    pages = [words(visitor.get(own(one))) for one in (lead, other)]
    assert [[one for one in (*was, "Zitronenfalter") if one not in page] for page in pages] == [[], []]
    changing.erase(lead=lead, now=timezone.now())
    kept = repr([list(model.objects.values()) for model in (Lead, LeadEntry)])
    assert [one for one in (*was, *CANARIES) if one and one in kept] == []


def test_after_the_exchange_the_link_shows_what_the_owner_gives_in_return(make_form_card, visitor: Client):
    """cards 19: while the card is open to everybody"""
    phones = (Phone(number="+493011111111", visibility=Visibility.EXCHANGED),)
    card = make_form_card(over={"phones": phones})
    lead = receive(card=card, details=details(), consent=AGREED, key="k", code=None, now=timezone.now())
    page = visitor.get(own(lead)).content.decode()
    file = page.partition("/ada/contact/thanks/")[2].partition('"')[0]
    assert ("11111111" in page, b"11111111" in visitor.get(f"/ada/contact/thanks/{file}").content) == (True, True)
    Card.objects.filter(pk=card.pk).update(password="hashed")
    assert "11111111" not in visitor.get(own(lead)).content.decode()
    Card.objects.filter(pk=card.pk).update(status="paused", password="")
    shown = visitor.get(own(lead)).content.decode()
    assert ("11111111" in shown, "/contact/thanks/" in shown, "Carl Visitor" in shown) == (False, False, True)
