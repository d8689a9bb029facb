"""Which leads a list asks for, as its address says it. What is not understood asks for nothing in particular."""

from dataclasses import dataclass, fields
from typing import Final, Self
from urllib.parse import urlencode

from django.http import QueryDict

from audience.models import Lead

SEARCH_MAX: Final = 80
MINE: Final = "mine"
NOBODY: Final = "nobody"
_ID_MAX: Final = 2**63 - 1


@dataclass(frozen=True)
class Asked:
    """`who` is `MINE`, `NOBODY`, the id of a member, or empty for all; `card` and `code` are ids, 0 for all."""

    folder: str = Lead.Folder.INBOX.value
    status: str = ""
    tag: str = ""
    card: int = 0
    code: int = 0
    who: str = ""
    q: str = ""

    @classmethod
    def read(cls, sent: QueryDict) -> Self:
        folder, status, who = (sent.get(name, "") for name in ("folder", "status", "who"))
        return cls(
            folder=folder if folder in Lead.Folder.values else cls.folder,
            status=status if status in Lead.Status.values else "",
            tag=sent.get("tag", "")[:40],
            card=number(sent.get("card", "")),
            code=number(sent.get("code", "")),
            who=who if who in {MINE, NOBODY} else str(number(who) or ""),
            q=" ".join(sent.get("q", "").split())[:SEARCH_MAX],
        )

    @property
    def query(self) -> str:
        """For links that keep what was asked."""
        return urlencode(self.said)

    @property
    def said(self) -> dict[str, str]:
        """What was asked for, by the name of its field; nothing for the whole inbox."""
        told = {one.name: (getattr(self, one.name), one.default) for one in fields(self)}
        return {name: str(value) for name, (value, usual) in told.items() if value != usual}

    @property
    def is_narrow(self) -> bool:
        """Filtered beyond its folder; a search has words of its own."""
        return bool(self.said.keys() - {"folder", "q"})


def number(text: str) -> int:
    """An id; 0 for what is none (A68)."""
    known = text.isascii() and text.isdecimal() and len(text) < 20
    return int(text) if known and int(text) <= _ID_MAX else 0
