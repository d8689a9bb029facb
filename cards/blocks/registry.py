"""Which kinds of block there are, and what a document shows of them (cards 17)."""

from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from pydantic import ValidationError

from cards.blocks.kind import BlockKind
from cards.content import Block, Document

# What a card without any block shows: nobody has to assemble a card before it says something.
USUAL = tuple(Block(id=kind, kind=kind) for kind in ("about", "contact", "links"))


@cache
def kinds() -> dict[str, BlockKind]:
    """Every kind by its name, in the order of `settings.CARD_BLOCKS`."""
    found = [import_module(path).block for path in settings.CARD_BLOCKS]
    return {kind.kind: kind for kind in found}


def shown(document: Document) -> list[dict[str, Any]]:
    """Contexts of the visible blocks in their order, each with `id`, `kind` and `template`.

    Unknown kinds, blocks with nothing to say and bodies that no longer parse are left out.
    """
    contexts = []
    for placed in document.blocks or USUAL:
        kind = kinds().get(placed.kind)
        if kind is None or placed.hidden:
            continue
        context = _context(kind, document, placed)
        if context:
            contexts.append(context | {"id": placed.id, "kind": kind.kind, "template": kind.template})
    return contexts


def _context(kind: BlockKind, document: Document, placed: Block) -> dict[str, Any]:
    try:
        body = kind.body.model_validate(placed.body)
    except ValidationError:
        return {}
    return kind.context(document, body)
