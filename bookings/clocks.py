"""Calendars that run on another clock than their workspace: its settings say whose and where to change them."""

from django.urls import reverse

from bookings.models import Calendar
from workspaces.models import Workspace


def elsewhere(*, workspace: Workspace) -> list[tuple[str, str, str]]:
    """Name, zone and address of each, in the open workspace."""
    others = Calendar.objects.get_queryset().kept().exclude(zone=workspace.zone)
    return [(one.name, one.zone, reverse("calendar", args=[workspace.slug, one.pk])) for one in others]
