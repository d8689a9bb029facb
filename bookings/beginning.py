"""What a new card for appointments finds ready: a calendar with usual hours, and services to rename."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from bookings import offering
from cards.models import Card
from cards.starting import Purpose
from workspaces.models import User


def begin(*, card: Card, purpose: str, by: User) -> tuple[str, str, str] | None:
    """What was made, in words, where it is, and how that place is called.

    None where the workspace takes bookings already, or the card is for something else.
    """
    if purpose != Purpose.APPOINTMENTS:
        return None
    workspace = card.workspace
    with translation.override(workspace.language):
        made = offering.begin(workspace=workspace, name=card.name, by=by)
    if made is None:
        return None
    words = _("Visitors can book three services, Monday to Friday from 9 to 17 o'clock. Make services and hours yours.")
    return words, reverse("services", args=[workspace.slug]), _("Open services and hours")
