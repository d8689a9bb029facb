"""What Stripe said of one customer at one moment, as values of ours. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from billing import standing
from billing.choices import PER_MEMBER, Choice


@dataclass(frozen=True)
class Trouble:
    """The oldest invoice that is not paid; `asks` when the bank wants the owner to confirm."""

    invoice: str
    since: datetime
    url: str
    amount: int
    currency: str
    asks: bool


@dataclass(frozen=True)
class Price:
    """What one unit of a plan costs, in minor units of ours."""

    id: str
    plan: str
    interval: str
    amount: int
    currency: str

    def choice(self, seats: int) -> Choice:
        return Choice(self.plan, self.interval, seats if self.plan in PER_MEMBER else 1)


@dataclass(frozen=True)
class Snapshot:
    """A subscription. `later` is what it becomes at the end of the period; `ends`: nothing, then."""

    subscription: str
    item: str
    status: str
    choice: Choice
    price: Price
    period_end: datetime
    ends: bool = False
    later: Choice | None = None
    schedule: str = ""
    waiting: Choice | None = None
    """What it becomes once its invoice is paid."""
    trouble: Trouble | None = None

    @property
    def is_live(self) -> bool:
        return standing.is_live(self.status)


@dataclass(frozen=True)
class Told:
    """An event, as far as it is believed: whom it is about, and whether their card changed."""

    id: str
    type: str
    livemode: bool
    customer: str
    new_card: bool


@dataclass(frozen=True)
class Bill:
    """An invoice: so much, paid or due on that day, for the plan from `since` to `until`.

    `kept` is what Stripe keeps for the customer and takes off it first; the amount is without it.
    """

    amount: int
    currency: str
    day: datetime
    since: datetime
    until: datetime
    kept: int = 0


@dataclass(frozen=True)
class BillLine:
    """One line of a change at once; credit is negative. `choice` is None for what is no plan, and `said` names it."""

    amount: int
    choice: Choice | None
    said: str
    until: datetime


@dataclass(frozen=True)
class Preview:
    """What a change at once would cost today; `kept` is credit left for later invoices, `had` that of before."""

    now: Choice
    due: int
    currency: str
    lines: tuple[BillLine, ...]
    kept: int = 0
    had: int = 0

    @property
    def rest(self) -> int:
        """What is due beyond the lines: tax; negative for discounts and for credit of before."""
        return self.due - self.kept - sum(line.amount for line in self.lines)


@dataclass(frozen=True)
class Charges:
    """What one unit costs now, and what is taken next; None where the plan ends before."""

    price: Price
    coming: Bill | None


@dataclass(frozen=True)
class Statement:
    """A subscription that goes on, what was paid for the period that runs, and what is taken next."""

    now: Snapshot
    paid: Bill | None
    coming: Bill | None


@dataclass(frozen=True)
class Course:
    """Where a subscription is heading: on as it is, to `later`, or to its end."""

    subscription: str
    choice: Choice | None
    later: str
    ends: bool


ENDS: Final = "ends"
LATER: Final = "later"
STAYS: Final = "stays"
INTERVAL: Final = "interval"


def turn(before: Course, after: Course) -> str:
    """What is new about it that no change of the plan itself tells: one of the words above, or nothing."""
    if before.subscription != after.subscription or not (before.choice and after.choice):
        return ""
    if before.choice != after.choice:
        same = replace(before.choice, interval=after.choice.interval) == after.choice
        return INTERVAL if same else ""
    if after.ends:
        return "" if before.ends else ENDS
    if after.later:
        return LATER if before.ends or after.later != before.later else ""
    return STAYS if before.ends or before.later else ""
