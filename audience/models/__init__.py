"""Tables of the audience, one module a subject."""

from audience.models.event import Event
from audience.models.lead import Lead, LeadEntry, LeadTag
from audience.models.lead_settings import LeadSettings
from audience.models.salt import Salt
from audience.models.total import DayTotal, StaleDay
from audience.models.weekly import WeeklyLetter

__all__ = [
    "DayTotal",
    "Event",
    "Lead",
    "LeadEntry",
    "LeadSettings",
    "LeadTag",
    "Salt",
    "StaleDay",
    "WeeklyLetter",
]
