"""What owners do with leads, one or many at once: sort, assign, tag, note, delete (cards 75, 87).

Each act locks its rows and writes down what changed; rows that stood so already are passed over. Ids that are not
kept in this workspace change nothing. Each answers how many rows it changed.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from audience.emptying import empty
from audience.kept import locked
from audience.models import Lead, LeadEntry, LeadTag
from workspaces import audit
from workspaces.models import User

TAGS_MAX: Final = 20
"""Tags of one lead."""


def set_status(*, leads: Sequence[int], status: Lead.Status, by: User, now: datetime) -> int:
    said = {"to": str(status)}
    return _change(leads, {"status": str(status)}, LeadEntry.Kind.STATUS, said, by, now)


def assign(*, leads: Sequence[int], to: User | None, by: User, now: datetime) -> int:
    """`to` is a member, or nobody; whoever calls has looked."""
    said = {"to": to.get_full_name() if to else ""}
    return _change(leads, {"assignee_id": to.pk if to else None}, LeadEntry.Kind.ASSIGNED, said, by, now)


def file(*, leads: Sequence[int], folder: Lead.Folder, by: User, now: datetime) -> int:
    """To spam, or back into the inbox (cards 73)."""
    said = {"to": str(folder)}
    return _change(leads, {"folder": str(folder)}, LeadEntry.Kind.FOLDER, said, by, now)


@transaction.atomic
def tag(*, leads: Sequence[int], name: str, by: User, now: datetime) -> int:
    """Hang a word on each that has not got it; one with `TAGS_MAX` words takes no more."""
    rows = locked(leads)
    worn: dict[int, set[str]] = {row.pk: set() for row in rows}
    for lead, word in LeadTag.objects.filter(lead__in=rows).values_list("lead", "name"):
        worn[lead].add(word)
    told = [row for row in rows if name not in worn[row.pk] and len(worn[row.pk]) < TAGS_MAX]
    LeadTag.objects.bulk_create([LeadTag(lead=row, name=name) for row in told])
    _write(told, LeadEntry.Kind.TAGGED, {"added": name}, by, now)
    return len(told)


@transaction.atomic
def untag(*, leads: Sequence[int], name: str, by: User, now: datetime) -> int:
    """Take a word off each that wears it."""
    rows = locked(leads)
    worn = LeadTag.objects.filter(lead__in=rows, name=name)
    wore = set(worn.values_list("lead", flat=True))
    worn.delete()
    told = [row for row in rows if row.pk in wore]
    _write(told, LeadEntry.Kind.TAGGED, {"removed": name}, by, now)
    return len(told)


@transaction.atomic
def note(*, lead: int, text: str, by: User, now: datetime) -> int:
    rows = locked([lead])
    LeadEntry.objects.bulk_create(
        [LeadEntry(lead=row, kind=LeadEntry.Kind.NOTE, text=text, by=by, at=now) for row in rows]
    )
    return len(rows)


@transaction.atomic
def delete(*, leads: Sequence[int], by: User, now: datetime) -> int:
    """For good and at once; the empty rows keep the counts true (cards 74). The audit row names no visitor."""
    pks = [row.pk for row in locked(leads)]
    if pks:
        empty(pks, erased_at=now, changed_at=now)
        audit.record("lead.delete", _named(pks), actor=by, after={"leads": pks})
    return len(pks)


def exported(*, leads: Sequence[int], kind: str, by: User) -> None:
    """Write down that details left the house (cards 87). `kind` is csv or vcf."""
    audit.record("lead.export", _named(leads), actor=by, after={"kind": kind, "count": len(leads)})


def _named(pks: Sequence[int]) -> str:
    return f"lead {pks[0]}" if len(pks) == 1 else f"{len(pks)} leads"


@transaction.atomic
def _change(
    leads: Sequence[int], values: dict[str, Any], kind: LeadEntry.Kind, said: dict[str, str], by: User, now: datetime
) -> int:
    rows = [row for row in locked(leads) if any(getattr(row, field) != value for field, value in values.items())]
    Lead.objects.filter(pk__in=[row.pk for row in rows]).update(**values, changed_at=now)
    _write(rows, kind, said, by, now)
    return len(rows)


def _write(rows: Sequence[Lead], kind: LeadEntry.Kind, said: dict[str, str], by: User, now: datetime) -> None:
    LeadEntry.objects.bulk_create([LeadEntry(lead=row, kind=kind, data=said, by=by, at=now) for row in rows])
