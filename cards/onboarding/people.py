"""From rows of a table to people: whom a card is for, and every reason why a row makes none (cards 83; A03)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cards.content import EmailAddress, Label
from cards.importing.building import Home, build, shown, sound_address
from cards.importing.found import Candidate, Kind, Raw, Remark
from cards.importing.tables import sorted_out
from cards.models.team_list import NUMBER_MAX
from cards.onboarding import mapping as columns

PEOPLE_MAX: Final = 400
"""In one list: as many as a workspace invites in a day."""

Rows = Sequence[tuple[int, Mapping[str, str]]]


@dataclass(frozen=True)
class Person:
    """One row. `email` in small letters, `key` the team's own number where a column has it."""

    candidate: Candidate
    email: str
    key: str = ""

    @property
    def line(self) -> int:
        return self.candidate.line

    @property
    def name(self) -> str:
        return self.candidate.document.name

    @property
    def is_refused(self) -> bool:
        return self.candidate.is_refused


def read(rows: Rows, mapping: Mapping[str, str], home: Home) -> list[Person]:
    """Everybody, also who is refused. Of two rows with one address or key the second is refused."""
    fields, key = columns.said(mapping), columns.column_of(mapping, columns.KEY)
    addresses: dict[str, int] = {}
    keys: dict[str, int] = {}
    found = []
    for line, cells in rows:
        person = _person(line, cells, fields, key, home)
        remarks = [
            *_met(addresses, person.email, line, Kind.SAME_ADDRESS),
            *_met(keys, person.key, line, Kind.SAME_KEY),
        ]
        found.append(_with(person, remarks))
    return found


def _person(line: int, cells: Mapping[str, str], fields: Mapping[str, str], key: str | None, home: Home) -> Person:
    raw = sorted_out(line, cells, fields)
    remarks: list[Remark] = []
    address = _address(raw, remarks)
    number = " ".join(cells.get(key, "").split())[:NUMBER_MAX] if key else ""
    if key and not number:
        remarks.append(Remark(Kind.NO_KEY))
    return _with(Person(build(raw, home), address, number), remarks)


def _address(raw: Raw, remarks: list[Remark]) -> str:
    """That of the office before others; empty where nobody could be reached."""
    typed = min(raw.emails, key=lambda one: one[1] != Label.WORK, default=("", ""))[0]
    if not typed.strip():
        remarks.append(Remark(Kind.NO_ADDRESS))
        return ""
    try:
        address = EmailAddress(address=sound_address(typed)).address
        validate_email(address)
    except (ValueError, ValidationError):
        remarks.append(Remark(Kind.BAD_ADDRESS, shown(typed)))
        raw.emails = [one for one in raw.emails if one[0] != typed]  # said once is enough
        return ""
    return address.lower()


def _met(seen: dict[str, int], value: str, line: int, kind: Kind) -> Iterable[Remark]:
    if value:
        first = seen.setdefault(value, line)
        if first != line:
            yield Remark(kind, str(first))


def _with(person: Person, remarks: Sequence[Remark]) -> Person:
    if not remarks:
        return person
    return replace(person, candidate=replace(person.candidate, remarks=(*remarks, *person.candidate.remarks)))
