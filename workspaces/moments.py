"""Instants and the clock of a place: what stands on its wall, in words, and back; lengths of time in words."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import dateformat, timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from workspaces.clock import clock
from workspaces.models import User


def wall(at: datetime, zone: str) -> datetime:
    return at.astimezone(ZoneInfo(zone))


def instant_of(day: date, at: time, zone: str) -> datetime | None:
    """None when the clock skips that time on that day; of a repeated hour the first pass."""
    meant = datetime.combine(day, at, tzinfo=ZoneInfo(zone))
    instant = meant.astimezone(UTC)
    return instant if wall(instant, zone).replace(tzinfo=None) == meant.replace(tzinfo=None) else None


def time_words(at: datetime, zone: str, user: User) -> str:
    """As the person reads the clock: "14:05" or "2:05 p.m."."""
    with timezone.override(zone):
        return clock(at, user)


def span_words(start: datetime, end: datetime, zone: str, user: User) -> str:
    """ "15:30–16:30", with the dates where it goes on over midnight."""
    first, last = wall(start, zone).date(), wall(end, zone).date()
    if first == last:
        return f"{time_words(start, zone, user)}–{time_words(end, zone, user)}"
    return f"{moment_words(start, zone, user)} – {moment_words(end, zone, user)}"


def moment_words(at: datetime, zone: str, user: User) -> str:
    """ "Friday, January 8, 15:30"."""
    return f"{day_words(wall(at, zone).date())}, {time_words(at, zone, user)}"


def day_words(day: date) -> str:
    return f"{dateformat.format(day, 'l')}, {date_format(day, 'MONTH_DAY_FORMAT')}"


def day_title(day: date, today: date) -> str:
    """ "Today", "Tomorrow", "Friday, January 8", and the year where it is another."""
    away = (day - today).days
    if away in {-1, 0, 1}:
        near = {-1: _("Yesterday"), 0: _("Today"), 1: _("Tomorrow")}[away]
        return f"{near}, {date_format(day, 'MONTH_DAY_FORMAT')}"
    if day.year == today.year:
        return day_words(day)
    return f"{dateformat.format(day, 'l')}, {date_format(day, 'DATE_FORMAT')}"


def day_near(day: date, today: date) -> str:
    """ "Today", "Tomorrow", "Fri 8 January"."""
    near = {0: _("Today"), 1: _("Tomorrow")}.get((day - today).days)
    return near or f"{dateformat.format(day, 'D')} {date_format(day, 'MONTH_DAY_FORMAT')}"


def today_in(zone: str, now: datetime) -> date:
    return wall(now, zone).date()


def duration(minutes: int) -> str:
    """ "45 min", "1 h 30 min"; whole days as such."""
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    parts = [ngettext("%(number)d day", "%(number)d days", days) % {"number": days}] if days else []
    parts += [_("%(number)d h") % {"number": hours}] if hours else []
    parts += [_("%(number)d min") % {"number": left}] if left else []
    return " ".join(parts)
