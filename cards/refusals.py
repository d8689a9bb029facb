"""Why an act on a card is refused: domain exceptions that carry data; a view turns them into words."""

from datetime import datetime

from cards.handle_rules import HandleRefused, Refusal
from cards.models import Card, Company
from workspaces.plans import Feature


class HandleTaken(HandleRefused):
    """Somebody has it, or has had it. Says the same as a reserved one (cards 5)."""

    def __init__(self) -> None:
        super().__init__(Refusal.TAKEN)


class Conflict(Exception):
    """The draft was saved by somebody else meanwhile; `current` is the card as it is now (cards 22)."""

    def __init__(self, current: Card) -> None:
        super().__init__(current.draft_version)
        self.current = current


class CannotPublish(Exception):
    """Something is missing before a card can be seen by everybody."""


class NameMissing(CannotPublish):
    """A person needs a name, a company an organisation (cards 13)."""


class Unverified(CannotPublish):
    """Whoever publishes must first have confirmed an e-mail address (cards 96)."""


class Suspended(CannotPublish):
    """Staff closed the card; its owner cannot open it (cards 90)."""


class Deleted(Exception):
    """The card is deleted; undo that first, while it is possible (cards 99)."""


class Erased(Exception):
    """The card's content is gone for good (cards 99)."""


class NotPublished(Exception):
    """Only what is public can be paused."""


class DefaultCodeStays(Exception):
    """The default code cannot be retired: the page, the contact file and prints show it (cards 10)."""


class PlanLimit(Exception):
    """The plan allows no more cards; `limit` is how many it allows (cards 9, 88)."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class NewHere(PlanLimit):
    """A new workspace makes no more cards until then (cards 96)."""

    def __init__(self, limit: int, until: datetime) -> None:
        super().__init__(limit)
        self.until = until


class OverLimit(Exception):
    """The card is one of those beyond what the plan allows: visitors see it, its owners read it (P9)."""

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class CompanyConflict(Exception):
    """Somebody else changed what the company says; `current` is how it stands now (cards 82)."""

    def __init__(self, current: Company) -> None:
        super().__init__(current.version)
        self.current = current


class NotInPlan(Exception):
    """The plan of the workspace has no such feature."""

    def __init__(self, feature: Feature) -> None:
        super().__init__(feature)
        self.feature = feature
