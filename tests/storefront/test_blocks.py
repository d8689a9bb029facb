"""Products and shop on the card itself (S0, S26)."""

import re
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client

from cards.content import Block
from cards.models import Card
from storefront.models import Category, Product, Shop
from tests.cast import make_card
from tests.storefront.stall import make_order, make_product, make_shop, variant, wanted
from workspaces.scoping import inside

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown(card, cast, client: Client):
    """Shows a card with these blocks: what a visitor reads of it."""

    def shown(*blocks: dict[str, Any], handle: str = "bea", **over: Any) -> str:
        if not Card.objects.filter(handle=handle).exists():
            given = [Block(id=f"b{number}", **block) for number, block in enumerate(blocks)]
            make_card(cast.atelier, handle, by=cast.ada, published=True, blocks=given, **over)
        return client.get(f"/{handle}").content.decode()

    return shown


def titles(page: str) -> list[str]:
    return re.findall(r'class="good-title">\s*<a href="[^"]*">([^<]*)</a>', page)


def test_chosen_products_stand_in_the_order_chosen(shop, shown):
    """S0: what is hidden or archived is left out; none chosen are the first six"""
    for number in range(8):
        make_product(f"Cake {number}", position=number)
    Product.objects.filter(slug="cake-1").update(hidden=True)
    body = {"products": ["cake-7", "cake-1", "gone", "cake-0"]}
    assert titles(shown({"kind": "products", "body": body})) == ["Cake 7", "Cake 0"]
    assert titles(shown({"kind": "products"}, handle="six")) == [f"Cake {number}" for number in (0, 2, 3, 4, 5, 6)]


def test_each_product_says_what_it_costs_or_that_it_is_asked_for(shop, shown):
    """S0"""
    make_product("Exact", 1250)
    make_product("From", 900, price_kind="from")
    make_product("Request", None, price_kind="request")
    make_product("Gone", 500, stock=0)
    text = re.sub(r"<[^>]+>", " ", shown({"kind": "products"}))
    assert re.findall(r"€12\.50|From €9|Price on request|€5\s+Sold out", " ".join(text.split())) == [
        "€12.50",
        "From €9",
        "Price on request",
        "€5 Sold out",
    ]


@pytest.mark.parametrize("kind", ["products", "shop"])
def test_a_card_shows_no_empty_shelf(kind, card, shown):
    """No shop, or nothing in it: the block is not there."""
    assert 'id="b-b0"' not in shown({"kind": kind})
    make_shop()
    make_product("Hidden", hidden=True)
    assert 'id="b-b0"' not in shown({"kind": kind}, handle="still")


def test_the_shop_is_entered_by_what_it_has(shop, shown):
    cakes, _empty = (Category.objects.create(title=title, slug=title.lower()) for title in ("Cakes", "Empty"))
    make_product("Honey", category=cakes)
    page = shown({"kind": "shop"}, main_act="order")
    found = re.findall(r'href="(/bea/shop[^"]*)"', page)
    assert (found, "Empty" in page) == (["/bea/shop", "/bea/shop?category=cakes", "/bea/shop"], False)


@pytest.mark.parametrize("way", ["look", "ask"])
def test_where_nothing_is_ordered_no_button_says_so(way, shop, shown):
    """S0"""
    make_product()
    Shop.objects.update(way=way)
    page = shown({"kind": "shop"}, main_act="order")
    assert re.findall(r'class="act"[^>]*>\s*([\w ]+?)\s*<', page) == ["Save contact"]


def test_a_neighbour_s_products_are_on_no_card(shop, shown, cast):
    with inside(cast.outpost):
        make_shop()
        make_product("Secret")
    make_product("Mine")
    page = shown({"kind": "products", "body": {"products": ["secret", "mine"]}})
    assert (titles(page), "Secret" in page) == (["Mine"], False)


def test_selling_the_last_one_changes_the_card_and_selling_others_does_not(shop, shown, cast):
    """S26: the revision by which remembered pages are dropped"""
    cake = make_product(stock=2)
    pages, revisions = [], []
    for sold in (0, 1, 1):
        if sold:
            make_order(wanted(cake))
        cast.atelier.refresh_from_db()
        pages.append("Sold out" in shown({"kind": "products"}))
        revisions.append(cast.atelier.revision)
    assert (pages, variant(cake).stock) == ([False, False, True], 0)
    assert [after - before for before, after in pairwise(revisions)] == [0, 1]
