"""What of the shop members are told by mail (S23)."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from workspaces.models import Role
from workspaces.topics import Pace, Topic

ORDERS: Final = Topic(
    key="orders",
    title=_("Orders"),
    about=_("New ones, what a buyer changes, and stock that is about to be let go."),
    verb="orders.view",
    paces={Pace.AT_ONCE: _("At once, one mail each"), Pace.NEVER: _("No mails")},
    usual={Role.OWNER: Pace.AT_ONCE},
)

EVENING: Final = Topic(
    key="evening",
    title=_("The shop in the evening"),
    about=_("What came in today, what waits for an answer, what is to be handed over tomorrow."),
    verb="orders.view",
    paces={Pace.DAILY: _("Every evening when there is something to say"), Pace.NEVER: _("No mails")},
    usual={Role.OWNER: Pace.DAILY},
)
