"""What is used of the room for pictures and files, and that none is left, in words with the remedy."""

from django.utils.translation import gettext as _

from cards import room
from cards.room import NoRoom, Room
from workspaces import sizes
from workspaces.models import Workspace
from workspaces.plans import Thing


def no_room(refused: NoRoom) -> str:
    said = _(
        "Your plan keeps %(size)s of pictures and files, and there is no room left for this one. "
        "Delete some, or choose a larger plan."
    )
    return said % {"size": sizes.in_words(refused.limit)}


def of_room(found: Room) -> str:
    """The number behind the quota."""
    used = sizes.in_words(found.used)
    if found.limit is None:
        return _("%(used)s used") % {"used": used}
    return _("%(used)s of %(limit)s used") % {"used": used, "limit": sizes.in_words(found.limit)}


def of_quota(workspace: Workspace) -> str:
    """The same beside a form that takes a file; empty where there is no limit, for there it says nothing to do."""
    return of_room(room.of(workspace)) if workspace.limit(Thing.MEDIA_BYTES) is not None else ""
