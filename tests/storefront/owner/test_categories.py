"""The categories of a shop, as their owner makes, renames, orders and removes them."""

from typing import Any

import pytest
from django.test import Client

from storefront.models import Category, Product
from tests.bookings.owner.seen import text
from tests.storefront.stall import make_product

CATEGORIES = "/w/atelier/products/categories/"


def titles() -> list[str]:
    return list(Category.objects.values_list("title", flat=True))


def made(title: str, position: int = 0) -> Category:
    return Category.objects.create(title=title, slug=title.lower(), position=position)


def act(ada: Any, verb: str, category: Category, **more: str) -> Any:
    return ada.post(CATEGORIES, {"act": verb, "category": category.pk} | more)


def test_empty_page_invites_and_one_is_added(ada, shop):
    assert "With categories visitors find what they look for" in text(ada.get(CATEGORIES))
    answer = ada.post(CATEGORIES, {"act": "add", "title": " Cakes "}, follow=True)
    assert "“Cakes” is there. Choose it in your products." in text(answer)
    assert list(Category.objects.values_list("title", "slug", "position")) == [("Cakes", "cakes", 0)]


@pytest.mark.parametrize(("title", "said"), [("", "Write a title"), ("Cakes", "already"), ("x" * 81, "at most 80")])
def test_a_title_that_cannot_be_is_refused(ada, shop, title, said):
    cakes, rolls = made("Cakes"), made("Rolls", 1)
    for answer in (ada.post(CATEGORIES, {"act": "add", "title": title}), act(ada, "rename", rolls, title=title)):
        assert (answer.status_code, said in text(answer), titles()) == (422, True, ["Cakes", "Rolls"])
    assert act(ada, "rename", cakes, title="Cakes").status_code == 302


def test_renamed_its_address_stays(ada, shop):
    act(ada, "rename", made("Cakes"), title="Tarts")
    assert list(Category.objects.values_list("title", "slug")) == [("Tarts", "cakes")]


@pytest.mark.parametrize(
    ("verb", "at", "order"), [("up", 1, "BAC"), ("down", 1, "ACB"), ("up", 0, "ABC"), ("down", 2, "ABC")]
)
def test_moved_one_step(ada, shop, verb, at, order):
    rows = [made(title) for title in "ABC"]
    act(ada, verb, rows[at])
    assert titles() == list(order)


def test_removed_its_products_stay(ada, shop):
    cakes = made("Cakes")
    make_product("Cake", category=cakes)
    assert "Cakes 1 product" in text(ada.get(CATEGORIES))
    act(ada, "remove", cakes)
    assert (titles(), Product.objects.get().category) == ([], None)


def test_visitors_read_the_new_title_at_once(ada, shop, cast):
    cakes = made("Cakes")
    for verb, more in (("rename", {"title": "Tarts"}), ("remove", {})):
        cast.atelier.refresh_from_db()
        before = cast.atelier.revision
        act(ada, verb, cakes, **more)
        cast.atelier.refresh_from_db()
        assert cast.atelier.revision == before + 1


@pytest.mark.parametrize("form", [{}, {"act": "burn", "category": "1"}, {"act": "up", "category": "٣"}, {"act": "up"}])
def test_an_unknown_act_is_refused(ada, shop, form):
    assert ada.post(CATEGORIES, form).status_code == 400


def test_viewers_read_and_change_nothing(card, shop, cast):
    cakes = made("Cakes")
    vera = Client()
    vera.force_login(cast.vera)
    assert vera.get(CATEGORIES).content.decode().partition("<main")[2].count("<form") == 0
    assert act(vera, "remove", cakes).status_code == 403
    assert titles() == ["Cakes"]
