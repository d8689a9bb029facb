"""Calendars: their list, a new one, what is said of one, its time zone, and the archive."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bookings import arranging
from bookings.models import Calendar, Override
from bookings.owner.calendar_forms import CalendarForm, NewCalendarForm, ZoneForm
from cards.editor.finding import member, role_of, workspace_of
from workspaces import week
from workspaces.access import allowed, needs
from workspaces.moments import day_words, moment_words, today_in

ask = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class Line:
    """One calendar in the list. `hours` are days and times; `next_day` the next special day in words."""

    calendar: Calendar
    hours: list[tuple[str, str]]
    next_day: str
    offers: int


@needs("bookings.view")
@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    every = Calendar.objects.select_related("member__user").prefetch_related("offerings")
    context = {
        "lines": [_line(one) for one in every if one.archived_at is None],
        "archived": [one for one in every if one.archived_at],
        "may_edit": allowed(role_of(request), "bookings.edit"),
    }
    return render(request, "bookings/owner/calendars.html", context)


@needs("bookings.edit")
@ask
def calendar_new(request: HttpRequest) -> HttpResponse:
    """With the hours and the clock of another one, or usual ones; then straight to its hours."""
    workspace = workspace_of(request)
    zone = arranging.first_zone(workspace)
    form = NewCalendarForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "zone": zone}
        return render(request, "bookings/owner/calendar_new.html", context, status=422 if form.errors else 200)
    values = form.values() | form.begun(zone)
    made = arranging.add(workspace=workspace, values=values, services=form.chosen)
    messages.success(request, _("“%(name)s” is there. These are its hours:") % {"name": made.name})
    return redirect("calendar_hours", workspace.slug, made.pk)


@needs("bookings.view", post="bookings.edit")
@ask
def calendar(request: HttpRequest, calendar: int) -> HttpResponse:
    found = kept_calendar(calendar)
    edit = allowed(role_of(request), "bookings.edit")
    form = CalendarForm(request.POST if request.method == "POST" else None, instance=found)
    if request.method == "POST" and form.is_valid():
        arranging.change(calendar=found, values=form.values(), services=form.chosen)
        messages.success(request, _("Saved."))
        return redirect("calendar", workspace_of(request).slug, found.pk)
    context = {"calendar": kept_calendar(calendar), "line": _line(found), "form": form if edit else None}
    return render(request, "bookings/owner/calendar.html", context, status=422 if form.errors else 200)


@needs("bookings.edit")
@ask
def calendar_zone(request: HttpRequest, calendar: int) -> HttpResponse:
    """GET with a zone says which bookings would lie outside the hours then; POST changes it (B17)."""
    found, now = kept_calendar(calendar), timezone.now()
    data = request.POST if request.method == "POST" else request.GET if "zone" in request.GET else None
    form = ZoneForm(data, initial={"zone": found.zone})
    valid = form.is_valid()
    if request.method == "POST" and valid:
        arranging.set_zone(calendar=found, zone=form.cleaned_data["zone"])
        messages.success(request, _("The hours are read on the new clock. Bookings that are made keep their moment."))
        return redirect("calendar", workspace_of(request).slug, found.pk)
    context: dict[str, Any] = {"calendar": found, "form": form, "asked": valid}
    if valid:
        context |= _preview(request, found, form.cleaned_data["zone"], now)
    return render(request, "bookings/owner/calendar_zone.html", context, status=422 if form.errors else 200)


def _preview(request: HttpRequest, calendar: Calendar, zone: str, now: Any) -> dict[str, Any]:
    user = member(request)
    outside = arranging.left_outside(calendar, now, zone=zone)
    rows = [(one, moment_words(one.start, calendar.zone, user), moment_words(one.start, zone, user)) for one in outside]
    return {"zone": zone, "outside": rows, "upcoming": len(arranging.upcoming(calendar, now))}


@needs("bookings.edit")
@ask
def calendar_archive(request: HttpRequest, calendar: int) -> HttpResponse:
    """Asks first and says what stays; POST does `act=archive` or `restore`."""
    found = get_object_or_404(Calendar, pk=calendar)
    if request.method != "POST":
        context = {"calendar": found, "upcoming": len(arranging.upcoming(found, timezone.now()))}
        return render(request, "bookings/owner/calendar_archive.html", context)
    act = request.POST.get("act")
    if act == "archive":
        arranging.archive(calendar=found, now=timezone.now())
        messages.success(request, _("“%(name)s” cannot be booked any more.") % {"name": found.name})
    elif act == "restore":
        arranging.restore(calendar=found)
        messages.success(request, _("“%(name)s” is in use again.") % {"name": found.name})
    else:
        raise BadRequest("unknown act")
    return redirect("calendars", workspace_of(request).slug)


def kept_calendar(number: int) -> Calendar:
    """One in use, of this workspace; else 404."""
    return get_object_or_404(Calendar.objects.get_queryset().kept(), pk=number)


def _line(calendar: Calendar) -> Line:
    today = today_in(calendar.zone, timezone.now())
    coming = Override.objects.filter(calendar=calendar, date__gte=today).first()
    return Line(
        calendar=calendar,
        hours=week.week_words(calendar.week),
        next_day=_special_words(coming) if coming else "",
        offers=calendar.offerings.count(),
    )


def _special_words(day: Override) -> str:
    hours = week.windows_words(day.windows) or _("closed")
    return ": ".join(part for part in (day_words(day.date), day.label, hours) if part)
