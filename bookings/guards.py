"""What the database itself refuses: foreign keys across workspaces, and two bookings at once (rule 2; B21)."""

from bookings.models import (
    Absence,
    Booking,
    BookingEvent,
    Calendar,
    Feed,
    FeedBusy,
    Occupancy,
    Offering,
    Override,
    Reminder,
    Service,
)
from workspaces.guards import PREFIX, Guard, register, same_workspace

TABLE = Occupancy._meta.db_table
OVERLAP = f"{PREFIX}{TABLE}_overlap"


def no_overlap() -> Guard:
    """Live occupancies of one calendar never overlap, half-open: back to back is fine (B9)."""
    met = (
        f'NEW.live AND EXISTS (SELECT 1 FROM "{TABLE}" t WHERE t.calendar_id = NEW.calendar_id AND t.live'  # noqa: S608  # our own names
        " AND t.id IS NOT NEW.id AND t.blocked_from < NEW.blocked_until AND t.blocked_until > NEW.blocked_from)"
    )
    sqlite = tuple(
        f'CREATE TRIGGER "{OVERLAP}_{event}" BEFORE {event.upper()} ON "{TABLE}" '
        f"WHEN {met} BEGIN SELECT RAISE(ABORT, '{OVERLAP}'); END"
        for event in ("insert", "update")
    )
    exclusion = (
        f'ALTER TABLE "{TABLE}" ADD CONSTRAINT "{OVERLAP}" EXCLUDE USING gist '
        "(calendar_id WITH =, tstzrange(blocked_from, blocked_until, '[)') WITH &&) WHERE (live)"
    )
    return Guard(OVERLAP, TABLE, sqlite, ("CREATE EXTENSION IF NOT EXISTS btree_gist", exclusion))


def register_all() -> None:
    register(
        no_overlap(),
        same_workspace(Service, "photo"),
        same_workspace(Offering, "service"),
        same_workspace(Offering, "calendar"),
        same_workspace(Calendar, "member"),
        same_workspace(Override, "calendar"),
        same_workspace(Absence, "calendar"),
        same_workspace(Feed, "calendar"),
        same_workspace(FeedBusy, "feed"),
        same_workspace(FeedBusy, "calendar"),
        same_workspace(Occupancy, "calendar"),
        same_workspace(Occupancy, "service"),
        same_workspace(Booking, "service"),
        same_workspace(Booking, "calendar"),
        same_workspace(Booking, "card"),
        same_workspace(Booking, "occupancy"),
        same_workspace(BookingEvent, "booking"),
        same_workspace(Reminder, "booking"),
    )
