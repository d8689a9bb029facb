"""The tray: every card as a small face with its state, one verb and a menu."""

import uuid
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse

from cards import assigning, media, shown_photos
from cards.content import Document
from cards.editor.places import Place, places
from cards.models import Card, Photo, Prepared
from workspaces.models import Membership, Workspace


@dataclass(frozen=True)
class TrayCard:
    """One card as it lies in the tray."""

    card: Card
    document: Document
    address: str
    portrait: str
    places: list[Place]
    is_over: bool
    """Beyond the plan: shown to visitors, read only here (P9)."""
    waiting_for: str = ""
    """The address of whoever was invited to it and has not come yet."""

    @property
    def url(self) -> str:
        return reverse("card_edit", args=[self.card.workspace.slug, self.card.pk])

    @property
    def link(self) -> str:
        """The whole address, to be copied."""
        return f"{settings.BASE_URL}{reverse('card', args=[self.card.handle])}"

    @property
    def has_unpublished_changes(self) -> bool:
        return self.card.is_public and self.card.has_changes


def lay_out(cards: Sequence[Card], workspace: Workspace, member: Membership, over: Container[int]) -> list[TrayCard]:
    """In one query however many they are; an editor's in two. They come with what was published and prepared.

    `over`: ids of those beyond the plan.
    """
    editable = assigning.editable(member, cards)
    documents = [card.document for card in cards]
    photos = shown_photos.by_id(document.portrait for document in documents if document.portrait)
    for card in cards:
        card.workspace = workspace
    return [
        TrayCard(
            card,
            document,
            f"{settings.CANONICAL_HOST}/{card.handle}",
            _portrait(document, photos),
            places(card, member.role, editable=card.pk in editable),
            card.pk in over,
            _waiting_for(card),
        )
        for card, document in zip(cards, documents, strict=True)
    ]


def brands(tray: Iterable[TrayCard]) -> list[str]:
    """The owners' own colours among them."""
    return [laid.document.design.brand for laid in tray if laid.document.design.brand]


def _waiting_for(card: Card) -> str:
    prepared: Prepared | None = getattr(card, "prepared", None)
    return prepared.email if prepared and prepared.claimed_at is None else ""


def _portrait(document: Document, photos: dict[uuid.UUID, Photo]) -> str:
    """The address of its smallest rendition; empty without one."""
    photo = photos.get(document.portrait) if document.portrait else None
    if photo is None or not photo.renditions:
        return ""
    return media.url(photo.renditions[min(photo.renditions, key=int)]["jpeg"])
