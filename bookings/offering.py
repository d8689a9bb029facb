"""Making services, changing and ordering them, taking them out of use.

What visitors read of them stands on cards: whoever changes it touches the workspace. Bookings carry copies and stay.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from bookings.models import Booking, Calendar, Offering, Service
from bookings.proposing import PROPOSALS
from workspaces.models import Membership, User, Workspace

FIRST_WEEK: Final = [["09:00-17:00"]] * 5 + [[], []]
FIRST_REMINDERS: Final = [24 * 60]
NEVER: Final = frozenset({"next"})
"""Addresses that mean something else below a card."""

SEEN: Final = frozenset(
    {
        "title",
        "text",
        "duration",
        "price_kind",
        "price",
        "currency",
        "slug",
        "bookable",
        "hidden",
        "approval",
        "photo",
        "calendars",
    }
)
"""What a card shows of a service, or decides whether it does."""

_SLUG_MAX: Final = 60


@transaction.atomic
def begin(*, workspace: Workspace, name: str, by: User) -> Calendar | None:
    """The first calendar, with usual hours, of the member who begins, and the services proposed.

    In the open workspace and on its clock.

    None, and nothing is made, where there is a calendar or a service already.
    """
    _lock(workspace)
    if Calendar.objects.get_queryset().exists() or Service.objects.get_queryset().exists():
        return None
    member = Membership.objects.filter(user=by).first()
    calendar = Calendar.objects.create(name=name, zone=workspace.zone, week=FIRST_WEEK, member=member)
    propose(workspace=workspace)
    return calendar


@transaction.atomic
def propose(*, workspace: Workspace) -> list[Service]:
    """The services proposed, in the active language, offered by every calendar; nothing where services are in use."""
    _lock(workspace)
    if Service.objects.get_queryset().kept().exists():
        return []
    calendars = list(Calendar.objects.get_queryset().kept())
    return [
        add(workspace=workspace, values={"title": str(one.title), "duration": one.duration}, calendars=calendars)
        for one in PROPOSALS
    ]


@transaction.atomic
def add(*, workspace: Workspace, values: Mapping[str, Any], calendars: Iterable[Calendar]) -> Service:
    """A service at the end of the list. `values`: fields of the model, a title at least."""
    _lock(workspace)
    usual = {"currency": workspace.currency, "reminders": FIRST_REMINDERS, "slug": free_slug(values["title"])}
    service = Service.objects.create(**{**usual, **values, "position": _end()})
    _offer(service, calendars)
    workspace.touch()
    return service


@transaction.atomic
def change(*, service: Service, values: Mapping[str, Any], calendars: Iterable[Calendar]) -> list[str]:
    """Names of the fields that are other than before, "calendars" among them."""
    _lock(service.workspace)
    changed = [name for name, value in values.items() if getattr(service, name) != value]
    for name in changed:
        setattr(service, name, values[name])
    if changed:
        service.save(update_fields=changed)
    if _offer(service, calendars):
        changed.append("calendars")
    if SEEN.intersection(changed):
        service.workspace.touch()
    return changed


@transaction.atomic
def move(*, service: Service, down: bool) -> None:
    """One step in the order visitors see; at the end of the list nothing happens."""
    _lock(service.workspace)
    order = list(Service.objects.get_queryset().kept())
    at = order.index(service) if service in order else len(order)  # out of use meanwhile
    to = at + (1 if down else -1)
    if not (at < len(order) and 0 <= to < len(order)):
        return
    order[at], order[to] = order[to], order[at]
    for position, one in enumerate(order):
        Service.objects.filter(pk=one.pk).exclude(position=position).update(position=position)
    service.workspace.touch()


@transaction.atomic
def archive(*, service: Service, now: datetime) -> None:
    """Nobody can book or see it any more; bookings stay."""
    if service.archived_at is not None:
        return
    service.archived_at = now
    service.save(update_fields=["archived_at"])
    service.workspace.touch()


@transaction.atomic
def restore(*, service: Service) -> None:
    """In use again, at the end of the list."""
    if service.archived_at is None:
        return
    _lock(service.workspace)
    service.archived_at, service.position = None, _end()
    service.save(update_fields=["archived_at", "position"])
    service.workspace.touch()


def upcoming(service: Service, now: datetime) -> int:
    """How many bookings of it are still to come."""
    return Booking.objects.get_queryset().upcoming(now).filter(service=service).count()


def free_slug(title: str) -> str:
    """The title as a part of an address that no service of the workspace has or had."""
    stem = slugify(title)[:_SLUG_MAX].strip("-_") or "service"
    taken = set(Service.objects.get_queryset().values_list("slug", flat=True)) | NEVER
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem[: _SLUG_MAX - len(str(number)) - 1]}-{number}"
    return slug


def _offer(service: Service, calendars: Iterable[Calendar]) -> bool:
    """Whether that changes who offers it. What an archived calendar offered comes back with it."""
    wanted = {calendar.pk for calendar in calendars}
    rows = Offering.objects.filter(service=service, calendar__archived_at__isnull=True)
    present = set(rows.values_list("calendar", flat=True))
    rows.filter(calendar__in=present - wanted).delete()
    for pk in sorted(wanted - present):
        Offering.objects.create(service=service, calendar_id=pk)
    return wanted != present


def _end() -> int:
    last = Service.objects.get_queryset().aggregate(last=Max("position"))["last"]
    return 0 if last is None else int(last) + 1


def _lock(workspace: Workspace) -> None:
    """One change of its services at a time: two taps make no second set, two steps no double place."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
