"""The shop's own verbs: what touches the cards, who is told, in which order zones stand, which code is meant."""

from datetime import date, timedelta
from typing import Any

import pytest

from cardsite.kit.hours import Window
from storefront import chat_number, currencies, shops
from storefront.models import DeliveryZone, Product, Shop
from storefront.refusals import OtherDecimals
from tests.storefront.stall import NOW, make_coupon, make_product, make_zone
from workspaces.models import AuditEntry, Effect

pytestmark = pytest.mark.django_db


def change(shop: Shop, cast: Any, now=NOW, **values: Any) -> list[str]:
    return shops.change(shop=shop, values=values, by=cast.ada, now=now)


def told() -> int:
    return Effect.objects.filter(task__endswith="tell_of_number").count()


def test_a_shop_is_opened_once(card, cast):
    """S0; the card is made anew"""
    before = cast.atelier.revision
    opened = [shops.begin(workspace=cast.atelier, whatsapp=number) for number in ("+4930901820", "+447700900123")]
    cast.atelier.refresh_from_db()
    assert [one and one.whatsapp for one in opened] == ["+4930901820", None]
    assert (Shop.objects.count(), cast.atelier.revision) == (1, before + 1)


@pytest.mark.parametrize(
    ("values", "touches"),
    [
        ({"way": "ask"}, 1),
        ({"currency": "GBP"}, 1),
        ({"tax": "inclusive", "tax_rate": 1900}, 1),
        ({"whatsapp": "+447700900999"}, 1),
        ({"title": "Mill Bakery"}, 1),
        ({"lead": 2880, "horizon": 7, "window": 30, "payment_text": "Cash", "opening": "Hi", "pickup": False}, 0),
        ({"way": "cart", "title": ""}, 0),
    ],
)
def test_the_cards_are_made_anew_only_for_what_they_show(shop, cast, values: dict[str, Any], touches: int):
    """S26"""
    before = cast.atelier.revision
    changed = change(shop, cast, **values)
    cast.atelier.refresh_from_db()
    assert cast.atelier.revision - before == touches
    assert set(changed) - {"whatsapp_changed_at"} == {
        name for name, value in values.items() if value not in ("cart", "")
    }


def test_hours_pause_zones_and_windows_touch_no_card(shop, cast):
    """S26: nothing of them is remembered with a card"""
    before = cast.atelier.revision
    shops.pause(shop=shop, until=date(2027, 1, 18), note="Away")
    shops.resume(shop=shop)
    shops.set_week(shop=shop, field="pickup_week", week=[[Window(540, 600)]] + [[]] * 6)
    shops.set_zones(shop=shop, zones=[{"title": "Near", "names": ["SE1"]}])
    cast.atelier.refresh_from_db()
    assert cast.atelier.revision == before


def test_another_number_is_written_down_and_told(shop, cast):
    """A30: once for each change, and not for anything else"""
    change(shop, cast, whatsapp="+447700900999", title="Mill Bakery")
    change(shop, cast, whatsapp="+447700900999", title="Mill")
    change(shop, cast, now=NOW + timedelta(hours=1), whatsapp="")
    entries = AuditEntry.objects.filter(verb="shop.number").order_by("pk")
    assert [(one.before["whatsapp"], one.after["whatsapp"]) for one in entries] == [
        ("+447700900123", "+447700900999"),
        ("+447700900999", ""),
    ]
    assert (told(), shop.whatsapp_changed_at) == (2, NOW + timedelta(hours=1))


def test_a_change_is_recent_for_a_day(shop, cast, clock):
    """A30: with the number of before the first of several"""
    assert chat_number.recent_change(shop, NOW) is None
    change(shop, cast, whatsapp="+447700900999")
    clock.shift(timedelta(hours=2))
    change(shop, cast, now=NOW + timedelta(hours=2), whatsapp="+447700900888")
    found = chat_number.recent_change(shop, NOW + timedelta(hours=3))
    assert found == chat_number.Change(NOW + timedelta(hours=2), cast.ada, "+447700900123")
    later = [chat_number.recent_change(shop, NOW + timedelta(hours=hours)) for hours in (24, 25, 26)]
    assert [one and one.before for one in later] == ["+447700900999", "+447700900999", None]


def test_the_first_number_is_no_change(shop, cast):
    """A30"""
    shop.whatsapp = ""
    assert chat_number.is_first(shop)
    change(shop, cast, whatsapp="+447700900999")
    assert (chat_number.recent_change(shop, NOW), chat_number.is_first(shop)) == (None, False)
    change(shop, cast, whatsapp="")
    assert not chat_number.is_first(shop)


@pytest.mark.parametrize(
    ("made", "products", "zones", "coupons"),
    [
        (lambda: make_product("Cake"), ["Cake"], False, False),
        (lambda: make_product("Gone", archived_at=NOW), ["Gone"], False, False),
        (lambda: make_zone(fee=0, free_over=4000), [], True, False),
        (lambda: make_zone(fee=0, minimum=1), [], True, False),
        (lambda: make_coupon(share=0, amount=500), [], False, True),
        (lambda: make_coupon(minimum=500), [], False, True),
    ],
)
def test_amounts_keep_a_shop_from_a_currency_with_other_decimals(shop, cast, made, products, zones, coupons):
    """S14: nothing else is saved either"""
    made()
    with pytest.raises(OtherDecimals) as refused:
        change(shop, cast, currency="JPY", title="Renamed")
    found = refused.value
    assert (found.currency, found.products, found.zones, found.coupons) == ("JPY", products, zones, coupons)
    assert Shop.objects.values_list("currency", "title").get() == ("EUR", "")
    currencies.check(shop, "GBP")


def test_what_says_no_amount_is_in_no_currencys_way(shop, cast):
    """S14"""
    make_product("Wedding cake", None, price_kind="request")
    make_zone(fee=0)
    make_coupon("SHARE")
    make_coupon("OFF", share=0, amount=500, active=False)
    assert change(shop, cast, currency="JPY") == ["currency"]
    assert Product.objects.get().price is None


def test_zones_are_replaced_as_a_whole(shop):
    """S17"""
    make_zone("Old")
    shops.set_zones(shop=shop, zones=[{"title": title, "names": ["SE1"]} for title in ("B", "A")])
    assert list(DeliveryZone.objects.values_list("title", "position")) == [("B", 0), ("A", 1)]


@pytest.mark.parametrize("typed", ["ten", " T E N ", "TEN"])
def test_a_code_is_found_however_it_is_typed(shop, typed: str):
    """S16"""
    coupon = make_coupon("TEN")
    make_coupon("OFF", active=False)
    assert (shops.coupon_named(typed), shops.coupon_named("off"), shops.coupon_named(" ")) == (coupon, None, None)
