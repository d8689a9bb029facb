"""The order book: which orders a list shows, how many there are of each kind, and what a row of it says (S3, S11)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audience.searching import matching
from cardsite.kit import money
from storefront import wording
from storefront.following import WARNED_BEFORE
from storefront.models import Order, Revision
from storefront.owner import order_words
from storefront.owner.order_acts import Act, steps
from storefront.states import OPEN, TO_HAND_OVER, TO_MAKE, Payment, State
from workspaces.models import User
from workspaces.moments import day_near, day_title, time_words, today_in, wall

PAGE: Final = 50
LINES_SHOWN: Final = 3
SHOWS: Final[dict[str, str | Promise]] = {
    "all": gettext_lazy("All"),
    "new": gettext_lazy("New"),
    "unopened": gettext_lazy("Not opened"),
    "unpaid": gettext_lazy("Unpaid"),
    "make": gettext_lazy("To make"),
    "handover": gettext_lazy("To hand over"),
}
BY_DAY: Final = frozenset({"make", "handover"})
"""These are read by the day they are due; the others from the newest."""

_RULES: Final = {
    "all": Q(pk__isnull=False),
    "new": Q(state=State.PLACED),
    "unopened": Q(state=State.PLACED, opened_at=None),
    "unpaid": Q(payment__in=(Payment.UNPAID, Payment.PENDING), state__in=OPEN | {State.COMPLETED}),
    "make": Q(state__in=TO_MAKE),
    "handover": Q(state__in=TO_HAND_OVER),
}
_TONES: Final = {
    State.PLACED: "badge-warning",
    State.READY: "badge-success",
    State.SHIPPED: "badge-success",
    State.DECLINED: "badge-error",
    State.CANCELLED: "badge-error",
    State.EXPIRED: "badge-error",
}


@dataclass(frozen=True)
class Row:
    """One order by thumb: what it is, and the one step that comes next."""

    order: Order
    due: str
    total: str
    lines: list[str]
    more: int
    lapsing: str
    step: Act | None

    @property
    def tone(self) -> str:
        return tone(self.order)

    @property
    def owes(self) -> bool:
        return self.order.payment in {Payment.UNPAID, Payment.PENDING} and self.order.state in OPEN | {State.COMPLETED}

    @property
    def chat(self) -> str:
        """Said of new orders whose chat was not seen to be opened (S3)."""
        if self.order.state != State.PLACED or self.order.opened_at:
            return ""
        return _("WhatsApp not opened") if self.order.seen_at else _("Not known whether WhatsApp was opened")


@dataclass(frozen=True)
class Group:
    """The rows of one day, or all of them under no title."""

    title: str
    rows: list[Row]


def counts() -> dict[str, int]:
    return Order.objects.aggregate(**{show: Count("pk", filter=rule) for show, rule in _RULES.items()})


def shown(show: str) -> QuerySet[Order]:
    rows = Order.objects.filter(_RULES[show])
    return rows.order_by(F("window_start").asc(nulls_last=True), "number") if show in BY_DAY else rows


def found(words: str) -> QuerySet[Order]:
    """By number, or by what is remembered of the buyer; of any state."""
    asked = matching(words)
    digits = "".join(one for one in words if one.isascii() and one.isdecimal())
    if 0 < len(digits) < 10:
        asked |= Q(number=int(digits))
    return Order.objects.filter(asked)


def page(orders: QuerySet[Order], number: str) -> "Page[Order]":
    """The nearest there is: no number is wrong."""
    return Paginator(orders, PAGE).get_page(number)


def rows(orders: Iterable[Order], user: User, now: datetime) -> list[Row]:
    """One query more, for what was ordered."""
    listed = list(orders)
    newest = {(one.order_id, one.number): one for one in Revision.objects.filter(order__in=listed)}
    return [_row(order, newest[order.pk, order.revision], user, now) for order in listed]


def by_day(orders: QuerySet[Order], found: Sequence[Row], now: datetime) -> list[Group]:
    """ "Saturday, 5 December: 4 orders", however many of them are on this page. One query more."""
    numbers = Counter(_day(start, zone) for start, zone in orders.values_list("window_start", "zone"))
    groups: dict[date | None, list[Row]] = {}
    for row in found:
        groups.setdefault(_day(row.order.window_start, row.order.zone), []).append(row)
    return [Group(_title(day, numbers[day], listed[0].order, now), listed) for day, listed in groups.items()]


def tone(order: Order) -> str:
    """The badge of its state."""
    return _TONES.get(State(order.state), "")


def is_lapsing(order: Order, now: datetime) -> bool:
    return order.reserved_until is not None and order.reserved_until - now <= WARNED_BEFORE


def _row(order: Order, revision: Revision, user: User, now: datetime) -> Row:
    lines = [wording.line_words(line) for line in revision.lines]
    until = order.reserved_until
    held = _("Stock is held only until %(time)s")
    return Row(
        order=order,
        due=order_words.due(order, user, now) or _ordered(order, now),
        total=money.spoken(order.total, order.currency, user.language),
        lines=lines[:LINES_SHOWN],
        more=max(0, len(lines) - LINES_SHOWN),
        lapsing=held % {"time": time_words(until, order.zone, user)} if until and is_lapsing(order, now) else "",
        step=next(iter(steps(order)), None),
    )


def _ordered(order: Order, now: datetime) -> str:
    day = day_near(wall(order.placed_at, order.zone).date(), today_in(order.zone, now))
    return _("Ordered: %(day)s") % {"day": day}


def _day(start: datetime | None, zone: str) -> date | None:
    return wall(start, zone).date() if start else None


def _title(day: date | None, number: int, order: Order, now: datetime) -> str:
    when = day_title(day, today_in(order.zone, now)) if day else _("No time agreed")
    words = ngettext("%(when)s: %(number)d order", "%(when)s: %(number)d orders", number)
    return words % {"when": when, "number": number}
