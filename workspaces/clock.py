"""The time of day as a person wants to read it: 24 hours, or twelve with a.m. and p.m."""

from datetime import datetime

from django.utils import dateformat, timezone

from workspaces.models import User


def clock(at: datetime, user: User) -> str:
    """In the zone that is active.

    "14:05" or "2:05 p.m."
    """
    return dateformat.format(timezone.localtime(at), "H:i" if user.clock_24h else "g:i a")
