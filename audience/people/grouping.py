"""Who is one person: whoever shares an e-mail address or a telephone number, one step far. Pure.

One step: a lead with both joins what has only the address to what has only the number. Going on from there would make
one person of everybody who ever used the telephone of a front desk.
"""

from collections.abc import Collection, Iterable
from typing import Final

from audience.people.entries import Entry

KEYS_MAX: Final = 20
"""Addresses, and numbers, of one person: more than these are a crowd."""


def emails_of(entries: Iterable[Entry]) -> set[str]:
    return {email for entry in entries for email in entry.emails}


def phones_of(entries: Iterable[Entry]) -> set[str]:
    return {phone for entry in entries for phone in entry.phones}


def of_one(start: Entry, entries: Collection[Entry]) -> list[Entry]:
    """Those of the person of `start`, the newest first; `start` is among them."""
    direct = [start, *(one for one in entries if _shared(one, start.emails, start.phones))]
    emails, phones = emails_of(direct), phones_of(direct)
    found = {(one.kind, one.pk): one for one in (start, *(one for one in entries if _shared(one, emails, phones)))}
    return sorted(found.values(), key=lambda one: (one.at, one.kind, one.pk), reverse=True)


def grouped(contacts: Iterable[Entry], entries: Collection[Entry]) -> list[list[Entry]]:
    """A person each, by the order of `contacts`; who was met in an earlier group has none of their own."""
    people: list[list[Entry]] = []
    placed: set[tuple[str, int]] = set()
    for contact in contacts:
        if (contact.kind, contact.pk) not in placed:
            people.append(of_one(contact, entries))
            placed |= {(one.kind, one.pk) for one in people[-1]}
    return people


def _shared(entry: Entry, emails: set[str], phones: set[str]) -> bool:
    return bool(entry.emails & emails or entry.phones & phones)
