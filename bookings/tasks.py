"""Effects of the booking room: who is told of what. Each takes ids and calls the module that knows."""

from datetime import timedelta

from bookings import day_mail, notifying
from workspaces.outbox import effect


@effect(lease=timedelta(seconds=45))
def tell_guest(*, booking: int, verb: str, sequence: int, payload: str = "") -> None:
    """`payload` is what the owner wrote to the guest."""
    notifying.tell_guest(booking, verb, sequence, message=payload)


@effect(lease=timedelta(seconds=45))
def tell_host(*, booking: int, verb: str, sequence: int) -> None:
    notifying.tell_host(booking, verb, sequence)


@effect(lease=timedelta(seconds=45))
def remind(*, reminder: int) -> None:
    notifying.remind(reminder)


@effect(lease=timedelta(seconds=45))
def tell_of_day(*, day: str) -> None:
    """`day` as YYYY-MM-DD on the workspace's clock."""
    day_mail.send(day)
