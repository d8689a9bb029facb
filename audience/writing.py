"""What was seen becomes events: filtered, without names, in one transaction for all workspaces (cards 64-67)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audience import filtering, origins, visitors
from audience.devices import device
from audience.models import Event, StaleDay
from audience.seen import Note, Seen
from cards import short_codes
from cards.models import Card, Code
from cardsite.kit.http import address_said
from workspaces.insiders import insiders, session_key

LONGEST_QUERY: Final = 2_000


@dataclass(frozen=True)
class Known:
    """What the database knows about everything in one writing: asked for once."""

    zones: dict[int, ZoneInfo]
    """Of the workspace of each card that is still there."""
    codes: dict[tuple[int, str], int]
    members: set[tuple[str, int]]
    salts: dict[date, bytes]


@transaction.atomic
def write(notes: Sequence[tuple[Note, int]]) -> None:
    """Events, and which days are stale by them. What was done at a card that was erased meanwhile is left out.

    Equal notes come once, with their number: a flood of one browser costs one row a second.
    """
    acts = [(Seen._make(note), times) for note, times in notes]
    known = _known([one for one, _times in acts])
    events = [_event(one, times, known) for one, times in acts if one.visit.card_id in known.zones]
    Event.unscoped.bulk_create(events)
    StaleDay.mark(
        (event.workspace_id, event.card_id, event.at.astimezone(known.zones[event.card_id]).date()) for event in events
    )


def _known(seen: Sequence[Seen]) -> Known:
    cards = {one.visit.card_id for one in seen}
    found = Card.unscoped.filter(pk__in=cards, erased_at=None).values_list("pk", "workspace__zone")
    return Known(
        zones={card: ZoneInfo(zone) for card, zone in found},
        codes=_codes(seen),
        members=insiders(((session_key(one.cookie or ""), one.visit.workspace_id) for one in seen), timezone.now()),
        salts=visitors.salts(_moment(one).date() for one in seen),
    )


def _codes(seen: Iterable[Seen]) -> dict[tuple[int, str], int]:
    texts = {text for one in seen if (text := _code(one))}
    rows = Code.unscoped.filter(text__in=texts).values_list("card_id", "text", "pk") if texts else []
    return {(card, text): pk for card, text, pk in rows if card is not None}


def _event(seen: Seen, times: int, known: Known) -> Event:
    visit, agent, at = seen.visit, seen.agent or "", _moment(seen)
    is_member = (session_key(seen.cookie or ""), visit.workspace_id) in known.members
    filtered = filtering.reason(agent, fetched_ahead=seen.is_fetched_ahead, is_member=is_member)
    return Event(
        workspace_id=visit.workspace_id,
        card_id=visit.card_id,
        code_id=known.codes.get((visit.card_id, _code(seen))),
        kind=visit.kind,
        at=at,
        times=times,
        visitor="" if filtered or seen.wants_no_digest else _visitor(seen, agent, known.salts[at.date()]),
        filtered=filtered,
        device=device(agent[: filtering.LONGEST]),
        country=origins.country(seen.country or ""),
        referrer=origins.referrer_host(seen.referrer or "", own=settings.CANONICAL_HOST.partition(":")[0]),
        target=visit.target,
    )


def _visitor(seen: Seen, agent: str, salt: bytes) -> str:
    address = address_said(seen.remote or "", seen.forwarded or "")
    return visitors.digest(salt, card=seen.visit.card_id, address=address, agent=agent)


def _code(seen: Seen) -> str:
    """The permanent code it came through, by its address or by `via`; one of another card is nobody's (cards 7)."""
    if seen.visit.code:
        return seen.visit.code
    if "via=" not in seen.query:
        return ""
    return short_codes.normalise(parse_qs(seen.query[:LONGEST_QUERY]).get("via", [""])[0]) or ""


def _moment(seen: Seen) -> datetime:
    return datetime.fromtimestamp(seen.at, UTC)
