"""What Stripe said of one customer at one moment, as values of ours. Pure."""

from dataclasses import dataclass
from datetime import datetime

from billing.choices import Choice


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
class Snapshot:
    """A subscription. `later` is what it becomes at the end of the period; `ends`: nothing, then."""

    subscription: str
    item: str
    status: str
    choice: Choice
    period_end: datetime
    ends: bool = False
    later: Choice | None = None
    schedule: str = ""
    waiting: Choice | None = None
    """What it becomes once its invoice is paid."""
    trouble: Trouble | None = None


@dataclass(frozen=True)
class Told:
    """An event, as far as it is believed: whom it is about, and whether their card changed."""

    id: str
    type: str
    livemode: bool
    customer: str
    new_card: bool


@dataclass(frozen=True)
class Price:
    """What one unit of a plan costs, in minor units of ours."""

    id: str
    plan: str
    interval: str
    amount: int
    currency: str


@dataclass(frozen=True)
class Preview:
    """What a change at once would cost today; negative amounts are credit."""

    due: int
    currency: str
    lines: tuple[tuple[str, int], ...]
