"""What figures are called, on pages and in mails."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from audience.models import DayTotal

Figure = DayTotal.Figure

FIGURES: Final[dict[str, str | Promise]] = {
    Figure.PEOPLE: gettext_lazy("People"),
    Figure.VIEWS: gettext_lazy("Views"),
    Figure.SCANS: gettext_lazy("Scans"),
    Figure.SAVES: gettext_lazy("Contact saved"),
    Figure.CLICKS: gettext_lazy("Clicks"),
    Figure.SHARES: gettext_lazy("Shared"),
    Figure.LEADS: gettext_lazy("Details left"),
    Figure.BOOKINGS: gettext_lazy("Bookings"),
    Figure.ORDERS: gettext_lazy("Orders"),
    Figure.FILTERED: gettext_lazy("Left out"),
}
"""In the order in which an owner asks."""
