"""Revisions: written and never changed, with their taxes, their money and their stock (S10, S13, S15, S16)."""

from typing import Any

import pytest

from storefront import fulfilling, paying, revising, upkeep
from storefront.models import Order, OrderEvent, Reservation, Revision, Shop
from storefront.offer import OrderLine
from storefront.refusals import EmptyCart, Impossible, OutOfStock, Short, Stale
from storefront.revising import Edited
from storefront.states import NotAllowed
from tests.cast import Cast
from tests.storefront.stall import NOW, make_order, make_product, make_sizes, variant, wanted
from workspaces.models import Effect

pytestmark = pytest.mark.django_db


def revise(order: Order, cast: Cast, *lines: Edited, **over: Any) -> Revision:
    over = {"seen": order.revision, "delivery": 0, "discount": 0} | over
    made = revising.revise(order=order, lines=lines, by=cast.ada, now=NOW, **over)
    order.refresh_from_db()
    return made


def rows(order: Order) -> list[Any]:
    return list(Revision.objects.filter(order=order).values())


def test_an_earlier_revision_is_never_changed(shop, cast):
    """S13: whatever happens to the order afterwards"""
    order = make_order(wanted(make_product(stock=9), 2))
    first = rows(order)
    revise(order, cast, Edited(at=0, quantity=3), note="as agreed")
    second = rows(order)
    revise(order, cast, Edited(at=0, quantity=1))
    fulfilling.accept(order=order, by=cast.ada, now=NOW)
    paying.mark_paid(order=order, key="k", by=cast.ada, now=NOW)
    fulfilling.cancel(order=order, by=cast.ada, now=NOW)
    assert (second[:1], rows(order)[:2], len(rows(order))) == (first, second, 3)


def test_its_order_has_the_sums_of_the_newest(shop, cast):
    order = make_order(wanted(make_product(price=1000), 2))
    made = revise(order, cast, Edited(at=0, quantity=2, unit=750), delivery=300, discount=200)
    for field in ("goods", "discount", "delivery", "tax", "total"):
        assert getattr(order, field) == getattr(made, field)
    assert (order.revision, order.total) == (2, 1600)


@pytest.mark.parametrize(
    ("kind", "taxes", "total"), [("exclusive", [150, 7], 2257), ("inclusive", [139, 7], 2100), ("none", [0, 0], 2100)]
)
def test_the_tax_of_a_changed_line_is_counted_anew(shop, cast, kind, taxes, total):
    """S15: half up a line, at the rate that was agreed, whatever the shop's is now"""
    Shop.objects.update(tax=kind, tax_rate=750)
    cake = make_product(price=999)
    order = make_order(wanted(cake, 3))
    Shop.objects.update(tax_rate=700)
    cake.tax_rate = 2000
    cake.save()
    made = revise(order, cast, Edited(at=0, quantity=1, unit=1999), Edited(title="Box", unit=101, quantity=1))
    assert ([line.tax for line in made.lines], [line.rate for line in made.lines]) == (taxes, [750, 700])
    assert (made.tax, made.total) == (sum(taxes), total)


def test_a_discount_is_spread_and_never_below_nothing(shop, cast):
    """S16: 100 over 999, 1, 500 -> 67, 0, 33"""
    order = make_order(wanted(make_product()))
    lines = [Edited(title=str(unit), unit=unit, quantity=1) for unit in (999, 1, 500)]
    made = revise(order, cast, *lines, discount=100)
    assert ([line.discount for line in made.lines], made.total) == ([67, 0, 33], 1400)
    assert revise(order, cast, *lines, discount=10**9).total == 0


def test_what_is_added_costs_what_it_costs_today_and_is_copied(shop, cast):
    """S13"""
    order = make_order(wanted(make_product()))
    sizes = make_sizes("Tart", sku="T")
    made = revise(order, cast, Edited(variant=variant(sizes, "l").pk, quantity=2))
    (line,) = made.lines
    assert line == OrderLine(
        variant=variant(sizes, "l").pk,
        product=sizes.pk,
        title="Tart",
        choice="Large",
        sku="T",
        unit=3600,
        quantity=2,
        amount=7200,
    )


