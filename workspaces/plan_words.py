"""Plans, and what is used of them, in words."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workspaces import sizes
from workspaces.plans import Thing
from workspaces.usage import Used

NAMES: Final = {
    "unlimited": gettext_lazy("Unlimited"),
    "free": gettext_lazy("Free"),
    "pro": gettext_lazy("Pro"),
    "team": gettext_lazy("Team"),
}
THINGS: Final = {
    Thing.CARDS: gettext_lazy("Cards"),
    Thing.MEMBERS: gettext_lazy("Members"),
    Thing.MEDIA_BYTES: gettext_lazy("Room for pictures and files"),
}


def of_use(used: Used) -> str:
    """“3 of 10”, “12 MB of 500 MB”, “3, no limit”."""
    size = used.thing is Thing.MEDIA_BYTES
    count = sizes.in_words(used.count) if size else str(used.count)
    if used.limit is None:
        return _("%(count)s, no limit") % {"count": count}
    return _("%(count)s of %(limit)s") % {"count": count, "limit": sizes.in_words(used.limit) if size else used.limit}
