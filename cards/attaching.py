"""Setting a card's PDF: kept first, then named in the draft, so that undo and versions work (cards 22, 34)."""

from contextlib import suppress
from typing import Final

from django.db import transaction

from cards import files, publishing
from cards.blocks import registry
from cards.content import Block
from cards.editor.rows import new_id
from cards.models import Attachment, Card
from workspaces.models import User

KIND: Final = "file"


def put(*, card: Card, data: bytes, name: str, by: User | None) -> Attachment:
    """Keep a file and name it in the draft. Raises `FileRefused`, `room.NoRoom`, `Deleted`.

    One that cannot be named is taken back.
    """
    kept = files.keep(workspace=card.workspace, data=data, name=name, by=by)
    try:
        _name_in_draft(card, str(kept.pk), by)
    except BaseException:
        with suppress(Exception):  # the first failure is the one to tell
            files.erase(kept)
        raise
    return kept


def remove(*, card: Card, by: User | None) -> None:
    """Take the file out of the draft; undo brings it back. Raises `Deleted`."""
    _name_in_draft(card, "", by)


def named(card: Card) -> Attachment | None:
    """The file the draft names, of the open workspace only."""
    block = block_of(card)
    return files.found(str(block.body.get("file", ""))) if block else None


def block_of(card: Card) -> Block | None:
    """Where the draft names it."""
    return next((block for block in card.document.blocks if block.kind == KIND), None)


@transaction.atomic
def _name_in_draft(card: Card, key: str, by: User | None) -> None:
    """Under the card's lock, so that the newest draft is changed; a card without such a block gets one."""
    card.lock()
    blocks = list(card.document.blocks or registry.USUAL)
    if key and not any(block.kind == KIND for block in blocks):
        blocks.append(Block(id=new_id(KIND, [block.id for block in blocks]), kind=KIND))
    changed = tuple(
        block.model_copy(update={"body": block.body | {"file": key}}) if block.kind == KIND else block
        for block in blocks
    )
    document = card.document.model_copy(update={"blocks": changed}) if changed != tuple(blocks) else card.document
    publishing.save(card=card, document=document, version=card.draft_version, by=by)
