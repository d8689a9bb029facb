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
    if _is_contacts(data):
        return vcards.read(data, home)
    if _is_export(data):
        return [_with_sound_blocks(one) for one in exports.read(data)]
    return tables.read(data, home)


def is_table(data: bytes) -> bool:
    """Neither contacts nor an export of ours: what is left is read as a table."""
    return not (_is_contacts(data) or _is_export(data))


def _is_contacts(data: bytes) -> bool:
    return _VCARD.search(_head(data)) is not None


def _is_export(data: bytes) -> bool:
    return _head(data).lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"["))


def _head(data: bytes) -> bytes:
    return data[:_HEAD].replace(b"\0", b"")


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
