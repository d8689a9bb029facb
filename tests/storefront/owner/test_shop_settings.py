"""The settings of a shop in its owner's hands: opened, read, changed, refused (S0, S5, S14, S15, S17, S26)."""

from typing import Any

import pytest
from django.test import Client

from storefront.models import Product, Shop
from tests.bookings.owner.seen import text
from tests.storefront.stall import SATURDAYS, make_coupon, make_product, make_sizes, make_zone

HOME = "/w/atelier/shop/"
PLAIN = {
    "act": "save",
    "way": "cart",
    "currency": "EUR",
    "tax": "none",
    "lead_0": "0",
    "lead_1": "60",
    "horizon": "30",
    "window_0": "60",
    "window_1": "1",
    "pickup": "on",
    "pickup_place": "1 Mill Lane",
}


def save(ada: Client, **over: str) -> Any:
    return ada.post(HOME, PLAIN | over)


def test_a_workspace_without_a_shop_is_invited_with_the_number_of_its_card(ada: Client, card):
    page = ada.get(HOME).content.decode()
    assert "What do you sell?" in page
    assert 'value="+49 30 901820"' in page


def test_opening_the_shop_leads_to_the_first_product(ada: Client, card):
    """S0; with the currency and the clock of the workspace"""
    answer = ada.post(HOME, {"act": "open", "whatsapp": "+49 30 901820"})
    shop = Shop.objects.get()
    assert (answer.status_code, answer["Location"].startswith("/w/atelier/products/")) == (302, True)
    assert (shop.whatsapp, shop.currency, shop.zone, shop.way) == ("+4930901820", "EUR", "UTC", "cart")
    assert (ada.post(HOME, {"act": "open", "whatsapp": ""}).status_code, Shop.objects.count()) == (302, 1)


def test_a_number_no_chat_can_open_with_opens_no_shop(ada: Client, card):
    """S4; it comes back as it was typed"""
    answer = ada.post(HOME, {"act": "open", "whatsapp": "+49 12"})
    assert (answer.status_code, 'value="+49 12"' in answer.content.decode(), Shop.objects.exists()) == (
        422,
        True,
        False,
    )


@pytest.mark.parametrize("act", ["", "save", "burn"])
def test_what_no_form_sends_is_refused(ada: Client, card, act: str):
    """There is no shop yet that could be saved."""
    assert (ada.post(HOME, {"act": act}).status_code, Shop.objects.exists()) == (400, False)


def test_every_other_page_of_the_shop_leads_there_first(ada: Client, card):
    pages = ("number/", "hours/pickup/", "pause/", "delivery/", "coupons/", "coupons/new/", "coupons/7/")
    assert {ada.get(f"{HOME}{page}")["Location"] for page in pages} == {HOME}


def test_each_subject_is_summed_up_in_a_line(ada: Client, shop):
    """people.md 2: two days' lead, pick-up on Saturday, delivery to three postcodes"""
    values: dict[str, Any] = {"lead": 2880, "pickup_week": SATURDAYS, "window_orders": 4, "delivery": True}
    Shop.objects.update(**values, tax="inclusive", tax_rate=750)
    make_zone("Headingley")
    make_coupon("TEN")
    page = text(ada.get(HOME))
    assert [said for said in SUMMARIES if said not in page] == []


SUMMARIES = (
    "WhatsApp number +44 7700 900123",
    "Pause Not paused",
    "Opening hours Orders at any time",
    "Pick-up windows Sat 09:00–12:00",
    "Delivery windows None: buyers agree on a time with you",
    "Delivery zones Headingley",
    "Coupons TEN",
    "Atelier · Cart and order",
    "EUR · Prices contain the tax, 7.5 %",
    "Hello Atelier, this is my order:",
    "2 days ahead · windows of 1 h for 4 orders",
    "Pick-up · Delivery",
)


def test_what_is_missing_is_said(ada: Client, shop):
    """S17: no match is no delivery"""
    Shop.objects.update(delivery=True, whatsapp="")
    page = ada.get(HOME).content.decode()
    assert page.count('class="shop-wanting"') == 2
    assert "None: nobody can choose delivery" in page


def test_everything_is_saved_as_it_was_typed(ada: Client, shop):
    """S15: per cent with comma or point; lead and window in minutes"""
    typed = {
        "title": "Mill Bakery",
        "way": "ask",
        "tax": "exclusive",
        "tax_rate": "7,5",
        "lead_0": "2",
        "lead_1": "1440",
    }
    typed |= {"window_0": "90", "window_orders": "6", "delivery": "on", "payment_text": "Cash.\r\nOr card."}
    answer = save(ada, **typed, policies="No returns.", opening="Hi {shop}, {name} here: {number}", horizon="14")
    kept = Shop.objects.values(*SAVED).get()
    assert (answer.status_code, kept) == (302, SAVED)


