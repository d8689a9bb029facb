"""Which state may follow which, of an order and of its payment (S12; P22)."""

from itertools import product

import pytest

from storefront.states import FOLLOWS, FREES_STOCK, OPEN, NotAllowed, Payment, State, check, payment_of

ALLOWED = {
    ("placed", "accepted"),
    ("placed", "declined"),
    ("placed", "cancelled"),
    ("placed", "expired"),
    ("accepted", "ready"),
    ("accepted", "shipped"),
    ("accepted", "completed"),
    ("accepted", "cancelled"),
    ("ready", "shipped"),
    ("ready", "completed"),
    ("ready", "cancelled"),
    ("shipped", "completed"),
    ("shipped", "cancelled"),
}


@pytest.mark.parametrize(("now", "wanted"), list(product(State, State)))
def test_every_pair_of_states_is_decided(now: State, wanted: State):
    """S12"""
    if (now, wanted) in ALLOWED:
        check(now, wanted)
        return
    with pytest.raises(NotAllowed) as refused:
        check(now, wanted)
    assert (refused.value.now, refused.value.wanted) == (now, wanted)


def test_an_order_that_is_open_can_end_and_one_that_ended_stays():
    """S12"""
    assert {state for state in State if FOLLOWS[state]} == OPEN
    assert all(FOLLOWS[state] & {"completed", "cancelled", "declined"} for state in OPEN)
    assert {state for state in State if not FOLLOWS[state]} - FREES_STOCK == {State.COMPLETED}


@pytest.mark.parametrize(
    ("total", "charged", "refunded", "payment"),
    [
        (1000, 0, 0, Payment.UNPAID),
        (1000, 999, 0, Payment.UNPAID),
        (1000, 1000, 0, Payment.PAID),
        (1000, 1200, 0, Payment.PAID),
        (0, 0, 0, Payment.PAID),
        (1000, 1000, 1, Payment.PART_REFUNDED),
        (1000, 1000, 999, Payment.PART_REFUNDED),
        (1000, 1000, 1000, Payment.REFUNDED),
        (0, 1000, 1000, Payment.REFUNDED),
    ],
)
def test_the_sums_of_the_ledger_give_the_payment(total, charged, refunded, payment):
    """P22"""
    assert payment_of(total, charged, refunded) == payment
