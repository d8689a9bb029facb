"""What the columns of a table of people mean: as their names say, or as somebody says instead (cards 83). Pure."""

from collections.abc import Iterable, Mapping
from typing import Final

from cards.importing.columns import LABELLED, QUIET, field_of

AUTO: Final = "auto"
"""As its name says, in a way no choice offers: `phone 1 - value`, a network."""

KEY: Final = "key"
"""The team's own number of a person, by which their card is found again."""

LEFT_OUT: Final = ""

FIELDS: Final = (
    *("given", "family", "full_name", "prefix", "suffix", "pronouns", "title", "department", "organisation"),
    *("email.work", "email.home", "phone.mobile", "phone.work", "whatsapp", "link"),
    *(f"address.work.{part}" for part in ("street", "extra", "postcode", "city", "region", "country")),
    *("note", "bio", "birthday", KEY),
)
"""What a column can be said to mean."""

_KEYS: Final = frozenset(
    {
        *("id", "key", "number", "no.", "employee id", "employee number", "staff number", "personnel number"),
        *("personalnummer", "mitarbeiternummer", "nummer", "nr.", "número", "número de empleado", "legajo"),
    }
)


def proposed(header: Iterable[str]) -> dict[str, str]:
    """By column, what its name says; the first column that could be the key is it."""
    found: dict[str, str] = {}
    for column in header:
        if column:
            means = _meaning(column)
            found[column] = LEFT_OUT if means == KEY and KEY in found.values() else means
    return found


def read(header: Iterable[str], sent: Mapping[str, str]) -> dict[str, str]:
    """What was chosen, by the number of a column; what is no choice leaves it as its name says."""
    names = proposed(header)
    for number, column in enumerate(header):
        chosen = sent.get(f"column-{number}")
        if column and chosen is not None and chosen in choices(column):
            names[column] = chosen
    return names


def choices(column: str) -> tuple[str, ...]:
    """What this column can be said to mean."""
    return (LEFT_OUT, *((AUTO,) if _meaning(column) == AUTO else ()), *FIELDS)


def said(mapping: Mapping[str, str]) -> dict[str, str]:
    """What `importing.tables` is told: nothing of columns that speak for themselves, and not the key."""
    return {column: "" if field == KEY else field for column, field in mapping.items() if field != AUTO}


def column_of(mapping: Mapping[str, str], field: str) -> str | None:
    """The first column that means it."""
    return next((column for column, means in mapping.items() if means == field), None)


def _meaning(column: str) -> str:
    if column in QUIET:
        return LEFT_OUT
    if column.removesuffix(":").strip() in _KEYS:
        return KEY
    field = field_of(column)
    if field in FIELDS:
        return field
    return AUTO if field or LABELLED.fullmatch(column) else LEFT_OUT
