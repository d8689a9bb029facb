"""The seeded cards of the demonstration as examples by trade; other installations show none that are not theirs."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cards.designs import design_named
from cards.face import face
from cards.models import Card
from cards.shown_photos import by_id
from workspaces.scoping import inside

TRADES: Final[dict[str, Promise]] = {
    "ada": _("Bookbinder"),
    "rosa-hair": _("Hairdresser"),
    "bilal-bakes": _("Baker"),
    "noor-lindqvist": _("Photographer"),
    "hallmann-voss": _("Sales team"),
    "helioform": _("Solar roofs, a team of thirty"),
}


@dataclass(frozen=True)
class Example:
    """A published card, drawn small."""

    trade: str
    url: str
    address: str
    name: str
    role: str
    house: str
    ink: str
    design: str
    portrait: str
    logo: str


def examples() -> list[Example]:
    """In the order of `TRADES`; empty outside the demonstration, where these handles may be anybody's."""
    if not settings.DEMO:
        return []
    rows = Card.unscoped.filter(handle__in=TRADES, status=Card.Status.PUBLISHED, password="")
    found = {card.handle: card for card in rows.select_related("published", "workspace")}
    return [_example(found[handle], str(trade)) for handle, trade in TRADES.items() if handle in found]


def _example(card: Card, trade: str) -> Example:
    assert card.published is not None
    document = card.published.content
    url = reverse("card", args=[card.handle])
    with inside(card.workspace):
        seen = face(document, design_named(document.design.name), by_id(document.photo_ids))
    return Example(
        trade=trade,
        url=url,
        address=settings.CANONICAL_HOST + url,
        name=seen.name,
        role=seen.role,
        house=seen.house,
        ink=document.design.ink,
        design=document.design.name,
        portrait=seen.portrait.src if seen.portrait else "",
        logo=seen.logo.src if seen.logo else "",
    )
