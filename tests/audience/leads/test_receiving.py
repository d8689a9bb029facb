"""Details are kept once, whoever sends them how often (cards 71-73; A49)."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from audience.models import Event, Lead, LeadEntry
from audience.receiving import Consent, ConsentMissing, Unreachable, receive
from audience.suspicion import is_link_heavy
from cards import coding
from cards.models import Card
from tests.audience.leads.filled import AGREED, details
from tests.cast import Cast
from workspaces.models import Effect

HOUR = timedelta(hours=1)
ANSWER = {"label": "Which day?", "value": "Friday"}


def keep(card: Card, key: str = "k1", *, later: timedelta = timedelta(0), **over: Any) -> Lead:
    given: dict[str, Any] = {"consent": AGREED, "code": None, "details": details()} | over
    return receive(card=card, key=key, now=timezone.now() + later, **given)


def entries() -> list[tuple[str, Any]]:
    return list(LeadEntry.objects.values_list("kind", "data"))


def told() -> list[str]:
    return sorted(Effect.objects.filter(task__startswith="audience.").values_list("task", flat=True))


def test_everything_written_is_kept_with_consent_code_and_language(card: Card, cast: Cast):
    """cards 72: the text, when, in which language, through which code"""
    code = coding.add_code(card=card, label="Fair stand", by=cast.ada)
    said = details(email="CARL@Visitors.example", phone="+49301234567", company="Müller AG", answers=[ANSWER])
    lead = keep(card, details=said, code=code)
    lead.refresh_from_db()
    assert (lead.name, lead.email, lead.phone, lead.company, lead.answers) == (
        "Carl Visitor",
        "carl@visitors.example",
        "+49301234567",
        "Müller AG",
        [ANSWER],
    )
    assert (lead.code, lead.language, lead.consent_text, lead.consented_at) == (code, "en", "I agree", timezone.now())
    assert (lead.folder, lead.status, lead.folded) == (
        "inbox",
        "new",
        "carl visitor carl@visitors.example muller ag  friday",
    )
    assert entries() == [("sent", {})]
    assert [(one.kind, one.code) for one in Event.objects.all()] == [("lead", code)]
    assert told() == ["audience.lead_tasks.tell_owner", "audience.lead_tasks.tell_person"]


def test_without_the_required_consent_nothing_is_kept(card: Card):
    """cards 72"""
    with pytest.raises(ConsentMissing):
        keep(card, consent=Consent("I agree", required=True))
    with pytest.raises(Unreachable):
        keep(card, details=details(email=""))
    assert (Lead.objects.count(), Event.objects.count(), told()) == (0, 0, [])
    lead = keep(card, consent=Consent("I agree"))
    assert (lead.consent_text, lead.consented_at) == ("I agree", None)


def test_the_same_form_again_changes_nothing(card: Card):
    """A49"""
    first = keep(card)
    again = keep(card, later=HOUR, details=details(name="Somebody Else", email="other@visitors.example"))
    assert (again.pk, again.name, Lead.objects.count(), entries()) == (first.pk, "Carl Visitor", 1, [("sent", {})])


def test_the_same_address_within_a_day_is_the_same_lead_and_its_history_is_kept(card: Card):
    """cards 73: what was left empty stays; each form counts once, whatever the order they come again in"""
    first = keep(card, details=details(phone="+49301234567", note="Hello"))
    for _time in range(2):
        keep(card, "k2", later=23 * HOUR, details=details(email="Carl@visitors.example", name="Carl V.", note="Bye"))
        keep(card, "k1", later=23 * HOUR)
    lead = Lead.objects.get()
    assert (lead.pk, lead.name, lead.note, lead.phone, lead.key) == (first.pk, "Carl V.", "Bye", "+49301234567", "k1")
    before = {"name": "Carl Visitor", "note": "Hello"}
    assert entries() == [("sent", {}), ("again", {"key": "k2", "before": before})]
    assert "carl v." in lead.folded
    assert Event.objects.count() == 1


def test_after_a_day_or_with_another_address_it_is_another_lead(card: Card):
    keep(card)
    keep(card, "k2", later=25 * HOUR)
    keep(card, "k3", details=details(email="dora@visitors.example"))
    keep(card, "k4", details=details(email="", phone="+49301234567"))
    keep(card, "k5", details=details(email="", phone="+49301234567"))
    assert Lead.objects.count() == 5


def test_suspected_spam_is_kept_apart_and_nobody_is_written_to(card: Card):
    """cards 73; T14: and it changes nothing of what is no spam"""
    keep(card)
    effects = told()
    keep(card, "k2", suspect=True, details=details(name="Spammer"))
    assert list(Lead.objects.order_by("pk").values_list("name", "folder")) == [
        ("Carl Visitor", "inbox"),
        ("Spammer", "spam"),
    ]
    assert (told(), Event.objects.count()) == (effects, 1)


def test_a_message_full_of_links_is_suspected():
    assert [is_link_heavy([text]) for text in ("www.a.example", "[url]x www.a www.b", "")] == [False, True, False]
