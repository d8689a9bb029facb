"""Amounts to Stripe and back without loss (P21)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardsite.kit.stripe_amounts import from_stripe, payable, to_stripe

CURRENCIES = st.sampled_from(["USD", "EUR", "JPY", "ISK", "UGX", "KWD", "BHD"])


@pytest.mark.parametrize(
    ("minor", "currency", "amount"),
    [(2150, "USD", 2150), (500, "JPY", 500), (5, "ISK", 500), (5, "UGX", 500), (5120, "KWD", 5120), (0, "EUR", 0)],
)
def test_an_amount_goes_to_stripe_and_comes_back(minor, currency, amount):
    """P21"""
    assert (to_stripe(minor, currency), from_stripe(amount, currency)) == (amount, minor)


def test_of_three_decimals_the_last_is_rounded_where_the_buyer_sees_it():
    """P21: KWD 5.124 becomes 5.120, and never silently"""
    assert (payable(5124, "KWD"), payable(5129, "KWD"), payable(5124, "EUR")) == (5120, 5120, 5124)
    with pytest.raises(ValueError, match="5124 KWD"):
        to_stripe(5124, "KWD")


def test_what_is_no_amount_of_a_currency_is_refused():
    with pytest.raises(ValueError, match="550"):
        from_stripe(550, "ISK")


@given(minor=st.integers(0, 10**11), currency=CURRENCIES)
def test_what_can_be_paid_comes_back_as_it_went(minor, currency):
    paid = payable(minor, currency)
    assert from_stripe(to_stripe(paid, currency), currency) == paid
    assert 0 <= minor - paid < 10
