"""What stays of a lead whose details go: an empty row with card, time and code, so that counts stay true (cards 74)."""

from collections.abc import Iterable
from typing import Any, Final

from audience.models import Lead, LeadEntry, LeadTag

WAYS: Final = {"email": "", "phone": ""}

EMPTY: Final[dict[str, Any]] = {
    **WAYS,
    **dict.fromkeys(("name", "company", "note", "folded", "language", "consent_text"), ""),
    "answers": [],
    "consented_at": None,
    "assignee": None,
}


def empty(leads: Iterable[int], **also: Any) -> None:
    """Details, history and tags go for good; `also` says why. Rows are locked before.

    With them goes what those that were joined into them still hold: by which address and number they were met.
    """
    pks = list(leads)
    Lead.objects.filter(merged_into__in=pks).update(**WAYS)
    _empty(pks, EMPTY, also)


def hand_on(lead: int, **also: Any) -> None:
    """Its details went to another one. Address and number stay in the row, for they hold the person together."""
    _empty([lead], {name: value for name, value in EMPTY.items() if name not in WAYS}, also)


def _empty(pks: list[int], values: dict[str, Any], also: dict[str, Any]) -> None:
    LeadEntry.objects.filter(lead__in=pks).delete()
    LeadTag.objects.filter(lead__in=pks).delete()
    Lead.objects.filter(pk__in=pks).update(**values, **also)
