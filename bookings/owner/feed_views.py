"""A calendar and other calendars: the private address to subscribe to, and those that are read in (B34–B36)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from bookings import feeds, reading
from bookings.models import Calendar, Feed
from bookings.reading import Unread
from cards.editor import limits
from cards.editor.finding import member, role_of, workspace_of
from cardsite.kit.throttle import TooMany
from workspaces.access import allowed, needs
from workspaces.models import User
from workspaces.moments import moment_words

READ_AN_HOUR: Final = 60
MOST: Final = 10

_NOT_THERE: Final = gettext_lazy(
    "Such addresses are not read. Take the one that begins with https:// and that your calendar shows for sharing."
)
_NO_ANSWER: Final = gettext_lazy("Nobody answers there. Check the address, or try again in a few minutes.")
_REASONS: Final = {
    "url": gettext_lazy("This is not an address. Copy it whole; it begins with https://."),
    "scheme": gettext_lazy("The address must begin with https://."),
    "userinfo": _NOT_THERE,
    "port": _NOT_THERE,
    "address": _NOT_THERE,
    "redirects": gettext_lazy("The address sends us on and on. Take the one it leads to."),
    "large": gettext_lazy("This calendar is larger than 5 MB. Share a smaller one."),
    "encoded": gettext_lazy("What came from there cannot be read. Take another address."),
    "name": gettext_lazy("There is no such place. Check the address for typing mistakes."),
    "tls": gettext_lazy("The certificate of that place is not valid. Take another address."),
    "missing": gettext_lazy("There is no calendar here, or it is not shared. Share it and copy its new address."),
    "status": _NO_ANSWER,
    "calendar": gettext_lazy("What is there is not a calendar. Take the address that ends in .ics."),
}


class FeedForm(forms.Form):
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("For yourself, e.g. Private"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    url = forms.CharField(
        label=gettext_lazy("ICS address"),
        max_length=2000,
        help_text=gettext_lazy("It begins with https:// or webcal:// and often ends in .ics"),
        error_messages={"required": gettext_lazy("Paste the address that your other calendar shows for sharing.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "url", "dir": "ltr"}),
    )

    def clean_url(self) -> str:
        return reading.address_of(self.cleaned_data["url"])


@dataclass(frozen=True)
class ReadIn:
    """One other calendar and how it stands, in words."""

    feed: Feed
    name: str
    state: str
    trouble: str
    skipped: str


@needs("bookings.view", post="bookings.edit")
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_feeds(request: HttpRequest, calendar: int) -> HttpResponse:
    """POST by `act`: add, read, remove, new-address."""
    found = get_object_or_404(Calendar.objects.get_queryset().kept(), pk=calendar)
    if request.method != "POST":
        return _page(request, found, FeedForm(), 200)
    act = request.POST.get("act", "add")
    if act == "add":
        return _added(request, found)
    if act == "new-address":
        Calendar.objects.filter(pk=found.pk).update(feed_version=F("feed_version") + 1)
        messages.success(request, _("There is a new address. Nobody can read the old one any more."))
    elif act in {"read", "remove"}:
        return _changed(request, found, act)
    else:
        raise BadRequest("unknown act")
    return _back(request, found)


def _added(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    """Read before it is stored: what cannot be read is not kept (A53)."""
    form = FeedForm(request.POST)
    if not form.is_valid():
        return _page(request, calendar, form, 422)
    url, now = form.cleaned_data["url"], timezone.now()
    if reason := _known_or_full(calendar, url):
        form.add_error("url", reason)
        return _page(request, calendar, form, 422)
    try:
        limits.count(workspace_of(request), "feed", an_hour=READ_AN_HOUR)
        copy = reading.take(url, calendar, now)
    except TooMany as limit:
        return limits.answer(limit, form, lambda status: _page(request, calendar, form, status))
    except Unread as failed:
        form.add_error("url", reason_words(failed.reason))
        return _page(request, calendar, form, 422)
    with transaction.atomic():
        reading.keep(Feed.objects.create(calendar=calendar, url=url, name=form.cleaned_data["name"]), copy, now)
    messages.success(request, _("The calendar is read in. What is busy there is not offered any more."))
    return _back(request, calendar)


def _changed(request: HttpRequest, calendar: Calendar, act: str) -> HttpResponse:
    number = request.POST.get("feed", "")
    if not number.isascii() or not number.isdecimal() or len(number) > 18:
        raise BadRequest("no such feed")
    feed = get_object_or_404(Feed.objects.filter(calendar=calendar), pk=int(number))
    if act == "remove":
        feed.delete()
        messages.success(request, _("The calendar is not read any more. Its times are free to book."))
        return _back(request, calendar)
    try:
        limits.count(workspace_of(request), "feed", an_hour=READ_AN_HOUR)
    except TooMany as limit:
        messages.error(request, limits.words(limit.retry_after))
        response = _page(request, calendar, FeedForm(), 429)
        response["Retry-After"] = str(limit.retry_after)
        return response
    if reason := reading.read(feed.pk, timezone.now()):
        messages.error(request, reason_words(reason))
    else:
        messages.success(request, _("The calendar was read just now."))
    return _back(request, calendar)


def reason_words(reason: str) -> str:
    """Why a calendar was not read, and the remedy."""
    return str(_REASONS.get(reason, _NO_ANSWER))


def _known_or_full(calendar: Calendar, url: str) -> str:
    urls = list(Feed.objects.filter(calendar=calendar).values_list("url", flat=True))
    if url in urls:
        return _("This calendar is read in already.")
    return _("Ten calendars can be read in. Remove one first.") if len(urls) >= MOST else ""


def _page(request: HttpRequest, calendar: Calendar, form: FeedForm, status: int) -> HttpResponse:
    now, user = timezone.now(), member(request)
    edit = allowed(role_of(request), "bookings.edit")
    context: dict[str, Any] = {
        "calendar": calendar,
        "may_edit": edit,
        "form": form,
        "feeds": [_shown(feed, calendar, now, user) for feed in Feed.objects.filter(calendar=calendar)],
        "address": feeds.address(calendar) if edit else "",
        "busy_address": feeds.address(calendar, feeds.BUSY) if edit else "",
    }
    return render(request, "bookings/owner/feeds.html", context, status=status)


def _shown(feed: Feed, calendar: Calendar, now: datetime, user: User) -> ReadIn:
    """A feed's address is a secret of its owner: the page shows its host alone."""
    host = feed.url.partition("://")[2].partition("/")[0]
    read = moment_words(feed.read_at, calendar.zone, user) if feed.read_at else ""
    skipped = ngettext(
        "%(number)d entry could not be understood and does not block.",
        "%(number)d entries could not be understood and do not block.",
        feed.skipped,
    )
    return ReadIn(
        feed=feed,
        name=feed.name or host,
        state=_("Last read: %(when)s") % {"when": read} if read else _("Not read yet"),
        trouble=_trouble(feed, read, now),
        skipped=skipped % {"number": feed.skipped} if feed.skipped else "",
    )


def _trouble(feed: Feed, read: str, now: datetime) -> str:
    """Nothing within the first hour: most failures pass by themselves (B36)."""
    if not reading.is_stale(feed, now):
        return ""
    said = (
        _("Failing since %(when)s. What was read before still blocks; newer entries do not.") % {"when": read}
        if read
        else _("It was never read: nothing of it blocks.")
    )
    return f"{said} {reason_words(feed.error)}" if feed.error else said


def _back(request: HttpRequest, calendar: Calendar) -> HttpResponse:
    return redirect("calendar_feeds", workspace_of(request).slug, calendar.pk)
