"""Asking for an export of the whole workspace; an effect makes it and says when it is ready (cards 98)."""

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from cardsite.kit import throttle
from workspaces import audit, export_making, letters
from workspaces.letters import Letter
from workspaces.models import Export, User, Workspace
from workspaces.outbox import effect
from workspaces.service_mail import send

A_DAY: Final = 5


class AlreadyMaking(Exception):
    """One at a time."""


@effect(lease=timedelta(minutes=30), tries=3)
def make_export(*, export: int) -> None:
    row = Export.objects.select_related("workspace", "by").get(pk=export)
    if row.state == Export.State.WORKING:
        _tell(row, ready=export_making.make(row))


def ask(*, workspace: Workspace, by: User) -> Export:
    """Raises `AlreadyMaking`, and `TooMany` after five a day."""
    if Export.objects.filter(state=Export.State.WORKING).exists():
        raise AlreadyMaking
    throttle.count(f"export:{workspace.pk}", limit=A_DAY, per=timedelta(days=1))
    try:
        with transaction.atomic():
            export = Export.objects.create(by=by)
            audit.record("workspace.export", workspace.slug, actor=by)
            make_export.enqueue(workspace=workspace, export=export.pk)
    except IntegrityError as error:
        raise AlreadyMaking from error
    return export


def taken(export: Export, *, by: User) -> None:
    """Write down that the file left the house."""
    audit.record("workspace.take", f"export {export.pk}", actor=by)


def _tell(export: Export, *, ready: bool) -> None:
    """Whoever asked, also that it failed: the page promised a mail."""
    if export.by is None:
        return
    with translation.override(export.by.language):
        named = {"workspace": export.workspace.name}
        if ready:
            heading = _("The export of %(workspace)s is ready") % named
            said = _("Fetch it within seven days; then the file is deleted. You log in once more before.")
            act = _("Fetch the export")
        else:
            heading = _("The export of %(workspace)s was not made") % named
            said = _("Something went wrong on our side, and nothing is lost. Ask for it once more.")
            act = _("Ask once more")
        page = settings.BASE_URL + reverse("workspace_export", args=[export.workspace.slug])
        links = [(act, page)]
        send(Letter(letters.subject(heading), heading, [said], [], links, signed=settings.SITE_NAME), export.by.email)
