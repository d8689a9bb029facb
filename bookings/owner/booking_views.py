"""One booking: read, answered, cancelled, moved, told; and a booking entered by hand (B20, B24, B27, B30)."""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import BadRequest, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings import availability, clashing, deciding, moving, telling
from bookings.availability import Wish
from bookings.models import Booking, Calendar, Reminder, Service
from bookings.notifying import whatsapp_link, whatsapp_text
from bookings.owner import booking_words
from bookings.owner.booking_forms import ByHandForm, MessageForm, TimeForm, calendars_in_use, taken_elsewhere
from bookings.owner.booking_page import page_of
from bookings.owner.why_words import Why, why
from bookings.refusals import NotAllowed, Taken
from bookings.reserving import reserve_by_hand
from cards.editor.finding import member, workspace_of
from workspaces.access import needs
from workspaces.models import User
from workspaces.moments import moment_words, today_in, wall

ask = require_http_methods(["GET", "HEAD", "POST"])
_WITH_MESSAGE: Final = {"decline": deciding.decline, "cancel": deciding.cancel}
_WITHOUT: Final = {"approve": deciding.approve, "no_show": deciding.mark_no_show, "came": deciding.mark_came}


@needs("bookings.view", post="bookings.edit")
@ask
def booking(request: HttpRequest, booking: int) -> HttpResponse:
    """All about one; POST does an `act`, and with `back=agenda` returns there."""
    found = _booking(booking)
    if request.method != "POST":
        return _page(request, found, MessageForm())
    act, form = request.POST.get("act", ""), MessageForm(request.POST)
    if act in {"tell", "sent"}:
        return _tell(request, found) if act == "tell" else _sent(request, found)
    if act not in _WITH_MESSAGE and act not in _WITHOUT:
        raise BadRequest("unknown act")
    if not form.is_valid():
        return _page(request, found, form, status=422, opened=act)
    try:
        said = _done(found, act, member(request), form.cleaned_data["message"])
    except NotAllowed as refused:
        messages.error(request, booking_words.refusal_words(refused))
        return _page(request, _booking(booking), form, status=409)
    except Taken as taken:
        messages.error(request, _("This time went to somebody else meanwhile. Move the request, or decline it."))
        return _page(request, _booking(booking), form, status=409, nearest=taken.nearest)
    messages.success(request, said)
    slug = workspace_of(request).slug
    return redirect("agenda", slug) if request.POST.get("back") == "agenda" else redirect("booking", slug, booking)


@needs("bookings.edit")
@ask
def booking_move(request: HttpRequest, booking: int) -> HttpResponse:
    """Another time: one that is free, or any other after a warning; never over a booking (B27, B30)."""
    found = _booking(booking)
    local = wall(found.start, found.calendar.zone)
    shown = {"calendar": found.calendar_id, "date": local.date(), "time": local.time()}
    calendars = (calendars_in_use() | Calendar.objects.filter(pk=found.calendar_id)).distinct()
    if request.method != "POST":
        form = TimeForm(initial=shown | _asked(request), calendars=calendars)
        return _move_page(request, found, form)
    form = TimeForm(request.POST, calendars=calendars)
    return _moved(request, found, form) if form.is_valid() else _move_page(request, found, form, status=422)


