"""Tables of contacts, a row each: as people write them, and as Google and Outlook export them (cards 23). Pure."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from cards import profiles
from cards.content import Label
from cards.importing.building import Home, build
from cards.importing.columns import ADDRESS_PARTS, LABELLED, QUIET, field_of
from cards.importing.found import CARDS_MAX, Candidate, Raw, Unreadable
from cards.importing.names import parted
from cards.profiles import NotAProfile
from cardsite.kit import spreadsheet
from cardsite.kit.spreadsheet import Damaged, Table

SEVERAL: Final = ":::"
"""How Google writes several values into one cell."""

NAMING: Final = frozenset({"given", "family", "full_name", "organisation"})


def read(data: bytes, home: Home) -> list[Candidate]:
    """Raises `Unreadable`; `columns` where no column names anybody."""
    table = parsed(data)
    if not NAMING & {field_of(column) for column in table.header}:
        raise Unreadable("columns")
    if len(table.rows) > CARDS_MAX:
        raise Unreadable("many")
    if not table.rows:
        raise Unreadable("empty")
    return [build(sorted_out(row.line, row.cells), home) for row in table.rows]


def parsed(data: bytes) -> Table:
    """Raises `Unreadable`."""
    try:
        return spreadsheet.read(data)
    except Damaged as damaged:
        raise Unreadable(damaged.reason, damaged.line) from damaged


def sorted_out(line: int, cells: Mapping[str, str], fields: Mapping[str, str] = MappingProxyType({})) -> Raw:
    """A row by what its cells mean. `fields` says it of columns whose name does not; empty leaves one out."""
    raw = Raw(line)
    addresses: dict[str, dict[str, str]] = {}
    for column, cell in cells.items():
        said = fields.get(column)
        if not cell.strip() or (column in QUIET and not said):
            continue
        if said is not None:
            if said:
                _take(raw, addresses, said, cell)
        elif found := LABELLED.fullmatch(column):
            _labelled(raw, addresses, cells, (found[1], found[2], found[3]), cell)
        elif field := field_of(column):
            _take(raw, addresses, field, cell)
        else:
            raw.unkept.append(column)
    raw.addresses = list(addresses.values())
    _take_name_apart(raw)
    return raw


def _take_name_apart(raw: Raw) -> None:
    """Where one column says the whole name of a person; `parted` has it shown before anything is made."""
    who = raw.identity
    if "given" in who or "family" in who or raw.full_name.strip() == who.get("organisation", "").strip():
        return
    if found := parted(raw.full_name):
        raw.identity, raw.full_name, raw.parted = found | who, "", True


def _take(raw: Raw, addresses: dict[str, dict[str, str]], field: str, cell: str) -> None:
    kind, _dot, label = field.partition(".")
    if kind in _ENTERING:
        for one in _several(cell):
            _ENTERING[kind](raw, label, one)
    elif kind == "address":
        where, _dot, part = label.partition(".")
        addresses.setdefault(where, {"label": where}).setdefault(part, cell)
    elif kind in {"birthday", "full_name"}:
        setattr(raw, kind, cell)
    else:
        raw.identity.setdefault(kind, cell)


def _address_on(network: str, typed: str) -> str:
    """A name on a network as an address; as typed where it is none."""
    try:
        return profiles.url(network, profiles.normalised(network, typed.strip())) or typed
    except NotAProfile:
        return typed


def _labelled(
    raw: Raw, addresses: dict[str, dict[str, str]], cells: Mapping[str, str], column: tuple[str, str, str], cell: str
) -> None:
    """A column of Google's: `phone 1 - value`, whose kind stands in `phone 1 - label`."""
    thing, number, part = column
    said = (cells.get(f"{thing} {number} - label") or cells.get(f"{thing} {number} - type") or "").strip("* ").lower()
    label = said if said in set(Label) else Label.OTHER.value
    if thing == "address":
        if field := ADDRESS_PARTS.get(part):
            addresses.setdefault(number, {"label": label})[field] = cell
    elif part == "value":
        unlabelled = thing == "e-mail" and label == Label.OTHER
        kind = {"phone": "phone", "e-mail": "email", "website": "link"}[thing]
        _take(raw, addresses, f"{kind}.{Label.WORK.value if unlabelled else label}", cell)


def _several(cell: str) -> Iterator[str]:
    return (one.strip() for one in cell.split(SEVERAL) if one.strip())


_ENTERING: Final[dict[str, Callable[[Raw, str, str], None]]] = {
    "phone": lambda raw, label, one: raw.phones.append((one, label, False)),
    "whatsapp": lambda raw, _label, one: raw.phones.append((one, Label.MOBILE, True)),
    "email": lambda raw, label, one: raw.emails.append((one, label)),
    "link": lambda raw, _label, one: raw.links.append((one, "")),
    "profile": lambda raw, label, one: raw.links.append((_address_on(label, one), "")),
}
"""How a cell becomes an entry of a list: the contact, the label, one value."""
