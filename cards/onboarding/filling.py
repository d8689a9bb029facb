"""A list of people on its way in: batch by batch, each whole or not at all, on from where one ended (cards 83)."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cards import creating, publishing
from cards.importing import making
from cards.importing.building import Home
from cards.models import Card, Prepared, TeamList
from cards.onboarding import claiming
from cards.onboarding.matching import Laid, lay
from cards.onboarding.merging import merged
from cards.onboarding.people import Person, read
from cards.refusals import OverLimit, PlanLimit
from cardsite.kit import throttle
from cardsite.kit.regions import region_of
from workspaces import inviting
from workspaces.models import Invitation, Membership, Workspace
from workspaces.outbox import effect
from workspaces.refusals import InvitationGone, NoMember, NotYours, SeatLimit
from workspaces.roster import hold

BATCH: Final = 5
"""Short transactions: others write in between (rule 15)."""

NOTHING: Final[dict[str, int]] = {"new": 0, "changed": 0, "unchanged": 0, "invited": 0}
STOPS: Final[dict[type[Exception], str]] = {
    PlanLimit: "cards",
    SeatLimit: "seats",
    throttle.TooMany: "often",
    NoMember: "left",
    NotYours: "left",
}
"""What ends a list before its end; what is in stays in, and it can go on when there is room."""


@effect(lease=timedelta(seconds=90))
def fill_team(*, team_list: int) -> None:
    """To its end. Killed in the middle or run twice, it goes on behind the last batch that was committed."""
    found = TeamList.objects.select_related("workspace").filter(pk=team_list, state=TeamList.State.RUNNING).first()
    people = people_of(found) if found else []
    while found and _step(team_list, people, timezone.now()):
        pass


def people_of(found: TeamList) -> list[Person]:
    """Its rows as they are understood."""
    return read([(line, cells) for line, cells in found.rows], found.mapping, home_of(found.workspace))


def home_of(workspace: Workspace) -> Home:
    return Home(language=workspace.language, region=region_of(workspace.zone), site=settings.BASE_URL)


def _step(pk: int, people: Sequence[Person], now: datetime) -> bool:
    """The next batch; whether there is another. What stops it leaves the batches before."""
    try:
        return _batch(pk, people, now)
    except tuple(STOPS) as stop:
        why = next(word for kind, word in STOPS.items() if isinstance(stop, kind))
        running = TeamList.objects.filter(pk=pk, state=TeamList.State.RUNNING)
        running.update(state=TeamList.State.STOPPED, stopped_for=why, moved_at=now)
        return False


@transaction.atomic
def _batch(pk: int, people: Sequence[Person], now: datetime) -> bool:
    """Cards, invitations and progress are committed together."""
    rows = TeamList.objects.select_for_update(of=("self",)).select_related("workspace")
    found = rows.filter(pk=pk, state=TeamList.State.RUNNING).first()
    if found is None:
        return False
    hold(found.workspace_id)  # before any card, as whoever leaves does
    by = Membership.objects.select_related("user", "workspace").filter(user=found.by_id).first()
    if by is None:
        raise NoMember
    for laid in lay(people[found.done : found.done + BATCH], invites=found.invites):
        _put(found, laid, by)
    found.done, found.moved_at = min(found.done + BATCH, found.total), now
    if found.done >= found.total:
        found.state, found.rows = TeamList.State.DONE, []
    found.save(update_fields=["done", "moved_at", "state", "rows", "report"])
    return found.state == TeamList.State.RUNNING


def _put(found: TeamList, laid: Laid, by: Membership) -> None:
    """One row; counted into the report."""
    report: dict[str, Any] = found.report
    if laid.person.is_refused:
        return
    report[laid.fate] += 1
    report["invited"] += laid.invited
    if laid.before is None:
        report["cards"].append(_make(found, laid, by).pk)
    else:
        _change(laid, laid.before, by, report)
    if laid.before is not None and laid.invited:
        claiming.ask(laid.before, by)


def _make(found: TeamList, laid: Laid, by: Membership) -> Card:
    """A draft of what the row says; what the company says for all is added where every card is made."""
    throttle.count(f"import:cards:{found.workspace_id}", limit=making.A_DAY, per=timedelta(days=1))
    one = laid.person.candidate
    card = creating.create(workspace=found.workspace, handle=making.free_handle(one), document=one.document, by=by.user)
    claiming.prepare(card=card, email=laid.person.email, key=laid.person.key, by=by, invite=laid.invited)
    return card


def _change(laid: Laid, before: Prepared, by: Membership, report: dict[str, Any]) -> None:
    """The draft alone: what is on the web changes when somebody publishes it."""
    if laid.is_renamed:
        _rename(before, laid.person, by)
    card = before.card
    card.lock()
    document, changes = merged(card.document, laid.person.candidate.document)
    if not changes:
        return
    try:
        publishing.save(card=card, document=document, version=card.draft_version, by=by.user)
    except OverLimit:
        report["over"].append(card.name)
    else:
        report["cards"].append(card.pk)


def _rename(before: Prepared, person: Person, by: Membership) -> None:
    """The mail to an address that was wrong opens nothing any more."""
    if before.email != person.email and before.claimed_at is None:
        old = Invitation.objects.get_queryset().waiting().filter(email=before.email).first()
        if old and not Prepared.objects.filter(email=before.email).exclude(pk=before.pk).exists():
            with suppress(InvitationGone):  # accepted in this very moment
                inviting.revoke(invitation=old, by=by)
    before.email, before.number = person.email, person.key or before.number
    before.save(update_fields=["email", "number"])
