"""The person behind a lead changes what is kept of them, or erases it (cards 74)."""

from datetime import datetime
from typing import Any

from django.db import transaction

from audience.emptying import empty
from audience.models import Lead, LeadEntry
from audience.receiving import Unreachable
from audience.searching import search_text


class Gone(Exception):
    """It was erased meanwhile."""


@transaction.atomic
def correct(*, lead: Lead, values: dict[str, Any], now: datetime) -> None:
    """`values` by field; what was there before stays in the history. Raises `Unreachable` and `Gone`."""
    _lock(lead)
    if not (values.get("email", lead.email) or values.get("phone", lead.phone)):
        raise Unreachable
    before = {name: getattr(lead, name) for name, value in values.items() if getattr(lead, name) != value}
    if not before:
        return
    for name in before:
        setattr(lead, name, values[name])
    lead.folded, lead.changed_at = search_text(lead), now
    lead.save(update_fields=[*before, "folded", "changed_at"])
    LeadEntry.objects.create(lead=lead, kind=LeadEntry.Kind.CORRECTED, data={"before": before}, at=now)


@transaction.atomic
def erase(*, lead: Lead, now: datetime) -> None:
    """At once and for good, history and tags included; a row without a person stays for the counts. Twice is once."""
    try:
        _lock(lead)
    except Gone:
        return
    empty([lead.pk], erased_at=now, changed_at=now)
    LeadEntry.objects.create(lead=lead, kind=LeadEntry.Kind.ERASED, at=now)
    lead.refresh_from_db()


def _lock(lead: Lead) -> None:
    lead.refresh_from_db(from_queryset=Lead.objects.select_for_update())
    if lead.erased_at:
        raise Gone
