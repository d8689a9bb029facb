"""What was seen becomes events: filtered, without names, in one transaction for all workspaces (cards 64-67)."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Final
from urllib.parse import parse_qs
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from audience import filtering, inserting, origins, visitors
from audience.devices import device
from audience.inserting import Row
from audience.models import StaleDay
from audience.seen import Note, Seen
from cards import short_codes
from cards.models import Card, Code
from cardsite.kit.http import address_said
from workspaces.insiders import insiders, session_key

LONGEST_QUERY: Final = 2_000


def write(notes: Sequence[tuple[Note, int]]) -> None:
    """Events, and which days are stale by them. What was done at a card that was erased meanwhile is left out.

    Equal notes come once, with their number: a flood of one browser costs one row a second.
    """
    acts = [(Seen._make(note), times) for note, times in notes]
    known = Known([one for one, _times in acts])
    acts = [(one, times) for one, times in acts if one.visit.card_id in known.zones]
    days = {known.place(one) for one, _times in acts}
    rows = inserting.ahead(known.row(one, times) for one, times in acts)
    with transaction.atomic():
        inserting.insert(rows)
        StaleDay.mark(days)


class Known:
    """What the database knows about everything in one writing, and what its notes have in common: each found once.

    It is forgotten with the writing: what a request said of itself stays in memory no longer than that.
    """

    def __init__(self, seen: Sequence[Seen]) -> None:
        self.session, self.referrer = cache(session_key), cache(_referrer)
        self.code, self.moment, self.day = cache(_code), cache(_moment), cache(_day)
        self.at = cache(_text)
        cards = {one.visit.card_id for one in seen}
        found = Card.unscoped.filter(pk__in=cards, erased_at=None).values_list("pk", "workspace__zone")
        self.zones = {card: ZoneInfo(zone) for card, zone in found}
        """Of the workspace of each card that is still there."""
        self.codes = _codes({text for one in seen if (text := self.code(one.visit.code, one.query))})
        said = {(self.session(one.cookie), one.visit.workspace_id) for one in seen if one.cookie}
        self.members = insiders(said, timezone.now())
        self.salts = visitors.salts(self.moment(at).date() for at in {one.at for one in seen})

    def row(self, seen: Seen, times: int) -> Row:
        visit, agent, code = seen.visit, seen.agent or "", self.code(seen.visit.code, seen.query)
        is_member = bool(seen.cookie) and (self.session(seen.cookie or ""), visit.workspace_id) in self.members
        filtered = filtering.reason(agent, fetched_ahead=seen.is_fetched_ahead, is_member=is_member)
        return Row(
            visit.workspace_id,
            visit.card_id,
            self.codes.get((visit.card_id, code)) if code else None,
            visit.kind,
            self.at(self.moment(seen.at)),
            times,
            "" if filtered or seen.wants_no_digest else self._visitor(seen, agent),
            filtered,
            device(agent[: filtering.LONGEST]),
            origins.country(seen.country) if seen.country else "",
            self.referrer(seen.referrer) if seen.referrer else "",
            visit.target,
        )

    def place(self, seen: Seen) -> tuple[int, int, date]:
        """Workspace, card, and the day on the workspace's clock."""
        visit = seen.visit
        return visit.workspace_id, visit.card_id, self.day(self.moment(seen.at), self.zones[visit.card_id])

    def _visitor(self, seen: Seen, agent: str) -> str:
        salt, address = self.salts[self.moment(seen.at).date()], address_said(seen.remote or "", seen.forwarded or "")
        return visitors.digest(salt, card=seen.visit.card_id, address=address, agent=agent)


def _codes(texts: Iterable[str]) -> dict[tuple[int, str], int]:
    rows = Code.unscoped.filter(text__in=texts).values_list("card_id", "text", "pk") if texts else []
    return {(card, text): pk for card, text, pk in rows if card is not None}


def _code(said: str, query: str) -> str:
    """The permanent code it came through, by its address or by `via`; one of another card is nobody's (cards 7)."""
    if said:
        return said
    if "via=" not in query:
        return ""
    return short_codes.normalise(parse_qs(query[:LONGEST_QUERY]).get("via", [""])[0]) or ""


def _referrer(said: str) -> str:
    return origins.referrer_host(said, own=settings.CANONICAL_HOST.partition(":")[0])


def _moment(at: int) -> datetime:
    return datetime.fromtimestamp(at, UTC)


def _text(moment: datetime) -> str:
    """As the column takes it."""
    return str(connection.ops.adapt_datetimefield_value(moment))


def _day(moment: datetime, zone: ZoneInfo) -> date:
    return moment.astimezone(zone).date()
