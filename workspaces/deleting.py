"""Deleting a workspace: off the web at once, fourteen days to think again, then `erasing` (cards 99)."""

from datetime import datetime, timedelta
from typing import Final

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import formats, timezone, translation
from django.utils.translation import gettext as _

from workspaces import audit, letters, waiting
from workspaces.letters import Letter
from workspaces.models import User, Workspace
from workspaces.scoping import inside
from workspaces.service_mail import send

UNDO: Final = timedelta(days=14)


class InTheWay(Exception):
    """A room says, in words, what must be ended first."""


class Erased(Exception):
    """It is too late: nothing is left to bring back."""


@transaction.atomic
def delete(*, workspace: Workspace, by: User) -> None:
    """All its public pages say 410 from the next request on, its members see one page. Raises `InTheWay`.

    Who waits for an appointment or an order is told that it is called off. Deleting twice changes nothing.
    """
    locked = _lock(workspace)
    if locked.deleted_at:
        return
    if words := _in_the_way(locked):
        raise InTheWay(words)
    _set(locked, timezone.now())
    with inside(locked):
        audit.record("workspace.delete", locked.slug, actor=by)
        called_off = bool(waiting.waiting())
        waiting.call_off(workspace=locked, by=by)
        _tell_owners(locked, by, called_off=called_off)


@transaction.atomic
def undelete(*, workspace: Workspace, by: User) -> None:
    """As it was before, but for what was called off: that stays so. Raises `Erased`."""
    locked = _lock(workspace)
    if locked.erased_at:
        raise Erased
    if locked.deleted_at is None:
        return
    _set(locked, None)
    with inside(locked):
        audit.record("workspace.undelete", locked.slug, actor=by)


def erased_on(deleted_at: datetime) -> datetime:
    return deleted_at + UNDO


def _in_the_way(workspace: Workspace) -> str:
    """The first objection of the rooms above."""
    with inside(workspace):
        said = [say(workspace=workspace) for app in apps.get_app_configs() if (say := getattr(app, "in_the_way", None))]
    return next(filter(None, said), "")


def _lock(workspace: Workspace) -> Workspace:
    return Workspace.objects.select_for_update().get(pk=workspace.pk)


def _set(workspace: Workspace, deleted_at: datetime | None) -> None:
    workspace.deleted_at = deleted_at
    workspace.save(update_fields=["deleted_at"])
    workspace.touch()


def _tell_owners(workspace: Workspace, by: User, *, called_off: bool) -> None:
    """Each owner, so that nobody loses a workspace to one person's mistake, or theft, without hearing of it."""
    assert workspace.deleted_at
    page = settings.BASE_URL + reverse("workspace_deletion", args=[workspace.slug])
    named = {"workspace": workspace.name, "who": by.get_full_name()}
    for reader in letters.owners():
        with translation.override(reader.language):
            named["day"] = formats.date_format(erased_on(workspace.deleted_at), "DATE_FORMAT")
            heading = _("The workspace %(workspace)s was deleted") % named
            said = [_("%(who)s deleted it. Visitors see that its cards are gone.") % named]
            if called_off:
                said.append(_("Coming bookings and open orders are cancelled for good, and people are told."))
            said.append(_("Until %(day)s every owner can bring it back. Then all it holds is erased.") % named)
            links = [(_("Bring it back"), page)]
            send(Letter(letters.subject(heading), heading, said, [], links, signed=settings.SITE_NAME), reader.address)
