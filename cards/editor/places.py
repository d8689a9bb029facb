"""Where the menu of a card leads: only to what the member's role may do."""

from dataclasses import dataclass
from typing import Final

from django.apps import apps
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cards.models import Card
from workspaces.access import allowed

PLACES: Final = (
    ("card_handle", "cards.edit", _("Address"), "globe"),
    ("card_codes", "cards.view", _("QR codes"), "qr"),
    ("card_show", "cards.view", _("Show on this screen"), "eye"),
    ("card_phones", "cards.view", _("What phones save"), "phone"),
    ("card_history", "cards.view", _("Versions"), "history"),
    ("card_people", "cards.create", _("People"), "users"),
    ("card_password", "cards.edit", _("Password"), "lock"),
    ("card_pause", "cards.edit", _("Pause"), "pause"),
    ("card_duplicate", "cards.create", _("Duplicate"), "duplicate"),
    ("card_export", "cards.edit", _("Export text (JSON)"), "download"),
    ("card_delete", "cards.delete", _("Delete"), "trash"),
)
WHEN_PUBLISHED: Final = frozenset({"card_pause"})
"""What makes no sense for a card nobody has seen yet."""


@dataclass(frozen=True)
class Place:
    """One line of the menu."""

    label: str
    url: str
    icon: str
    danger: bool


def places(card: Card, role: str, *, editable: bool) -> list[Place]:
    """The menu for a role; `editable` says whether this member may edit this card. It comes with its workspace."""
    seen = [
        Place(str(_("Open the card")), reverse("card", args=[card.handle]), "external", danger=False),
        Place(str(_("Share")), _url(card, "card_share"), "share", danger=False),
    ]
    return [
        *(seen if card.is_public else []),
        *(
            Place(_label(card, name, label), _url(card, name), icon, danger=name == "card_delete")
            for name, verb, label, icon in _every_place()
            if allowed(role, verb)
            and (editable or verb != "cards.edit")
            and (card.first_published_at or name not in WHEN_PUBLISHED)
        ),
    ]


def _every_place() -> list[tuple[str, str, object, str]]:
    """Our own, and after the codes those of the rooms above: `card_menu` of their `AppConfig`."""
    above = [place for app in apps.get_app_configs() for place in getattr(app, "card_menu", ())]
    return [*PLACES[:2], *above, *PLACES[2:]]


def _label(card: Card, name: str, label: object) -> str:
    resuming = name == "card_pause" and card.status == Card.Status.PAUSED
    return str(_("Show again") if resuming else label)


def _url(card: Card, name: str) -> str:
    return reverse(name, args=[card.workspace.slug, card.pk])
