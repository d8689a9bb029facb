"""What rooms tell about a person, and how they tell it: the value of `AppConfig.timeline`. Pure."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

ENTRIES_MAX: Final = 200
"""Of one person in one room, the newest."""


@dataclass(frozen=True)
class Entry:
    """One thing somebody did. `kind` also names the page that shows it; `email` in lower case, `phone` in E.164.

    `met_as` are further addresses and numbers of the same person, as pairs like (`email`, `phone`).
    """

    kind: str
    pk: int
    at: datetime
    name: str
    email: str
    phone: str
    icon: str
    title: str
    detail: str = ""
    met_as: tuple[tuple[str, str], ...] = ()

    @property
    def emails(self) -> set[str]:
        return {self.email, *(email for email, _phone in self.met_as)} - {""}

    @property
    def phones(self) -> set[str]:
        return {self.phone, *(phone for _email, phone in self.met_as)} - {""}


@dataclass(frozen=True)
class Note:
    """What a member wrote down about somebody."""

    text: str
    by: str
    at: datetime


@dataclass(frozen=True)
class Remarks:
    """What is said about an entry on the page of its person: their own words, the tags it wears, the team's notes."""

    words: str = ""
    tags: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()


def no_remarks(_pks: Collection[int]) -> Mapping[int, Remarks]:
    return {}


@dataclass(frozen=True)
class Source:
    """A room's answers for the open workspace and one member of it, one query each; of leads that were joined one
    more.

    `entries` are those with one of these addresses or numbers; `contacts` are the newest that match what is searched
    for, all of them for an empty search; `one` is a row by its id. `counted` says "2 bookings". `remarks` are those of
    the rows it has told of, by their ids; it may ask more often, and always the same times.
    """

    kind: str
    entries: Callable[[Collection[str], Collection[str]], list[Entry]]
    contacts: Callable[[str, int], list[Entry]]
    one: Callable[[int], Entry | None]
    counted: Callable[[int], str]
    remarks: Callable[[Collection[int]], Mapping[int, Remarks]] = no_remarks
