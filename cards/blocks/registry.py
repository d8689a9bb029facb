"""Which kinds of block there are, and what a document shows of them (cards 17)."""

from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from pydantic import ValidationError

from cards.blocks.kind import BlockKind, OfferedAct
from cards.content import Block, Document
from cards.models import Card

# What a card without any block shows: nobody has to assemble a card before it says something.
USUAL = tuple(Block(id=kind, kind=kind) for kind in ("about", "contact", "profiles", "links"))


@cache
def kinds() -> dict[str, BlockKind]:
    """Every kind by its name, in the order of `settings.CARD_BLOCKS`."""
    found = [import_module(path).block for path in settings.CARD_BLOCKS]
    return {kind.kind: kind for kind in found}


def shown(document: Document, card: Card) -> list[dict[str, Any]]:
    """Contexts of the visible blocks in their order, each with `id`, `kind` and `template`.

    Unknown kinds, blocks with nothing to say and bodies that no longer parse are left out.
    """
    contexts = []
    for placed in document.blocks or USUAL:
        kind = kinds().get(placed.kind)
        if kind is None or placed.hidden:
            continue
        context = _context(kind, document, placed, card)
        if context:
            own = {"id": placed.id, "kind": kind.kind, "template": kind.template, "css": kind.css, "js": kind.js}
            contexts.append(context | own)
    return contexts


def frames(document: Document) -> list[str]:
    """Origins that the visible blocks frame once a visitor asks for it (cards 33)."""
    placed = [kinds().get(block.kind) for block in document.blocks if not block.hidden]
    return sorted({origin for kind in placed if kind for origin in kind.frames})


def offered(document: Document, card: Card) -> OfferedAct | None:
    """What the owner's choice of a main act leads to, where a kind of block brings it and has something to offer."""
    for kind in kinds().values():
        if kind.offers and kind.offers.act == document.main_act and kind.offers.url(card):
            return kind.offers
    return None


def _context(kind: BlockKind, document: Document, placed: Block, card: Card) -> dict[str, Any]:
    try:
        body = kind.body.model_validate(placed.body)
    except ValidationError:
        return {}
    return kind.context(document, body, card)
