"""The form of a card: asked as its owner wants, sent without script, kept once (cards 71-74; A05, A06, A39-A41)."""

import re
from typing import Any

import pytest
from django.test import Client

from audience.models import Lead, LeadEntry
from audience.visitor import contact_views
from cards import coding
from cards.content import EmailAddress, Phone, Visibility
from cards.models import Card
from tests.audience.leads.filled import BLOCK, form, send
from tests.bookings.guest.filled import stamp, words
from tests.cast import Cast, make_card
from workspaces.models import Effect

QUESTIONS = [
    {"label": "Which day?", "kind": "choice", "choices": ["Friday", "Sunday"], "required": True},
    {"label": "How many?", "kind": "line"},
    {"label": "By train?", "kind": "tick"},
    {"label": "", "kind": "line"},
    {"label": "Nothing to choose", "kind": "choice"},
]
AFTER = Visibility.EXCHANGED


def labels(response: Any) -> list[str]:
    found = re.findall(r"<label[^>]*>(.*?)</label>", response.content.decode(), re.DOTALL)
    return [" ".join(re.sub("<[^>]+>", " ", one).split()) for one in found]


def test_the_card_links_to_the_form_and_holds_none(card: Card, visitor: Client):
    """architecture.md: no form on a remembered page; the page with it is never kept"""
    page = visitor.get("/ada").content.decode()
    assert ('href="/ada/contact"' in page, "<form" in page, "Leave your details" in page) == (True, False, True)
    answer = visitor.get("/ada/contact")
    assert (answer.status_code, answer["Cache-Control"], answer["X-Robots-Tag"]) == (200, "no-store", "noindex")
    assert labels(answer) == [
        "Your name",
        "E-mail optional",
        "Phone optional",
        "Message optional",
        "Ada Byron may keep these details to get in touch with me. I can see, correct or erase them any time.",
        "Leave this empty",
    ]
    assert "24 months" in words(answer)
    part = visitor.get("/ada/contact?part=form").content.decode()
    assert (part.count("<form"), "<html" in part) == (1, False)


def test_what_is_asked_is_what_the_owner_chose(make_form_card, visitor: Client):
    """cards 71: at least one way to answer is always asked for, whatever a stored block says"""
    words_of = {"heading": "Say hello", "intro": "We call.", "button": "Off it goes", "consent_text": "Fine by me"}
    asked = {"name": "no", "email": "no", "phone": "no", "company": "required", "note": "no", "consent": "optional"}
    make_form_card(items=QUESTIONS, **words_of, **asked)
    page = visitor.get("/ada/contact")
    assert labels(page) == [
        "E-mail",
        "Company",
        "Which day?",
        "How many? optional",
        "By train?",
        "Fine by me",
        "Leave this empty",
    ]
    assert [said for said in ("Say hello", "We call.", "Off it goes") if said not in words(page)] == []
    assert send(visitor, company="").status_code == 422
    assert send(visitor, q_0="Monday", company="X").status_code == 422
    assert Lead.objects.count() == 0
    answer = send(visitor, q_0="Sunday", q_1="2", q_2="on", company="X", name="Not asked", consent="")
    lead = Lead.objects.get()
    assert (answer.status_code, lead.name, lead.company, lead.phone) == (303, "", "X", "")
    assert lead.answers == [
        {"label": "Which day?", "value": "Sunday"},
        {"label": "How many?", "value": "2"},
        {"label": "By train?", "value": "Yes"},
    ]
    assert (lead.consent_text, lead.consented_at) == ("Fine by me", None)


def test_details_are_kept_and_thanked_for(card: Card, cast: Cast, visitor: Client):
    """cards 72, 74: 303; phone as E.164; the code through which the card was opened"""
    code = coding.add_code(card=card, label="Fair stand", by=cast.ada)
    page = visitor.get(f"/ada/contact?via={code.text.lower()}").content.decode()
    assert f'action="/ada/contact?via={code.text}"' in page
    answer = send(visitor, f"?via={code.text}", phone="+44 20 7946 0142", email="")
    lead = Lead.objects.get()
    assert (answer.status_code, lead.phone, lead.code) == (303, "+442079460142", code)
    said = words(visitor.get(answer["Location"]))
    assert [one for one in ("Thank you", "Save contact", "Your private link", "/l/") if one not in said] == []
    assert lead.consent_text.startswith("Ada Byron may keep")


