"""What an order costs, to the unit (S14–S16)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.pricing import Discount, Item, Tax, half_up, quote, reduction, spread, tax_of

AMOUNTS = st.integers(0, 10**11)
RATES = st.integers(0, 10_000)
ITEMS = st.lists(st.builds(Item, unit=st.integers(0, 10**8), quantity=st.integers(1, 999), rate=RATES), max_size=8)
DISCOUNTS = st.none() | st.builds(Discount, share=RATES) | st.builds(Discount, amount=AMOUNTS)


@pytest.mark.parametrize(
    ("amount", "rate", "kind", "tax"),
    [
        (1999, 750, Tax.EXCLUSIVE, 150),
        (999, 1900, Tax.INCLUSIVE, 160),
        (1190, 1900, Tax.INCLUSIVE, 190),
        (1000, 10_000, Tax.EXCLUSIVE, 1000),
        (1000, 10_000, Tax.INCLUSIVE, 500),
        (10, 500, Tax.EXCLUSIVE, 1),  # exactly a half goes up
        (9, 500, Tax.EXCLUSIVE, 0),
        (1999, 0, Tax.EXCLUSIVE, 0),
        (1999, 1900, Tax.NONE, 0),
    ],
)
def test_tax_of_a_line_is_rounded_half_up(amount, rate, kind, tax):
    """S15"""
    assert tax_of(amount, rate, kind) == tax


def test_tax_is_of_the_line_and_not_of_the_piece():
    """S15: ten at 31 and 20 % cost 372; piece by piece it would be 370"""
    assert quote([Item(31, 10, 2000)], tax=Tax.EXCLUSIVE).total == 372


def test_a_total_is_the_sum_of_rounded_lines():
    """S15: three lines of 9.99 contain 1.60 each, and their sum 4.79"""
    made = quote([Item(999, 1, 1900)] * 3, tax=Tax.INCLUSIVE)
    assert ([line.tax for line in made.lines], made.tax, made.total) == ([160] * 3, 480, 2997)


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [999, 1, 500], [67, 0, 33]),
        (100, [1, 1, 1], [34, 33, 33]),
        (2, [1, 1, 1], [1, 1, 0]),
        (0, [5, 5], [0, 0]),
        (7, [0, 0], [0, 0]),
        (7, [], []),
        (1500, [999, 1, 500], [999, 1, 500]),
    ],
)
def test_a_discount_is_spread_by_the_largest_remainder(total, weights, parts):
    """S16"""
    assert spread(total, weights) == parts


@pytest.mark.parametrize(
    ("goods", "discount", "off"),
    [
        (1000, None, 0),
        (1000, Discount(share=1000), 100),
        (1005, Discount(share=1000), 101),  # 100.5
        (1000, Discount(amount=300), 300),
        (1000, Discount(amount=5000), 1000),
        (1000, Discount(share=10_000), 1000),
        (0, Discount(amount=300), 0),
    ],
)
def test_a_discount_never_takes_more_than_the_goods_cost(goods, discount, off):
    """S16"""
    assert reduction(goods, discount) == off


def test_tax_is_of_what_is_left_after_the_discount_and_of_the_delivery():
    """S15, S16: 20.00 less 2.00, delivery 5.00, 20 % on top of both"""
    made = quote(
        [Item(1000, 2, 2000)], tax=Tax.EXCLUSIVE, discount=Discount(share=1000), delivery=500, delivery_rate=2000
    )
    assert (made.goods, made.discount, made.delivery, made.tax, made.total) == (2000, 200, 500, 460, 2760)


def test_a_discount_on_everything_leaves_the_delivery():
    """S16"""
    made = quote([Item(1000, 1)], tax=Tax.NONE, discount=Discount(amount=9999), delivery=500)
    assert (made.discount, made.total) == (1000, 500)


@given(items=ITEMS, kind=st.sampled_from(Tax), discount=DISCOUNTS, delivery=AMOUNTS, rate=RATES)
def test_the_parts_of_any_order_make_its_total(items, kind, discount, delivery, rate):
    """S14–S16: integers only, never below zero, nothing lost between the lines"""
    made = quote(items, tax=kind, discount=discount, delivery=delivery, delivery_rate=rate)
    figures = [made.goods, made.discount, made.delivery, made.tax, made.total]
    figures += [figure for line in made.lines for figure in (line.amount, line.discount, line.tax)]
    on_top = made.tax if kind is Tax.EXCLUSIVE else 0
    assert {type(figure) for figure in figures} == {int}
    assert min(figures) >= 0
    assert sum(line.amount for line in made.lines) == made.goods
    assert sum(line.discount for line in made.lines) == made.discount
    assert all(line.discount <= line.amount for line in made.lines)
    assert sum(line.tax for line in made.lines) + tax_of(delivery, rate, kind) == made.tax
    assert made.goods - made.discount + made.delivery + on_top == made.total


@given(total=AMOUNTS, weights=st.lists(AMOUNTS, min_size=1, max_size=30))
def test_no_part_is_a_unit_away_from_its_share(total, weights):
    """S16"""
    parts = spread(total, weights)
    whole = sum(weights)
    assert sum(parts) == (total if whole else 0)
    assert all(abs(part * whole - total * weight) < whole for part, weight in zip(parts, weights, strict=True) if whole)


@given(numerator=st.integers(0, 10**15), denominator=st.integers(1, 20_000))
def test_a_half_goes_up(numerator, denominator):
    rest = 2 * (half_up(numerator, denominator) * denominator - numerator)
    assert -denominator < rest <= denominator
