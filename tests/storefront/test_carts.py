"""What somebody has put aside to order (S8)."""

from datetime import timedelta

import pytest

from storefront import carts, quoting
from storefront.choosing import Wanted
from storefront.models import Cart
from storefront.models.cart import KEPT
from storefront.offer import LINES_MAX
from storefront.refusals import Impossible
from tests.storefront.stall import NOW, make_order, make_product, make_shop, wanted
from workspaces.scoping import inside

pytestmark = pytest.mark.django_db


def put_in(*lines: Wanted) -> Cart:
    return [carts.add(secret="s", wanted=line, now=NOW) for line in lines][-1]


def held(cart: Cart) -> list[int]:
    cart.refresh_from_db()
    return [line.quantity for line in carts.lines_of(cart)]


def test_what_a_cookie_holds_is_kept_as_a_digest_only(shop):
    """S8, A59: whoever reads the table cannot open a cart"""
    secret = carts.new_secret()
    cart = carts.add(secret=secret, wanted=wanted(make_product()), now=NOW)
    assert (carts.cart_of(secret, NOW), carts.cart_of(cart.key, NOW), carts.cart_of("", NOW)) == (cart, None, None)
    assert secret not in str(Cart.objects.values().get())


def test_a_cart_is_found_in_its_own_shop_alone(shop, cast):
    """S8"""
    secret = carts.new_secret()
    carts.add(secret=secret, wanted=wanted(make_product()), now=NOW)
    with inside(cast.outpost):
        make_shop()
        assert carts.cart_of(secret, NOW) is None


def test_the_same_choice_adds_up_to_the_most_a_line_can_have(shop):
    """S8: 999"""
    cake = make_product()
    assert held(put_in(wanted(cake, 998), wanted(cake, 3))) == [999]


def test_a_full_cart_takes_no_line_more_and_larger_ones_still(shop):
    cake = make_product()
    lines = [wanted(cake, texts={"t": str(number)}) for number in range(LINES_MAX)]
    cart = put_in(lines[0])
    cart.lines = [line.model_dump(mode="json") for line in lines]
    cart.save()
    with pytest.raises(Impossible):
        carts.add(secret="s", wanted=wanted(cake), now=NOW)
    carts.add(secret="s", wanted=lines[7], now=NOW)
    assert (len(held(cart)), sum(held(cart))) == (LINES_MAX, LINES_MAX + 1)


def test_a_quantity_of_nothing_takes_the_line_out(shop):
    cake, bread = make_product(), make_product("Bread")
    cart = put_in(wanted(cake), wanted(bread))
    for key, number in [(wanted(cake).key, 5), ("unknown", 3), (wanted(bread).key, 0), (wanted(bread).key, 4)]:
        carts.set_quantity(cart=cart, key=key, quantity=number, now=NOW)
    assert held(cart) == [5]


def test_thirty_days_untouched_are_the_end_of_a_cart(shop):
    """S8: every change begins them anew; what was in it does not come back"""
    cake, bread = make_product(), make_product("Bread")
    carts.add(secret="s", wanted=wanted(cake), now=NOW)
    cart = carts.add(secret="s", wanted=wanted(bread), now=NOW + timedelta(days=29))
    assert (len(held(cart)), carts.cart_of("s", NOW + timedelta(days=58))) == (2, cart)
    assert carts.cart_of("s", NOW + timedelta(days=29) + KEPT) is None
    cart = carts.add(secret="s", wanted=wanted(bread, 7), now=NOW + timedelta(days=90))
    assert held(cart) == [7]


def test_a_line_whose_part_is_gone_is_shown_and_can_be_taken_out(shop):
    """S7, S9: it costs nothing and is not ordered; its key is the one the cart knows"""
    group = {"key": "x", "title": "Extra", "choices": [{"key": "c", "title": "Candles", "price": 250}]}
    cake, bread = make_product(addons_json=[group]), make_product("Bread", 500)
    cart = put_in(wanted(cake, addons=("x-c",)), wanted(bread))
    cake.addons_json = []
    cake.save()
    basket = quoting.basket(shop, carts.lines_of(cart))
    assert [(line.title, line.gone) for line in basket.lines] == [("Cake", True), ("Bread", False)]
    assert quoting.bill(basket).quote.total == 500
    carts.set_quantity(cart=cart, key=basket.lines[0].wanted.key, quantity=0, now=NOW)
    assert len(held(cart)) == 1
    assert make_order(*carts.lines_of(cart)).total == 500
