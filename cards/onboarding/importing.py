"""People from a file: looked at, columns named, and put in only when an administrator says so (cards 83, 88)."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from cards.importing import reading, tables
from cards.importing.found import BYTES_MAX, Unreadable
from cards.models import Card, TeamList
from cards.onboarding import mapping as columns
from cards.onboarding.filling import NOTHING, fill_team, people_of
from cards.onboarding.matching import Fate, Laid, lay
from cards.onboarding.people import PEOPLE_MAX
from cards.refusals import PlanLimit
from workspaces import audit, roster
from workspaces.models import Invitation, Membership, User, Workspace
from workspaces.plans import Thing

MOVES_WITHIN: Final = timedelta(minutes=2)
"""What takes longer for a batch has stopped."""

LOOKED_AT_FOR: Final = timedelta(days=1)
REPORTED_FOR: Final = timedelta(days=90)


class HasMistakes(Exception):
    """Nothing is made of a list with wrong rows, unless the others alone are asked for."""


class NothingToDo(Exception):
    """Every row is wrong, or all is as the file says."""


@transaction.atomic
def check(*, name: str, data: bytes, by: User, now: datetime) -> TeamList:
    """What the file would do; nothing is made. Takes the place of what this person looked at before.

    Raises `Unreadable`; then nothing is kept.
    """
    if len(data) > BYTES_MAX:
        raise Unreadable("large")
    if not reading.is_table(data):
        raise Unreadable("table")
    table = tables.parsed(data)
    if len(table.rows) > PEOPLE_MAX:
        raise Unreadable("people")
    if not table.rows:
        raise Unreadable("empty")
    TeamList.objects.filter(by=by, state=TeamList.State.CHECKED).delete()
    return TeamList.objects.create(
        name=" ".join(name.split())[:200],
        header=list(table.header),
        rows=[[row.line, dict(row.cells)] for row in table.rows],
        mapping=columns.proposed(table.header),
        total=len(table.rows),
        by=by,
        at=now,
        moved_at=now,
    )


def rename_columns(*, found: TeamList, sent: Mapping[str, str]) -> None:
    """What they mean, as an administrator says; only before it begins."""
    mapping = columns.read(found.header, sent)
    TeamList.objects.filter(pk=found.pk, state=TeamList.State.CHECKED).update(mapping=mapping)


def laid(found: TeamList, *, invites: bool = True) -> list[Laid]:
    """What each row would do now."""
    return list(lay(people_of(found), invites=invites))


@transaction.atomic
def start(*, found: TeamList, invites: bool, valid_only: bool, by: Membership, now: datetime) -> None:
    """Once, whoever taps twice; and anew where it stopped. Room is looked for under the lock, before anything is made.

    Raises `HasMistakes`, `NothingToDo`, `PlanLimit`, `SeatLimit`.
    """
    workspace = roster.hold(by.workspace_id)
    found = TeamList.objects.select_for_update(of=("self",)).select_related("workspace").get(pk=found.pk)
    if found.state == TeamList.State.CHECKED:
        found.invites, found.report = invites, NOTHING | {"cards": [], "over": []}
    elif not can_go_on(found, now):
        return
    rows = laid(found, invites=found.invites)
    if found.state == TeamList.State.CHECKED:
        _check_rows(rows, valid_only=valid_only)
        audit.record("cards.import", found.name, actor=by.user, after={"rows": found.total})
    _check_room(rows[found.done :], workspace.limit(Thing.CARDS))
    _check_seats(rows[found.done :], workspace, now)
    found.state, found.stopped_for, found.by, found.moved_at = TeamList.State.RUNNING, "", by.user, now
    found.save(update_fields=["state", "stopped_for", "by", "moved_at", "invites", "report"])
    fill_team.enqueue(workspace=workspace, team_list=found.pk)


def discard(*, found: TeamList) -> bool:
    """Only what has not begun; whether it is gone now."""
    number, _rows = TeamList.objects.filter(pk=found.pk, state=TeamList.State.CHECKED).delete()
    return bool(number)


def purge(now: datetime) -> None:
    """Lists that nobody put in within a day, and the reports of those that were, after ninety (cards 101)."""
    TeamList.unscoped.filter(state=TeamList.State.CHECKED, at__lt=now - LOOKED_AT_FOR).delete()
    TeamList.unscoped.filter(moved_at__lt=now - REPORTED_FOR).delete()


def can_go_on(found: TeamList, now: datetime) -> bool:
    """It stopped for want of room, or nobody knows why."""
    lost = found.state == TeamList.State.RUNNING and found.moved_at + MOVES_WITHIN < now
    return lost or found.state == TeamList.State.STOPPED


def _check_rows(rows: list[Laid], *, valid_only: bool) -> None:
    wrong = sum(one.fate is Fate.WRONG for one in rows)
    if wrong and not valid_only:
        raise HasMistakes
    if not any(one.fate in {Fate.NEW, Fate.CHANGED} or one.invited for one in rows):
        raise NothingToDo


def _check_room(rows: list[Laid], limit: int | None) -> None:
    more = sum(one.fate is Fate.NEW for one in rows)
    if limit is not None and more and Card.objects.get_queryset().kept().count() + more > limit:
        raise PlanLimit(limit)


def _check_seats(rows: list[Laid], workspace: Workspace, now: datetime) -> None:
    """`check_seat` looks for room for one: all the others, and who is invited already, come before."""
    if more := sum(one.invited for one in rows):
        waiting = Invitation.objects.get_queryset().open(now).count()
        roster.check_seat(workspace, more=waiting + more - 1)
