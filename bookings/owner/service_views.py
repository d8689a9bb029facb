"""The services of a workspace: their list and order, a short form for a new one, the whole form, and the archive."""

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings import availability, offering
from bookings.models import Service
from bookings.owner import placing, service_rows, service_words
from bookings.owner.booking_forms import calendars_in_use
from bookings.owner.service_forms import PARTS, NewServiceForm, ServiceForm, ServiceSheet
from bookings.proposing import PROPOSALS
from cards.editor import kept_photo, limits, rows
from cards.editor.finding import member, role_of, workspace_of
from cards.editor.kept_photo import NotKept
from cards.models import Card, Photo
from cards.shown_photos import shown
from cardsite.kit.throttle import TooMany
from workspaces.access import allowed, needs
from workspaces.models import User

ask = require_http_methods(["GET", "HEAD", "POST"])
USUAL_MINUTES: Final = (15, 30, 45, 60, 90, 120)


@needs("bookings.view", post="bookings.edit")
@ask
def services(request: HttpRequest) -> HttpResponse:
    """The list; POST moves one (`act=up`, `down`) or makes those proposed (`act=propose`)."""
    if request.method == "POST":
        return _propose(request) if request.POST.get("act") == "propose" else _move(request)
    kept, archived = service_words.lines(member(request).language)
    context = {
        "lines": kept,
        "archived": archived,
        "proposals": PROPOSALS,
        "calendars": calendars_in_use().exists(),
        "may_edit": allowed(role_of(request), "bookings.edit"),
        "card": Card.objects.get_queryset().kept().filter(status="published").first(),
    }
    return render(request, "bookings/owner/services.html", context)


def _propose(request: HttpRequest) -> HttpResponse:
    workspace = workspace_of(request)
    if offering.begin(workspace=workspace, name=workspace.name, by=member(request)):
        _say_next(request, _("The services are there, Monday to Friday, 9 to 17 o'clock. Change both to yours."))
    elif offering.propose(workspace=workspace):
        _say_next(request, _("The services are there. Change them to yours."))
    return redirect("services", workspace.slug)


def _say_next(request: HttpRequest, said: str) -> None:
    """With the next step, while no card leads to what was made."""
    if place := placing.where_to_place(request):
        said += " " + _("Next, add the block “Appointments” to your card and publish it: then visitors can book.")
        messages.success(request, said, extra_tags=f"{place} {_('Add it to the card')}")
    else:
        messages.success(request, said)


def _move(request: HttpRequest) -> HttpResponse:
    act, number = request.POST.get("act", ""), request.POST.get("service", "")
    if act not in {"up", "down"} or not (number.isascii() and number.isdecimal() and len(number) <= 18):
        raise BadRequest("unknown act")
    found = get_object_or_404(Service.objects.get_queryset().kept(), pk=int(number))
    offering.move(service=found, down=act == "down")
    return redirect(f"{reverse('services', args=[workspace_of(request).slug])}#service-{found.pk}")


@needs("bookings.edit")
@ask
def service_new(request: HttpRequest) -> HttpResponse:
    """The short form; everything else has a usual value."""
    workspace = workspace_of(request)
    data = request.POST if request.method == "POST" else None
    form = NewServiceForm(data, workspace=workspace, language=member(request).language)
    if data is None or not form.is_valid():
        context = {"form": form, "minutes": USUAL_MINUTES, "currency": workspace.currency}
        return render(request, "bookings/owner/service_new.html", context, status=422 if form.errors else 200)
    made = offering.add(workspace=workspace, values=form.values(), calendars=form.chosen)
    messages.success(request, _("“%(title)s” is there, and visitors see it.") % {"title": made.title})
    return redirect("services", workspace.slug)


