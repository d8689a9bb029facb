"""What a new card for appointments finds ready: a calendar with usual hours, and services to rename."""

from django.utils import translation
from django.utils.translation import gettext as _

from bookings import offering
from cards.models import Card
from cards.starting import Purpose


def begin(*, card: Card, purpose: str) -> str:
    """Says what was made; nothing where the workspace takes bookings already, or the card is for something else."""
    if purpose != Purpose.APPOINTMENTS:
        return ""
    workspace = card.workspace
    with translation.override(workspace.language):
        made = offering.begin(workspace=workspace, name=card.name, zone=workspace.zone)
    if made is None:
        return ""
    return _("Three services and usual hours are ready: make them yours under “Bookings”.")
