"""People of a workspace: found, and all that one of them did in one timeline.

A person is named by a row of theirs, never by an address or a number: what stands in an address stands in logs
(rule 34).
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from audience.inbox.asking import SEARCH_MAX
from audience.people import finding
from audience.people.entries import Entry, Remarks
from audience.people.grouping import emails_of, phones_of
from cards.content import Phone
from cards.editor.finding import member, membership_of, workspace_of
from cards.phones import readable
from cards.reaching import chat_url, phone_url
from workspaces.access import needs
from workspaces.models import Membership
from workspaces.moments import day_near, moment_words, today_in, wall

REACH_SHOWN: Final = 3


@dataclass(frozen=True)
class Somebody:
    """A person in a list."""

    newest: Entry
    name: str
    reach: list[str]
    did: str
    day: str


@dataclass(frozen=True)
class Shown:
    """One entry in the timeline; of what was noted the text, when and by whom."""

    entry: Entry
    url: str
    when: str
    remarks: Remarks
    noted: list[tuple[str, str, str]]


@needs("leads.view")
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The people seen last; with `q` those found by name, address or number."""
    query = " ".join(request.GET.get("q", "").split())[:SEARCH_MAX]
    zone, reader = workspace_of(request).zone, membership_of(request)
    today = today_in(zone, timezone.now())
    found = [_somebody(one, zone, today, reader) for one in finding.people(reader, query)]
    context = {"query": query, "people": found}
    return render(request, "audience/people/people.html", context)


@needs("leads.view")
@require_safe
def person(request: HttpRequest, source: str, row: int) -> HttpResponse:
    """The person of one row: `source` is its kind, such as lead or booking."""
    reader = membership_of(request)
    start = finding.entry_of(reader, source, row)
    if start is None:
        raise Http404
    entries = finding.person(reader, start)
    remarks = finding.remarks(reader, entries)
    context = {
        "name": name_of(entries),
        "did": finding.counted(reader, entries),
        "tags": sorted({tag for one in remarks.values() for tag in one.tags}),
        "entries": [_shown(one, remarks.get((one.kind, one.pk), Remarks()), request) for one in entries],
    }
    return render(request, "audience/people/person.html", context | _reaching(entries))


def name_of(entries: list[Entry]) -> str:
    """The newest name; there is always something to call somebody by."""
    return next((one.name for one in entries if one.name), "") or entries[0].email or readable(entries[0].phone)


def _shown(entry: Entry, remarks: Remarks, request: HttpRequest) -> Shown:
    workspace, user = workspace_of(request), member(request)
    return Shown(
        entry=entry,
        url=finding.url_of(entry, workspace.slug),
        when=moment_words(entry.at, workspace.zone, user),
        remarks=remarks,
        noted=[(one.text, moment_words(one.at, workspace.zone, user), one.by) for one in remarks.notes],
    )


def _somebody(entries: list[Entry], zone: str, today: date, reader: Membership) -> Somebody:
    reach = [*sorted(emails_of(entries)), *(readable(number) for number in sorted(phones_of(entries)))]
    return Somebody(
        newest=entries[0],
        name=name_of(entries),
        reach=[one for one in reach if one != name_of(entries)][:REACH_SHOWN],
        did=finding.counted(reader, entries),
        day=day_near(wall(entries[0].at, zone).date(), today),
    )


def _reaching(entries: list[Entry]) -> dict[str, object]:
    """Every address and number they were met under, as links a tap opens."""
    numbers = [(number, Phone.model_construct(number=number)) for number in sorted(phones_of(entries))]
    return {
        "phones": [(readable(number), phone_url(phone), chat_url(phone, "")) for number, phone in numbers],
        "emails": sorted(emails_of(entries)),
    }
