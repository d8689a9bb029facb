"""The private address by which a host's own calendar program reads our appointments (B34; rule 26)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from django.conf import settings
from django.db.models import Max, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings import ics, wording
from bookings.models import Booking, Calendar
from bookings.states import State
from cardsite.kit import signing
from cardsite.kit.signing import BadToken
from workspaces.access import signature
from workspaces.letters import one_line
from workspaces.scoping import inside

FULL: Final = "feed"
BUSY: Final = "busy"
BACK: Final = timedelta(days=30)
AHEAD: Final = timedelta(days=400)
_STATUS: Final[dict[str, ics.Status]] = {
    State.PENDING: "TENTATIVE",
    State.CONFIRMED: "CONFIRMED",
    State.COMPLETED: "CONFIRMED",
    State.NO_SHOW: "CONFIRMED",
    State.CANCELLED: "CANCELLED",
}


def address(calendar: Calendar, kind: str = FULL) -> str:
    """A purpose of its own for the one without names: nobody gets from the one to the other."""
    return f"{settings.BASE_URL}/feeds/{signing.token(kind, calendar.pk, calendar.feed_version)}.ics"


@signature
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """Unknown, revoked and archived are all 404, and those of a deleted workspace."""
    calendar, kind = _found(token)
    busy = kind == BUSY or "busy" in request.GET
    with inside(calendar.workspace), translation.override(calendar.workspace.language):
        body = written(calendar, timezone.now(), busy=busy)
    etag = f'"{sha256(body).hexdigest()[:32]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(
        body, content_type="text/calendar; charset=utf-8"
    )
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def written(calendar: Calendar, now: datetime, *, busy: bool) -> bytes:
    """The same bytes as long as nothing changed."""
    name = f"{calendar.name}, {calendar.workspace.name}"
    rows = _rows(calendar, now)
    return ics.calendar((_event(row, calendar, busy=busy) for row in rows), method=None, name=name)


def _found(token: str) -> tuple[Calendar, str]:
    for kind in (FULL, BUSY):
        try:
            pk, version = signing.read(kind, token)
        except BadToken:
            continue
        rows = Calendar.unscoped.select_related("workspace").filter(
            pk=pk, feed_version=version, workspace__deleted_at=None
        )
        if found := rows.filter(archived_at__isnull=True).first():
            return found, kind
    raise Http404


def _rows(calendar: Calendar, now: datetime) -> Iterable[Booking]:
    """One query; what was cancelled stays for 30 days, so that programs hear of it."""
    kept = Q(state__in=_STATUS) & (~Q(state=State.CANCELLED) | Q(decided_at__gte=now - BACK))
    rows = Booking.objects.filter(kept, calendar=calendar, end__gt=now - BACK, start__lt=now + AHEAD)
    return rows.annotate(changed=Max("events__at")).order_by("start", "pk")


def _event(booking: Booking, calendar: Calendar, *, busy: bool) -> ics.Event:
    booking.workspace = calendar.workspace
    changed: datetime = getattr(booking, "changed", None) or booking.created_at
    return ics.Event(
        uid=ics.uid(booking.uid, settings.MAIL_DOMAIN),
        sequence=booking.sequence,
        start=int(booking.start.timestamp()),
        end=int(booking.end.timestamp()),
        stamp=int(changed.timestamp()),
        summary=_("Busy") if busy else f"{one_line(booking.name)}, {wording.what(booking)}",
        description="" if busy else _description(booking),
        location="" if busy else booking.place_text,
        url="" if busy else wording.workspace_url(booking),
        status=_STATUS[booking.state],
    )


def _description(booking: Booking) -> str:
    reach = [text for text in (booking.phone, booking.email) if text]
    answers = [f"{answer.label}: {answer.text}" for answer in booking.answers]
    return "\n".join([*reach, *answers, wording.workspace_url(booking)])
