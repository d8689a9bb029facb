"""Products changed while orders go on: variants, stocks, positions, pictures (S9, S10, S26)."""

from collections.abc import Callable
from typing import Any

import pytest

from cards.models import Photo
from storefront import cataloguing, recounting
from storefront.cataloguing import TooManyVariants
from storefront.models import Category, Product, ProductPhoto, Variant
from storefront.recounting import Count
from storefront.refusals import StockMoved
from tests.cast import Cast
from tests.storefront.stall import make_order, make_product, make_sizes, variant, wanted

SIZE = {"key": "size", "title": "Size", "values": [{"key": "s", "title": "Small"}, {"key": "l", "title": "Large"}]}
COLOUR = {"key": "colour", "title": "Colour", "values": [{"key": "red", "title": "red"}]}
ROWS: dict[str, dict[str, Any]] = {"s": {}, "l": {}}


@pytest.fixture
def cake(shop) -> Product:
    return make_sizes("Cake")


def kept(product: Product) -> list[tuple[str, str, int | None]]:
    rows = Variant.objects.filter(product=product, archived_at=None)
    return list(rows.values_list("choice", "title", "stock"))


def touches(cast: Cast, act: Callable[[], Any]) -> int:
    cast.atelier.refresh_from_db()
    before = cast.atelier.revision
    act()
    cast.atelier.refresh_from_db()
    return cast.atelier.revision - before


def test_a_second_option_makes_new_variants_and_archives_the_old(cake):
    """S9"""
    small = variant(cake, "s").pk
    cataloguing.set_variants(product=cake, options=[SIZE, COLOUR], rows={"s-red": {"stock": 2}, "l-red": {}})
    assert kept(cake) == [("s-red", "Small, red", 2), ("l-red", "Large, red", None)]
    cataloguing.set_variants(product=cake, options=[SIZE], rows={"s": {}})
    assert (kept(cake), variant(cake, "s").pk) == ([("s", "Small", None)], small)


def test_a_row_that_says_nothing_of_stock_leaves_it(cake, card):
    """What was sold stays sold."""
    Variant.objects.update(stock=5)
    make_order(wanted(cake, 2, "s"), card=card)
    cataloguing.set_variants(product=cake, options=[SIZE], rows={"s": {"price": 100}, "l": {}})
    assert kept(cake) == [("s", "Small", 3), ("l", "Large", 5)]


@pytest.mark.parametrize(("seen", "now"), [(5, 3), (None, 3), (3, None)])
def test_a_stock_that_is_not_as_seen_refuses_everything(cake, seen, now):
    """S10"""
    Variant.objects.filter(choice="s").update(stock=now)
    rows = {"s": {"stock": 9, "seen": seen}, "l": {"price": 1}}
    with pytest.raises(StockMoved) as refused:
        cataloguing.revise(product=cake, values={"title": "Tart"}, options=[SIZE], rows=rows, pictures=[])
    assert refused.value.now == {variant(cake, "s").pk: now}
    assert (Product.objects.get().title, variant(cake, "l").price, variant(cake, "s").stock) == ("Cake", 3600, now)


def test_more_than_a_hundred_variants_are_refused(shop):
    """S9"""
    product = make_product("Cake")
    options = [
        {"key": f"o{part}", "title": "One", "values": [{"key": f"v{part}{n}", "title": str(n)} for n in range(11)]}
        for part in range(2)
    ]
    rows: dict[str, dict[str, Any]] = {f"v0{one}-v1{two}": {} for one in range(11) for two in range(11)}
    with pytest.raises(TooManyVariants) as refused:
        cataloguing.set_variants(product=product, options=options, rows=rows)
    assert (refused.value.number, kept(product)) == (121, [("", "", None)])


@pytest.mark.parametrize(
    ("row", "touched"),
    [({}, 0), ({"sku": "S"}, 0), ({"stock": 4}, 0), ({"stock": 0}, 1), ({"price": 1}, 1)],
)
def test_the_card_is_touched_only_for_a_shown_word(cast, cake, row, touched):
    """S26"""
    Variant.objects.update(stock=5)
    cataloguing.set_variants(product=cake, options=[SIZE], rows=ROWS)
    changed: list[bool] = []

    def act() -> None:
        changed.append(cataloguing.set_variants(product=cake, options=[SIZE], rows=ROWS | {"s": row}))

    assert (touches(cast, act), changed) == (touched, [bool(row)])


def test_stocks_in_passing_all_or_nothing(shop, card):
    """S10: the one that was sold refuses the other, and says what is left of it"""
    cake, roll = make_product("Cake", stock=5), make_product("Roll", stock=5)
    make_order(wanted(cake, 1), card=card)
    counts = [Count(variant(roll).pk, 5, 9), Count(variant(cake).pk, 5, 9)]
    with pytest.raises(StockMoved) as refused:
        recounting.save(workspace=shop.workspace, prices={roll.pk: 1}, counts=counts)
    assert refused.value.now == {variant(cake).pk: 4}
    assert (variant(roll).stock, Product.objects.get(pk=roll.pk).price) == (5, 2400)


def test_counting_may_have_begun_meanwhile(shop):
    cake = make_product("Cake", stock=3)
    with pytest.raises(StockMoved) as refused:
        recounting.save(workspace=shop.workspace, prices={}, counts=[Count(variant(cake).pk, None, 9)])
    assert refused.value.now == {variant(cake).pk: 3}


def test_a_category_of_the_same_title_is_that_one(shop):
    first = cataloguing.add_category(workspace=shop.workspace, title="Cakes")
    assert cataloguing.add_category(workspace=shop.workspace, title="Cakes") == first
    assert Category.objects.count() == 1


def test_pictures_in_their_order_and_unchanged_ones_touch_nothing(cast, shop):
    cake = make_product("Cake")
    first, second = (cataloguing.add_photo(product=cake, photo=_photo()) for _number in range(2))
    said = [(second.pk, "Two"), (first.pk, "")]
    assert touches(cast, lambda: cataloguing.arrange_photos(product=cake, kept=said)) == 1
    assert list(cake.pictures.values_list("pk", "alt")) == said
    assert touches(cast, lambda: cataloguing.arrange_photos(product=cake, kept=said)) == 0


def _photo() -> Photo:
    return Photo.objects.create(purpose="product", width=320, height=320)


def test_a_copy_shares_pictures_and_the_last_one_takes_them_away(shop):
    cake = make_product("Cake", sku="C")
    cataloguing.add_photo(product=cake, photo=_photo())
    copy = cataloguing.duplicate(product=cake, title="Copy")
    assert (copy.sku, copy.hidden) == ("", True)
    for product, left in ((cake, 1), (copy, 0)):
        cataloguing.arrange_photos(product=product, kept=[])
        assert (Photo.objects.count(), ProductPhoto.objects.filter(product=product).count()) == (left, 0)
