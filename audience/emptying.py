"""What stays of a lead whose details go: an empty row with card, time and code, so that counts stay true (cards 74)."""

from collections.abc import Iterable
from typing import Any, Final

from audience.models import Lead, LeadEntry, LeadTag

EMPTY: Final[dict[str, Any]] = {
    **dict.fromkeys(("name", "email", "phone", "company", "note", "folded", "language", "consent_text"), ""),
    "answers": [],
    "consented_at": None,
    "assignee": None,
}


def empty(leads: Iterable[int], **also: Any) -> None:
    """Details, history and tags go for good; `also` says why (`erased_at` or `merged_into`). Rows are locked before."""
    pks = list(leads)
    LeadEntry.objects.filter(lead__in=pks).delete()
    LeadTag.objects.filter(lead__in=pks).delete()
    Lead.objects.filter(pk__in=pks).update(**EMPTY, **also)
