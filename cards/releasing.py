"""Many cards on the web in one act: those that are complete, and the names of those that are not (cards 3, 84)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from cards import publishing
from cards.models import Card
from cards.refusals import Deleted, NameMissing, OverLimit, Suspended
from cardsite.kit.throttle import TooMany
from workspaces.models import User
from workspaces.newcomers import TooManyLinks

A_WHILE: Final = 2.0
"""Seconds after which whoever waits is told how far it is."""


@dataclass
class Released:
    """`current` said already what their drafts say; `resting` are paused, and stay so. `linked` lead to more
    addresses than a new workspace may show by now. `left` is whose turn has not come yet.
    """

    published: list[Card] = field(default_factory=list)
    current: list[Card] = field(default_factory=list)
    nameless: list[Card] = field(default_factory=list)
    over: list[Card] = field(default_factory=list)
    resting: list[Card] = field(default_factory=list)
    linked: list[Card] = field(default_factory=list)
    left: list[Card] = field(default_factory=list)


def release(*, cards: Iterable[Card], by: User) -> Released:
    """Each in a transaction of its own: one that is refused holds up no other. Raises `Unverified` before any.

    At least one, and others for as long as anybody likes to wait; the rest is `left`.
    """
    told, until = Released(), monotonic() + A_WHILE
    for number, card in enumerate(cards):
        if number and monotonic() > until:
            told.left.append(card)
        elif card.status not in {Card.Status.DRAFT, Card.Status.PUBLISHED}:
            told.resting.append(card)
        elif card.is_public and not card.has_changes:
            told.current.append(card)
        else:
            _publish(card, by, told)
    return told


def _publish(card: Card, by: User, told: Released) -> None:
    try:
        publishing.publish(card=card, by=by)
    except NameMissing:
        told.nameless.append(card)
    except OverLimit:
        told.over.append(card)
    except (TooManyLinks, TooMany):
        told.linked.append(card)
    except (Suspended, Deleted):
        told.resting.append(card)
    else:
        told.published.append(card)
