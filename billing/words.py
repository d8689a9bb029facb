"""Plans in words."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from billing.choices import MONTH, Choice
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


def of_choice(choice: Choice) -> str:
    """“Pro, by the month”, “Team for 5 members, by the year”."""
    name = str(NAMES[choice.plan])
    if choice.by_member:
        said = ngettext("%(plan)s for %(number)d member", "%(plan)s for %(number)d members", choice.seats)
        name = said % {"plan": name, "number": choice.seats}
    by = _("%(plan)s, by the month") if choice.interval == MONTH else _("%(plan)s, by the year")
    return by % {"plan": name}


def of_use(used: Used) -> str:
    """“3 of 10”, “12 MB of 500 MB”, “3, no limit”."""
    size = used.thing is Thing.MEDIA_BYTES
    count = sizes.in_words(used.count) if size else str(used.count)
    if used.limit is None:
        return _("%(count)s, no limit") % {"count": count}
    return _("%(count)s of %(limit)s") % {"count": count, "limit": sizes.in_words(used.limit) if size else used.limit}
