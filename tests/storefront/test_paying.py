"""The ledger: it only grows, its sums are the payment state, and no more goes back than came (S19; P19, P22)."""

from contextlib import nullcontext
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storefront import fulfilling, paying, revising
from storefront.models import LedgerEntry, Order, OrderEvent, Reservation
from storefront.refusals import TooMuch
from storefront.revising import Edited
from storefront.states import payment_of
from tests.cast import Cast
from tests.storefront.stall import NOW, make_order, make_product, wanted
from workspaces.models import Effect

pytestmark = pytest.mark.django_db
ACTS = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.integers(0, 3)),
        st.tuples(st.just("refund"), st.integers(-5, 4000)),
        st.tuples(st.just("revise"), st.integers(0, 3000)),
    ),
    max_size=8,
)


def sums(order: Order) -> tuple[int, int]:
    """Charged and refunded, counted anew from the rows."""
    entries = list(LedgerEntry.objects.filter(order=order).values_list("kind", "amount"))
    return tuple(sum(amount for kind, amount in entries if kind == one) for one in ("charge", "refund"))  # type: ignore[return-value]


def do(order: Order, act: str, value: int, key: str, cast: Cast) -> None:
    rest: dict[str, Any] = {"order": order, "by": cast.ada, "now": NOW}
    if act == "pay":
        paying.mark_paid(key=f"pay{value}", **rest)
    elif act == "refund":
        paying.refund(key=key, amount=value, **rest)
    else:
        lines = [Edited(title="Cake", unit=value, quantity=1)]
        revising.revise(seen=order.revision, lines=lines, delivery=0, discount=0, **rest)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=ACTS)
def test_the_sums_of_the_ledger_are_the_payment_state(shop, cast, acts):
    """P22: at all times, whatever is paid, given back and changed in whatever order; keys of payments repeat"""
    with transaction.atomic():
        order = make_order(wanted(make_product(f"Cake {LedgerEntry.objects.count()}", 1000)))
        for number, (act, value) in enumerate(acts):
            before = list(LedgerEntry.objects.filter(order=order).values())
            too_much = act == "refund" and not 1 <= value <= paying.refundable(order)
            with pytest.raises(TooMuch) if too_much else nullcontext():
                do(order, act, value, f"refund{number}", cast)
            order.refresh_from_db()
            charged, refunded = sums(order)
            assert refunded <= charged
            assert order.payment == payment_of(order.total, charged, refunded)
            assert list(LedgerEntry.objects.filter(order=order).values())[: len(before)] == before
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("total", "charged", "refunded", "payment"),
    [
        (1000, 0, 0, "unpaid"),
        (1000, 999, 0, "unpaid"),
        (1000, 1000, 0, "paid"),
        (1000, 1500, 0, "paid"),
        (0, 0, 0, "paid"),
        (1000, 1000, 1, "part_refunded"),
        (1000, 1000, 1000, "refunded"),
    ],
)
def test_what_the_sums_mean(total, charged, refunded, payment):
    assert payment_of(total, charged, refunded) == payment


@pytest.mark.parametrize("change", [{"amount": 1}, {"kind": "fee"}, {"key": "other"}, {"order": None}])
def test_an_entry_is_never_changed(shop, cast, change):
    """P22: the database refuses each of its parts"""
    cake = make_product()
    order, other = make_order(wanted(cake)), make_order(wanted(cake))
    paying.mark_paid(order=order, key="k", by=cast.ada, now=NOW)
    before = list(LedgerEntry.objects.values())
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.update(**(change | ({"order": other} if "order" in change else {})))
    assert list(LedgerEntry.objects.values()) == before


@pytest.mark.parametrize("amount", [0, -1])
def test_an_entry_is_of_some_money(shop, cast, amount):
    """P22: the database says so too"""
    order = make_order(wanted(make_product()))
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerEntry.objects.create(order=order, kind="charge", amount=amount, currency="EUR", key="k")
    assert not LedgerEntry.objects.exists()


def test_a_payment_says_who_when_and_how(shop, cast):
    """S19"""
    order = make_order(wanted(make_product(price=1000), 3))
    paying.mark_paid(order=order, key="k", by=cast.ada, now=NOW, method="cash")
    (entry,) = LedgerEntry.objects.all()
    event = OrderEvent.objects.get(verb="paid")
    assert (entry.kind, entry.amount, entry.currency, entry.method) == ("charge", 3000, "EUR", "cash")
    assert (entry.by, entry.at, event.by, event.data) == (cast.ada, NOW, cast.ada, {"amount": 3000})


@pytest.mark.parametrize("second", ["same", "other"])
def test_what_is_paid_is_not_paid_again(shop, cast, second):
    """A49: neither by the same form nor by another; nobody is told twice"""
    order = make_order(wanted(make_product()))
    paying.mark_paid(order=order, key="same", by=cast.ada, now=NOW)
    before = Effect.objects.count()
    paying.mark_paid(order=order, key=second, by=cast.ada, now=NOW)
    assert (LedgerEntry.objects.count(), Effect.objects.count()) == (1, before)


@pytest.mark.parametrize("amount", [-1, 0, 2401])
def test_no_more_goes_back_than_came(shop, cast, amount):
    """P19: nothing is stored, and the refusal says how much it may be"""
    order = make_order(wanted(make_product()))
    paying.mark_paid(order=order, key="k", by=cast.ada, now=NOW)
    before = Effect.objects.count()
    with pytest.raises(TooMuch) as refused:
        paying.refund(order=order, amount=amount, key="r", by=cast.ada, now=NOW)
    assert (refused.value.most, sums(order), Effect.objects.count()) == (2400, (2400, 0), before)


def test_nothing_goes_back_of_nothing(shop, cast):
    with pytest.raises(TooMuch) as refused:
        paying.refund(order=make_order(wanted(make_product())), amount=1, key="r", by=cast.ada, now=NOW)
    assert refused.value.most == 0


def test_what_is_off_can_still_be_given_back(shop, cast):
    """S12: payment states are apart from those of the order"""
    order = make_order(wanted(make_product(stock=1)))
    paying.mark_paid(order=order, key="k", by=cast.ada, now=NOW)
    fulfilling.cancel(order=order, by=cast.ada, now=NOW)
    paying.refund(order=order, amount=2400, key="r", by=cast.ada, now=NOW)
    order.refresh_from_db()
    assert (order.state, order.payment, Reservation.objects.get().state) == ("cancelled", "refunded", "returned")
