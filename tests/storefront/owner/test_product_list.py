"""The owner's list of products: found, ordered, prices and stocks changed in passing, the archive."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cards.models import Photo
from storefront.models import Category, Product, ProductPhoto, Variant
from tests.bookings.owner.seen import text
from tests.cast import make_card
from tests.storefront.owner.product_sent import PRODUCTS, page
from tests.storefront.stall import make_order, make_product, make_sizes, variant, wanted


def titles() -> list[str]:
    return list(Product.objects.values_list("title", flat=True))


def quick(product: Product, **over: Any) -> dict[str, Any]:
    """What the row of a product sends when nothing was typed, then what was."""
    one, price = variant(product), f"{product.price or 0:03}"
    typed = {"price": f"{price[:-2]}.{price[-2:]}", "was": f"{price[:-2]}.{price[-2:]}", "stock": one.stock}
    values = {**typed, "seen": one.stock, **over}
    return {f"row-{product.pk}-{name}": "" if value is None else value for name, value in values.items()}


def save(ada: Any, *rows: dict[str, Any], query: str = "") -> Any:
    sent: dict[str, Any] = {"act": "save"}
    for row in rows:
        sent |= row
    return ada.post(f"{PRODUCTS}{query}", sent)


def test_without_a_shop_one_is_opened_first(ada):
    assert ada.get(PRODUCTS)["Location"] == "/w/atelier/shop/"


def test_empty_list_invites(ada, shop):
    answer = ada.get(PRODUCTS)
    assert "What do you sell?" in text(answer)
    assert 'href="/w/atelier/products/new/"' in answer.content.decode()
    assert "Search" not in text(answer)


def test_list_says_price_stock_and_what_is_unusual(ada, shop):
    """S0, S9, S10: what is sold as it is has its price and stock in fields"""
    make_sizes("Cake", category=Category.objects.create(title="Cakes", slug="cakes"))
    make_product("Roll", 300, stock=4, position=1)
    make_product("Loaf", 500, stock=0, hidden=True, position=2)
    make_product("Wedding cake", None, price_kind="request", position=3)
    said = text(ada.get(PRODUCTS))
    assert "Cake From €24 2 variants Cakes Move up: Cake Move down: Cake" in said
    assert "Roll Running low Price in EUR In stock optional Move up: Roll" in said
    assert "Loaf Hidden Sold out Price in EUR" in said
    assert "Wedding cake Price on request In stock optional" in said


def test_list_costs_the_same_whatever_its_length(ada, shop, django_assert_num_queries):
    photo = Photo.objects.create(purpose="product", width=320, height=320)
    for number in range(3):
        product = make_product(f"Cake {number}", stock=number)
        ProductPhoto.objects.create(product=product, photo=photo)
        if number in {0, 2}:
            with django_assert_num_queries(12):
                ada.get(PRODUCTS)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Crème cake", "Roll", "Loaf", "Tart"]),
        ("?q=CREME", ["Crème cake"]),
        ("?q=cake+creme", ["Crème cake"]),
        ("?state=hidden", ["Roll"]),
        ("?state=sold-out", ["Loaf"]),
        ("?state=low", ["Tart"]),
        ("?state=strange&category=x&page=seven", ["Crème cake", "Roll", "Loaf", "Tart"]),
        ("?q=nothing", []),
    ],
)
def test_found_by_words_and_by_state(ada, shop, query, found):
    make_product("Crème cake", folded="creme cake")
    make_product("Roll", hidden=True, position=1)
    make_product("Loaf", stock=0, position=2)
    make_product("Tart", position=3, variants=[{"stock": 0}, {"choice": "l", "stock": 5}])
    answer = ada.get(f"{PRODUCTS}{query}")
    assert [line.product.title for line in answer.context["lines"]] == found
    assert ("Nothing is like that." in text(answer)) == (not found)


def test_found_by_category_and_another_workspaces_is_none(ada, shop, cast):
    cakes = Category.objects.create(title="Cakes", slug="cakes")
    make_product("Cake", category=cakes)
    make_product("Roll")
    answer = ada.get(f"{PRODUCTS}?category={cakes.pk}")
    assert [line.product.title for line in answer.context["lines"]] == ["Cake"]
    assert [line.product.title for line in ada.get(f"{PRODUCTS}?category=99").context["lines"]] == ["Cake", "Roll"]


def test_fifty_a_page_and_past_the_end_of_one(ada, shop):
    """The first of the second page moves up, onto the first."""
    for number in range(51):
        make_product(f"P{number}", position=number)
    first, second = ada.get(PRODUCTS), ada.get(f"{PRODUCTS}?page=2")
    assert [len(answer.context["lines"]) for answer in (first, second)] == [50, 1]
    assert "Page 1 of 2 More" in text(first)
    (line,) = second.context["lines"]
    answer = ada.post(f"{PRODUCTS}?page=2", {"act": f"move {line.product.pk} before {line.up.pk}"})
    assert answer["Location"] == f"{PRODUCTS}?page=2#product-{line.product.pk}"
    assert titles()[-2:] == ["P50", "P49"]


@pytest.mark.parametrize(
    ("moved", "where", "beside", "order"),
    [
        ("C", "before", "A", ["C", "A", "B"]),
        ("C", "before", "B", ["A", "C", "B"]),
        ("A", "after", "B", ["B", "A", "C"]),
        ("A", "after", "C", ["B", "C", "A"]),
        ("B", "before", "B", ["A", "B", "C"]),
    ],
)
@pytest.mark.parametrize("places", [(0, 1, 2), (0, 0, 0)])
def test_moved_beside_another(ada, shop, moved, where, beside, order, places):
    """Also where places are equal, as after an import."""
    made = {title: make_product(title, position=place) for title, place in zip("ABC", places, strict=True)}
    answer = ada.post(PRODUCTS, {"act": f"move {made[moved].pk} {where} {made[beside].pk}"})
    assert (answer.status_code, titles()) == (302, order)


def test_moving_keeps_what_was_typed_and_saves_nothing_of_it(ada, shop):
    cake, roll = make_product("Cake"), make_product("Roll", position=1)
    answer = ada.post(PRODUCTS, {"act": f"move {roll.pk} before {cake.pk}"} | quick(cake, price="99"))
    assert (answer.status_code, titles(), Product.objects.get(pk=cake.pk).price) == (200, ["Roll", "Cake"], 2400)
    assert 'value="99"' in answer.content.decode()
    assert "What you typed is not saved yet." in text(answer)


@pytest.mark.parametrize("act", ["", "burn", "move 1 before x", "move 1 over 2", "move ٣ before 1", "move 1 before"])
def test_an_unknown_act_is_refused(ada, shop, act):
    """A45"""
    assert ada.post(PRODUCTS, {"act": act}).status_code == 400


def test_beside_what_is_not_there_is_404(ada, shop, cast):
    """A16, A18: another workspace's product is no neighbour"""
    own = make_product("Own")
    gone = make_product("Gone", archived_at=timezone.now())
    for number in (gone.pk, 10**17):
        assert ada.post(PRODUCTS, {"act": f"move {own.pk} before {number}"}).status_code == 404
    assert Product.objects.get(pk=own.pk).position == 0


