"""An order from its placing to its end: numbers, stock, money, revisions."""

from datetime import timedelta

import pytest

from storefront import fulfilling, ordering, paying, quoting, revising, upkeep
from storefront.models import LedgerEntry, Order, Reservation, Shop, Variant
from storefront.ordering import Buyer, Handing
from storefront.refusals import (
    Changed,
    CouponRefused,
    NotSelling,
    OutOfStock,
    Short,
    Stale,
    TooManyOpen,
    TooMuch,
    WindowTaken,
)
from storefront.revising import Edited
from storefront.states import NotAllowed
from tests.storefront.stall import (
    NOW,
    SATURDAYS,
    make_coupon,
    make_order,
    make_product,
    make_sizes,
    make_zone,
    variant,
    wanted,
)

pytestmark = pytest.mark.django_db


def left(product, choice="") -> int | None:
    return variant(product, choice).stock


def test_an_order_has_the_next_number_and_copies_of_everything(shop, card):
    """S2, S13"""
    cake = make_sizes(sku="CAKE")
    numbers = [make_order(wanted(cake, choice="l"), card=card).number for _one in range(3)]
    order = Order.objects.get(number=1003)
    cake.title, cake.price = "Renamed", 1
    cake.save()
    (line,) = fulfilling.newest_lines(order)
    assert numbers == [1001, 1002, 1003]
    assert (line.title, line.choice, line.sku, line.unit, line.amount) == ("Cake", "Large", "CAKE", 3600, 3600)
    assert (order.total, order.state, order.payment, order.currency) == (3600, "placed", "unpaid", "EUR")


def test_a_refused_order_takes_no_number_and_stores_nothing(shop):
    """S2, S7"""
    cake = make_product(stock=1)
    with pytest.raises(OutOfStock):
        make_order(wanted(cake, 2))
    order = make_order(wanted(cake))
    assert (order.number, Order.objects.count()) == (1001, 1)


def test_the_same_key_is_the_same_order(shop):
    """A49"""
    cake = make_product(stock=5)
    first, again = make_order(wanted(cake), key="once"), make_order(wanted(cake), key="once")
    assert (first.pk, left(cake)) == (again.pk, 4)


def test_what_differs_from_what_was_shown_is_said_and_nothing_is_stored(shop):
    """S7: prices of the client decide nothing"""
    cake = make_product()
    lines = (wanted(cake, 2),)
    seen = quoting.shown(ordering.bill_for(shop, lines, "", Handing("pickup"), NOW))
    cake.price = 2500
    cake.save()
    with pytest.raises(Changed) as refused:
        ordering.place(
            wanted=lines,
            code="",
            buyer=Buyer("Bea", "+447700900555"),
            handing=Handing("pickup"),
            shown=seen,
            key="k",
            card=None,
            now=NOW,
        )
    said = [(one.what, one.shown, one.now) for one in refused.value.differences]
    assert said == [("Cake", "€48", "€50"), ("Total", "€48", "€50")]
    assert not Order.objects.exists()


def test_stock_is_taken_all_or_nothing_and_each_short_line_is_named(shop):
    """S10: the same variant on several lines is summed first"""
    cake, bread, jam = make_product("Cake", stock=3), make_product("Bread", stock=1), make_product("Jam")
    lines = [wanted(cake, 2), wanted(cake, 2, texts={"t": "Mia"}), wanted(bread, 2), wanted(jam, 9)]
    cake.writings_json = [{"key": "t", "label": "Text"}]
    cake.save()
    with pytest.raises(OutOfStock) as refused:
        make_order(*lines)
    assert refused.value.lines == [
        Short(variant(cake).pk, "Cake", 4, 3),
        Short(variant(bread).pk, "Bread", 2, 1),
    ]
    assert (left(cake), left(bread), left(jam)) == (3, 1, None)


def test_a_reservation_lapses_after_a_day_and_the_order_stays_acceptable(shop, cast):
    """S11: only the reservation lapses"""
    cake, jam = make_product(stock=3), make_product("Jam")
    order, untracked = make_order(wanted(cake, 2)), make_order(wanted(jam))
    assert (order.reserved_until, untracked.reserved_until) == (NOW + timedelta(hours=24), None)
    upkeep.lapse(NOW + timedelta(hours=23, minutes=59))
    assert left(cake) == 1
    upkeep.lapse(NOW + timedelta(hours=24))
    upkeep.lapse(NOW + timedelta(hours=24))
    order.refresh_from_db()
    assert (left(cake), order.state, order.reserved_until) == (3, "placed", None)
    fulfilling.accept(order=order, by=cast.ada, now=NOW)
    assert left(cake) == 1


