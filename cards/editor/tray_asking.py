"""Which cards a tray asks for, as its address says it. What is not understood asks for nothing in particular."""

from dataclasses import dataclass
from typing import Final, Self
from urllib.parse import urlencode

from django.http import QueryDict

from cards.models import Card
from cards.models.card import CardQuerySet

SEARCH_MAX: Final = 80
A_PAGE: Final = 60
WAITING: Final = "waiting"
STATES: Final = (Card.Status.DRAFT, Card.Status.PUBLISHED, Card.Status.PAUSED, Card.Status.SUSPENDED)
SORTS: Final = {
    "name": ("name", "pk"),
    "new": ("-created_at", "-pk"),
    "published": ("-first_published_at", "name", "pk"),
}
BY_NAME: Final = "name"


@dataclass(frozen=True)
class Asked:
    """`status` is one of a card, or `WAITING`: for somebody who was invited and has not come yet."""

    q: str = ""
    status: str = ""
    sort: str = BY_NAME

    @classmethod
    def read(cls, sent: QueryDict) -> Self:
        status, sort = sent.get("status", ""), sent.get("sort", "")
        return cls(
            q=" ".join(sent.get("q", "").split())[:SEARCH_MAX],
            status=status if status in {*STATES, WAITING} else "",
            sort=sort if sort in SORTS else BY_NAME,
        )

    @property
    def said(self) -> dict[str, str]:
        """What was asked for beyond the whole tray."""
        told = {"q": self.q, "status": self.status, "sort": self.sort}
        return {name: value for name, value in told.items() if value and (name, value) != ("sort", BY_NAME)}

    @property
    def query(self) -> str:
        """For links that keep what was asked."""
        return urlencode(self.said)

    @property
    def is_narrow(self) -> bool:
        return bool(self.q or self.status)

    def cards(self) -> CardQuerySet:
        """Kept cards of the open workspace, in order."""
        found = Card.objects.get_queryset().kept()
        if self.q:
            found = found.matching(self.q)
        if self.status == WAITING:
            found = found.filter(prepared__isnull=False, prepared__claimed_at__isnull=True)
        elif self.status:
            found = found.filter(status=self.status)
        return found.order_by(*SORTS[self.sort])
