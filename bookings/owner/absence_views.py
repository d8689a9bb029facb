"""Blocked time: made, changed, taken away; bookings that lie inside stay."""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from bookings.models import Absence, Booking
from bookings.owner import agenda
from bookings.owner.booking_forms import AbsenceForm, calendars_in_use
from cards.editor.finding import member, workspace_of
from workspaces.access import needs
from workspaces.models import User
from workspaces.moments import wall

REMOVED: Final = "removed_absence"
"""Session key: blocked time just taken away, as the form would send it again."""

ask = require_http_methods(["GET", "HEAD", "POST"])


@needs("bookings.edit")
@ask
def absence_new(request: HttpRequest) -> HttpResponse:
    """For one or several calendars at once."""
    form = AbsenceForm(request.POST if request.method == "POST" else None, initial=_asked(request))
    if request.method != "POST" or not form.is_valid():
        context = {"form": form, "ready": calendars_in_use().exists()}
        return render(request, "bookings/owner/absence_new.html", context, status=422 if form.errors else 200)
    made = _block(form, member(request))
    crowded = [absence for absence in made if _inside(absence).exists()]
    messages.success(request, _("The time is blocked."))
    if crowded:
        number = sum(_inside(absence).count() for absence in crowded)
        messages.warning(request, _stay_words(number))
        return redirect("absence", workspace_of(request).slug, crowded[0].pk)
    return _to_agenda(request, made[0])


@needs("bookings.edit")
@ask
def absence(request: HttpRequest, absence: int) -> HttpResponse:
    """One, with the bookings inside it; `act=delete` takes it away, and the agenda offers to undo that."""
    found = get_object_or_404(Absence.objects.select_related("calendar"), pk=absence)
    if request.method == "POST" and request.POST.get("act") == "delete":
        request.session[REMOVED] = _typed(found)
        found.delete()
        return _to_agenda(request, found)
    form = AbsenceForm(request.POST if request.method == "POST" else None, absence=found)
    if request.method == "POST" and form.is_valid():
        _change(found, form)
        messages.success(request, _("Saved."))
        return _to_agenda(request, found)
    inside = [agenda.entry_of(booking, member(request)) for booking in _inside(found)]
    context = {"form": form, "absence": found, "inside": inside}
    return render(request, "bookings/owner/absence.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _block(form: AbsenceForm, by: User) -> list[Absence]:
    made = []
    for calendar in form.chosen:
        start, end = _span(form, calendar)
        note = form.cleaned_data["note"]
        made.append(Absence.objects.create(calendar=calendar, start=start, end=end, note=note, by=by))
    return made


def _change(absence: Absence, form: AbsenceForm) -> None:
    absence.start, absence.end = _span(form, absence.calendar)
    absence.note = form.cleaned_data["note"]
    absence.save(update_fields=["start", "end", "note"])


def _span(form: AbsenceForm, calendar: Any) -> tuple[datetime, datetime]:
    start, end = form.span(calendar)
    assert start is not None
    assert end is not None
    return start, end


def _inside(absence: Absence) -> Any:
    inside = Booking.objects.get_queryset().open().overlapping(absence.start, absence.end)
    return inside.filter(calendar=absence.calendar_id).select_related("calendar")


def _stay_words(number: int) -> str:
    said = ngettext(
        "%(number)d booking lies inside. It stays until you move or cancel it.",
        "%(number)d bookings lie inside. They stay until you move or cancel them.",
        number,
    )
    return said % {"number": number}


def _typed(absence: Absence) -> dict[str, str]:
    """The fields of a form that makes the same again, to the minute."""
    start, end = wall(absence.start, absence.calendar.zone), wall(absence.end, absence.calendar.zone)
    return {
        "calendars": str(absence.calendar_id),
        "first": f"{start:%Y-%m-%d}",
        "since": f"{start:%H:%M}",
        "last": f"{end:%Y-%m-%d}",
        "until": f"{end:%H:%M}",
        "note": absence.note,
    }


def _asked(request: HttpRequest) -> dict[str, Any]:
    calendar, day, at = (request.GET.get(key, "") for key in ("calendar", "date", "time"))
    every = list(calendars_in_use().values_list("pk", flat=True)[:2])
    chosen = [calendar] if calendar.isdecimal() else every if len(every) == 1 else []
    return {"calendars": chosen, "first": day, "since": at}


def _to_agenda(request: HttpRequest, absence: Absence) -> HttpResponse:
    address = redirect("agenda", workspace_of(request).slug)
    day = f"{wall(absence.start, absence.calendar.zone):%Y-%m-%d}"
    address["Location"] += f"?view=day&date={day}"
    return address
