"""Closing a workspace by staff, and opening it again with everything in it (cards 90)."""

from collections.abc import Callable

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from workspaces import audit, letters
from workspaces.letters import Letter
from workspaces.models import User, Workspace
from workspaces.reasons import Reason
from workspaces.scoping import inside
from workspaces.service_mail import send


@transaction.atomic
def suspend(*, workspace: Workspace, reason: Reason, words: str, by: User) -> None:
    """All its public pages say 410 from the next request on; its owners are told why, in the same moment."""
    _set(workspace, reason)
    with inside(workspace):
        audit.record("workspace.suspend", workspace.slug, actor=by, after={"reason": reason.value})
        tell_closed(lambda: _("The workspace %(name)s") % {"name": workspace.name}, reason, words)


@transaction.atomic
def restore(*, workspace: Workspace, by: User) -> None:
    """As it was before; its owners are told."""
    before = workspace.suspended_for
    _set(workspace, None)
    with inside(workspace):
        audit.record("workspace.restore", workspace.slug, actor=by, before={"reason": before})
        tell_open(lambda: _("The workspace %(name)s") % {"name": workspace.name})


def _set(workspace: Workspace, reason: Reason | None) -> None:
    workspace.suspended_for = reason.value if reason else ""
    workspace.save(update_fields=["suspended_for"])
    workspace.touch()


def tell_closed(title: Callable[[], str], reason: Reason, words: str) -> None:
    """What, why, how far, and how to object: to each owner of the open workspace, in their language."""
    for reader in letters.owners():
        with translation.override(reader.language):
            what = title()
            said = [
                _("%(what)s was closed because %(reason)s.") % {"what": what, "reason": reason.label},
                _("For visitors it is gone: page, contact file, codes, shop and appointments. Nothing was deleted."),
                _("You think this is a mistake? Answer this mail and say why; a person will look at it again."),
            ]
            heading = _("%(what)s was closed") % {"what": what}
            subject = letters.subject(heading)
            send(Letter(subject, heading, said, [], quoted=words, signed=settings.SITE_NAME), reader.address)


def tell_open(title: Callable[[], str]) -> None:
    for reader in letters.owners():
        with translation.override(reader.language):
            heading = _("%(what)s is open again") % {"what": title()}
            said = [_("Everything is there as it was before.")]
            send(Letter(letters.subject(heading), heading, said, [], signed=settings.SITE_NAME), reader.address)
