"""Reading the other calendars of a host, so that their busy times block ours (B35, B36; rules 15, 19, 20)."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db import transaction

from bookings import imported, notifying
from bookings.imported import Imported, NotACalendar
from bookings.models import Calendar, Feed, FeedBusy
from cardsite.kit import egress
from cardsite.kit.egress import Answer, Refused, Unreachable

MAX_BYTES: Final = 5_000_000
SECONDS: Final = 10
BACK: Final = timedelta(days=1)
AHEAD: Final = timedelta(days=400)
OCCURRENCES: Final = 5000
WARN_AFTER: Final = timedelta(minutes=60)
TELL_AFTER: Final = timedelta(hours=24)


class Unread(Exception):
    """Nothing could be taken from there; `reason` is a key for `Feed.error`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Copy:
    """What one reading brought; `found` is None where nothing changed since the last."""

    etag: str
    digest: str
    found: Imported | None


def address_of(typed: str) -> str:
    """As we ask for it: `webcal:` is what calendars write for https."""
    scheme, mark, rest = typed.strip().partition("://")
    return f"https://{rest}" if mark and scheme.lower() in {"webcal", "webcals"} else typed.strip()


def take(url: str, calendar: Calendar, now: datetime, *, etag: str = "", digest: str = "") -> Copy:
    """Asks the network: never inside a transaction (rule 15). Raises `Unread`."""
    answer = _answer(url, {"If-None-Match": etag} if etag else {})
    if answer.status == 304 and etag:
        return Copy(etag, digest, None)
    if answer.status != 200:
        raise Unread("missing" if answer.status in {401, 403, 404, 410} else "status")
    # With the day and the zone: the same file means other times tomorrow and elsewhere.
    seen = sha256(f"{now:%Y-%m-%d} {calendar.zone} ".encode() + answer.body).hexdigest()
    tag = answer.headers.get("etag", "")
    tag = tag if len(tag) <= 200 and tag.isprintable() and tag.isascii() else ""
    return Copy(tag, seen, None if seen == digest else _busy(answer.body, calendar, now))


def read(feed_id: int, now: datetime) -> str:
    """Why it failed, as a key; nothing when it is read. A failure keeps the last good copy."""
    feed = Feed.objects.select_related("calendar", "calendar__workspace").filter(pk=feed_id).first()
    if feed is None:
        return ""
    today = feed.read_at is not None and feed.read_at.date() == now.date()
    try:
        copy = take(feed.url, feed.calendar, now, etag=feed.etag if today else "", digest=feed.digest)
    except Unread as failed:
        _failed(feed, failed.reason, now)
        return failed.reason
    keep(feed, copy, now)
    return ""


@transaction.atomic
def keep(feed: Feed, copy: Copy, now: datetime) -> None:
    """The new copy replaces the old as a whole. A feed that was removed meanwhile stays so."""
    row = Feed.objects.select_for_update().filter(pk=feed.pk).first()
    if row is None:
        return
    row.etag, row.digest = copy.etag, copy.digest
    row.tried_at = row.read_at = now
    row.error, row.told_at = "", None
    if copy.found is not None:
        row.skipped = copy.found.skipped
        FeedBusy.objects.filter(feed=row).delete()
        FeedBusy.objects.bulk_create(_rows(row, copy.found, now), batch_size=500)
    row.save(update_fields=["etag", "digest", "tried_at", "read_at", "error", "told_at", "skipped"])


def is_stale(feed: Feed, now: datetime) -> bool:
    """The last good copy is older than an hour: what the host entered there since does not block (B36)."""
    return _age(feed, now) > WARN_AFTER


def _age(feed: Feed, now: datetime) -> timedelta:
    return now - (feed.read_at or feed.created_at)


@transaction.atomic
def _failed(feed: Feed, reason: str, now: datetime) -> None:
    """Told once until it is read again."""
    rows = Feed.objects.filter(pk=feed.pk)
    rows.update(tried_at=now, error=reason)
    if _age(feed, now) > TELL_AFTER and rows.filter(told_at__isnull=True).update(told_at=now):
        notifying.tell_of_feed(feed.calendar, feed.name or feed.url)


def _answer(url: str, headers: dict[str, str]) -> Answer:
    try:
        return egress.fetch(
            url, max_bytes=MAX_BYTES, seconds=SECONDS, allow=settings.EGRESS_ALLOW, redirects=3, headers=headers
        )
    except (Refused, Unreachable) as failed:
        raise Unread(failed.reason) from None


def _busy(body: bytes, calendar: Calendar, now: datetime) -> Imported:
    try:
        return imported.busy(
            body,
            host_zone=calendar.zone,
            since=int((now - BACK).timestamp()),
            until=int((now + AHEAD).timestamp()),
            limit=OCCURRENCES,
            own_domain=settings.MAIL_DOMAIN,
        )
    except NotACalendar:
        raise Unread("calendar") from None


def _rows(feed: Feed, found: Imported, now: datetime) -> list[FeedBusy]:
    """Cut to the time that is read: an event may last to the end of the calendar."""
    since, until = int((now - BACK).timestamp()), int((now + AHEAD).timestamp())
    return [
        FeedBusy(
            feed=feed,
            calendar_id=feed.calendar_id,
            start=datetime.fromtimestamp(max(start, since), UTC),
            end=datetime.fromtimestamp(min(end, until), UTC),
        )
        for start, end in found.intervals
    ]
