"""One card as a file, and back: everything its owner wrote, in an envelope that names its version (cards 23). Pure."""

import json
import math
import re
from typing import Any, Final

from pydantic import ValidationError

from cards.content import Document
from cards.importing.found import Candidate, Kind, Remark, Unreadable

VERSION: Final = 1
DEPTH_MAX: Final = 30
_NEVER: Final = re.compile("[\x00\ud800-\udfff]")


def envelope(document: Document, handle: str) -> dict[str, Any]:
    """`pictures` are named, not contained; who has them in the same workspace sees them again."""
    return {
        "cardsite": VERSION,
        "handle": handle,
        "pictures": [name for name in ("portrait", "logo", "cover") if getattr(document, name)],
        "document": document.to_json(),
    }


def read(data: bytes) -> list[Candidate]:
    """Raises `Unreadable`: foreign, version or damaged."""
    value = _value(data)
    if not isinstance(value, dict) or "cardsite" not in value:
        raise Unreadable("foreign")
    if value["cardsite"] != VERSION or isinstance(value["cardsite"], bool):
        raise Unreadable("version")
    if not _is_storable(value):
        raise Unreadable("damaged")
    try:
        document = Document.from_json(value.get("document"))  # type: ignore[arg-type]  # refused if it is none
    except ValidationError:
        raise Unreadable("damaged") from None
    handle = value.get("handle")
    remarks = (Remark(Kind.NAMELESS),) if document.missing_name else ()
    return [Candidate(1, document, remarks, handle=handle[:30] if isinstance(handle, str) else "", whole=True)]


def _value(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Unreadable("damaged") from None


def _is_storable(value: Any) -> bool:
    """No database refuses it: no NUL, no half of a character, no number without an end, and not too deep."""
    below: list[tuple[Any, int]] = [(value, 0)]
    while below:
        one, depth = below.pop()
        if depth > DEPTH_MAX or (isinstance(one, float) and not math.isfinite(one)):
            return False
        if isinstance(one, str) and _NEVER.search(one):
            return False
        if isinstance(one, dict):
            below += [(part, depth + 1) for pair in one.items() for part in pair]
        elif isinstance(one, list):
            below += [(part, depth + 1) for part in one]
    return True
