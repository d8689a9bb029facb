"""Finding people and what they did, by asking every room that tells of them (`AppConfig.timeline`)."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from django.apps import apps
from django.urls import reverse

from audience.people.entries import Entry, Remarks, Source
from audience.people.grouping import KEYS_MAX, emails_of, grouped, of_one, phones_of
from workspaces.models import Membership

PEOPLE_SHOWN: Final = 30


@dataclass(frozen=True)
class Others:
    """What else the person of a row did: "3 more: 2 bookings, 1 order". Their page is named by `kind` and `pk`."""

    kind: str
    pk: int
    number: int
    words: str


def sources(reader: Membership) -> list[Source]:
    """What the rooms tell this member, in their order."""
    return [timeline(reader) for app in apps.get_app_configs() if (timeline := getattr(app, "timeline", None))]


def entry_of(reader: Membership, kind: str, pk: int) -> Entry | None:
    """The row of the open workspace by which a person is named; None for what is not there for this member."""
    source = next((one for one in sources(reader) if one.kind == kind), None)
    return source.one(pk) if source else None


def person(reader: Membership, start: Entry) -> list[Entry]:
    """All of one person, the newest first. One query a room; one more each where a second way to reach them is met."""
    return of_one(start, _around(reader, start.emails, start.phones))


def people(reader: Membership, search: str) -> list[list[Entry]]:
    """The people seen last, or found; the newest first, each with what they did."""
    told = chain.from_iterable(source.contacts(search, PEOPLE_SHOWN) for source in sources(reader))
    contacts = sorted(told, key=lambda one: (one.at, one.kind, one.pk), reverse=True)
    return grouped(contacts, _around(reader, emails_of(contacts), phones_of(contacts)))[:PEOPLE_SHOWN]


def others(reader: Membership, *, kind: str, pk: int, email: str, phone: str) -> Others | None:
    """For the page of a row; None for who cannot be met again. What is in no timeline leads to one by another row."""
    if not email and not phone:
        return None
    emails, phones = {email.lower()} - {""}, {phone} - {""}
    found = {(one.kind, one.pk): one for one in _around(reader, emails, phones)}
    start = found.get((kind, pk))
    rest = [one for one in of_one(start, list(found.values())) if one != start] if start else list(found.values())
    named = start or next(iter(rest), None)
    return Others(named.kind, named.pk, len(rest), counted(reader, rest)) if named else None


def remarks(reader: Membership, entries: Iterable[Entry]) -> dict[tuple[str, int], Remarks]:
    """By kind and id; only for entries this member was told of."""
    rows: dict[str, list[int]] = {}
    for entry in entries:
        rows.setdefault(entry.kind, []).append(entry.pk)
    told: list[tuple[str, Mapping[int, Remarks]]] = [
        (source.kind, source.remarks(rows[source.kind])) for source in sources(reader) if source.kind in rows
    ]
    return {(kind, pk): one for kind, found in told for pk, one in found.items()}


def counted(reader: Membership, entries: Iterable[Entry]) -> str:
    """ "2 bookings, 1 order"."""
    numbers = Counter(entry.kind for entry in entries)
    return ", ".join(source.counted(numbers[source.kind]) for source in sources(reader) if numbers[source.kind])


def url_of(entry: Entry, workspace: str) -> str:
    """The page that shows it."""
    return reverse(entry.kind, args=[workspace, entry.pk])


def _around(reader: Membership, emails: set[str], phones: set[str]) -> list[Entry]:
    """What has one of these, and what has one of those met there."""
    if not emails and not phones:
        return []
    first = _told(reader, emails, phones)
    more_emails, more_phones = _some(emails_of(first) - emails), _some(phones_of(first) - phones)
    return [*first, *_told(reader, more_emails, more_phones)] if more_emails or more_phones else first


def _told(reader: Membership, emails: Collection[str], phones: Collection[str]) -> list[Entry]:
    return list(chain.from_iterable(source.entries(emails, phones) for source in sources(reader)))


def _some(keys: set[str]) -> set[str]:
    return set(sorted(keys)[: KEYS_MAX * PEOPLE_SHOWN])
