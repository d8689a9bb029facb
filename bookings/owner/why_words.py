"""Why a time is not offered, in a sentence for every rule, with what is in the way (B18)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import NoReverseMatch, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import availability
from bookings.availability import Wish, moment
from bookings.engine import Reason
from bookings.engine.values import Busy
from bookings.models import Absence, Booking, Calendar, FeedBusy, Override
from bookings.owner.service_forms import where
from workspaces.models import User
from workspaces.moments import day_words, moment_words, span_words, wall

HOUR: Final = 60
DAY: Final = 24 * HOUR
_FIELDS: Final = {"notice": "notice", "horizon": "horizon", "grid": "step"}


@dataclass(frozen=True)
class Why:
    """A sentence, and where to change that. `may_break`: the owner may book all the same (B30)."""

    rule: str
    words: str
    url: str = ""
    link: str = ""
    may_break: bool = True


@dataclass(frozen=True)
class Asked:
    """A time of one calendar, and who asks."""

    wish: Wish
    start: datetime
    now: datetime
    user: User

    @property
    def calendar(self) -> Calendar:
        (only,) = self.wish.calendars
        return only

    @property
    def slug(self) -> str:
        return self.wish.service.workspace.slug

    @property
    def day(self) -> date:
        return wall(self.start, self.calendar.zone).date()

    def spoken(self) -> str:
        return moment_words(self.start, self.calendar.zone, self.user)


def why(wish: Wish, start: datetime, now: datetime, user: User) -> Why | None:
    """None when the time is offered."""
    reason = availability.explain(wish, start, now)
    return words_of(reason, Asked(wish, start, now, user)) if reason else None


def words_of(reason: Reason, asked: Asked) -> Why:
    if reason.rule in {"busy", "buffer"} and isinstance(reason.item, Busy):
        return _in_the_way(reason.rule, reason.item, asked)
    if reason.rule in {"cap_day", "cap_week", "cap_month"}:
        return _full(reason, asked)
    if reason.rule in {"override", "closed", "too_long"}:
        return _hours(reason, asked)
    if reason.rule == "seats":
        seats = asked.wish.service.seats
        said = ngettext(
            "The session is full: it has %(number)d seat.", "The session is full: it has %(number)d seats.", seats
        )
        return Why("seats", said % {"number": seats}, *_service(asked, "seats"), may_break=False)
    return _of_the_service(reason.rule, asked)


def length_words(minutes: int) -> str:
    """ "2 days", "3 hours", "90 minutes"."""
    if minutes and minutes % DAY == 0:
        return ngettext("%(n)d day", "%(n)d days", minutes // DAY) % {"n": minutes // DAY}
    if minutes and minutes % HOUR == 0:
        return ngettext("%(n)d hour", "%(n)d hours", minutes // HOUR) % {"n": minutes // HOUR}
    return ngettext("%(n)d minute", "%(n)d minutes", minutes) % {"n": minutes}


def _of_the_service(rule: str, asked: Asked) -> Why:
    service, zone = asked.wish.service, asked.calendar.zone
    values: dict[str, object] = {"service": service.title, "when": asked.spoken()}
    if rule == "past":
        return Why(rule, _("%(when)s is over.") % values)
    if rule == "notice":
        earliest = asked.now + timedelta(minutes=service.notice)
        values |= {"notice": length_words(service.notice), "first": moment_words(earliest, zone, asked.user)}
        said = _("%(service)s needs %(notice)s notice: the earliest possible now is %(first)s.")
    elif rule == "horizon":
        last = wall(asked.now, zone).date() + timedelta(days=service.horizon)
        values |= {"days": length_words(service.horizon * DAY), "last": date_format(last, "DATE_FORMAT")}
        said = _("%(service)s can be booked %(days)s ahead at most, now until %(last)s.")
    else:
        values |= {"step": length_words(service.step or service.duration)}
        said = _("%(service)s begins every %(step)s from opening; %(when)s lies between two beginnings.")
    return Why(rule, said % values, *_service(asked, _FIELDS[rule]))


def _hours(reason: Reason, asked: Asked) -> Why:
    values = {"when": asked.spoken(), "day": day_words(asked.day), "name": asked.calendar.name}
    special = Override.objects.filter(calendar=asked.calendar, date=asked.day).first()
    texts = special.windows if special else asked.calendar.week[asked.day.weekday()]
    values["hours"] = ", ".join(str(text).replace("-", "–") for text in texts) or _("closed")
    url, link = _place("calendar", asked.slug, asked.calendar.pk), _("Opening hours")
    if reason.rule == "too_long":
        values |= {"service": asked.wish.service.title, "length": length_words(asked.wish.minutes)}
        said = _("%(service)s takes %(length)s, and that does not fit: on %(day)s the hours of %(name)s are %(hours)s.")
    elif reason.rule == "override":
        values["label"] = (special.label if special else "") or _("other hours")
        said = _("Special day: %(label)s. On %(day)s the hours of %(name)s are: %(hours)s.")
        link = _("Special days")
    else:
        said = _("%(when)s is outside the opening hours of %(name)s; that day: %(hours)s.")
    return Why(reason.rule, said % values, url, link)


def _in_the_way(rule: str, item: Busy, asked: Asked) -> Why:
    start, end = moment(item.start), moment(item.end)
    what, url, link = _found(item, asked)
    span = span_words(start, end, asked.calendar.zone, asked.user)
    values = {"when": asked.spoken(), "what": what, "span": span}
    if rule == "busy":
        said = _("%(when)s is taken by %(what)s, %(span)s.")
        return Why(rule, said % values, url, link, may_break=item.kind != "booking")
    buffers = asked.wish.service.before, asked.wish.service.after
    values |= {"before": length_words(buffers[0]), "after": length_words(buffers[1])}
    said = _(
        "%(when)s is inside the buffer of %(what)s, %(span)s. This service keeps %(before)s before and %(after)s after."
    )
    return Why(rule, said % values, url, link)


def _found(item: Busy, asked: Asked) -> tuple[str, str, str]:
    """What it is, and where it stands."""
    start, end = moment(item.start), moment(item.end)
    if item.kind == "booking":
        booking = Booking.objects.filter(occupancy=item.id).order_by("pk").first()
        if booking is None:
            return _("another booking"), "", ""
        url = reverse("booking", args=[asked.slug, booking.pk])
        return f"{booking.name} ({booking.title})", url, _("Open the booking")
    same = {"calendar": asked.calendar, "start": start, "end": end}
    if absence := Absence.objects.filter(**same).first():
        url = reverse("absence", args=[asked.slug, absence.pk])
        noted = _("blocked time (%(note)s)") % {"note": absence.note} if absence.note else _("blocked time")
        return noted, url, _("Open the blocked time")
    busy = FeedBusy.objects.filter(**same).select_related("feed").first()
    name = busy.feed.name if busy and busy.feed.name else _("the imported calendar")
    url = _place("calendar", asked.slug, asked.calendar.pk)
    return _("an appointment in %(calendar)s") % {"calendar": name}, url, _("Imported calendars")


def _full(reason: Reason, asked: Asked) -> Why:
    of_service = reason.scope == "service"
    owner = asked.wish.service if of_service else asked.calendar
    most = getattr(owner, reason.rule)
    first = reason.item if isinstance(reason.item, date) else asked.day
    values = {
        "name": asked.wish.service.title if of_service else asked.calendar.name,
        "most": ngettext("%(n)d booking", "%(n)d bookings", most) % {"n": most},
        "day": day_words(first),
        "month": date_format(first, "YEAR_MONTH_FORMAT"),
    }
    said = {
        "cap_day": _("%(day)s is full: %(name)s takes %(most)s a day."),
        "cap_week": _("The week of %(day)s is full: %(name)s takes %(most)s a week."),
        "cap_month": _("%(month)s is full: %(name)s takes %(most)s a month."),
    }[reason.rule]
    place = (
        _service(asked, reason.rule)
        if of_service
        else (_place("calendar", asked.slug, asked.calendar.pk), _("Open the calendar"))
    )
    return Why(reason.rule, said % values, *place)


def _service(asked: Asked, field: str) -> tuple[str, str]:
    """The very field that decides."""
    place = _place("service", asked.slug, asked.wish.service.pk)
    return place + where(field) if place else "", _("Change the service")


def _place(name: str, slug: str, pk: int) -> str:
    """The page where a service or a calendar is changed."""
    try:
        return reverse(name, args=[slug, pk])
    except NoReverseMatch:
        return ""
