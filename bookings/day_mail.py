"""The letter of the morning: who comes today, to whoever asked for it, what concerns them (B38)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.models import Booking
from bookings.states import State
from bookings.topics import AGENDA
from bookings.wording import what
from cards import assigning
from workspaces import digests, letters, paces
from workspaces.letters import Letter, one_line, subject
from workspaces.models import Membership, User, Workspace
from workspaces.moments import span_words
from workspaces.scoping import current_workspace_id
from workspaces.topics import Pace


def send(day: str) -> None:
    """Of a day on the workspace's clock; once to each, nothing to whom nobody comes."""
    workspace = Workspace.objects.get(pk=current_workspace_id())
    on = date.fromisoformat(day)
    coming = _coming(workspace, on)
    for member in paces.told(AGENDA, {Pace.DAILY}):
        theirs = [one for one in coming if _concerns(member, one)]
        if not theirs:
            continue
        reader = letters.reader(member)
        with translation.override(reader.language):
            letter = paces.with_foot(words(theirs, on, member.user, workspace), reader, AGENDA, workspace)
            mail = letters.mail(letter, settings.DEFAULT_FROM_EMAIL, reader.address)
        digests.send_once(mail, AGENDA, member, on)


def words(coming: Sequence[Booking], on: date, user: User, workspace: Workspace) -> Letter:
    """A line an appointment, on the clock of its calendar. In the active language."""
    heading = ngettext("%(number)d appointment today", "%(number)d appointments today", len(coming))
    heading %= {"number": len(coming)}
    when = date_format(on, "DATE_FORMAT")
    agenda = f"{settings.BASE_URL}{reverse('agenda', args=[workspace.slug])}"
    return Letter(
        subject=subject(f"{heading}, {when}"),
        heading=heading,
        said=[when],
        rows=[_row(one, user, workspace.zone) for one in coming],
        links=[(_("Open the agenda"), agenda)],
        signed=settings.SITE_NAME,
    )


def _row(booking: Booking, user: User, usual: str) -> tuple[str, str]:
    """The clock of the calendar is named where it is not the workspace's."""
    zone = booking.calendar.zone
    hours = span_words(booking.start, booking.end, zone, user)
    hours += "" if zone == usual else f" ({zone.replace('_', ' ')})"
    said = [one_line(booking.name), what(booking), one_line(booking.calendar.name)]
    said += [_("not confirmed yet")] if booking.state == State.PENDING else []
    return hours, " · ".join(part for part in said if part)


def _coming(workspace: Workspace, on: date) -> list[Booking]:
    begins, ends = (datetime.combine(day, time(), ZoneInfo(workspace.zone)) for day in (on, on + timedelta(days=1)))
    rows = Booking.objects.select_related("calendar").filter(state__in=(State.CONFIRMED, State.PENDING))
    return list(rows.filter(start__gte=begins, start__lt=ends).order_by("start", "pk"))


def _concerns(member: Membership, booking: Booking) -> bool:
    return booking.calendar.member_id == member.pk or assigning.concerns(member, booking.card_id)
