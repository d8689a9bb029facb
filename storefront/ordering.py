"""Placing an order: once, numbered, at today's prices, with its stock, whoever else buys at the same moment.

S1, S2, S7, S10, S16–S18, S25.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q

from audience import recording
from audience.models import Event
from cards.models import Card
from cardsite.kit.folding import folded
from storefront import carts, quoting, shops, stock, windows
from storefront.choosing import Wanted
from storefront.following import follow
from storefront.models import Cart, Coupon, Order, Revision, Shop
from storefront.quoting import Bill, Shown
from storefront.refusals import (
    Changed,
    CouponRefused,
    EmptyCart,
    Impossible,
    NotSelling,
    OutOfStock,
    TooManyOpen,
    WindowTaken,
)
from storefront.states import State, payment_of

HELD_FOR: Final = timedelta(hours=24)
OPEN_PER_PHONE: Final = 5
FOLDED_MAX: Final = 200
"""Some letters fold to several."""

SAME_ACT_WITHIN: Final = timedelta(hours=24)


@dataclass(frozen=True)
class Buyer:
    """Who orders; `phone` in E.164, `language` is the card's."""

    name: str
    phone: str
    email: str = ""
    note: str = ""
    language: str = "en"


@dataclass(frozen=True)
class Handing:
    """How it comes to the buyer: `kind` of `Order.Handover`, and the window's beginning when there are windows."""

    kind: str
    address: str = ""
    postcode: str = ""
    area: str = ""
    start: datetime | None = None


def made_with(key: str, now: datetime) -> Order | None:
    """What a form sent before has made: sending it again within a day is the same act (A49)."""
    return Order.objects.filter(key=key, placed_at__gt=now - SAME_ACT_WITHIN).first() if key else None


@transaction.atomic
def place(
    *,
    wanted: Sequence[Wanted],
    code: str,
    buyer: Buyer,
    handing: Handing,
    shown: Shown,
    key: str,
    card: Card | None,
    now: datetime,
    cart: Cart | None = None,
) -> Order:
    """The order of a visitor; the same `key` again gives the same order and does nothing more.

    Everything is read anew with the shop locked. Raises `EmptyCart`, `NotSelling`, `NotDelivered`, `BelowMinimum`,
    `WindowTaken`, `CouponRefused`, `Changed`, `OutOfStock`, `TooManyOpen`; then nothing is stored.
    """
    shop = lock()
    for made in Order.objects.filter(key=key):
        return made
    _check_open(buyer)
    bill = bill_for(shop, wanted, code, handing, now)
    if told := quoting.differences(shown, bill, buyer.language):
        raise Changed(told)
    span = _window(shop, handing, bill, now)
    order = _new(shop, bill, buyer, handing, span, key=key, card=card, now=now)
    if stock.reserve(order, stock.wanted(bill.lines)):
        Order.objects.filter(pk=order.pk).update(reserved_until=now + HELD_FOR)
        order.reserved_until = now + HELD_FOR
    if bill.coupon:
        use(bill.coupon)
    if cart:
        carts.empty(cart)
    recording.record(card=card, kind=Event.Kind.ORDER, at=now)
    follow(order, "placed", now=now)
    return order


def lock() -> Shop:
    """The shop of the open workspace, held until the transaction ends: its numbers and windows go out one by one."""
    return Shop.objects.select_for_update(of=("self",)).select_related("workspace").get()


def bill_for(shop: Shop, wanted: Sequence[Wanted], code: str, handing: Handing, now: datetime) -> Bill:
    """What this costs, handed over like this; the same for the page and for the order. Raises as `place` does."""
    basket = quoting.basket(shop, wanted)
    if not basket.good:
        raise EmptyCart
    if basket.short:
        raise OutOfStock(basket.short)
    zone = quoting.zone_for(handing.kind, postcode=handing.postcode, area=handing.area)
    coupon = coupon_for(shop, code, quoting.goods_of(basket), now) if code else None
    bill = quoting.bill(basket, coupon=coupon, zone=zone)
    quoting.check_minimum(bill)
    return bill