SAVED = {
    "title": "Mill Bakery",
    "way": "ask",
    "tax": "exclusive",
    "tax_rate": 750,
    "lead": 2880,
    "horizon": 14,
    "window": 90,
    "window_orders": 6,
    "pickup": True,
    "delivery": True,
    "payment_text": "Cash.\nOr card.",
    "policies": "No returns.",
    "opening": "Hi {shop}, {name} here: {number}",
}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"tax": "inclusive"}, "Write the rate, like 7.5, or choose “No tax”."),
        ({"tax_rate": "100.5"}, "Write a percentage from 0 to 100, like 7.5."),
        ({"tax_rate": "7.555"}, "Write a percentage from 0 to 100, like 7.5."),
        ({"window_0": "10"}, "A window is 15 minutes long at least, a day at most."),
        ({"window_0": "2", "window_1": "1440"}, "At most 1 days."),
        ({"lead_0": "91", "lead_1": "1440"}, "At most 90 days."),
        ({"horizon": "0"}, "At least 1."),
        ({"window_orders": "0"}, "At least 1."),
        ({"way": "barter"}, "Select a valid choice. barter is not one of the available choices."),
        ({"currency": "XTS"}, "Select a valid choice. XTS is not one of the available choices."),
    ],
)
def test_what_makes_no_sense_is_refused_beside_what_was_typed(ada: Client, shop, typed: dict[str, str], said: str):
    answer = save(ada, title="Kept in the form", **typed)
    assert (answer.status_code, said in text(answer), Shop.objects.get().title) == (422, True, "")
    assert 'value="Kept in the form"' in answer.content.decode()


@pytest.mark.parametrize("words", ["Hi {nmae}", "Hi {name", "Hi name}", "{shop} {shop name}", "{0}", "{{name}}"])
def test_a_placeholder_nobody_fills_in_is_refused(ada: Client, shop, words: str):
    """S5; the part stands open, with the remedy"""
    answer = save(ada, opening=words)
    assert (answer.status_code, Shop.objects.get().opening) == (422, "")
    assert "Only these are filled in: {shop}, {name}, {number}." in text(answer)
    assert '<details class="section" id="message" open>' in " ".join(answer.content.decode().split())


def test_the_first_line_is_shown_as_it_will_read(ada: Client, shop):
    """S6: rendered on the server, the answer of the server while somebody types"""
    Shop.objects.update(opening="Moin {shop}, {name} fragt nach {number}")
    assert "Moin Atelier, Robin fragt nach 1001" in text(ada.get(HOME))
    live = ada.get(HOME, {"opening": "Hey {shop}"}, headers={"HX-Request": "true"}).content.decode()
    wrong = ada.get(HOME, {"opening": "Hey {shopp}"}, headers={"HX-Request": "true"}).content.decode()
    assert ("Hey Atelier" in live, "<html" in live) == (True, False)
    assert "{shopp} stands for nothing." in wrong


def test_another_currency_keeps_the_figures(ada: Client, shop):
    """S14; the page says so before"""
    make_product(price=2400)
    assert "24.00 stays 24.00" in text(ada.get(HOME))
    assert save(ada, currency="GBP").status_code == 302
    assert (Shop.objects.get().currency, Product.objects.get().price) == ("GBP", 2400)


def test_a_currency_with_other_decimals_is_refused_while_prices_stand(ada: Client, shop):
    """S14: 24.00 would become 2400 yen; the remedy is named, and it works"""
    for title in ("Cake", "Bread", "Jam", "Rolls"):
        make_product(title)
    make_sizes("Tart")
    zone, coupon = make_zone(), make_coupon(share=0, amount=500)
    answer = save(ada, currency="JPY", title="Renamed")
    assert (answer.status_code, Shop.objects.get().currency, Shop.objects.get().title) == (422, "EUR", "")
    assert [said for said in REFUSED if said not in text(answer)] == []
    Product.objects.get_queryset().update(price_kind="request", price=None)
    zone.delete()
    coupon.active = False
    coupon.save()
    assert (save(ada, currency="JPY").status_code, Shop.objects.get().currency) == (302, "JPY")


REFUSED = (
    "Amounts in JPY have other decimals than those kept here.",
    "write their prices anew: Cake, Bread, Jam and 2 more.",
    "First take the amounts out of the delivery zones.",
    "First switch off the coupons with an amount.",
)


def test_who_may_only_look_reads_the_settings(cast, shop, client: Client):
    Shop.objects.update(payment_text="Cash at the door")
    client.force_login(cast.vera)
    page = client.get(HOME)
    main = page.content.decode().partition("<main")[2]
    assert ("Cash at the door" in text(page), "<form" in main, "<button" in main) == (True, False, False)
    assert client.post(HOME, PLAIN | {"title": "Vera's"}).status_code == 403
    assert Shop.objects.get().title == ""


def test_who_may_only_look_is_not_asked_to_open_a_shop(cast, card, client: Client):
    client.force_login(cast.vera)
    page = client.get(HOME)
    assert (
        "An editor of this workspace can open the shop." in text(page),
        b"<form" in page.content.split(b"<main")[1],
    ) == (
        True,
        False,
    )
