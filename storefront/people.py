"""What orders tell about people (`AppConfig.timeline`)."""

from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from audience.people.entries import ENTRIES_MAX, Entry, Source
from audience.searching import matching
from cardsite.kit import money
from storefront.models import Order
from workspaces.models import Membership

KIND = "order"


def _entries(emails: Collection[str], phones: Collection[str]) -> list[Entry]:
    mine = _orders().alias(mail=Lower("email")).filter(Q(mail__in=emails) | Q(phone__in=phones))
    return _told(mine[:ENTRIES_MAX])


def _contacts(search: str, limit: int) -> list[Entry]:
    return _told((_orders().filter(matching(search)) if search else _orders())[:limit])


def _one(pk: int) -> Entry | None:
    return next(iter(_told(_orders().filter(pk=pk))), None)


def _counted(number: int) -> str:
    return ngettext("%(number)d order", "%(number)d orders", number) % {"number": number}


def _orders() -> "QuerySet[Order]":
    """The newest first."""
    return Order.objects.order_by("-placed_at", "-pk")


def _told(orders: Iterable[Order]) -> list[Entry]:
    return [
        Entry(
            kind=KIND,
            pk=order.pk,
            at=order.placed_at,
            name=order.name,
            email=order.email.lower(),
            phone=order.phone,
            icon="order",
            title=_("Order %(number)s") % {"number": order.number},
            detail=f"{money.spoken(order.total, order.currency, get_language() or 'en')} · {order.get_state_display()}",
        )
        for order in orders
    ]


def source(_reader: Membership) -> Source:
    """Whatever the role: every member reads them."""
    return Source(kind=KIND, entries=_entries, contacts=_contacts, one=_one, counted=_counted)