def test_only_what_was_changed_is_written(ada, shop):
    """Another's new price stays, for this page did not touch it."""
    cake, roll = make_product("Cake", stock=3), make_product("Roll", 300, stock=9)
    rows = [quick(cake, stock="5"), quick(roll, price="3,50")]
    Product.objects.filter(pk=cake.pk).update(price=2600)
    answer = save(ada, *rows, query="?q=&page=1")
    assert answer["Location"] == PRODUCTS
    assert "2 changes saved." in text(ada.get(PRODUCTS))
    assert list(Product.objects.values_list("title", "price")) == [("Cake", 2600), ("Roll", 350)]
    assert list(Variant.objects.values_list("stock", flat=True)) == [5, 9]


def test_a_stock_that_was_sold_meanwhile_is_not_overwritten(ada, shop, card):
    """S10: 409, nothing of the page is saved; sent once more it is written, for now it is known"""
    cake = make_product("Cake", stock=5)
    row = quick(cake, stock="10", price="25")
    make_order(wanted(cake, 2), card=card)
    answer = save(ada, row)
    assert (answer.status_code, variant(cake).stock, Product.objects.get().price) == (409, 3, 2400)
    assert "One field needs another look: Cake: In stock" in text(answer)
    assert "Meanwhile it became 3, by an order or a colleague." in text(answer)
    form = answer.context["lines"][0].quick
    again = {field.html_name: field.value() for field in form}
    assert save(ada, again).status_code == 302
    assert (variant(cake).stock, Product.objects.get().price) == (10, 2500)


