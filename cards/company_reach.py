"""Which cards take what from the company, and how many a change would reach (cards 82)."""

from collections.abc import Collection
from dataclasses import dataclass

from cards.content import CardType, CompanyField
from cards.models import Card


@dataclass(frozen=True)
class Taker:
    """One kept card: what its draft takes, and what the published version takes, if there is one to see."""

    card: Card
    drafted: frozenset[CompanyField]
    shown: frozenset[CompanyField]
    names_itself: bool

    def takes(self, field: CompanyField, everyone: Collection[CompanyField] = ()) -> bool:
        """After a change that gives `everyone` to every card."""
        given = field in everyone and not (self.names_itself and field is CompanyField.ORGANISATION)
        return given or field in self.drafted | self.shown


@dataclass(frozen=True)
class Reach:
    """So many cards, so many of them on the web."""

    cards: int
    published: int


def takers() -> list[Taker]:
    """The kept cards of the open workspace by name, in one query."""
    kept = Card.objects.get_queryset().kept().select_related("published")
    return [
        Taker(
            card,
            _taken(card.draft),
            _taken(card.published.document if card.published else {}),
            card.draft.get("type") == CardType.COMPANY,
        )
        for card in kept
    ]


def reach(
    cards: Collection[Taker], changed: Collection[CompanyField], everyone: Collection[CompanyField] = ()
) -> Reach:
    """Of a change of these fields."""
    reached = [one for one in cards if any(one.takes(field, everyone) for field in changed)]
    return Reach(len(reached), sum(one.card.is_public for one in reached))


def _taken(document: dict[str, object]) -> frozenset[CompanyField]:
    """Fields that a later version may name are not of this one."""
    named = document.get("from_company")
    known = set(CompanyField)
    return frozenset(CompanyField(name) for name in named if name in known) if isinstance(named, list) else frozenset()