def test_only_the_difference_is_taken_or_given_back(shop, cast):
    """S10: also after it was accepted; then it is kept"""
    cake, bread = make_product(stock=5), make_product("Bread", stock=5)
    order = make_order(wanted(cake, 2))
    fulfilling.accept(order=order, by=cast.ada, now=NOW)
    left = []
    for number in (5, 1):
        revise(order, cast, Edited(at=0, quantity=number), Edited(variant=variant(bread).pk, quantity=number))
        left.append((variant(cake).stock, variant(bread).stock))
    assert left == [(0, 0), (4, 4)]
    assert set(Reservation.objects.values_list("state", flat=True)) == {"kept"}


def test_all_or_nothing(shop, cast):
    """S10: one short line undoes the others, and names what the order may have in all"""
    cake, bread = make_product(stock=5), make_product("Bread", stock=1)
    order = make_order(wanted(cake, 2))
    before = Effect.objects.count()
    with pytest.raises(OutOfStock) as refused:
        revise(order, cast, Edited(at=0, quantity=5), Edited(variant=variant(bread).pk, quantity=2))
    assert refused.value.lines == [Short(variant(bread).pk, "Bread", 2, 1)]
    assert (variant(cake).stock, variant(bread).stock, len(rows(order)), Effect.objects.count()) == (3, 1, 1, before)


def test_what_has_lapsed_is_taken_at_acceptance_alone(shop, cast):
    """S11"""
    cake = make_product(stock=5)
    order = make_order(wanted(cake, 2))
    upkeep.lapse(NOW.replace(day=6))
    revise(order, cast, Edited(at=0, quantity=4))
    before = variant(cake).stock
    fulfilling.accept(order=order, by=cast.ada, now=NOW)
    assert (before, variant(cake).stock) == (5, 1)


@pytest.mark.parametrize(
    ("lines", "refusal"),
    [
        ([], EmptyCart),
        ([Edited(at=0, quantity=0)], EmptyCart),
        ([Edited(at=1, quantity=1)], Impossible),
        ([Edited(at=-1, quantity=1)], Impossible),
        ([Edited(variant=0, quantity=1)], Impossible),
    ],
)
def test_what_cannot_be_an_order_is_refused_whole(shop, cast, lines, refusal):
    order = make_order(wanted(make_product(stock=3)))
    before = Effect.objects.count()
    with pytest.raises(refusal):
        revise(order, cast, *lines)
    assert (len(rows(order)), Effect.objects.count()) == (1, before)


def test_a_stale_look_is_told_the_newest(shop, cast):
    order = make_order(wanted(make_product()))
    revise(order, cast, Edited(at=0, quantity=2))
    with pytest.raises(Stale) as refused:
        revise(order, cast, Edited(at=0, quantity=3), seen=1)
    assert (refused.value.number, len(rows(order))) == (2, 2)


@pytest.mark.parametrize("end", [fulfilling.decline, fulfilling.cancel])
def test_what_is_over_is_not_revised(shop, cast, end):
    """S12"""
    order = make_order(wanted(make_product()))
    end(order=order, by=cast.ada, now=NOW)
    with pytest.raises(NotAllowed):
        revise(order, cast, Edited(at=0, quantity=2))
    assert len(rows(order)) == 1


def test_the_payment_state_follows_the_total(shop, cast):
    """S13; P22: dearer is unpaid again, cheaper paid"""
    order = make_order(wanted(make_product(price=1000), 2))
    paying.mark_paid(order=order, key="k", by=cast.ada, now=NOW)
    found = []
    for number in (3, 1):
        revise(order, cast, Edited(at=0, quantity=number))
        found.append((order.payment, paying.outstanding(order)))
    assert found == [("unpaid", 1000), ("paid", 0)]


def test_the_history_says_what_it_did_to_the_money(shop, cast):
    order = make_order(wanted(make_product(price=1000), 2))
    revise(order, cast, Edited(at=0, quantity=3))
    event = OrderEvent.objects.get(verb="revised")
    assert (event.by, event.data) == (cast.ada, {"number": 2, "before": 2000, "after": 3000})