@pytest.mark.parametrize(("before", "typed", "after"), [(5, "", None), (None, "7", 7), (4, "0", 0)])
def test_counting_begins_and_ends(ada, shop, before, typed, after):
    cake = make_product("Cake", stock=before)
    save(ada, quick(cake, stock=typed))
    assert variant(cake).stock == after


@pytest.mark.parametrize(
    ("before", "typed", "touched"), [(5, "4", False), (5, "0", True), (0, "3", True), (0, "", True)]
)
def test_a_stock_touches_the_card_only_when_a_shown_word_changes(ada, shop, cast, before, typed, touched):
    """S26"""
    cake = make_product("Cake", stock=before)
    cast.atelier.refresh_from_db()
    revision = cast.atelier.revision
    save(ada, quick(cake, stock=typed))
    cast.atelier.refresh_from_db()
    assert cast.atelier.revision - revision == touched


@pytest.mark.parametrize(
    ("over", "said"),
    [
        ({"price": "much"}, "Write an amount like 30.00."),
        ({"price": "1.234"}, "Write an amount like 30.00."),
        ({"price": ""}, "Write the amount."),
        ({"stock": "-1"}, "At least 0."),
        ({"stock": "1.5"}, "Write a whole number."),
        ({"stock": "1000000000"}, "At most 1000000."),
    ],
)
def test_refused_with_everything_typed(ada, shop, over, said):
    """S14, A45"""
    cake, roll = make_product("Cake", stock=1), make_product("Roll", 300)
    answer = save(ada, quick(cake, **over), quick(roll, price="4"))
    assert (answer.status_code, list(Product.objects.values_list("price", flat=True))) == (422, [2400, 300])
    assert said in text(answer)
    assert 'value="4"' in answer.content.decode()
    assert variant(cake).stock == 1


def test_rows_of_others_are_not_written(ada, shop):
    """A18: an id that is not on the page changes nothing"""
    sizes = make_sizes("Cake", price=2400)
    save(ada, {f"row-{sizes.pk}-seen": "", f"row-{sizes.pk}-price": "1", "row-99-seen": "", "row-99-price": "1"})
    assert Product.objects.get().price == 2400


def test_viewers_read_and_change_nothing(card, shop, cast):
    make_product("Cake", stock=3)
    vera = Client()
    vera.force_login(cast.vera)
    answer = vera.get(PRODUCTS)
    assert answer.content.decode().partition("<main")[2].count('method="post"') == 0
    assert "Cake €24 3 in stock" in text(answer)
    assert "Add a product" not in text(answer)
    assert save(vera, {}).status_code == 403


def test_out_of_use_after_a_question_and_back(ada, shop, card):
    """S9: orders stay"""
    cake = make_product("Cake")
    order = make_order(wanted(cake), card=card)
    assert "Take Cake out of use?" in text(ada.get(page(cake, "archive/")))
    ada.post(page(cake, "archive/"), {"act": "archive"})
    assert "Not in use any more (1) Cake Use again" in text(ada.get(PRODUCTS))
    assert ada.get(page(cake))["Location"] == PRODUCTS
    assert [line.title for line in order.revisions.get().lines] == ["Cake"]
    ada.post(page(cake, "archive/"), {"act": "restore"})
    assert Product.objects.get().archived_at is None
    assert ada.post(page(cake, "archive/"), {"act": "burn"}).status_code == 400


def test_says_where_visitors_see_it_or_what_is_missing(ada, shop, card, cast):
    make_product("Cake")
    assert "None of your published cards leads to the products yet." in text(ada.get(PRODUCTS))
    block = {"id": "shop", "kind": "shop", "body": {}}
    showing = make_card(cast.atelier, "ada-shop", by=cast.ada, published=True, blocks=(block,))
    answer = ada.get(PRODUCTS)
    assert "See what visitors see" in text(answer)
    assert f'href="/{showing.handle}/shop"' in answer.content.decode()
