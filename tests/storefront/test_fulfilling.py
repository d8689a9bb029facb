"""Which state may follow which, and what each step does to stock, coupon and mails (S11, S12, S23)."""

from datetime import timedelta
from itertools import product as pairs
from typing import Any

import pytest

from storefront import fulfilling, upkeep
from storefront.choosing import Wanted
from storefront.models import Coupon, Order, OrderEvent, Reservation
from storefront.states import FOLLOWS, FREES_STOCK, NotAllowed, State, check
from tests.cast import Cast
from tests.storefront.stall import NOW, make_coupon, make_order, make_product, variant, wanted
from workspaces.models import Effect

pytestmark = pytest.mark.django_db
VERBS = {
    State.ACCEPTED: fulfilling.accept,
    State.READY: fulfilling.ready,
    State.SHIPPED: fulfilling.ship,
    State.COMPLETED: fulfilling.complete,
    State.DECLINED: fulfilling.decline,
    State.CANCELLED: fulfilling.cancel,
}
WAYS = {
    State.PLACED: (),
    State.ACCEPTED: (State.ACCEPTED,),
    State.READY: (State.ACCEPTED, State.READY),
    State.SHIPPED: (State.ACCEPTED, State.SHIPPED),
    State.COMPLETED: (State.ACCEPTED, State.COMPLETED),
    State.DECLINED: (State.DECLINED,),
    State.CANCELLED: (State.ACCEPTED, State.CANCELLED),
}


def make_in(state: State, cast: Cast, *lines: Wanted, **over: Any) -> Order:
    """An order that came to `state` by the acts that lead there."""
    order = make_order(*lines, **over)
    for step in WAYS[state]:
        order = VERBS[step](order=order, by=cast.ada, now=NOW)
    return order


def done(order: Order) -> list[str]:
    return list(OrderEvent.objects.filter(order=order).values_list("verb", flat=True))


def test_the_table_of_states():
    """S12, written once more by hand"""
    allowed = {(now.value, wanted.value) for now, following in FOLLOWS.items() for wanted in following}
    assert allowed == {
        *(("placed", after) for after in ("accepted", "declined", "cancelled", "expired")),
        *(("accepted", after) for after in ("ready", "shipped", "completed", "cancelled")),
        *(("ready", after) for after in ("shipped", "completed", "cancelled")),
        *(("shipped", after) for after in ("completed", "cancelled")),
    }
    for now, following in pairs(State, State):
        if (now.value, following.value) not in allowed:
            with pytest.raises(NotAllowed) as refused:
                check(now, following)
            assert (refused.value.now, refused.value.wanted) == (now, following)


@pytest.mark.parametrize(("start", "end"), list(pairs(WAYS, VERBS)))
def test_a_step_is_made_or_refused_whole(shop, cast, start, end):
    """S12: a refused one changes no row, tells nobody, and leaves the stock"""
    cake = make_product(stock=5)
    order = make_in(start, cast, wanted(cake, 2))
    before = (start.value, done(order), Effect.objects.count(), variant(cake).stock)
    if end in FOLLOWS[start]:
        VERBS[end](order=order, by=cast.ada, now=NOW)
        order.refresh_from_db()
        assert (order.state, order.decided_at, len(done(order))) == (end, NOW, len(before[1]) + 1)
        return
    with pytest.raises(NotAllowed):
        VERBS[end](order=order, by=cast.ada, now=NOW)
    order.refresh_from_db()
    assert (order.state, done(order), Effect.objects.count(), variant(cake).stock) == before


@pytest.mark.parametrize(("start", "end"), [(a, b) for a, b in pairs(WAYS, VERBS) if b in FOLLOWS[a]])
def test_stock_and_coupon_come_back_with_what_comes_to_nothing(shop, cast, start, end):
    """S11, S16: exactly then, and once"""
    cake = make_product(stock=5)
    make_coupon(limit=3)
    order = make_in(start, cast, wanted(cake, 2), code="TEN")
    VERBS[end](order=order, by=cast.ada, now=NOW)
    upkeep.lapse(NOW + timedelta(days=2))
    upkeep.expire(NOW + timedelta(days=20))
    back = end in FREES_STOCK
    assert (variant(cake).stock, Coupon.objects.get().used) == ((5, 0) if back else (3, 1))


def test_untracked_goods_reserve_nothing(shop, cast):
    """S10, S11"""
    order = make_in(State.ACCEPTED, cast, wanted(make_product()))
    assert (Reservation.objects.count(), order.reserved_until) == (0, None)


def test_accepting_takes_anew_what_lapsed(shop, cast):
    """S11: once, and for good"""
    cake = make_product(stock=2)
    order = make_order(wanted(cake, 2))
    upkeep.lapse(NOW + timedelta(hours=24))
    fulfilling.accept(order=order, by=cast.ada, now=NOW + timedelta(hours=30))
    upkeep.lapse(NOW + timedelta(days=9))
    (row,) = Reservation.objects.all()
    assert (variant(cake).stock, row.state, row.quantity) == (0, "kept", 2)


def test_a_lapse_is_for_placed_orders_whose_time_has_come(shop, cast):
    """S11: whoever asks too early, or after it was accepted, changes nothing"""
    cake = make_product(stock=5)
    early, accepted = make_order(wanted(cake)), make_in(State.ACCEPTED, cast, wanted(cake))
    fulfilling.lapse(order=early, now=NOW + timedelta(hours=23))
    fulfilling.lapse(order=accepted, now=NOW + timedelta(days=9))
    assert (variant(cake).stock, done(early), done(accepted)) == (3, ["placed"], ["placed", "accepted"])


def test_a_buyer_cancels_until_it_is_accepted(shop, cast):
    assert [fulfilling.may_cancel(make_in(state, cast, wanted(make_product(state)))) for state in WAYS] == [
        True,
        *[False] * (len(WAYS) - 1),
    ]
