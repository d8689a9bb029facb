"""What the clock does: reservations lapse, unanswered orders end, old carts go, evenings are summed up (S8, S11)."""

from datetime import UTC, datetime, timedelta

import pytest

from storefront import carts, fulfilling, paying, upkeep
from storefront.models import Cart, Order, OrderEvent, Reservation, Shop
from tests.storefront.stall import NOW, SATURDAYS, make_order, make_product, make_shop, variant, wanted
from workspaces.models import Effect
from workspaces.scoping import inside

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(verb: str) -> list[str]:
    """Whom the effects of a verb tell, in order."""
    rows = Effect.objects.filter(task__startswith="storefront.tasks.tell_", arguments__verb=verb).order_by("pk")
    return [row.task.rpartition("_")[2] for row in rows]


def state(order: Order) -> str:
    order.refresh_from_db()
    return order.state


def test_a_lapse_lets_go_of_the_stock_alone(shop):
    """S11: once, however often beat comes by; the seller hears of it, the buyer does not"""
    cake = make_product(stock=3)
    order = make_order(wanted(cake, 2), email="bea@buyer.example")
    for hours in (23, 24, 25, 48):
        upkeep.lapse(NOW + timedelta(hours=hours))
    assert (state(order), order.reserved_until, variant(cake).stock) == ("placed", None, 3)
    assert (told("lapsed"), OrderEvent.objects.filter(verb="lapsed").count()) == (["seller"], 1)
    assert Reservation.objects.get().state == "returned"


def test_what_is_untracked_paid_or_accepted_does_not_lapse(shop, cast):
    """S11"""
    cake = make_product(stock=9)
    untracked = make_order(wanted(make_product("Jam")))
    paid, accepted = make_order(wanted(cake)), make_order(wanted(cake))
    paying.mark_paid(order=paid, key="k", by=cast.ada, now=NOW)
    fulfilling.accept(order=accepted, by=cast.ada, now=NOW)
    upkeep.lapse(NOW + 9 * DAY)
    assert ([state(one) for one in (untracked, paid, accepted)], variant(cake).stock) == (
        ["placed", "placed", "accepted"],
        7,
    )
    assert told("lapsed") == []


def test_the_seller_is_warned_four_hours_before(shop, cast):
    """S11: an effect that waits for its time"""
    make_order(wanted(make_product(stock=3)))
    make_order(wanted(make_product("Jam")))
    warnings = Effect.objects.filter(task="storefront.tasks.tell_seller", arguments__verb="lapsing")
    assert [effect.due_at for effect in warnings] == [NOW + timedelta(hours=20)]


def test_an_order_nobody_answers_is_over_after_a_fortnight(shop):
    """S12: and what it held is free; once"""
    cake = make_product(stock=3)
    order = make_order(wanted(cake, 2))
    found = []
    for days in (13, 14, 15):
        upkeep.expire(NOW + days * DAY)
        found.append(state(order))
    assert (found, variant(cake).stock) == (["placed", "expired", "expired"], 3)
    assert (told("expired"), OrderEvent.objects.get(verb="expired").by) == (["buyer", "seller"], None)


def test_an_order_for_a_window_is_over_a_day_after_it(shop):
    """A weekend order waits through its weekend"""
    Shop.objects.update(pickup_week=SATURDAYS, window=60)
    nine = NOW.replace(hour=9) + 5 * DAY
    order = make_order(wanted(make_product()), start=nine, kind="pickup")
    found = []
    for now in (nine, nine + timedelta(hours=24, minutes=59), nine + timedelta(hours=25)):
        upkeep.expire(now)
        found.append(state(order))
    assert found == ["placed", "placed", "expired"]


def test_what_was_answered_or_paid_does_not_expire(shop, cast):
    cake = make_product()
    paid, accepted = make_order(wanted(cake)), make_order(wanted(cake))
    paying.mark_paid(order=paid, key="k", by=cast.ada, now=NOW)
    fulfilling.accept(order=accepted, by=cast.ada, now=NOW)
    upkeep.expire(NOW + 99 * DAY)
    assert [state(paid), state(accepted)] == ["placed", "accepted"]


def test_one_order_that_fails_stops_no_other(shop, monkeypatch):
    """Whose ever it is: the rest of the batch is done"""
    cake = make_product(stock=9)
    broken, sound = make_order(wanted(cake)), make_order(wanted(cake))
    real = fulfilling.lapse

    def lapse(*, order: Order, now: datetime) -> Order:
        if order.pk == broken.pk:
            raise RuntimeError("broken")
        return real(order=order, now=now)

    monkeypatch.setattr(fulfilling, "lapse", lapse)
    upkeep.lapse(NOW + 2 * DAY)
    for one in (broken, sound):
        one.refresh_from_db()
    assert (broken.reserved_until is None, sound.reserved_until) == (False, None)


def test_every_workspace_is_minded(shop, cast):
    """The clock belongs to nobody, and each order is touched inside its own workspace"""
    with inside(cast.outpost):
        make_shop()
        foreign = make_order(wanted(make_product(stock=1)))
    own = make_order(wanted(make_product(stock=1)))
    upkeep.lapse(NOW + DAY)
    found = Order.unscoped.filter(pk__in=[own.pk, foreign.pk]).values_list("reserved_until", flat=True)
    assert list(found) == [None, None]


def test_carts_are_kept_thirty_days(shop, clock):
    """S8"""
    cake = make_product()
    carts.add(secret="old", wanted=wanted(cake), now=NOW - 31 * DAY)
    carts.add(secret="new", wanted=wanted(cake), now=NOW - 29 * DAY)
    upkeep.expire_unanswered()
    kept = carts.cart_of("new", NOW)
    assert kept
    assert list(Cart.objects.values_list("key", flat=True)) == [kept.key]


def test_the_summary_comes_at_eight_on_the_shops_clock(shop):
    """S23"""
    Shop.objects.update(zone="Asia/Tokyo")
    for hour in range(24):
        upkeep.summaries(datetime(2027, 1, 4, hour, 0, tzinfo=UTC))
    (effect,) = Effect.objects.filter(task="storefront.tasks.send_summary")
    assert effect.arguments == {"day": "2027-01-04"}
