"""What calendars say of a person whose account is erased (cards 99)."""

from bookings.models import Calendar
from workspaces.models import User


def forget_person(*, user: User) -> None:
    """No calendar tells their address any more, whatever the workspace; it tells its owners instead."""
    Calendar.unscoped.filter(notify__iexact=user.email).update(notify="")
