"""How the settings of leads are found from those of the workspace."""

from django.utils.translation import gettext as _


def settings_places(role: str) -> list[tuple[str, str]]:
    """Name of the address and words; every role may read them."""
    return [("lead_settings", _("Leads"))]
