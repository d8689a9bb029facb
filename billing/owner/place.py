"""How the plan is found from the settings of a workspace."""

from django.conf import settings
from django.utils.translation import gettext as _

from workspaces.access import allowed


def settings_places(role: str) -> list[tuple[str, str]]:
    """Name of the address and words; nothing where no plans are sold, or for those who do not pay (P1, P13)."""
    if not settings.STRIPE_ENABLED or not allowed(role, "billing.manage"):
        return []
    return [("billing", _("Plan and payments"))]