def test_accepting_what_was_sold_meanwhile_is_refused(shop, cast):
    """S11"""
    cake = make_product(stock=2)
    order = make_order(wanted(cake, 2))
    upkeep.lapse(NOW + timedelta(hours=24))
    make_order(wanted(cake), now=NOW + timedelta(hours=25))
    with pytest.raises(OutOfStock) as refused:
        fulfilling.accept(order=order, by=cast.ada, now=NOW)
    order.refresh_from_db()
    assert (refused.value.lines, order.state, left(cake)) == ([Short(variant(cake).pk, "Cake", 2, 1)], "placed", 1)


def test_accepted_and_paid_orders_keep_their_stock(shop, cast):
    """S11"""
    cake = make_product(stock=4)
    accepted, paid = make_order(wanted(cake)), make_order(wanted(cake))
    fulfilling.accept(order=accepted, by=cast.ada, now=NOW)
    paying.mark_paid(order=paid, key="k", by=cast.ada, now=NOW)
    upkeep.lapse(NOW + timedelta(days=3))
    assert (left(cake), set(Reservation.objects.values_list("state", flat=True))) == (2, {"kept"})


@pytest.mark.parametrize("end", [fulfilling.decline, fulfilling.cancel])
def test_an_order_that_comes_to_nothing_gives_back_stock_and_coupon_once(shop, cast, end):
    """S11, S16"""
    cake, coupon = make_product(stock=4), make_coupon(limit=1)
    order = make_order(wanted(cake, 3), code="TEN")
    coupon.refresh_from_db()
    assert (left(cake), coupon.used) == (1, 1)
    end(order=order, by=cast.ada, now=NOW)
    with pytest.raises(NotAllowed):
        end(order=order, by=cast.ada, now=NOW)
    upkeep.lapse(NOW + timedelta(days=2))
    coupon.refresh_from_db()
    assert (left(cake), coupon.used) == (4, 0)


def test_nobody_answers_for_a_fortnight(shop):
    """S12; a paid order waits for its seller"""
    cake = make_product(stock=2)
    order = make_order(wanted(cake))
    upkeep.expire(NOW + timedelta(days=13))
    order.refresh_from_db()
    assert order.state == "placed"
    upkeep.expire(NOW + timedelta(days=14))
    order.refresh_from_db()
    assert (order.state, left(cake)) == ("expired", 2)


def test_a_coupon_counts_within_its_rules(shop):
    """S16"""
    cake = make_product(price=1000)
    make_coupon(limit=1, minimum=2000)
    reasons: list[object] = []
    for lines in [(wanted(cake),), (wanted(cake, 2),), (wanted(cake, 2),)]:
        try:
            order = make_order(*lines, code="TEN")
            reasons.append((order.discount, order.total))
        except CouponRefused as refused:
            reasons.append(refused.reason)
    assert reasons == ["minimum", (200, 1800), "used up"]


def test_delivery_is_charged_by_the_first_zone_that_matches(shop):
    """S17"""
    cake = make_product(price=1000)
    Shop.objects.update(delivery=True)
    make_zone(fee=300, minimum=1000, free_over=3000)
    orders = [
        make_order(wanted(cake, number), kind="delivery", postcode="se1 4ab", address="2 Dock Street")
        for number in (1, 3)
    ]
    assert [(order.delivery, order.total, order.delivery_zone) for order in orders] == [
        (300, 1300, "Near"),
        (0, 3000, "Near"),
    ]


def test_windows_have_room_for_so_many_orders(shop):
    """S17: lead time, seats"""
    cake = make_product(lead=2 * 24 * 60)
    Shop.objects.update(pickup_week=SATURDAYS, window=60, window_orders=2)
    nine = NOW.replace(hour=9) + timedelta(days=5)
    for _one in range(2):
        make_order(wanted(cake), start=nine, kind="pickup")
    refused = []
    for start, now in [(nine, NOW), (nine.replace(hour=10), nine - timedelta(days=1)), (nine.replace(minute=30), NOW)]:
        with pytest.raises(WindowTaken):
            make_order(wanted(cake), start=start, kind="pickup", now=now)
        refused.append(start)
    assert make_order(wanted(cake), start=nine.replace(hour=10), kind="pickup").window_end == nine.replace(hour=11)


