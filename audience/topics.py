"""What of leads and figures members are told by mail (cards 68, 77)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from workspaces.models import Role
from workspaces.topics import Pace, Topic

LEADS: Final = Topic(
    key="leads",
    title=_("New leads"),
    about=_("A lead given to somebody goes to them alone. Editors hear of those from the cards they look after."),
    verb="leads.view",
    paces={
        Pace.AT_ONCE: _("At once, one mail each"),
        Pace.MINE: _("At once, only what is given to me"),
        Pace.DAILY: _("Once a day, in the morning"),
        Pace.NEVER: _("No mails"),
    },
    usual={Role.OWNER: Pace.AT_ONCE, Role.ADMIN: Pace.MINE, Role.EDITOR: Pace.MINE, Role.VIEWER: Pace.MINE},
)

FIGURES: Final = Topic(
    key="figures",
    title=_("Figures of the week"),
    about=_("What changed at the cards of this workspace in the week before."),
    verb="figures.view",
    paces={Pace.WEEKLY: _("On Monday mornings"), Pace.NEVER: _("No mails")},
    usual=dict.fromkeys((Role.OWNER, Role.ADMIN), Pace.WEEKLY),
)
