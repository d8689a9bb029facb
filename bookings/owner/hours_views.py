"""A calendar's week and its special days."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import arranging
from bookings.models import Calendar, Override
from bookings.owner.calendar_forms import DaysForm
from bookings.owner.calendar_views import ask, kept_calendar
from cards.editor.finding import role_of, workspace_of
from cardsite.kit.hours import Window
from workspaces import week
from workspaces.access import allowed, needs
from workspaces.moments import day_words, today_in
from workspaces.week import TypedWeek

REMOVED: Final = "removed_day"
"""Session key: a special day just taken away, as the form would send it again."""


@needs("bookings.view", post="bookings.edit")
@ask
def calendar_hours(request: HttpRequest, calendar: int) -> HttpResponse:
    """POST by `act`: save, or a step (`add 0`, `remove 0 1`, `copy 0`) that only shows the week so changed."""
    found = kept_calendar(calendar)
    if request.method != "POST":
        return _week(request, found, TypedWeek.of(found.week))
    typed, act = TypedWeek.sent(request.POST), request.POST.get("act", "save")
    if act != "save":
        try:
            typed.do(act, request.POST)
        except ValueError as unknown:
            raise BadRequest("unknown act") from unknown
        return _week(request, found, typed, unsaved=True)
    windows = typed.read()
    if typed.errors:
        return _week(request, found, typed, unsaved=True, status=422)
    arranging.set_week(calendar=found, week=windows)
    messages.success(request, _("The hours are saved. Visitors see them at once."))
    return redirect("calendar", workspace_of(request).slug, found.pk)


def _week(
    request: HttpRequest, calendar: Calendar, typed: TypedWeek, *, unsaved: bool = False, status: int = 200
) -> HttpResponse:
    context = {
        "calendar": calendar,
        "week": typed,
        "unsaved": unsaved,
        "may_edit": allowed(role_of(request), "bookings.edit"),
        "lines": week.week_words(calendar.week),
    }
    return render(request, "bookings/owner/hours.html", context, status=status)


@needs("bookings.view", post="bookings.edit")
@ask
def calendar_overrides(request: HttpRequest, calendar: int) -> HttpResponse:
    """Special days. POST enters one or several; `act=remove` takes one away, and the page offers to undo that."""
    found = kept_calendar(calendar)
    act = request.POST.get("act", "add")
    if request.method != "POST":
        return _days(request, found, DaysForm())
    if act == "remove":
        return _remove(request, found)
    form = DaysForm(request.POST)
    if not form.is_valid():
        return _days(request, found, form, status=422)
    typed = form.cleaned_data
    first, last = typed["first"], typed["last"]
    arranging.set_days(calendar=found, first=first, last=last, windows=form.windows, label=typed["label"])
    messages.success(request, _("Saved."))
    if not form.windows and (booked := arranging.booked_on(found, first, last)):
        messages.warning(request, _stay_words(len(booked)))
    return _back(request, found)


def _remove(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    day = get_object_or_404(Override.objects.filter(calendar=calendar), pk=_number(request))
    request.session[REMOVED] = _typed(day)
    day.delete()
    return _back(request, calendar)


def _typed(day: Override) -> list[tuple[str, str]]:
    windows = [week.typed(Window.parse(text)) for text in day.windows]
    times = [pair for one in windows for pair in (("since-day", one.since), ("until-day", one.until))]
    state = "open" if windows else "closed"
    return [("first", day.date.isoformat()), ("label", day.label), ("state", state), *times]


def _number(request: HttpRequest) -> int:
    text = request.POST.get("day", "")
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        raise BadRequest("no such day")
    return int(text)


def _days(request: HttpRequest, calendar: Calendar, form: DaysForm, status: int = 200) -> HttpResponse:
    coming = Override.objects.filter(calendar=calendar, date__gte=today_in(calendar.zone, timezone.now()))
    context: dict[str, Any] = {
        "calendar": calendar,
        "form": form,
        "days": [(one, day_words(one.date), week.windows_words(one.windows)) for one in coming],
        "may_edit": allowed(role_of(request), "bookings.edit"),
        "removed": request.session.pop(REMOVED, None),
    }
    return render(request, "bookings/owner/days.html", context, status=status)


def _stay_words(number: int) -> str:
    said = ngettext(
        "%(number)d booking lies on these days. It stays until you move or cancel it.",
        "%(number)d bookings lie on these days. They stay until you move or cancel them.",
        number,
    )
    return said % {"number": number}


def _back(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    return redirect("calendar_overrides", workspace_of(request).slug, calendar.pk)
