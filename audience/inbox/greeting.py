"""What begins a chat with a lead: read by who left the details, so in their own language."""

from django.utils import translation
from django.utils.translation import gettext as _

from audience.models import Lead


def greeting(lead: Lead) -> str:
    """In the language of the form they sent; the workspace comes with the lead."""
    with translation.override(lead.language or lead.workspace.language):
        if not lead.name:
            return _("Hello, thank you for leaving your details.")
        return _("Hello %(name)s, thank you for leaving your details.") % {"name": lead.name}