def coupon_for(shop: Shop, code: str, goods: int, now: datetime) -> Coupon:
    """Raises `CouponRefused`."""
    return quoting.usable(shops.coupon_named(code), goods, now.astimezone(ZoneInfo(shop.zone)).date())


def use(coupon: Coupon) -> None:
    """Once more; one statement decides whether it still may. Raises `CouponRefused`."""
    free = Coupon.objects.filter(pk=coupon.pk).filter(Q(limit=None) | Q(used__lt=F("limit")))
    if not free.update(used=F("used") + 1):
        raise CouponRefused("used up")


def unuse(coupon_id: int | None) -> None:
    """An order that comes to nothing does not count."""
    if coupon_id is not None:
        Coupon.objects.filter(pk=coupon_id, used__gt=0).update(used=F("used") - 1)


def ways(shop: Shop) -> list[str]:
    """How it can be handed over; at least one."""
    found = [Order.Handover.PICKUP.value] if shop.pickup else []
    found += [Order.Handover.DELIVERY.value] if shop.delivery else []
    return found or [Order.Handover.NONE.value]


def _check_open(buyer: Buyer) -> None:
    """So many unanswered orders a person: one bot cannot hold the whole stock (S25)."""
    if Order.objects.filter(phone=buyer.phone, state=State.PLACED).count() >= OPEN_PER_PHONE:
        raise TooManyOpen(OPEN_PER_PHONE)


def _window(shop: Shop, handing: Handing, bill: Bill, now: datetime) -> tuple[datetime, datetime] | None:
    """Closed or paused, only a later window can be ordered for (S18). Raises `NotSelling` and `WindowTaken`."""
    if handing.kind not in ways(shop):
        raise Impossible("handover", handing.kind)
    if not windows.has_windows(shop, handing.kind):
        if not windows.is_open(shop, now):
            raise NotSelling
        return None
    if handing.start is None:
        raise WindowTaken
    if not windows.is_free(shop, handing.kind, handing.start, lead=bill.basket.lead, now=now):
        raise WindowTaken
    return handing.start, handing.start + timedelta(minutes=shop.window)


def _new(
    shop: Shop,
    bill: Bill,
    buyer: Buyer,
    handing: Handing,
    span: tuple[datetime, datetime] | None,
    *,
    key: str,
    card: Card | None,
    now: datetime,
) -> Order:
    """With its first revision, under the next number."""
    quote = bill.quote
    sums = {
        "goods": quote.goods,
        "discount": quote.discount,
        "delivery": quote.delivery,
        "tax": quote.tax,
        "total": quote.total,
    }
    order = Order.objects.create(
        number=_next_number(shop),
        card=card,
        language=buyer.language,
        currency=shop.currency,
        tax_kind=shop.tax,
        coupon=bill.coupon,
        coupon_code=bill.coupon.code if bill.coupon else "",
        name=buyer.name,
        folded=folded(buyer.name)[:FOLDED_MAX],
        phone=buyer.phone,
        email=buyer.email,
        note=buyer.note,
        handover=handing.kind,
        address=handing.address,
        postcode=handing.postcode,
        delivery_zone=bill.zone.title if bill.zone else "",
        window_start=span[0] if span else None,
        window_end=span[1] if span else None,
        zone=shop.zone,
        payment=payment_of(quote.total, 0, 0),
        key=key,
        placed_at=now,
        decided_at=now,
        **sums,
    )
    lines = [line.model_dump(mode="json") for line in bill.lines]
    Revision.objects.create(order=order, number=1, lines_json=lines, at=now, **sums)
    return order


def _next_number(shop: Shop) -> int:
    """The row is locked: no number twice, and none left out, for a refused order takes its number back (S2)."""
    Shop.objects.filter(pk=shop.pk).update(last_number=F("last_number") + 1)
    shop.refresh_from_db(fields=["last_number"])
    return shop.last_number