def test_without_consent_nothing_is_kept_and_what_was_typed_is_still_there(card: Card, visitor: Client):
    """cards 72"""
    answer = send(visitor, consent="")
    assert (answer.status_code, Lead.objects.count(), "Call me" in words(answer)) == (422, 0, True)
    assert words(answer).count("Please tick this box if you agree") == 2
    assert (send(visitor, email="", phone="").status_code, Lead.objects.count()) == (422, 0)


def test_the_same_form_sent_often_is_one_lead_and_one_answer(card: Card, visitor: Client):
    """A49"""
    sent = form()
    answers = {visitor.post("/ada/contact", sent)["Location"] for _time in range(3)}
    assert (len(answers), Lead.objects.count(), LeadEntry.objects.count()) == (1, 1, 1)
    assert Effect.objects.filter(task="audience.lead_tasks.tell_person").count() == 1


def test_who_types_the_address_of_somebody_else_learns_nothing(card: Card, visitor: Client):
    """cards 73: their lead is brought up to date; neither what it says nor its private link is given away"""
    send(visitor, name="Secret Name", phone="+442079460142", note="secret-note")
    answer = send(visitor, name="Carl", phone="", note="")
    page = visitor.get(answer["Location"].replace("?again", ""))
    assert (Lead.objects.count(), answer["Location"].endswith("?again")) == (1, True)
    for response in (page, visitor.get(answer["Location"])):
        shown = response.content.decode()
        assert [one for one in ("Secret", "secret-note", "7946", "/l/", "carl@") if one in shown] == []


@pytest.mark.parametrize("over", [{"company_website": "x"}, {"note": "http://a.example " * 3}])
def test_what_looks_like_spam_is_kept_as_spam_and_answered_alike(card: Card, visitor: Client, over: dict[str, str]):
    """cards 73: the trap, links; never the bin"""
    answer = send(visitor, **over)
    told = Effect.objects.filter(task__startswith="audience.")
    assert (answer.status_code, Lead.objects.get().folder, told.count()) == (303, "spam", 0)
    assert visitor.get(answer["Location"]).status_code == 200


def test_too_quick_is_asked_once_more_and_then_kept_as_spam(card: Card, visitor: Client):
    """cards 73: whoever then takes their time is no spam"""
    quick = form(stamp=stamp(seconds=1))
    assert (visitor.post("/ada/contact", quick).status_code, Lead.objects.count()) == (422, 0)
    assert (visitor.post("/ada/contact", quick).status_code, Lead.objects.get().folder) == (303, "spam")
    hasty = form(stamp=stamp(seconds=1), email="dora@visitors.example")
    assert visitor.post("/ada/contact", hasty | {"consent": ""}).status_code == 422
    assert visitor.post("/ada/contact", hasty).status_code == 422
    assert Lead.objects.count() == 1


def test_many_from_one_address_are_kept_as_spam_and_then_refused(card: Card, visitor: Client, monkeypatch):
    """cards 73; A41: and one person gets few mails, whoever sends them"""
    monkeypatch.setattr(contact_views, "MANY", 2)
    monkeypatch.setattr(contact_views, "AN_HOUR", 3)
    answers = [send(visitor, email=f"v{n}@visitors.example", phone="") for n in range(4)]
    assert [answer.status_code for answer in answers] == [303, 303, 303, 429]
    assert list(Lead.objects.order_by("pk").values_list("folder", flat=True)) == ["inbox", "inbox", "spam"]
    assert ("Retry-After" in answers[3], "v3@visitors.example" in answers[3].content.decode()) == (True, True)


def test_one_person_is_written_to_few_times_an_hour(card: Card, visitor: Client):
    """A41: from many addresses to one victim"""
    codes = [
        visitor.post("/ada/contact", form(), REMOTE_ADDR=f"10.0.0.{n}").status_code
        for n in range(contact_views.PERSON_AN_HOUR + 1)
    ]
    assert codes == [303] * contact_views.PERSON_AN_HOUR + [429]
    assert Effect.objects.filter(task="audience.lead_tasks.tell_person").count() == 1


