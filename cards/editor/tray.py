"""The tray: every card as a small face with its state, one verb and a menu."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from cards import assigning
from cards.designs import design_named
from cards.editor.led import led_to
from cards.editor.places import Place, places
from cards.models import Card, Prepared
from workspaces.models import Membership, Workspace


@dataclass(frozen=True)
class TrayCard:
    """One card as it lies in the tray."""

    card: Card
    address: str
    places: list[Place]
    is_over: bool
    """Beyond the plan: shown to visitors, read only here (P9)."""
    waiting_for: str = ""
    """The address of whoever was invited to it and has not come yet."""
    leads_to: str = ""
    """Where its visitors go while it rests: a card's name or a web address."""

    @property
    def url(self) -> str:
        return reverse("card_edit", args=[self.card.workspace.slug, self.card.pk])

    @property
    def miniature(self) -> str:
        """Its face in the design it has; the design of a newer version of ours is drawn as the first one."""
        design = design_named(self.card.document.design.name)
        return reverse("card_miniature", args=[self.card.workspace.slug, self.card.pk, design.key])

    @property
    def link(self) -> str:
        """The whole address, to be copied."""
        return f"{settings.BASE_URL}{reverse('card', args=[self.card.handle])}"

    @property
    def has_unpublished_changes(self) -> bool:
        return self.card.is_public and self.card.has_changes


def lay_out(cards: Sequence[Card], workspace: Workspace, member: Membership, over: Container[int]) -> list[TrayCard]:
    """In no query however many they are; an editor's in one, and one more where any leads its visitors elsewhere.

    They come with what was published and prepared.

    `over`: ids of those beyond the plan.
    """
    editable, leading = assigning.editable(member, cards), led_to(cards, timezone.now())
    for card in cards:
        card.workspace = workspace
    return [
        TrayCard(
            card,
            f"{settings.CANONICAL_HOST}/{card.handle}",
            places(card, member.role, editable=card.pk in editable),
            card.pk in over,
            _waiting_for(card),
            leading.get(card.pk, ""),
        )
        for card in cards
    ]


def _waiting_for(card: Card) -> str:
    prepared: Prepared | None = getattr(card, "prepared", None)
    return prepared.email if prepared and prepared.claimed_at is None else ""
