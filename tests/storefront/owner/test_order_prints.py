"""Packing slip and receipt (S13, S15; P22)."""

import pytest

from storefront import paying
from storefront.models import Order, Product, Shop
from storefront.owner.order_receipt import Taxed, by_rate
from tests.bookings.owner.seen import text
from tests.storefront.stall import NOW, make_coupon, make_order, make_product, make_zone, wanted


def page(order: Order, what: str) -> str:
    return f"/w/atelier/orders/{order.pk}/{what}/"


def make_taxed(kind: str) -> Order:
    """Goods at 19 and 7 %, with a coupon of a tenth, brought for 3.00."""
    Shop.objects.update(tax=kind, tax_rate=1900, delivery=True)
    cake, bread = make_product("Cake", 1190), make_product("Bread", 535, tax_rate=700)
    make_zone()
    make_coupon()
    return make_order(
        wanted(cake), wanted(bread, 2), code="TEN", kind="delivery", postcode="SE1 4AB", address="2 Dock Street"
    )


def test_a_slip_says_what_to_pack_and_no_price(shop, ada):
    """Add-ons, what is written on it, the note, when and where"""
    cake = make_product(
        price=2477,
        addons_json=[{"key": "c", "title": "Candle", "choices": [{"key": "s", "title": "Sparkler", "price": 250}]}],
        writings_json=[{"key": "t", "label": "On the cake"}],
    )
    order = make_order(wanted(cake, 2, addons=("c-s",), texts={"t": "Zoë <8>"}), name="Bea", note="No nuts")
    answer = ada.get(page(order, "slip"))
    said, html = text(answer), answer.content.decode()
    for words in ("Order 1001", "2 × Cake", "+ Sparkler", "On the cake: “Zoë <8>”", "No nuts", "1 Mill Lane", "Bea"):
        assert words in said
    assert ("To collect: €" in said, said.count("€"), "24.77" in html, "<8>" in html) == (True, 1, False, False)


@pytest.mark.parametrize(
    ("kind", "taxes"),
    [
        ("inclusive", ["19% in €10.71 €1.71", "7% in €9.63 €0.63", "Delivery in €3 €0.48"]),
        ("exclusive", ["19% on €10.71 €2.03", "7% on €9.63 €0.67", "Delivery on €3 €0.57"]),
        ("none", []),
    ],
)
def test_a_receipt_says_the_tax_by_rate(shop, ada, cast, kind, taxes):
    """S15: contained or added; with the discount's share taken off each line (S16)"""
    cast.atelier.address = "1 Mill Lane\nLondon"
    cast.atelier.save()
    order = make_taxed(kind)
    said = text(ada.get(page(order, "receipt")))
    assert said.partition("Receipt for order 1001")[0].endswith("Atelier 1 Mill Lane London ")
    assert "4 January 2027" in said
    for words in taxes:
        assert words in said
    assert ("% in" in said, "% on" in said) == (kind == "inclusive", kind == "exclusive")
    assert sum(row.tax for row in by_rate(order.revisions.get())) == order.tax


def test_rates_without_tax_are_left_out(shop):
    """Free goods are taxed by nothing"""
    Shop.objects.update(tax="inclusive", tax_rate=1900)
    order = make_order(wanted(make_product(price=1190)), wanted(make_product("Gift", 0, tax_rate=700)))
    assert by_rate(order.revisions.get()) == [Taxed(1900, 1190, 190)]


def test_a_receipt_says_what_was_paid_and_given_back(shop, ada, cast):
    """P22: as the ledger has it"""
    order = make_order(wanted(make_product()))
    assert "Payment Still to be paid €24" in text(ada.get(page(order, "receipt")))
    paying.mark_paid(order=order, key="p", by=cast.ada, now=NOW, method="transfer")
    paying.refund(order=order, amount=400, key="r", by=cast.ada, now=NOW, note="secret grudge")
    said = text(ada.get(page(order, "receipt")))
    assert "Payment, Bank transfer 4 January 2027 €24 Refund 4 January 2027 −€4 Refunded in part" in said
    assert "secret grudge" not in said


def test_a_receipt_speaks_the_buyers_language(shop, ada):
    order = make_order(wanted(make_product(price=2450)), language="de")
    answer = ada.get(page(order, "receipt"))
    assert ('<html lang="de"' in answer.content.decode(), "24,50\xa0€" in answer.content.decode()) == (True, True)


def test_paper_is_light_and_has_no_script_to_wait_for(shop, ada):
    """It prints from the browser's menu too: the button alone needs script"""
    ada.cookies["theme"] = "dark"
    order = make_order(wanted(make_product()))
    for what in ("slip", "receipt"):
        html = ada.get(page(order, what)).content.decode()
        assert ("data-print hidden" in html.replace("\n", " ").replace("  ", " "), 'content="#0f131a"' in html) == (
            True,
            False,
        )


def test_viewers_may_print(shop, cast, client):
    """rule 5: printing changes nothing"""
    order = make_order(wanted(make_product()))
    client.force_login(cast.vera)
    answers = [client.get(page(order, what)).status_code for what in ("slip", "receipt")]
    answers += [client.post(page(order, what)).status_code for what in ("slip", "receipt")]
    assert (answers, Product.objects.count()) == ([200, 200, 405, 405], 1)
