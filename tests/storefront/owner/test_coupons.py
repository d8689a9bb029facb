"""Coupons in the owner's hands: made, changed, switched off, deleted while unused (S16)."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from storefront import couponing
from storefront.couponing import BelowUse, CodeTaken
from storefront.models import Coupon, Order
from tests.bookings.owner.seen import text
from tests.storefront.guest.buying import order, put, text_of
from tests.storefront.stall import make_coupon, make_order, make_product, wanted

HOME = "/w/atelier/shop/coupons/"
FORM = {"code": "SUMMER10", "kind": "share", "worth": "10", "active": "on"}


def page(coupon: Coupon) -> str:
    return f"{HOME}{coupon.pk}/"


def test_the_first_one_is_invited(ada: Client, shop):
    assert "Make the first one" in text(ada.get(HOME))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ({"worth": "7,5 %"}, {"share": 750, "amount": 0}),
        ({"kind": "amount", "worth": "5.00"}, {"share": 0, "amount": 500}),
        ({"code": " summer 10 "}, {"code": "SUMMER10"}),
        ({"minimum": "20", "limit": "3"}, {"minimum": 2000, "limit": 3}),
        ({"starts_on": "2027-02-01", "ends_on": "2027-02-01"}, {"starts_on": date(2027, 2, 1)}),
        ({"active": ""}, {"active": False}),
    ],
)
def test_it_is_made_as_it_was_typed(ada: Client, shop, typed: dict[str, str], kept: dict[str, Any]):
    assert ada.post(f"{HOME}new/", FORM | typed)["Location"] == HOME
    assert Coupon.objects.values(*kept).get() == kept


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"code": "x y"}, "A code has three letters or digits at least."),
        ({"code": "ten"}, "Another coupon has this code."),
        ({"worth": "101"}, "Write a percentage from 0 to 100, like 7.5."),
        ({"worth": "0"}, "write a number above 0"),
        ({"worth": ""}, "Write how much it takes off."),
        ({"kind": "amount", "worth": "5.005"}, "Write an amount like 30.00."),
        ({"kind": "gift"}, "Select a valid choice."),
        ({"limit": "0"}, "At least 1."),
        ({"minimum": "-1"}, "Write an amount like 30.00."),
        ({"starts_on": "2027-02-02", "ends_on": "2027-02-01"}, "The last day lies before the first."),
    ],
)
def test_what_makes_no_sense_is_refused_beside_what_was_typed(ada: Client, shop, typed: dict[str, str], said: str):
    make_coupon("TEN")
    answer = ada.post(f"{HOME}new/", FORM | {"limit": "77"} | typed)
    assert (answer.status_code, said in text(answer)) == (409 if "Another" in said else 422, True)
    assert ('value="77"' in answer.content.decode() or "limit" in typed, Coupon.objects.count()) == (True, 1)


def test_the_list_says_which_count_and_how_often_they_were_used(ada: Client, shop):
    """S16: by the rules that decide about an order"""
    make_coupon("ALWAYS")
    make_coupon("AMOUNT", share=0, amount=500, minimum=2000, limit=3, used=1)
    make_coupon("ONCE", used=1)
    make_coupon("SPENT", limit=1, used=1)
    make_coupon("PAST", ends_on=date(2027, 1, 3))
    make_coupon("TODAY", starts_on=date(2027, 1, 4), ends_on=date(2027, 1, 4))
    make_coupon("LATER", starts_on=date(2027, 1, 5))
    make_coupon("OFF", active=False)
    assert (
        "OFF 10 % not used yet Off LATER 10 % since 5 January 2027 not used yet Not yet "
        "TODAY 10 % since 4 January 2027, until 4 January 2027 not used yet Counts "
        "PAST 10 % until 3 January 2027 not used yet Over SPENT 10 % used 1 of 1 times Used up "
        "ONCE 10 % used 1 time Counts "
        "AMOUNT €5 from €20 used 1 of 3 times Counts ALWAYS 10 % not used yet Counts"
    ) in text(ada.get(HOME))


def test_what_stands_in_the_form_is_what_is_kept(ada: Client, shop):
    coupon = make_coupon("FIVE", share=0, amount=500, minimum=2050, limit=9, ends_on=date(2027, 3, 1))
    html = ada.get(page(coupon)).content.decode()
    assert [f'value="{one}"' in html for one in ("FIVE", "5.00", "20.50", "9", "2027-03-01")] == [True] * 5
    ada.post(page(coupon), FORM | {"code": "FIVE", "worth": "12.25"})
    coupon.refresh_from_db()
    assert (coupon.share, coupon.amount, coupon.minimum, coupon.limit, coupon.ends_on) == (1225, 0, 0, None, None)


def test_a_limit_below_its_use_is_refused(ada: Client, shop):
    """S16"""
    coupon = make_coupon("TEN", used=3, limit=5)
    answer = ada.post(page(coupon), FORM | {"code": "TEN", "limit": "2"})
    coupon.refresh_from_db()
    assert (answer.status_code, "It was used 3 times already." in text(answer), coupon.limit) == (422, True, 5)
    with pytest.raises(BelowUse) as refused:
        couponing.change(coupon=coupon, values={"limit": 2})
    assert refused.value.used == 3


def test_two_coupons_never_have_one_code(ada: Client, shop):
    ten, other = make_coupon("TEN"), make_coupon("OTHER")
    assert ada.post(page(other), FORM | {"code": "ten"}).status_code == 409
    assert ada.post(page(ten), FORM | {"code": "ten"}).status_code == 302
    with pytest.raises(CodeTaken):
        couponing.add(values={"code": "OTHER", "share": 1})
    assert sorted(Coupon.objects.values_list("code", flat=True)) == ["OTHER", "TEN"]


def test_an_unused_one_is_deleted_and_a_used_one_stays(ada: Client, shop):
    """It is asked before, and what was agreed is not touched"""
    coupon = make_coupon("TEN")
    assert "This cannot be undone." in text(ada.get(page(coupon)))
    made = make_order(wanted(make_product(price=1000)), code="TEN")
    assert "Delete the coupon" not in text(ada.get(page(coupon)))
    refused = ada.post(page(coupon), {"act": "delete"})
    assert (refused.status_code, "Switch it off instead." in text(refused), Coupon.objects.count()) == (409, True, 1)
    spare = make_coupon("SPARE")
    assert (ada.post(page(spare), {"act": "delete"})["Location"], Coupon.objects.get(), Order.objects.get()) == (
        HOME,
        coupon,
        made,
    )


def test_a_coupon_counts_for_buyers_until_it_is_switched_off(ada: Client, visitor: Client, shop, clock):
    """S16, end to end"""
    ada.post(f"{HOME}new/", FORM | {"limit": "2", "worth": "25"})
    cake = make_product(price=1000)
    put(visitor, cake)
    visitor.post("/ada/shop/cart", {"act": "coupon", "code": "summer 10"})
    order(visitor, clock)
    ada.post(page(Coupon.objects.get()), {name: value for name, value in FORM.items() if name != "active"})
    put(visitor, cake)
    visitor.post("/ada/shop/cart", {"act": "coupon", "code": "summer 10"})
    assert "There is no such code here." in text_of(visitor.get("/ada/shop/cart"))
    assert (Order.objects.get().total, Coupon.objects.get().used) == (750, 1)


def test_an_unknown_act_and_an_unknown_coupon_are_refused(ada: Client, shop):
    coupon = make_coupon("TEN")
    assert ada.post(page(coupon), FORM | {"act": "burn"}).status_code == 400
    assert ada.get(f"{HOME}{coupon.pk + 1}/").status_code == 404


def test_who_may_only_look_reads_the_coupons(cast, shop, client: Client):
    coupon = make_coupon("TEN")
    client.force_login(cast.vera)
    pages = [client.get(HOME), client.get(page(coupon))]
    assert ["10 %" in text(one) for one in pages] == [True, True]
    assert ["<form" in one.content.decode().partition("<main")[2] for one in pages] == [False, False]
    answers = [client.get(f"{HOME}new/"), client.post(page(coupon), {"act": "delete"})]
    assert ([one.status_code for one in answers], Coupon.objects.count()) == ([403, 403], 1)
