"""Somebody leaves their details on a card: kept once, whoever sends it how often (cards 71-73; A49).

The card's row is locked, so two sendings never see each other half done.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import Q

from audience.following import follow
from audience.models import Lead, LeadEntry
from audience.searching import search_text
from cards.models import Card, Code

SAME_LEAD_WITHIN: Final = timedelta(hours=24)
"""In which the same e-mail address on a card is the same lead, and the same form the same act."""


class ConsentMissing(Exception):
    """It was required and not given: nothing is kept (cards 72)."""


class Unreachable(Exception):
    """Neither an e-mail address nor a phone number: nobody could answer (cards 71)."""


@dataclass(frozen=True)
class Consent:
    """`text` as it stood beside the box; empty where none was asked for."""

    text: str = ""
    given: bool = False
    required: bool = False


@dataclass(frozen=True)
class Details:
    """What somebody wrote; `phone` in E.164, `answers` as `{"label": …, "value": …}`."""

    name: str = ""
    email: str = ""
    phone: str = ""
    company: str = ""
    note: str = ""
    answers: Sequence[dict[str, str]] = ()

    def as_kept(self) -> dict[str, Any]:
        """Only what was filled in."""
        kept = asdict(self) | {"email": self.email.lower(), "answers": list(self.answers)}
        return {name: value for name, value in kept.items() if value}


@transaction.atomic
def receive(
    *, card: Card, details: Details, consent: Consent, key: str, now: datetime, code: Code | None, suspect: bool = False
) -> Lead:
    """The lead. The same `key` again gives the same one and does nothing more; the same e-mail within a day updates.

    `code`: through which the card was opened. Raises `ConsentMissing` and `Unreachable`.
    """
    if consent.required and not consent.given:
        raise ConsentMissing
    if not (details.email or details.phone):
        raise Unreachable
    card.lock()
    if made := made_with(card, key, now):
        return made
    folder = Lead.Folder.SPAM if suspect else Lead.Folder.INBOX
    if known := _known(card, details, folder, now):
        return _updated(known, details, consent, key, now)
    lead = Lead(card=card, code=code, key=key, folder=folder, created_at=now)
    _fill(lead, details, consent, now)
    lead.save()
    LeadEntry.objects.create(lead=lead, kind=LeadEntry.Kind.SENT, at=now)
    follow(lead, "sent", now=now)
    return lead


def made_with(card: Card, key: str, now: datetime) -> Lead | None:
    """What a form sent before has made."""
    if not key:
        return None
    again = LeadEntry.objects.filter(lead__card=card, at__gt=now - SAME_LEAD_WITHIN, kind=LeadEntry.Kind.SENT_AGAIN)
    updated = again.filter(data__key=key).values("lead")
    return Lead.objects.filter(Q(key=key) | Q(pk__in=updated), card=card).first()


def _known(card: Card, details: Details, folder: Lead.Folder, now: datetime) -> Lead | None:
    """What looks like spam changes nothing of what does not."""
    if not details.email:
        return None
    kept = Lead.objects.filter(card=card, folder=folder, erased_at=None, merged_into=None)
    return kept.filter(email=details.email.lower(), created_at__gt=now - SAME_LEAD_WITHIN).first()


def _updated(lead: Lead, details: Details, consent: Consent, key: str, now: datetime) -> Lead:
    """What was left empty this time stays; what was written over stays in the history."""
    before = {name: getattr(lead, name) for name, value in details.as_kept().items() if getattr(lead, name) != value}
    _fill(lead, details, consent, now)
    lead.save()
    said = {"key": key, "before": before}
    LeadEntry.objects.create(lead=lead, kind=LeadEntry.Kind.SENT_AGAIN, data=said, at=now)
    follow(lead, "again", now=now)
    return lead


def _fill(lead: Lead, details: Details, consent: Consent, now: datetime) -> None:
    for name, value in details.as_kept().items():
        setattr(lead, name, value)
    lead.language = lead.card.published.content.language if lead.card.published else lead.language
    if consent.given or not lead.consented_at:
        lead.consent_text = consent.text
        lead.consented_at = now if consent.given else None
    lead.folded = search_text(lead)
    lead.changed_at = now
