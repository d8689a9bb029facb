"""What an answer means to whoever counts: a view marks it, the room above reads the mark (cards 64). Pure.

The mark lies in the WSGI environ, so that a remembered page gives it without Django. Nothing is counted here.
"""

from typing import Any, Final, NamedTuple

VISIT: Final = "cardsite.visit"

VIEW: Final = "view"
SCAN: Final = "scan"
SAVE: Final = "save"
CLICK: Final = "click"
SHARE: Final = "share"


class Visit(NamedTuple):
    """Something done at a card. `code` is the permanent code where the address says one, `target` what was pressed."""

    kind: str
    workspace_id: int
    card_id: int
    code: str = ""
    target: str = ""


def mark(environ: dict[str, Any], visit: Visit) -> None:
    """Say it just before answering: what answers otherwise is no visit (cards 65)."""
    environ[VISIT] = visit