def _moved(request: HttpRequest, found: Booking, form: TimeForm) -> HttpResponse:
    """Who is in the way is said first, then the owner's own rules."""
    calendar, start, now, user = form.cleaned_data["calendar"], form.cleaned_data["at"], timezone.now(), member(request)
    wish = deciding.wish_of(found, calendar)
    if found.is_open and (clash := clashing.clash(wish, start, before=found.before, after=found.after)):
        form.add_error(None, booking_words.clash_words(clash, calendar, user, _("Nothing was moved.")))
        return _move_page(request, found, form, status=409, **_instead(wish, start, now))
    if (warned := _warned(request, why(wish, start, now, user))) and found.is_open:
        return _move_page(request, found, form, status=422, why=warned)
    try:
        moving.move(booking=found, start=start, calendars=[calendar], now=now, by=user)
    except NotAllowed as refused:
        form.add_error(None, booking_words.refusal_words(refused))
        return _move_page(request, _booking(found.pk), form, status=409)
    except Taken as taken:
        form.add_error(None, _("Another booking is in the way. Nothing was moved."))
        return _move_page(request, _booking(found.pk), form, status=409, nearest=taken.nearest)
    when = moment_words(found.start, found.calendar.zone, user)
    messages.success(request, _("Moved to %(when)s.") % {"when": when})
    return redirect("booking", workspace_of(request).slug, found.pk)


@needs("bookings.edit")
@ask
def booking_new(request: HttpRequest) -> HttpResponse:
    """By hand: over the owner's own rules after a warning, never over a booking (B30)."""
    if request.method != "POST":
        return _new_page(request, ByHandForm(initial=_first_values(request)))
    form, now, user = ByHandForm(taken_elsewhere(request.POST)), timezone.now(), member(request)
    if not form.is_valid():
        return _new_page(request, form, status=422)
    data = form.cleaned_data
    wish = availability.Wish(service=data["service"], calendars=(data["calendar"],), extras=form.chosen_extras)
    if clash := clashing.clash(wish, data["at"]):
        form.add_error(None, booking_words.clash_words(clash, data["calendar"], user))
        return _new_page(request, form, status=409, **_instead(wish, data["at"], now))
    if warned := _warned(request, why(wish, data["at"], now, user)):
        return _new_page(request, form, status=422, why=warned)
    try:
        guest = form.guest(workspace_of(request).language)
        made = reserve_by_hand(wish=wish, start=data["at"], guest=guest, by=user, now=now)
    except Taken as taken:
        form.add_error(None, _("Another booking is in the way. Choose another time."))
        return _new_page(request, form, status=409, nearest=taken.nearest)
    messages.success(request, _("%(name)s is booked.") % {"name": made.name})
    return redirect("booking", workspace_of(request).slug, made.pk)


def _done(booking: Booking, act: str, by: User, message: str) -> str:
    """What was done, in words. Raises `NotAllowed` and `Taken`."""
    now = timezone.now()
    if act in _WITH_MESSAGE:
        _WITH_MESSAGE[act](booking=booking, by=by, now=now, message=message)
    else:
        _WITHOUT[act](booking=booking, by=by, now=now)
    told = bool(booking.email)
    if act == "approve":
        return _("Approved. The guest gets a mail.") if told else _("Approved. Tell the guest by WhatsApp or phone.")
    if act in _WITH_MESSAGE:
        return _("Done. The guest gets a mail.") if told else _("Done. Tell the guest by WhatsApp or phone.")
    return _("Noted as no-show.") if act == "no_show" else _("Noted: the guest came.")


