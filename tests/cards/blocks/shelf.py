"""One block as a visitor reads it, without a database."""

from typing import Any

from django.template.loader import render_to_string

from cards.blocks import registry
from cards.content import Block, Document, Identity
from cards.models import Card
from workspaces.models import Workspace

ADA = Document(identity=Identity(given="Ada"))
CARD = Card(workspace=Workspace(slug="atelier", name="Atelier", zone="Europe/Berlin"), handle="ada")


def shown(kind: str, body: dict[str, Any] | None = None, document: Document = ADA) -> dict[str, Any]:
    """Its context; empty where nothing is shown."""
    placed = document.model_copy(update={"blocks": (Block(id="b", kind=kind, body=body or {}),)})
    return next(iter(registry.shown(placed, CARD)), {})


def html(kind: str, body: dict[str, Any] | None = None, document: Document = ADA) -> str:
    block = shown(kind, body, document)
    return str(render_to_string(block["template"], {"block": block})) if block else ""
