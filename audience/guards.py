"""Foreign keys between the audience's tables and the cards never cross workspaces (rule 2)."""

from audience.models import DayTotal, Event, Lead, LeadEntry, LeadTag, StaleDay
from workspaces.guards import register, same_workspace


def register_all() -> None:
    register(
        same_workspace(Event, "card"),
        same_workspace(Event, "code"),
        same_workspace(DayTotal, "card"),
        same_workspace(StaleDay, "card"),
        same_workspace(Lead, "card"),
        same_workspace(Lead, "code"),
        same_workspace(Lead, "merged_into"),
        same_workspace(LeadEntry, "lead"),
        same_workspace(LeadTag, "lead"),
    )
