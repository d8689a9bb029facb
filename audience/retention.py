"""How long a workspace keeps leads, in words (cards 77)."""

from django.utils.translation import ngettext

from audience.models import LeadSettings


def months_words() -> str:
    """Of the open workspace, in the active language."""
    months = LeadSettings.here().kept_months
    return ngettext("%(months)d month", "%(months)d months", months) % {"months": months}
