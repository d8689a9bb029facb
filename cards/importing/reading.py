"""Which kind of file it is, and what it holds (cards 23). Pure."""

import re
from typing import Final

from cards.importing import exports, tables, vcards
from cards.importing.building import Home
from cards.importing.found import BYTES_MAX, Candidate, Unreadable

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
        return exports.read(data)
    return tables.read(data, home)
