"""What of appointments members are told by mail (B38)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from workspaces.models import Role
from workspaces.topics import Pace, Topic

BOOKINGS: Final = Topic(
    key="bookings",
    title=_("Bookings"),
    about=_("New, moved and cancelled ones. A calendar that somebody looks after concerns them alone."),
    verb="bookings.view",
    paces={
        Pace.AT_ONCE: _("At once, one mail each"),
        Pace.MINE: _("At once, only of my own calendar"),
        Pace.NEVER: _("No mails"),
    },
    usual={Role.OWNER: Pace.AT_ONCE, Role.ADMIN: Pace.MINE, Role.EDITOR: Pace.MINE, Role.VIEWER: Pace.MINE},
    place=("calendars", _("A calendar can name another address, which then gets its mails")),
)

AGENDA: Final = Topic(
    key="agenda",
    title=_("Appointments of the day"),
    about=_("Who comes today, and when; nothing on a day without appointments."),
    verb="bookings.view",
    paces={Pace.DAILY: _("Every morning"), Pace.NEVER: _("No mails")},
    usual={},
)
