"""A row upon the card it made before: what it says changes, what it does not say stays as its person wrote it. Pure.

An empty cell says nothing. A telephone number takes the place of the one with the same label (cards 83).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from cards.content import LIST_MAX, Document, EmailAddress, Identity, Phone, PostalAddress

NAMES: Final = ("prefix", "given", "middle", "family", "suffix", "display_name", "family_first")
PARTS: Final = (
    *("phonetic_given", "phonetic_family", "pronouns", "title", "department", "organisation", "bio", "note"),
    "birthday",
)

Entry = TypeVar("Entry", bound=Any)


@dataclass(frozen=True)
class Change:
    """`field` as in `Document` or `Identity`; both values in words, empty for none."""

    field: str
    old: str
    new: str


def merged(old: Document, new: Document) -> tuple[Document, list[Change]]:
    """The card as the row would have it, and each difference."""
    changes: list[Change] = []
    lists: dict[str, Any] = {
        "phones": _replaced("phones", old.phones, new.phones, _number, changes),
        "emails": _replaced("emails", old.emails, new.emails, _mail, changes),
        "addresses": _replaced("addresses", old.addresses, new.addresses, _place, changes),
        "profiles": _replaced("profiles", old.profiles, new.profiles, lambda one: str(one.value), changes, by="kind"),
        "links": _added(old.links, new.links, changes),
    }
    identity = _identity(old.identity, new.identity, changes)
    return old.model_copy(update={"identity": identity, **lists}), changes


def _identity(old: Identity, new: Identity, changes: list[Change]) -> Identity:
    """A name is one thing: all of it, or as it was."""
    update: dict[str, Any] = {}
    if new.person_name and new.person_name != old.person_name:
        update = {part: getattr(new, part) for part in NAMES}
        changes.append(Change("name", old.person_name, new.person_name))
    for part in PARTS:
        before, after = getattr(old, part), getattr(new, part)
        if after and after != before:
            update[part] = after
            changes.append(Change(part, str(before or ""), str(after)))
    return old.model_copy(update=update)


def _replaced(
    field: str,
    old: tuple[Entry, ...],
    new: Iterable[Entry],
    words: Callable[[Any], str],
    changes: list[Change],
    by: str = "label",
) -> tuple[Entry, ...]:
    """Each new entry upon the first old one of its kind that the row does not say too; who sees it stays."""
    entries, kept = list(new), list(old)
    known, said = {words(one) for one in old}, {words(one) for one in entries}
    taken = {at for at, had in enumerate(old) if words(had) in said}
    for one in entries:
        if words(one) in known:
            continue
        known.add(words(one))
        kind = getattr(one, by)
        at = next((at for at, had in enumerate(kept) if getattr(had, by) == kind and at not in taken), None)
        if at is None and len(kept) < LIST_MAX:
            at = len(kept)
            kept.append(one)
            changes.append(Change(field, "", words(one)))
        elif at is not None:
            changes.append(Change(field, words(kept[at]), words(one)))
            kept[at] = one.model_copy(update={"visibility": kept[at].visibility})
        if at is not None:
            taken.add(at)
    return tuple(kept)


def _added(old: tuple[Entry, ...], new: Iterable[Entry], changes: list[Change]) -> tuple[Entry, ...]:
    """Nobody can tell which link another is meant to replace."""
    known = {one.url for one in old}
    more = [one for one in new if one.url not in known][: LIST_MAX - len(old)]
    changes += [Change("links", "", one.url) for one in more]
    return (*old, *more)


def _number(phone: Phone) -> str:
    return phone.number


def _mail(one: EmailAddress) -> str:
    return one.address.lower()


def _place(one: PostalAddress) -> str:
    parts = (one.street, one.extra, f"{one.postcode} {one.city}".strip(), one.region, one.country)
    return ", ".join(part for part in parts if part)