@needs("bookings.view", post="bookings.edit")
@ask
def service(request: HttpRequest, service: int) -> HttpResponse:
    """Everything about one; `open` unfolds a part of it.

    POST saves; an act on a row (`add questions`) only shows the form so changed.
    """
    found = get_object_or_404(Service, pk=service)
    if found.archived_at is not None:
        return redirect("services", workspace_of(request).slug)
    if not allowed(role_of(request), "bookings.edit"):
        return _read(request, found)
    if request.method != "POST":
        return _page(request, found, _sheet(request, found), opened={request.GET.get("open", "")} & PARTS)
    if act := service_rows.act_from(request.POST.get("act", "")):
        sheet = _sheet(request, found, rows.applied(request.POST, act))
        part = "guest" if act.part == service_rows.QUESTIONS else act.part
        return _page(request, found, sheet, opened={part}, acted=act)
    return _save(request, found)


def _save(request: HttpRequest, service: Service) -> HttpResponse:
    """Refused, it is shown again with everything typed; a picture must be chosen again, browsers keep none."""
    sheet = _sheet(request, service, request.POST)

    def again(status: int) -> HttpResponse:
        return _page(request, service, sheet, opened=sheet.with_errors(), status=status)

    if not sheet.is_valid():
        return again(422)
    try:
        photo = _picture(sheet.form, by=member(request))
    except TooMany as limit:
        return limits.answer(limit, sheet.form, again)
    except NotKept as refused:
        sheet.form.add_error("picture", refused.words)
        return again(refused.status)
    changed = offering.change(service=service, values=sheet.values() | {"photo": photo}, calendars=sheet.form.chosen)
    messages.success(request, service_words.saved(changed))
    return redirect("service", workspace_of(request).slug, service.pk)


def _picture(form: ServiceForm, *, by: User) -> Photo | None:
    """The picture the form asks for: a new one, the one that is there, or none. Raises `NotKept`, `TooMany`."""
    file = form.cleaned_data["picture"]
    if file is None:
        return None if form.cleaned_data["without_picture"] else form.service.photo
    return kept_photo.keep(file, workspace=form.workspace, by=by, purpose=Photo.Purpose.PORTRAIT)


def _sheet(request: HttpRequest, service: Service, data: Any = None) -> ServiceSheet:
    files = request.FILES if data is not None else None
    return ServiceSheet(
        service, workspace=workspace_of(request), language=member(request).language, data=data, files=files
    )


def _page(
    request: HttpRequest,
    service: Service,
    sheet: ServiceSheet,
    *,
    opened: set[str],
    acted: Any = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "service": service,
        "sheet": sheet,
        "form": sheet.form,
        "open": opened,
        "acted": acted,
        "adding": acted.part if acted and acted.verb == "add" else "",
        "minutes": USUAL_MINUTES,
        "failed": status >= 400,
        "photo": shown(service.photo, alt=service.title),
    }
    return render(request, "bookings/owner/service.html", context, status=status)


def _read(request: HttpRequest, service: Service) -> HttpResponse:
    facts = service_words.facts(service, availability.offering(service), member(request).language)
    return render(request, "bookings/owner/service_read.html", {"service": service, "facts": facts})


@needs("bookings.edit")
@ask
def service_archive(request: HttpRequest, service: int) -> HttpResponse:
    """Asks first and says what stays; POST does `act=archive` or `restore`."""
    found = get_object_or_404(Service, pk=service)
    if request.method != "POST":
        context = {"service": found, "upcoming": offering.upcoming(found, timezone.now())}
        return render(request, "bookings/owner/service_archive.html", context)
    act = request.POST.get("act")
    if act == "archive":
        offering.archive(service=found, now=timezone.now())
        messages.success(request, _("“%(title)s” cannot be booked any more.") % {"title": found.title})
    elif act == "restore":
        offering.restore(service=found)
        messages.success(request, _("“%(title)s” is in use again.") % {"title": found.title})
    else:
        raise BadRequest("unknown act")
    return redirect("services", workspace_of(request).slug)
