"""Which kind of file it is, and what it holds (cards 23)."""

import re
from dataclasses import replace
from typing import Final

from pydantic import ValidationError

from cards.blocks import registry
from cards.content import Block
from cards.importing import exports, tables, vcards
from cards.importing.building import Home
from cards.importing.found import BYTES_MAX, Candidate, Kind, Remark, Unreadable

_VCARD: Final = re.compile(rb"BEGIN\s*:\s*VCARD", re.IGNORECASE)
_HEAD: Final = 4_096


def read(data: bytes, home: Home) -> list[Candidate]:
    """Raises `Unreadable`. Told by its content: names of files mean little."""
    if len(data) > BYTES_MAX:
        raise Unreadable("large")
    if not data.strip():
        raise Unreadable("empty")
    head = data[:_HEAD].replace(b"\0", b"")
    if _VCARD.search(head):
        return vcards.read(data, home)
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return [_with_sound_blocks(one) for one in exports.read(data)]
    return tables.read(data, home)


def _with_sound_blocks(one: Candidate) -> Candidate:
    """A block whose body its kind cannot read is emptied, for no form of the editor could show it."""
    blocks = one.document.blocks
    odd = {block.id for block in blocks if not _is_sound(block)}
    if not odd:
        return one
    emptied = tuple(block.model_copy(update={"body": {}}) if block.id in odd else block for block in blocks)
    remark = Remark(Kind.UNKEPT, ", ".join(sorted(odd)))
    return replace(one, document=one.document.model_copy(update={"blocks": emptied}), remarks=(*one.remarks, remark))


def _is_sound(block: Block) -> bool:
    kind = registry.kinds().get(block.kind)
    try:
        return kind is None or kind.body.model_validate(block.body) is not None
    except ValidationError:
        return False
