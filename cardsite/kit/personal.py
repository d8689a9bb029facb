"""What is said of a model's field that could name a person: whose it is, and how it ends (rule 37). Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Whose(Enum):
    MEMBER = "of those who write it: members, and whoever a card is about"
    VISITOR = "of whoever opened, wrote, booked or ordered"
    NOBODY = "names nobody: a state, a kind, a currency"


class End(Enum):
    ROW = "goes with its row"
    BLANKED = "emptied at erasure; the row stays"
    STAYS = "outlives erasure, for it says nothing of a person but the address itself"


@dataclass(frozen=True)
class Said:
    """Of one field. A secret is in no export: what it opens is not the owner's to read."""

    whose: Whose
    end: End = End.ROW
    secret: bool = False


MEMBERS: Final = Said(Whose.MEMBER)
VISITORS: Final = Said(Whose.VISITOR)
NOBODYS: Final = Said(Whose.NOBODY)
SECRET: Final = Said(Whose.MEMBER, secret=True)
KEY: Final = Said(Whose.VISITOR, secret=True)
"""By which a form sent twice, or a cart, is known again."""

Fields = Mapping[str, Said]
Registry = Mapping[str, Fields]
"""Labels of models, such as `cards.Card`, and what is said of their fields."""


def told(words: Mapping[Said, str]) -> dict[str, Said]:
    """`told({MEMBERS: "name note", NOBODYS: "state"})`: one entry for each field named."""
    return {name: said for said, names in words.items() for name in names.split()}


FIELDS: Final[Registry] = {"kit.Throttle": told({KEY: "key"})}
"""Of this room's own model."""
