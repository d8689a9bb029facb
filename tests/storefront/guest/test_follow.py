"""The buyer's own page of an order (S2, S3, S13, S19, S22)."""

import re
from html import unescape

import pytest

from cardsite.kit import signing
from storefront import fulfilling, paying, revising, wording
from storefront.models import Order, Shop
from storefront.revising import Edited
from tests.storefront.guest.buying import text_of
from tests.storefront.stall import NOW, make_order, make_product, make_shop, wanted
from workspaces.scoping import inside

pytestmark = pytest.mark.django_db


@pytest.fixture
def placed(shop, card) -> Order:
    return make_order(wanted(make_product("Secret cake", stock=5), 2), card=card, name="Bea Buyer")


def test_only_the_whole_token_opens_an_order(visitor, placed, cast):
    """S22: no number, no neighbour, no token of another kind, none that was revoked; and nothing changes"""
    with inside(cast.outpost):
        make_shop()
        other = make_order(wanted(make_product()))
    own, neighbour = (wording.order_path(one).removeprefix("/o/") for one in (placed, other))
    mixed = f"{neighbour.partition('.')[0]}.{own.partition('.')[2]}"
    booking = signing.token("booking", placed.pk, placed.version)
    wrong = ["1001", str(placed.pk), str(placed.uid), own[:-1], f"{own}x", own.upper(), mixed, booking]
    for token in wrong:
        for path in (f"/o/{token}", f"/o/{token}/cancel"):
            page = visitor.get(path)
            assert (page.status_code, "Secret" in page.content.decode()) == (404, False)
        assert [visitor.post(f"/o/{token}/{act}").status_code for act in ("seen", "cancel")] == [404, 404]
    placed.refresh_from_db()
    assert (placed.state, placed.seen_at) == ("placed", None)
    Order.objects.filter(pk=placed.pk).update(version=2)
    assert visitor.get(f"/o/{own}").status_code == 404


def test_looks_are_counted_together_and_for_each_visitor(visitor, placed, clock):
    """S22: guessing counts as looking; another address may still look"""
    path = wording.order_path(placed)
    for _one in range(30):
        visitor.get(path)
    refused = visitor.get(path)
    assert (refused.status_code, int(refused["Retry-After"]) > 0, b"Secret" in refused.content) == (429, True, False)
    assert visitor.get(path, REMOTE_ADDR="192.0.2.7").status_code == 200
    clock.shift(61)
    assert visitor.get(path).status_code == 200


def test_a_look_changes_nothing(visitor, placed):
    """S3: only a script says that it was seen"""
    before = Order.objects.values().get(pk=placed.pk)
    for path in ("", "/cancel"):
        visitor.get(wording.order_path(placed) + path)
    assert Order.objects.values().get(pk=placed.pk) == before


@pytest.mark.parametrize(
    ("acts", "said", "steps"),
    [
        ([], "Your order is saved.", [True, False, False, False]),
        (["accept"], "The shop has accepted your order.", [True, True, False, False]),
        (["accept", "ready"], "Your order is ready.", [True, True, True, False]),
        (["accept", "ready", "complete"], "This order is completed.", [True] * 4),
        (["decline"], "The shop could not accept this order.", []),
        (["cancel"], "This order is cancelled.", []),
    ],
)
def test_each_state_is_said_with_what_is_behind_it(visitor, placed, cast, acts, said, steps):
    """S12"""
    for act in acts:
        getattr(fulfilling, act)(order=placed, by=cast.ada, now=NOW)
    page = visitor.get(wording.order_path(placed))
    found = [
        "step-done" in attributes for attributes in re.findall(r"<li([^>]*)>\s*\w[\w ]*\s*(?:<|$)", steps_of(page))
    ]
    assert (said in text_of(page), found) == (True, steps)
    assert ("Unpaid" in text_of(page)) is bool(steps)
    assert ("Cancel the order" in text_of(page)) is not bool(acts)


def steps_of(page) -> str:
    found = re.search(r'<ol class="steps">(.*?)</ol>', page.content.decode(), re.DOTALL)
    return found[1] if found else ""


def test_how_to_pay_is_said_until_it_is_paid(visitor, placed, cast):
    """S19"""
    Shop.objects.update(payment_text="To account 123")
    path, said = wording.order_path(placed), []
    for act in (lambda: None, lambda: paying.mark_paid(order=placed, key="k", by=cast.ada, now=NOW)):
        act()
        text = text_of(visitor.get(path))
        said.append(("To account 123" in text, "Unpaid" in text, "Paid" in text))
    assert said == [(True, True, False), (False, False, True)]


def test_the_newest_revision_is_shown_and_said_to_be_a_change(visitor, placed, cast):
    """S13"""
    revising.revise(
        order=placed, seen=1, lines=[Edited(at=0, quantity=1)], delivery=0, discount=0, by=cast.ada, now=NOW
    )
    text = text_of(visitor.get(wording.order_path(placed)))
    assert ["1 × Secret cake" in text, "2 × Secret cake" in text, "The shop has changed this order." in text] == [
        True,
        False,
        True,
    ]


def test_the_buyers_own_things_come_first(visitor, placed):
    """S1, S2: the way to the pick-up, a link into the chat that says what it is; the seller's door is the last."""
    answer = visitor.get(wording.order_path(placed))
    page = unescape(answer.content.decode())
    assert re.findall(r'href="(https://www.google.com/maps/[^"]+)"[^>]*>([^<]+)<', page) == [
        ("https://www.google.com/maps/search/?api=1&query=1+Mill+Lane", "1 Mill Lane")
    ]
    assert "open it in your browser: https://wa.me/447700900123?text=" in text_of(answer)
    assert text_of(answer).index("Keep this page") < text_of(answer).index("Seller? Manage this order")


def test_the_seller_is_led_to_the_order_and_the_buyer_back_to_the_shop(visitor, placed):
    """S2: the chat is the seller's nearest door"""
    page = visitor.get(wording.order_path(placed)).content.decode()
    links = {unescape(link) for link in re.findall(r'href="([^"]+)"', page)}
    assert {f"http://localhost:8000/w/atelier/orders/{placed.pk}/", "/ada/shop", "/ada"} <= links


def test_a_shop_without_a_number_keeps_the_order_and_opens_no_chat(visitor, placed):
    """S1: it works without WhatsApp"""
    Shop.objects.update(whatsapp="")
    page = visitor.get(wording.order_path(placed))
    assert (page.status_code, "wa.me/447700900123" in page.content.decode()) == (200, False)
    assert "Order 1001" in text_of(page)


def test_a_long_order_goes_by_its_short_form(visitor, shop, card):
    """S5: number, count, total and link"""
    products = [make_product(f"Cake with a long name, number {number}") for number in range(40)]
    order = make_order(*(wanted(one, 2) for one in products), card=card)
    message = wording.to_seller_chat(order, shop)
    assert (message.short, message.text.splitlines()) == (
        True,
        ["Order 1001", "80 pieces", "*Total: €1,920*", "", wording.order_url(order)],
    )


def test_the_short_form_fits_whatever_the_owner_greets_with(visitor, shop, card):
    """S5: three hundred letters of Hindi would not"""
    Shop.objects.update(opening="क" * 300)
    shop.refresh_from_db()
    order = make_order(*(wanted(make_product(f"केक {number}")) for number in range(40)), card=card)
    message = wording.to_seller_chat(order, shop)
    assert (message.short, len(message.url) <= 2000) == (True, True)
