"""Erasing a workspace for good: rows, files, mails that wait, sessions (cards 99; rules 35, 37; A80).

What stays is what holds a printed code and a name back from strangers: cards, codes and handles without a word of
anybody, and the row of the workspace itself. Every step may be done twice; a run that was killed is taken up again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Final

import structlog
from allauth.usersessions.models import UserSession
from django.apps import apps
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection, models, transaction
from django.utils import formats, translation
from django.utils.translation import gettext as _

from cardsite.kit.personal import End
from workspaces import export_shelf, letters
from workspaces.deleting import UNDO
from workspaces.letters import Letter, Reader
from workspaces.models import Effect, Export, Membership, Workspace
from workspaces.personal_fields import registry
from workspaces.scoping import WorkspaceOwned, inside, outside
from workspaces.service_mail import send

log = structlog.get_logger(__name__)

BATCH: Final = 500
BACKUP_DAYS: Final = 35  # cards 101
Owned = type[WorkspaceOwned]


def erase_due(now: datetime) -> int:
    """Every workspace deleted fourteen days ago. One that fails is tried again at the next call. Says how many."""
    due = Workspace.objects.filter(deleted_at__lte=now - UNDO, erased_at__isnull=True).order_by("pk")
    return sum(_tried(workspace, now) for workspace in due)


def _tried(workspace: Workspace, now: datetime) -> bool:
    try:
        erase(workspace, now)
    except Exception:
        log.exception("erasure_failed", workspace=workspace.pk)
        return False
    return True


def erase(workspace: Workspace, now: datetime) -> None:
    """The rooms from the roof down, then every row that no room keeps, then the workspace's own words."""
    with inside(workspace):
        for app in reversed(list(apps.get_app_configs())):
            if room := getattr(app, "erase", None):
                room(workspace=workspace, now=now)
        for stored in Export.objects.values_list("stored", flat=True):
            export_shelf.remove(stored)
        for model in leaving():
            _empty(model, workspace)
        _finish(workspace, now)
    _overwrite()


def leaving() -> list[Owned]:
    """Models whose rows go, those that point at others first. Memberships go last, with the proof."""
    said = registry()
    kept = {label for label, fields in said.items() if any(one.end is not End.ROW for one in fields.values())}
    owned = [model for model in apps.get_models() if issubclass(model, WorkspaceOwned)]
    return [model for model in pointing_first(owned) if model._meta.label not in kept and model is not Membership]


def pointing_first(owned: Iterable[Owned]) -> list[Owned]:
    """An order in which no row is deleted before those that point at it; where models point in a circle, the
    database clears or follows the pointer itself."""
    waiting = list(owned)
    done: list[Owned] = []

    def visit(model: Owned, above: frozenset[Owned]) -> None:
        if model in done or model in above:
            return
        for other in waiting:
            if model in _targets(other):
                visit(other, above | {model})
        done.append(model)

    for model in waiting:
        visit(model, frozenset())
    return done


def _targets(model: Owned) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)}


def _empty(model: Owned, workspace: Workspace) -> None:
    for pks in _batches(model, workspace):
        with transaction.atomic():
            model.unscoped.filter(workspace=workspace, pk__in=pks).delete()


def _batches(model: Owned, workspace: Workspace) -> Iterator[list[Any]]:
    rows = model.unscoped.filter(workspace=workspace).order_by("pk").values_list("pk", flat=True)
    while pks := list(rows[:BATCH]):
        yield pks


@transaction.atomic
def _finish(workspace: Workspace, now: datetime) -> None:
    """Memberships, sessions, mails that wait and the workspace's own words, in one moment with the proof."""
    readers, name = letters.owners(), workspace.name
    members = list(Membership.objects.order_by().values_list("user", flat=True))
    end_sessions(members)
    Membership.objects.all().delete()
    Effect.objects.filter(workspace=workspace).delete()
    Workspace.objects.filter(pk=workspace.pk).update(
        slug=f"erased-{workspace.pk}", name="", address="", erased_at=now, suspended_for=""
    )
    workspace.touch()
    _prove(workspace, name, readers, now)


def end_sessions(users: Iterable[int]) -> None:
    """Whatever these people have open: a session may hold what was typed last."""
    sessions = UserSession.objects.filter(user__in=list(users))
    Session.objects.filter(session_key__in=list(sessions.values_list("session_key", flat=True))).delete()
    sessions.delete()


def _prove(workspace: Workspace, name: str, readers: list[Reader], now: datetime) -> None:
    """The owners are told that it is done; the mail belongs to no workspace, and its text goes when it is sent."""
    for reader in readers:
        with translation.override(reader.language), outside():
            named = {"workspace": name, "day": formats.date_format(now, "DATETIME_FORMAT")}
            heading = _("The workspace %(workspace)s is erased") % named
            said = [
                _("On %(day)s (UTC) we erased its cards, pictures, files, bookings, orders, leads and members.")
                % named,
                _("Names and printed codes of its cards are kept from being given to others. They say nothing of you."),
                _("Backups that still hold it are overwritten within %(days)d days.") % {"days": BACKUP_DAYS},
            ]
            send(Letter(letters.subject(heading), heading, said, [], signed=settings.SITE_NAME), reader.address)


def _overwrite() -> None:
    """On SQLite erased pages are overwritten (`secure_delete`); so is what the write-ahead log still says."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
