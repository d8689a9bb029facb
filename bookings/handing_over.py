"""A leaver's calendars: they go to a colleague, or go on without a member; bookings stay (cards 85)."""

from bookings.models import Calendar
from workspaces import audit
from workspaces.leaving import Handover
from workspaces.models import Membership, User


def holds(*, membership: Membership) -> list[str]:
    """The names of the calendars tied to this member."""
    return [calendar.name for calendar in Calendar.objects.get_queryset().kept().filter(member=membership)]


def hand_over(*, membership: Membership, handover: Handover, by: User) -> None:
    """Inside the transaction of the leaving. What was mailed to the leaver's own address is mailed to the heir."""
    for calendar in Calendar.objects.filter(member=membership).order_by("pk"):
        calendar.member = handover.to
        if calendar.notify.lower() == membership.user.email:
            calendar.notify = handover.to.user.email if handover.to else ""
        calendar.save(update_fields=["member", "notify"])
        audit.record("calendar.hand_over", f"calendar {calendar.pk}", actor=by)