def _tell(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Open a prepared text in WhatsApp. It waits on until the owner says that it was sent.

    A page that goes on by itself: browsers keep a form from leading to another site directly.
    """
    if not booking.phone:
        raise BadRequest("no number")
    reminder = _reminder(request, booking)
    verb = telling.opened(booking=booking, reminder=reminder, now=timezone.now(), by=member(request))
    text, url = whatsapp_text(booking, verb), whatsapp_link(booking, verb)
    response = render(request, "bookings/owner/booking_tell.html", {"booking": booking, "url": url, "text": text})
    response["Refresh"] = f"0;url={url}"
    return response


def _sent(request: HttpRequest, booking: Booking) -> HttpResponse:
    reminder = _reminder(request, booking)
    if reminder is None:
        raise BadRequest("no such text")
    telling.sent(reminder=reminder, now=timezone.now())
    messages.success(request, _("Noted: %(name)s was told.") % {"name": booking.name})
    return redirect("agenda", workspace_of(request).slug)


def _reminder(request: HttpRequest, booking: Booking) -> Reminder | None:
    asked = request.POST.get("reminder", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) <= 18 else 0
    return Reminder.objects.filter(booking=booking, pk=number).first()


def _instead(wish: Wish, start: datetime, now: datetime) -> dict[str, Any]:
    """What the owner can have instead: the same time of others, and times close by."""
    return {"nearest": availability.nearest(wish, start, now), "others": clashing.free_beside(wish, start), "at": start}


def _warned(request: HttpRequest, found: Why | None) -> Why | None:
    """The own rule to warn of; what is taken answers for itself."""
    return found if found and found.may_break and "anyway" not in request.POST else None


def _page(request: HttpRequest, booking: Booking, form: MessageForm, *, status: int = 200, **more: Any) -> HttpResponse:
    if "nearest" in more:
        more["nearest"] = booking_words.offered(more["nearest"], [booking.calendar], member(request))
    context = page_of(booking, request) | {"form": form} | more
    return render(request, "bookings/owner/booking.html", context, status=status)


def _move_page(
    request: HttpRequest, booking: Booking, form: TimeForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    calendar = _calendar_of(form) or booking.calendar
    user, now = member(request), timezone.now()
    if "nearest" in more:
        more["nearest"] = booking_words.offered(more["nearest"], [calendar], user)
    if "others" in more:
        more["others"] = booking_words.beside(more["others"], more["at"])
    day = _day_of(form) or wall(booking.start, calendar.zone).date()
    slots = []
    if day >= today_in(calendar.zone, now):
        wish = deciding.wish_of(booking, calendar)
        slots = availability.free(wish, first=day, last=day, zone=calendar.zone, now=now)
    context = page_of(booking, request) | {
        "form": form,
        "calendar": calendar,
        "day": day,
        "free": [(slot.start, booking_words.clock_words(slot.start, calendar.zone, user)) for slot in slots],
    }
    return render(request, "bookings/owner/booking_move.html", context | more, status=status)


def _new_page(request: HttpRequest, form: ByHandForm, *, status: int = 200, **more: Any) -> HttpResponse:
    if "nearest" in more:
        more["nearest"] = booking_words.offered(more["nearest"], [form.cleaned_data["calendar"]], member(request))
    if "others" in more:
        more["others"] = booking_words.beside(more["others"], more["at"])
    ready = Service.objects.get_queryset().filter(archived_at=None).exists() and calendars_in_use().exists()
    return render(request, "bookings/owner/booking_new.html", {"form": form, "ready": ready} | more, status=status)


def _first_values(request: HttpRequest) -> dict[str, Any]:
    """From the address, and from an old booking with `again`."""
    values = _asked(request)
    again = request.GET.get("again", "")
    if again.isdecimal() and len(again) < 18:
        old = _booking(int(again))
        extras = [f"{old.service_id}:{extra.key}" for extra in old.extras]
        who = {"name": old.name, "phone": old.phone, "email": old.email}
        values = {"service": old.service_id, "calendar": old.calendar_id, "extras": extras} | who | values
    return values


def _asked(request: HttpRequest) -> dict[str, Any]:
    return {key: request.GET[key] for key in ("calendar", "date", "time", "service") if request.GET.get(key)}


def _calendar_of(form: TimeForm) -> Calendar | None:
    """The calendar chosen so far, typed or given by the address."""
    asked = str(form["calendar"].value() or "")
    fitting = form.fields["calendar"].queryset  # type: ignore[attr-defined]  # a ModelChoiceField
    found: Calendar | None = fitting.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 18 else None
    return found


def _day_of(form: TimeForm) -> Any:
    try:
        return form.fields["date"].clean(form["date"].value())
    except ValidationError:
        return None


def _booking(pk: int) -> Booking:
    """With what its page shows; of another workspace: `Http404` (B31)."""
    return get_object_or_404(Booking.objects.select_related("calendar", "service", "card", "workspace"), pk=pk)