def test_a_paused_shop_takes_orders_for_later_windows_only(shop):
    """S18"""
    cake = make_product()
    Shop.objects.update(paused=True, paused_until=(NOW + timedelta(days=7)).date())
    with pytest.raises(NotSelling):
        make_order(wanted(cake))
    Shop.objects.update(pickup_week=SATURDAYS, window=60)
    saturday = NOW.replace(hour=9) + timedelta(days=5)
    with pytest.raises(WindowTaken):
        make_order(wanted(cake), start=saturday, kind="pickup")
    assert make_order(wanted(cake), start=saturday + timedelta(days=7), kind="pickup").number == 1001


def test_one_phone_cannot_reserve_the_whole_shop(shop):
    """S25"""
    cake = make_product(stock=100)
    for _one in range(ordering.OPEN_PER_PHONE):
        make_order(wanted(cake), phone="+447700900999")
    with pytest.raises(TooManyOpen):
        make_order(wanted(cake), phone="+447700900999")
    assert left(cake) == 95


def test_a_change_is_a_revision_with_its_money_and_stock(shop, cast):
    """S13"""
    cake, bread = make_product(stock=5), make_product("Bread", 500, stock=5)
    order = make_order(wanted(cake, 2))
    revision = revising.revise(
        order=order,
        seen=1,
        lines=[
            Edited(at=0, quantity=1),
            Edited(variant=variant(bread).pk, quantity=3),
            Edited(title="Box", unit=100, quantity=1),
        ],
        delivery=0,
        discount=50,
        by=cast.ada,
        now=NOW,
        note="as agreed",
    )
    order.refresh_from_db()
    assert (revision.number, order.revision, order.goods, order.total) == (2, 2, 4000, 3950)
    assert [line.title for line in order.revisions.get(number=1).lines] == ["Cake"]
    assert (left(cake), left(bread)) == (4, 2)
    with pytest.raises(Stale):
        revising.revise(order=order, seen=1, lines=[], delivery=0, discount=0, by=cast.ada, now=NOW)
    lines = [Edited(at=0, quantity=6)]
    with pytest.raises(OutOfStock):
        revising.revise(order=order, seen=2, lines=lines, delivery=0, discount=0, by=cast.ada, now=NOW)
    assert (left(cake), left(bread)) == (4, 2)
    fulfilling.cancel(order=order, by=cast.ada, now=NOW)
    assert (left(cake), left(bread)) == (5, 5)


def test_the_ledger_gives_the_payment_state(shop, cast):
    """P19, P22: refunds never above what was paid; the same form twice is one entry"""
    order = make_order(wanted(make_product(price=1000), 3))
    acts = (
        lambda: paying.mark_paid(order=order, key="a", by=cast.ada, now=NOW, method="cash"),
        lambda: paying.mark_paid(order=order, key="b", by=cast.ada, now=NOW, method="cash"),
        lambda: paying.refund(order=order, amount=1000, key="c", by=cast.ada, now=NOW),
        lambda: paying.refund(order=order, amount=1000, key="c", by=cast.ada, now=NOW),
        lambda: paying.refund(order=order, amount=2000, key="d", by=cast.ada, now=NOW),
    )
    assert order.payment == "unpaid"
    assert [act().payment for act in acts] == ["paid", "paid", "part_refunded", "part_refunded", "refunded"]
    with pytest.raises(TooMuch):
        paying.refund(order=order, amount=1, key="e", by=cast.ada, now=NOW)
    assert list(LedgerEntry.objects.values_list("kind", "amount")) == [
        ("charge", 3000),
        ("refund", 1000),
        ("refund", 2000),
    ]


def test_an_entry_of_the_ledger_never_changes(shop, cast):
    """P22: the database refuses it"""
    from django.db import IntegrityError, transaction  # noqa: PLC0415

    order = make_order(wanted(make_product()))
    paying.mark_paid(order=order, key="a", by=cast.ada, now=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.update(amount=1)
    assert LedgerEntry.objects.get().amount == 2400


def test_a_sold_out_product_touches_the_cards_and_no_other_sale_does(shop, cast):
    """S26"""
    cake = make_product(stock=3)
    before = cast.atelier.revision
    revisions = []
    for _one in range(3):
        make_order(wanted(cake))
        cast.atelier.refresh_from_db()
        revisions.append(cast.atelier.revision - before)
    fulfilling.cancel(order=Order.objects.latest("number"), by=cast.ada, now=NOW)
    cast.atelier.refresh_from_db()
    assert (revisions, cast.atelier.revision - before, Variant.objects.get().stock) == ([0, 0, 1], 2, 1)
