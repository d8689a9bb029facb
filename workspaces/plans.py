"""What a plan allows: one frozen value a plan, looked up by a workspace's `plan_key`.

Pure. None means without limit. Whoever counts against a limit locks the workspace first (T18).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MEGABYTE: Final = 1_000_000
GIGABYTE: Final = 1_000 * MEGABYTE


class Thing(StrEnum):
    """What is counted against a plan."""

    CARDS = "cards"
    MEMBERS = "members"
    MEDIA_BYTES = "media_bytes"
    FIGURES_DAYS = "figures_days"
    DOMAINS = "domains"


class Feature(StrEnum):
    """What a plan has or has not."""

    COMPANY_FIELDS = "company_fields"
    CSV = "csv"
    BULK_PRINT = "bulk_print"


@dataclass(frozen=True)
class Limit:
    """So many, and so many more for each paid member."""

    base: int
    per_member: int = 0

    def for_members(self, members: int) -> int:
        return self.base + self.per_member * members


@dataclass(frozen=True)
class Plan:
    """Limits by thing (absent: none) and features."""

    key: str
    limits: dict[Thing, Limit]
    features: frozenset[Feature]


UNLIMITED: Final = "unlimited"
"""The one plan of an installation that sells none."""
FREE: Final = "free"

_TEAM_FEATURES: Final = frozenset(Feature)
_MONTHS_25: Final = 762  # days: 25 months are never longer

PLANS: Final[dict[str, Plan]] = {
    plan.key: plan
    for plan in (
        Plan(UNLIMITED, {}, _TEAM_FEATURES),
        Plan(
            FREE,
            {
                Thing.CARDS: Limit(2),
                Thing.MEMBERS: Limit(1),
                Thing.MEDIA_BYTES: Limit(500 * MEGABYTE),
                Thing.FIGURES_DAYS: Limit(90),
                Thing.DOMAINS: Limit(0),
            },
            frozenset(),
        ),
        Plan(
            "pro",
            {
                Thing.CARDS: Limit(10),
                Thing.MEMBERS: Limit(2),
                Thing.MEDIA_BYTES: Limit(10 * GIGABYTE),
                Thing.FIGURES_DAYS: Limit(_MONTHS_25),
                Thing.DOMAINS: Limit(1),
            },
            frozenset(),
        ),
        Plan(
            "team",
            {
                Thing.CARDS: Limit(10, per_member=1),
                Thing.MEMBERS: Limit(0, per_member=1),
                Thing.MEDIA_BYTES: Limit(0, per_member=5 * GIGABYTE),
                Thing.FIGURES_DAYS: Limit(_MONTHS_25),
                Thing.DOMAINS: Limit(5),
            },
            _TEAM_FEATURES,
        ),
    )
}


def unpaid(*, sold: bool) -> str:
    """The plan of whoever pays nothing, where plans are sold and where they are not."""
    return FREE if sold else UNLIMITED


def allows(plan_key: str, feature: Feature) -> bool:
    """Whether the plan has it. An unknown plan is a defect and raises `KeyError`."""
    return feature in PLANS[plan_key].features


def limit(plan_key: str, thing: Thing, *, paid_members: int = 0) -> int | None:
    """How many the plan allows, or None. An unknown plan raises `KeyError`."""
    found = PLANS[plan_key].limits.get(thing)
    return None if found is None else found.for_members(paid_members)
