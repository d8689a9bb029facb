"""When an order can be handed over: windows of the shop's week with room left, by the slot engine (S17, S18)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from bookings.engine.slots import DAYS_MAX, is_bookable, slots
from bookings.engine.values import Host, Service
from cardsite.kit.hours import Hours, Window, open_intervals
from storefront.models import Order, Shop

_SHOP: Final = 1


@dataclass(frozen=True)
class Free:
    """Instants in UTC; `left` None: any number of orders."""

    start: datetime
    end: datetime
    left: int | None


def has_windows(shop: Shop, handover: str) -> bool:
    return any(_week(shop, handover))


def free(shop: Shop, handover: str, *, lead: int, now: datetime) -> list[Free]:
    """Windows that can be chosen now, in order. `lead` in minutes is the longest of what is ordered."""
    today = now.astimezone(ZoneInfo(shop.zone)).date()
    last = today + timedelta(days=min(shop.horizon, DAYS_MAX - 1))
    found = slots(_service(shop, lead), [_host(shop, handover)], {}, today, last, shop.zone, int(now.timestamp()))
    spans = [_span(shop, datetime.fromtimestamp(slot.start, UTC)) for slot in found]
    taken = _taken(shop, handover, spans)
    offered = [Free(start, end, _left(shop, start, end, taken)) for start, end in spans if not is_paused(shop, start)]
    return [one for one in offered if one.left != 0]


def is_free(shop: Shop, handover: str, start: datetime, *, lead: int, now: datetime) -> bool:
    """The same rules that list them, asked about one."""
    span = _span(shop, start)
    host, service = _host(shop, handover), _service(shop, lead)
    if is_paused(shop, start) or not is_bookable(service, [host], {}, int(start.timestamp()), int(now.timestamp())):
        return False
    return _left(shop, *span, _taken(shop, handover, [span])) != 0


def is_open(shop: Shop, now: datetime) -> bool:
    """Neither paused nor outside its hours."""
    return not is_paused(shop, now) and (not any(shop.week) or _is_within(shop, now))


def _is_within(shop: Shop, now: datetime) -> bool:
    instant = int(now.timestamp())
    return bool(open_intervals(Hours(shop.zone, _windows(shop.week)), instant, instant + 1))


def is_paused(shop: Shop, at: datetime) -> bool:
    """Till the first open day begins on the shop's clock; without one, till it is taken up again (S18)."""
    if not shop.paused:
        return False
    return shop.paused_until is None or at.astimezone(ZoneInfo(shop.zone)).date() < shop.paused_until


def _service(shop: Shop, lead: int) -> Service:
    return Service(_SHOP, shop.window, shop.window, notice=lead, horizon=shop.horizon)


def _host(shop: Shop, handover: str) -> Host:
    return Host(_SHOP, Hours(shop.zone, _windows(_week(shop, handover))))


def _span(shop: Shop, start: datetime) -> tuple[datetime, datetime]:
    return start, start + timedelta(minutes=shop.window)


def _week(shop: Shop, handover: str) -> Sequence[Sequence[str]]:
    week: Sequence[Sequence[str]] = shop.delivery_week if handover == Order.Handover.DELIVERY else shop.pickup_week
    return week


def _windows(week: Iterable[Iterable[str]]) -> tuple[tuple[Window, ...], ...]:
    return tuple(tuple(Window.parse(text) for text in day) for day in week)


def _taken(shop: Shop, handover: str, spans: Sequence[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """Windows of the orders to be handed over then, one each; none where they are not counted."""
    if shop.window_orders is None or not spans:
        return []
    rows = Order.objects.get_queryset().open().filter(handover=handover)
    rows = rows.filter(window_start__lt=spans[-1][1], window_end__gt=spans[0][0])
    return [(start, end) for start, end in rows.order_by().values_list("window_start", "window_end") if start and end]


def _left(shop: Shop, start: datetime, end: datetime, taken: Iterable[tuple[datetime, datetime]]) -> int | None:
    """Orders that still fit; one whose window was of another length counts in each that it touches."""
    if shop.window_orders is None:
        return None
    return max(0, shop.window_orders - sum(since < end and until > start for since, until in taken))
