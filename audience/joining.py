"""Two leads that are one person become one (cards 75)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from audience.emptying import hand_on
from audience.keeping import TAGS_MAX
from audience.kept import locked
from audience.models import Lead, LeadEntry, LeadTag
from audience.searching import search_text
from workspaces.models import User

CHOSEN: Final = ("name", "email", "phone", "company", "note")
"""What each of the two may have, and one has to stay."""

FARTHER: Final = (Lead.Status.NEW, Lead.Status.OPEN, Lead.Status.DONE, Lead.Status.WON)
"""How far somebody has come: a duplicate that was closed takes nothing from one that was won."""

_CARRIED: Final = ("status", "answers", "assignee", "consented_at", "consent_text")


class NotJoined(Exception):
    """They are one already, or one of them is not kept any more."""


def is_behind(first: Lead, other: Lead) -> bool:
    """Whether the other has come farther."""
    return FARTHER.index(Lead.Status(first.status)) < FARTHER.index(Lead.Status(other.status))


def differing(first: Lead, other: Lead) -> list[str]:
    """Where both say something and not the same: only there is anything to choose."""
    return [name for name in CHOSEN if _both(first, other, name)]


@transaction.atomic
def join(*, first: int, other: int, theirs: Mapping[str, bool], by: User, now: datetime) -> Lead:
    """`first` takes over history, tags and what it lacks; `theirs` names the fields in which the other's value stays.

    Where it says nothing of the `status`, the one stays that is farther along.

    What did not stay is kept in the history. The other becomes a row that points at the first, with nothing but the
    address and number it was met by, and so do those that pointed at it: their private links go on, and what else was
    done under that address stays the same person's. Raises `NotJoined`.
    """
    rows = {row.pk: row for row in locked([first, other])}
    if len(rows) != 2:
        raise NotJoined
    kept, gone = rows[first], rows[other]
    was, before = kept.status, _take(kept, gone, theirs)
    _move_tags(kept, gone)
    LeadEntry.objects.filter(lead=gone).update(lead=kept)
    said = {"with": str(gone), "before": before}
    LeadEntry.objects.create(lead=kept, kind=LeadEntry.Kind.MERGED, data=said, by=by, at=now)
    if kept.status != was:
        LeadEntry.objects.create(lead=kept, kind=LeadEntry.Kind.STATUS, data={"to": kept.status}, by=by, at=now)
    kept.changed_at, kept.folded = now, search_text(kept)
    hand_on(gone.pk, merged_into=kept, changed_at=now)
    Lead.objects.filter(merged_into=gone).update(merged_into=kept)
    kept.save(update_fields=[*CHOSEN, *_CARRIED, "folded", "changed_at"])
    return kept


def _both(first: Lead, other: Lead, name: str) -> bool:
    mine, others = getattr(first, name), getattr(other, name)
    return bool(mine) and bool(others) and mine != others


def _take(kept: Lead, gone: Lead, theirs: Mapping[str, bool]) -> dict[str, str]:
    """Fill and choose; what went out of sight, by field."""
    before: dict[str, str] = {}
    for name in CHOSEN:
        mine, others = getattr(kept, name), getattr(gone, name)
        stays, goes = (others, mine) if others and (theirs.get(name) or not mine) else (mine, others)
        setattr(kept, name, stays)
        if goes and goes != stays:
            before[name] = goes
    kept.answers = [*kept.answers, *(one for one in gone.answers if one not in kept.answers)]
    if theirs.get("status", is_behind(kept, gone)):
        kept.status = gone.status
    kept.assignee_id = kept.assignee_id or gone.assignee_id
    if not kept.consented_at:
        kept.consented_at, kept.consent_text = gone.consented_at, gone.consent_text
    return before


def _move_tags(kept: Lead, gone: Lead) -> None:
    worn: list[Any] = list(LeadTag.objects.filter(lead=kept).values_list("name", flat=True))
    new = LeadTag.objects.filter(lead=gone).exclude(name__in=worn).values_list("pk", flat=True)
    LeadTag.objects.filter(pk__in=list(new)[: max(0, TAGS_MAX - len(worn))]).update(lead=kept)
