"""What can be chosen: a plan, for a month or a year, for so many members; and what is more than what. Pure."""

from dataclasses import dataclass
from typing import Final

MONTH: Final = "month"
YEAR: Final = "year"
INTERVALS: Final = (MONTH, YEAR)
SOLD: Final = ("pro", "team")
"""In rising order."""

PER_MEMBER: Final = frozenset({"team"})
TEAM_FROM: Final = 3
TEAM_TO: Final = 500


class NotOffered(ValueError):
    """No such plan, or not for so many members."""


@dataclass(frozen=True)
class Choice:
    """`seats` is 1 where the price is not by the member."""

    plan: str
    interval: str
    seats: int = 1

    def __str__(self) -> str:
        return f"{self.plan}-{self.interval}-{self.seats}"

    @property
    def by_member(self) -> bool:
        return self.plan in PER_MEMBER

    @property
    def paid_members(self) -> int:
        """What `workspaces.plans.limit` wants to know."""
        return self.seats if self.by_member else 0


def chosen(plan: str, interval: str, seats: int) -> Choice:
    """Raises `NotOffered`."""
    if plan not in SOLD or interval not in INTERVALS:
        raise NotOffered(plan, interval)
    if plan not in PER_MEMBER:
        return Choice(plan, interval)
    if not TEAM_FROM <= seats <= TEAM_TO:
        raise NotOffered(seats)
    return Choice(plan, interval, seats)


def read(text: str) -> Choice | None:
    """As `str` writes it; None for nothing. What Stripe was told by hand may be outside of what we offer."""
    if not text:
        return None
    plan, interval, seats = text.split("-")
    return Choice(plan, interval, int(seats))


def is_more(wanted: Choice, now: Choice) -> bool:
    """Whether a change counts at once (P8): a larger plan; or the same with nothing less in it.

    Everything else waits for the end of what is paid for.
    """
    if wanted.plan != now.plan:
        return SOLD.index(wanted.plan) > SOLD.index(now.plan)
    longer = INTERVALS.index(wanted.interval) - INTERVALS.index(now.interval)
    return longer >= 0 and wanted.seats >= now.seats
