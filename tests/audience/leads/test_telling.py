"""Who is told of a lead, and what (cards 74, 77; A39, A41, T14)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject
from django.utils import timezone

from audience import lead_upkeep
from audience.models import Lead, LeadSettings
from audience.receiving import receive
from cards.content import Phone, Visibility
from cards.models import Card
from tests.audience.leads.filled import AGREED, details, own
from tests.bookings.mails import Post, part
from tests.cast import Cast
from workspaces import outbox
from workspaces.models import Effect, Membership

ADA, CARL, BEN = "ada@example.com", "carl@visitors.example", "ben@example.com"


def left(card: Card, key: str = "k1", **over: Any) -> Lead:
    given = {"details": details(**over), "consent": AGREED, "code": None, "now": timezone.now()}
    return receive(card=card, key=key, **given)  # type: ignore[arg-type]  # of several kinds


def test_the_person_gets_the_card_and_the_private_link_and_nothing_they_wrote(make_form_card, post: Post):
    """cards 74; T14: nobody can send words of theirs to somebody else through us"""
    phones = (Phone(number="+493011111111", visibility=Visibility.EXCHANGED),)
    card = make_form_card(over={"phones": phones})
    answers = [{"label": "Which day?", "value": "written-answer"}]
    lead = left(card, note="written-note", company="written-company", answers=answers)
    mails = post()
    text = part(mails[CARL], "text/plain").get_content()
    assert (sorted(mails), "written-" in mails[CARL].as_string()) == ([ADA, CARL], False)
    assert [one for one in ("Carl Visitor", "http://localhost:8000/ada", own(lead)) if one not in text] == []
    assert (mails[CARL]["Subject"], mails[CARL]["Reply-To"]) == ("Contact: Ada Byron", ADA)
    contact = vobject.readOne(part(mails[CARL], "text/vcard").get_content())
    assert (contact.fn.value, contact.tel.value) == ("Ada Byron", "+493011111111")


def test_the_owner_gets_everything_and_answers_to_the_person(card: Card, post: Post):
    """cards 77: each sending by itself; the mail of the person is sent once"""
    lead = left(card, note="Call <b>me</b>", phone="+49301234567")
    first = post()[ADA]
    text = part(first, "text/plain").get_content()
    said = ("Call <b>me</b>", "+49 30 1234567", f"/w/atelier/leads/{lead.pk}/")
    assert [one for one in said if one not in text] == []
    assert ("<b>me</b>" in part(first, "text/html").get_content(), first["Reply-To"]) == (False, CARL)
    left(card, "k2", note="Once more")
    again = post()
    assert (list(again), "sent the form again" in part(again[ADA], "text/plain").get_content()) == ([ADA], True)


def test_who_looks_after_a_lead_is_told_instead_of_the_owners(card: Card, cast: Cast, post: Post):
    left(card)
    Lead.objects.update(assignee=cast.ben)
    assert sorted(post()) == [BEN, CARL]


def test_nobody_is_told_of_what_was_erased_or_put_among_the_spam_meanwhile(card: Card, post: Post):
    left(card)
    Lead.objects.update(folder="spam")
    assert post() == {}
    left(card, "k2", email="dora@visitors.example")
    Lead.objects.update(erased_at=timezone.now(), email="")
    assert post() == {}


def test_a_digest_comes_once_in_the_morning_with_the_leads_of_yesterday(card: Card, cast: Cast, post: Post, clock):
    """cards 77: on the workspace's clock; silent after a day without leads"""
    type(cast.atelier).objects.update(zone="America/New_York")
    Membership.objects.filter(user=cast.ada).update(paces={"leads": "daily"})
    left(card)
    left(card, "k2", email="dora@visitors.example", name="Dora")
    left(card, "k3", email="erased@visitors.example")
    Lead.objects.filter(email="erased@visitors.example").update(folder="spam")
    assert ADA not in post()
    sent = {}
    for hours in (0, 4, 27, 28, 29, 52):
        now = datetime(2027, 1, 4, 8, 5, tzinfo=UTC) + timedelta(hours=hours)
        clock.move_to(now)
        for _beat in range(2):
            lead_upkeep.digests(now)
        if mails := post():
            sent[now.day, now.hour] = mails
    assert {when: list(mails) for when, mails in sent.items()} == {(5, 12): [ADA]}
    (mails,) = sent.values()
    text = part(mails[ADA], "text/plain").get_content()
    assert (mails[ADA]["Subject"], "Dora: dora@visitors.example" in text) == ("2 new leads, 4 January 2027", True)


def test_details_are_forgotten_when_their_time_is_over(card: Card, cast: Cast):
    """cards 77: after what the workspace says, counted from the last change; the counts stay"""
    days = {"old@x.example": 740, "young@x.example": 700, "half@x.example": 200}
    for key, (email, age) in enumerate(days.items()):
        lead = left(card, f"k{key}", email=email, name=f"canary-{key}")
        Lead.objects.filter(pk=lead.pk).update(changed_at=timezone.now() - timedelta(days=age))
    assert [lead_upkeep.forget(timezone.now()) for _time in range(2)] == [1, 0]
    assert sorted(kept.email for kept in Lead.objects.all()) == ["", "half@x.example", "young@x.example"]
    assert "canary-0" not in repr(list(Lead.objects.values()))
    LeadSettings.objects.create(kept_months=6)
    lead_upkeep.forget_leads()
    assert Lead.objects.filter(erased_at=timezone.now(), email="", folded="").count() == Lead.objects.count() == 3


@pytest.mark.usefixtures("post")
def test_effects_name_rows_and_say_nothing_of_people(card: Card):
    """rule 12"""
    left(card, note="canary-note")
    rows = Effect.objects.filter(task__startswith="audience.")
    assert [one for one in ("canary", "carl") if one in repr(list(rows.values())).lower()] == []
    outbox.perform_due()
    assert set(Effect.objects.values_list("payload", flat=True)) == {""}
