"""Services in words for their owner: the rows of the list, what a change means to visitors, a page to look at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings import wording
from bookings.models import Calendar, Offering, Service
from bookings.owner.service_forms import REMINDERS
from workspaces.moments import duration

_CHANGED: Final[dict[str, str | Promise]] = {
    "title": gettext_lazy("title"),
    "text": gettext_lazy("description"),
    "photo": gettext_lazy("picture"),
    "duration": gettext_lazy("duration"),
    "price_kind": gettext_lazy("price"),
    "price": gettext_lazy("price"),
    "currency": gettext_lazy("price"),
    "calendars": gettext_lazy("who offers it"),
    "place": gettext_lazy("place"),
    "place_text": gettext_lazy("place"),
    "reach": gettext_lazy("questions"),
    "questions_json": gettext_lazy("questions"),
    "extras_json": gettext_lazy("extras"),
    "approval": gettext_lazy("confirmation"),
    "seats": gettext_lazy("places"),
    "show_seats": gettext_lazy("places"),
    "bookable": gettext_lazy("whether it can be booked"),
    "hidden": gettext_lazy("whether it is shown"),
    "slug": gettext_lazy("address"),
    "move_until": gettext_lazy("moving and cancelling"),
    "cancel_until": gettext_lazy("moving and cancelling"),
    "moves": gettext_lazy("moving and cancelling"),
    "reminders": gettext_lazy("reminders"),
}
"""Whatever is not named here changes which times are offered."""


@dataclass(frozen=True)
class Line:
    """One service in the list. `facts` are duration and price, `marks` what is unusual about it."""

    service: Service
    facts: list[str]
    who: str
    marks: list[str]
    unoffered: bool


def lines(language: str) -> tuple[list[Line], list[Service]]:
    """Those in use in the order of visitors, and those that are not. Two queries, one more for who offers them."""
    present = Offering.objects.filter(calendar__archived_at__isnull=True).select_related("calendar")
    present = present.order_by("calendar__position", "calendar")
    offered = Prefetch("offerings", queryset=present, to_attr="offered_by")
    every = list(Service.objects.get_queryset().prefetch_related(offered))
    kept = [_line(service, language) for service in every if service.archived_at is None]
    return kept, [service for service in every if service.archived_at is not None]


def _line(service: Service, language: str) -> Line:
    offered: Iterable[Offering] = service.offered_by  # type: ignore[attr-defined]  # fetched in `lines`
    names = [str(one.calendar) for one in offered]
    price = wording.price(service.price_kind, service.price, service.currency, language)
    marks = [] if service.bookable else [_("Only shown")]
    marks += [_("Hidden")] if service.hidden else []
    marks += [_("Asks first")] if service.approval else []
    return Line(
        service=service,
        facts=[fact for fact in (duration(service.duration), price) if fact],
        who=", ".join(names),
        marks=marks,
        unoffered=service.bookable and not names,
    )


def saved(changed: Sequence[str]) -> str:
    """ "Saved. New for visitors: title, price." """
    if not changed:
        return _("Nothing was changed.")
    words = dict.fromkeys(str(_CHANGED.get(name, _("the times offered"))) for name in changed)
    return _("Saved. New for visitors: %(what)s.") % {"what": ", ".join(words)}


def facts(service: Service, calendars: Sequence[Calendar], language: str) -> list[tuple[str, str]]:
    """Label and value of what matters, for who may look and not change."""
    reminders = [str(REMINDERS[minutes]) for minutes in service.reminders if minutes in REMINDERS]
    extras = [_extra(service, extra.title, extra.minutes, extra.price, language) for extra in service.extras]
    found = [
        (_("How long"), duration(service.duration)),
        (_("Price"), wording.price(service.price_kind, service.price, service.currency, language)),
        (_("Who offers it"), ", ".join(calendar.name for calendar in calendars)),
        (_("Where"), " · ".join(filter(None, [service.get_place_display(), service.place_text]))),
        (_("Book no later than"), duration(service.notice)),
        (_("Guests can move it until"), duration(service.move_until)),
        (_("Guests can cancel it until"), duration(service.cancel_until)),
        (_("Questions"), " · ".join(question.label for question in service.questions)),
        (_("Extras"), " · ".join(extras)),
        (_("Remind guests"), ", ".join(reminders)),
    ]
    return [(label, value) for label, value in found if value]


def _extra(service: Service, title: str, minutes: int, price: int | None, language: str) -> str:
    more = [f"+{duration(minutes)}"] if minutes else []
    more += [f"+{wording.price('exact', price, service.currency, language)}"] if price else []
    return f"{title} ({', '.join(more)})" if more else title
