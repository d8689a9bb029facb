"""The agenda: a list, a day, a week or a month of bookings, what waits for an answer, and what is to be sent."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.dateformat import format as date_as
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bookings.models import Calendar, Service
from bookings.owner import agenda as reading
from bookings.owner.absence_views import REMOVED
from bookings.owner.board import day_board, week_board
from cards.editor.finding import member, role_of, workspace_of
from cards.models import Card
from cardsite.kit.hours import month_of, week_of
from workspaces.access import allowed, needs
from workspaces.models import User
from workspaces.moments import day_title, today_in

LIST_DAYS: Final = 31
VIEWS: Final = {
    "list": gettext_lazy("List"),
    "day": gettext_lazy("Day"),
    "week": gettext_lazy("Week"),
    "month": gettext_lazy("Month"),
}
_OLDEST, _NEWEST = date(1990, 1, 1), date(2190, 1, 1)


@needs("bookings.view")
@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """`view`, `date`, `calendar` and `q` in the query; whatever is no date means today."""
    now, user = timezone.now(), member(request)
    every = list(Calendar.objects.get_queryset().kept())
    calendars = _chosen(request, every)
    today = today_in(calendars[0].zone if calendars else workspace_of(request).zone, now)
    kind = request.GET.get("view", "list")
    kind = kind if kind in VIEWS else "list"
    day = _date(request.GET.get("date", ""), today)
    context = {
        "view": kind,
        "views": VIEWS,
        "day": day,
        "today": today,
        "calendars": every,
        "chosen": calendars[0].pk if request.GET.get("calendar") else None,
        "chosen_name": calendars[0].name if request.GET.get("calendar") else "",
        "several": len(calendars) > 1,
        "query": " ".join(request.GET.get("q", "").split())[:80],
        "may_edit": allowed(role_of(request), "bookings.edit"),
        "removed": request.session.pop(REMOVED, None),
    }
    if context["query"]:
        found = reading.search(str(context["query"]), user)
        return render(request, "bookings/owner/agenda_found.html", context | {"found": found})
    context |= _range(kind, day) | _shown(kind, day, calendars, user, today)
    return render(request, "bookings/owner/agenda.html", context | _waiting(calendars, user, now))


def _waiting(calendars: Sequence[Calendar], user: User, now: datetime) -> dict[str, Any]:
    return {
        "requests": reading.requests(calendars, user),
        "to_send": [(one, reading.entry_of(one.booking, user)) for one in reading.to_send(now)],
        "has_service": Service.objects.get_queryset().filter(archived_at=None).exists(),
        "card": Card.objects.get_queryset().kept().filter(status="published").first(),
    }


def _shown(kind: str, day: date, calendars: Sequence[Calendar], user: User, today: date) -> dict[str, Any]:
    """`busy_today`: what waits is folded, so that today's bookings are seen first."""
    first, last = _dates(kind, day)
    leaves = reading.leaves(calendars, first, last, user=user, today=today)
    shown: dict[str, Any] = {"busy_today": any(leaf.is_today and leaf.entries for leaf in leaves)}
    if kind == "list":
        shown["leaves"] = [leaf for leaf in leaves if not leaf.is_empty or leaf.is_today]
    elif kind == "month":
        shown |= {"weeks": [leaves[n : n + 7] for n in range(0, len(leaves), 7)], "month": day.month}
    elif kind == "day" and calendars:
        shown["board"] = day_board(leaves[0], calendars, as_24h=user.clock_24h)
    elif calendars:
        titles = [f"{date_as(leaf.day, 'D')} {leaf.day.day}" for leaf in leaves]
        shown["board"] = week_board(leaves, calendars, titles, as_24h=user.clock_24h)
    return shown


def _dates(kind: str, day: date) -> tuple[date, date]:
    """First and last date shown; a month in whole weeks."""
    if kind == "day":
        return day, day
    if kind == "week":
        return week_of(day)
    if kind == "month":
        first, last = month_of(day)
        return week_of(first)[0], week_of(last)[1]
    return day, day + timedelta(days=LIST_DAYS - 1)


def _range(kind: str, day: date) -> dict[str, Any]:
    """The title of what is shown, and the dates before and after."""
    first, last = month_of(day) if kind == "month" else _dates(kind, day)
    if kind == "month":
        title, before = date_as(day, "F Y"), month_of(first - timedelta(days=1))[0]
    elif kind == "day":
        title, before = day_title(day, date.min), first - timedelta(days=1)
    else:
        title = _("%(first)s to %(last)s") % {
            "first": date_format(first, "MONTH_DAY_FORMAT"),
            "last": date_format(last, "DATE_FORMAT"),
        }
        before = first - (last - first) - timedelta(days=1)
    return {"title": title, "before": before, "after": last + timedelta(days=1)}


def _chosen(request: HttpRequest, every: list[Calendar]) -> list[Calendar]:
    """The calendar asked for, also one put aside; all in use where none is."""
    asked = request.GET.get("calendar", "")
    if not asked:
        return every
    if not asked.isdecimal() or len(asked) > 18:
        raise Http404
    return [get_object_or_404(Calendar.objects.get_queryset(), pk=int(asked))]


def _date(text: str, today: date) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return today
    return day if _OLDEST <= day <= _NEWEST else today