def test_hostile_words_stay_words(card: Card, visitor: Client):
    """A05, A06, A08, A39, A40, A67: no link in a name, no line end in a line, no markup anywhere"""
    nasty = "<script>alert(1)</script>{{7*7}}"
    assert send(visitor, name="Win http://x.tld").status_code == 422
    assert send(visitor, email="a@x.example\nBcc: b@y.example").status_code == 400
    assert send(visitor, note="a\x00b").status_code == 400
    for wrong in ({"email": "x" * 300}, {"phone": "9" * 400}, {"note": "x" * 2001}, {"phone": "abc"}):
        assert send(visitor, **wrong).status_code == 422
    assert Lead.objects.count() == 0
    refused = send(visitor, note=nasty, consent="").content.decode()
    assert (nasty in refused, "&lt;script&gt;" in refused) == (False, True)
    assert (send(visitor, note=nasty).status_code, Lead.objects.get().note) == (303, nasty)
    foreign = Client(headers={"Sec-Fetch-Site": "cross-site"})
    assert foreign.post("/ada/contact", form(email="z@x.example")).status_code == 403


def test_a_form_that_was_taken_off_says_so(cast: Cast, visitor: Client):
    """Also a hidden one, and one nobody can read."""
    for number, block in enumerate((BLOCK.model_copy(update={"hidden": True}), BLOCK.model_copy(update={"kind": "x"}))):
        make_card(cast.atelier, f"card{number}", by=cast.ada, published=True, blocks=(block,))
        for answer in (visitor.get(f"/card{number}/contact"), visitor.post(f"/card{number}/contact", form())):
            assert (answer.status_code, "There is no form here any more" in words(answer)) == (404, True)


def test_what_is_shown_after_the_exchange_is_on_the_thanks_page_and_in_its_file(make_form_card, visitor: Client):
    """cards 19: and nowhere without a signed address of this card"""
    phones = (Phone(number="+493011111111", visibility=AFTER),)
    emails = (EmailAddress(address="open@x.example"), EmailAddress(address="direct@x.example", visibility=AFTER))
    card = make_form_card(over={"phones": phones, "emails": emails, "visibility": {"title": AFTER}})
    hidden = ("30 11111111", "direct@x.example", "Bookbinder")
    thanks = send(visitor)["Location"]
    shown, file = words(visitor.get(thanks)), visitor.get(f"{thanks}/contact.vcf")
    assert [one for one in hidden if one not in shown] == []
    assert ("open@x.example" in shown, file["Cache-Control"]) == (False, "no-store")
    lines = file.content.decode().splitlines()
    assert {"TITLE:Bookbinder", "EMAIL;TYPE=WORK:direct@x.example", "TEL;TYPE=CELL:+493011111111"} - {*lines} == set()
    for elsewhere in ("/ada", "/ada/contact", "/ada/contact.vcf", "/ada/card.json", "/ada/save"):
        assert [one for one in hidden if one in visitor.get(elsewhere).content.decode()] == []
    make_card(card.workspace, "other", by=card.published.by, published=True)
    wrong = (thanks.replace("/ada/", "/other/"), f"{thanks[:-1]}x", "/ada/contact/thanks/1-1.x")
    assert [visitor.get(one).status_code for one in wrong] == [404, 404, 404]
    Lead.objects.update(link_version=2)
    assert [visitor.get(one).status_code for one in (thanks, f"{thanks}/contact.vcf")] == [404, 404]


def test_a_locked_card_asks_for_its_password_first(card: Card, visitor: Client):
    """A32: the form, the thanks and the file alike"""
    thanks = send(visitor)["Location"]
    Card.objects.filter(pk=card.pk).update(password="hashed")
    for path in ("/ada/contact", "/ada/contact?part=form", thanks, f"{thanks}/contact.vcf"):
        assert (visitor.get(path).status_code, "This card asks for a password" in words(visitor.get(path))) == (
            403,
            True,
        )


def test_the_form_speaks_the_language_of_its_card(make_form_card, visitor: Client):
    make_form_card(over={"language": "de"})
    assert "Hinterlassen Sie Ihre Daten" in words(visitor.get("/ada/contact"))
    send(visitor)
    assert Lead.objects.get().language == "de"
