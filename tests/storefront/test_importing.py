"""Products from a file: looked at first, then put in batch by batch, once, whatever happens in between (S14)."""

from collections.abc import Callable
from typing import Any

import pytest

from cardsite.kit import spreadsheet
from cardsite.kit.spreadsheet import Damaged
from storefront import filling, importing
from storefront.importing import MOVES_WITHIN
from storefront.matching import as_row, with_variants
from storefront.models import Category, Product, ProductImport, Shop, Variant
from storefront.product_table import COLUMNS, cells
from tests.storefront.stall import NOW, make_order, make_product, make_sizes, variant, wanted
from workspaces import outbox
from workspaces.models import Effect, Workspace

pytestmark = pytest.mark.django_db
State = ProductImport.States


@pytest.fixture
def looked(shop, cast) -> Callable[..., ProductImport]:
    """Look at a file, as Ada."""

    def looked(text: str | bytes, name: str = "goods.csv") -> ProductImport:
        data = text if isinstance(text, bytes) else text.encode()
        return importing.check(shop=Shop.objects.get(), name=name, data=data, by=cast.ada, now=NOW)

    return looked


@pytest.fixture
def imported(looked) -> Callable[..., ProductImport]:
    """Look at a file, and put it in."""

    def imported(text: str | bytes) -> ProductImport:
        found: ProductImport = looked(text)
        importing.start(upload=found, now=NOW)
        outbox.perform_due()
        found.refresh_from_db()
        return found

    return imported


def exported() -> bytes:
    rows = (row for product in with_variants() for row in cells(as_row(product), "EUR"))
    return b"".join(spreadsheet.write(COLUMNS, rows))


def figures(found: ProductImport) -> tuple[int, int, int, int]:
    report = found.report
    return report["new"], report["changed"], report["unchanged"], len(report["wrong"])


def reasons(found: ProductImport) -> list[tuple[int, str, str]]:
    return [(one["line"], one["column"], one["reason"]) for one in found.report["wrong"]]


def begun() -> int:
    return Effect.objects.filter(task="storefront.filling.fill").count()


def shelf() -> list[dict[str, Any]]:
    """Every product in words."""
    return [as_row(product).model_dump() for product in with_variants()]


def test_a_look_changes_nothing(looked):
    """The dry run"""
    make_product("Cake", 2400)
    before = shelf(), Workspace.objects.get(slug="atelier").revision
    found = looked("title,price,category\nCake,25\nJam,3,Sweet\nTea,x\n")
    assert (figures(found), reasons(found)) == ((1, 1, 0, 1), [(4, "price", "money")])
    assert (shelf(), Workspace.objects.get(slug="atelier").revision) == before
    assert (found.state, found.total, Category.objects.count(), begun()) == ("checked", 2, 0, 0)


def test_new_products_stand_at_the_end_with_all_they_say(imported):
    make_product("Cake", position=7)
    found = imported(
        "title,category,description,price,sku,stock,tax rate,lead days,hidden,way\n"
        'Jam,Sweet,"Plums, sugar",4.50,J-1,12,7,2,yes,ask\n'
    )
    jam = Product.objects.get(title="Jam")
    assert (figures(found), found.state, found.done, found.rows) == ((1, 0, 0, 0), "done", 1, [])
    assert (jam.slug, jam.position, jam.folded) == ("jam", 8, "jam plums, sugar j-1")
    assert (jam.price, jam.sku, jam.tax_rate, jam.lead, jam.hidden, jam.way) == (450, "J-1", 700, 2880, True, "ask")
    assert (str(jam.category), variant(jam).stock, variant(jam).price) == ("Sweet", 12, None)


def test_the_same_file_again_changes_nothing(imported, looked):
    text = "title,category,price,sku,option 1,value 1\nCake,Sweet,24,,Size,Small\nCake,,36,L-1,,Large\nJam,,4.50,J,,\n"
    imported(text)
    before, revision = shelf(), Workspace.objects.get(slug="atelier").revision
    assert figures(imported(text)) == (0, 0, 2, 0)
    assert (shelf(), Workspace.objects.get(slug="atelier").revision) == (before, revision)


def test_what_is_exported_is_imported_as_it_is(imported, cast):
    """Export, then import: equal; also into a shop that is empty"""
    make_product("=SUM(A1)", 100, text="'=x\r\n+1", sku="-1", stock=3)
    make_sizes(sku="CAKE", way="ask", tax_rate=750, lead=90, hidden=True)
    make_product("Wedding", None, price_kind="request", category=Category.objects.create(title="@ home", slug="home"))
    make_product("Wedding", 5, slug="wedding-2")
    make_product("Gone", archived_at=NOW)
    file, before = exported(), shelf()
    assert figures(imported(file)) == (0, 0, 4, 0)
    assert shelf() == before
    Variant.objects.all().delete()
    Product.objects.all().delete()
    assert figures(imported(file)) == (4, 0, 0, 0)
    assert shelf() == before


def test_a_product_is_known_by_its_key_its_sku_or_its_title(imported):
    """Same key on a repeated import updates"""
    make_product("Cake", 100, slug="by-key"), make_product("Jam", 100, sku="J-1"), make_product("Tea", 100)
    sizes = make_sizes("Bread")
    Variant.objects.filter(product=sizes, choice="l").update(sku="B-L")
    found = imported(
        "product,title,price,sku,option 1,value 1\n"
        "by-key,Torte,1,,,\n,Plum jam,2,J-1,,\n,Tea,3,,,\n,Loaf,36,B-L,Size,Large\n"
    )
    assert figures(found) == (0, 4, 0, 0)
    assert list(Product.objects.values_list("title", "slug", "price").order_by("pk")) == [
        ("Torte", "by-key", 1 * 100),
        ("Plum jam", "jam", 200),
        ("Tea", "tea", 300),
        ("Loaf", "bread", 2400),
    ]


def test_what_could_mean_several_products_is_refused(imported):
    make_product("Cake", 100, sku="A"), make_product("Cake", 100, slug="cake-2"), make_product("Jam", 1, sku="A")
    found = imported("title,price,sku\nCake,5,\nTea,5,A\n")
    assert (figures(found), reasons(found)) == ((0, 0, 0, 2), [(2, "title", "ambiguous"), (3, "sku", "ambiguous")])


def test_two_products_of_a_file_never_mean_the_same_one(imported):
    make_product("Cake", 100, sku="A")
    found = imported("product,title,price,sku\n,Other,5,A\ncake,Cake,6,\n")
    assert (figures(found), reasons(found)) == ((0, 1, 0, 1), [(3, "title", "met")])
    assert Product.objects.get().price == 500


def test_products_of_one_title_stay_two(imported):
    text = "product,title,price\none,Cake,1\ntwo,Cake,2\n"
    imported(text)
    assert figures(imported(text)) == (0, 0, 2, 0)
    assert list(Product.objects.values_list("slug", "price")) == [("one", 100), ("two", 200)]


def test_an_address_that_is_taken_or_none_is_made_of_the_title(imported):
    make_product("Gone", archived_at=NOW)
    imported("product,title,price\ngone,Jam,1\ncart,Tea,1\nNo Slug!,Oil,1\n")
    assert list(Product.objects.filter(archived_at=None).values_list("slug", flat=True)) == ["jam", "tea", "oil"]


def test_stock_is_only_set_where_the_file_says_something(imported):
    """S10"""
    cake, jam = make_product("Cake", 100, stock=5), make_product("Jam", 100, stock=5)
    make_order(wanted(cake, 2))
    imported("title,price,stock\nCake,2,\nJam,2,9\n")
    assert (variant(cake).stock, variant(jam).stock) == (3, 9)


def test_an_import_takes_nothing_away(imported):
    """A file that names one size leaves the other as it is, at its price"""
    cake = make_sizes()
    imported("title,price,option 1,value 1\nCake,40,size,large\nCake,50,,Huge\n")
    rows = Variant.objects.filter(product=cake, archived_at=None).values_list("choice", "title", "price")
    assert list(rows) == [("s", "Small", None), ("l", "Large", 4000), ("huge", "Huge", 5000)]
    cake.refresh_from_db()
    assert (cake.price, cake.options[0].title) == (2400, "Size")


def test_other_options_take_the_place_of_those_there_are(imported):
    """S9: variants that are no more stay behind old orders"""
    cake = make_sizes()
    order = make_order(wanted(cake, choice="l"))
    imported("title,price,option 1,value 1,option 2,value 2\nCake,5,Weight,1 kg,Nuts,Ä\nCake,6,,1 kg,,ä?\n")
    rows = Variant.objects.filter(product=cake, archived_at=None).values_list("choice", "title", "price")
    assert list(rows) == [("1kg-a", "1 kg, Ä", None), ("1kg-a2", "1 kg, ä?", 600)]
    assert order.revisions.get().lines[0].choice == "Large"


@pytest.mark.parametrize(
    ("text", "column", "reason"),
    [
        ("title,category\nJam,Sweet\n", "price", "missing"),
        ("title,price\nJam,\n", "price", "missing"),
        ("title,price kind\nWedding,exact\n", "price", "missing"),
        ("title,stock\nCake,4\n", "option 1", "missing"),
        ("title,price,option 1,value 1\n" + "".join(f"Jam,1,Size,s{n}\n" for n in range(31)), "option 1", "many"),
        (
            "title,price,option 1,value 1,option 2,value 2\n"
            + "".join(f"Jam,1,A,a{n % 20},B,b{n // 20}\n" for n in range(101)),
            "option 1",
            "many",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_line(imported, text: str, column: str, reason: str):
    make_sizes(), make_product("Wedding", None, price_kind="request")
    before = shelf()
    found = imported(text)
    assert (reasons(found), figures(found)[:3], shelf()) == ([(2, column, reason)], (0, 0, 0), before)


def test_words_of_a_product_with_options_change_without_its_options(imported):
    make_sizes()
    found = imported("title,description\nCake,Soft\n")
    assert (figures(found), Product.objects.get().text, Variant.objects.filter(archived_at=None).count()) == (
        (0, 1, 0, 0),
        "Soft",
        2,
    )


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04x", b'title,price\nCake,"1\n', b"title\nCa\x00ke\n", b"name\nCake\n"]
)
def test_a_damaged_file_changes_nothing(looked, data: bytes):
    make_product("Cake", 2400)
    before = shelf()
    with pytest.raises(Damaged):
        looked(data)
    assert (shelf(), ProductImport.objects.count()) == (before, 0)


def test_a_second_look_takes_the_place_of_the_first(looked, cast):
    looked("title,price\nCake,1\n", "first.csv")
    running = looked("title,price\nTea,1\n", "second.csv")
    importing.start(upload=running, now=NOW)
    looked("title,price\nJam,1\n", "third.csv")
    assert sorted(ProductImport.objects.values_list("name", "state")) == [
        ("second.csv", "running"),
        ("third.csv", "checked"),
    ]


def many(number: int) -> str:
    return "title,price,category,stock\n" + "".join(f"P {n},{n}.50,C {n % 5},{n}\n" for n in range(number))


def test_a_list_is_put_in_by_batches_and_the_cards_hear_of_each_once(looked):
    found = looked(many(120))
    revision = Workspace.objects.get(slug="atelier").revision
    importing.start(upload=found, now=NOW)
    steps = []
    while filling._step(found.pk, NOW):
        found.refresh_from_db()
        steps.append((found.done, found.total, Product.objects.count()))
    found.refresh_from_db()
    assert (steps, found.state) == ([(50, 120, 50), (100, 120, 100)], "done")
    assert Workspace.objects.get(slug="atelier").revision == revision + 3
    assert (figures(found), Category.objects.count(), Variant.objects.get(product__title="P 7").stock) == (
        (120, 0, 0, 0),
        5,
        7,
    )


def test_killed_in_the_middle_it_goes_on_behind_the_last_batch(looked, monkeypatch):
    """Nothing twice, nothing half: the batch that was under way begins anew"""
    found = looked(many(120))
    importing.start(upload=found, now=NOW)
    filling._step(found.pk, NOW)
    put = filling.put

    def killed(workspace, entries):
        put(workspace, entries)
        raise KeyboardInterrupt

    monkeypatch.setattr(filling, "put", killed)
    with pytest.raises(KeyboardInterrupt):
        filling.fill.function(upload=found.pk)
    monkeypatch.undo()
    found.refresh_from_db()
    assert (found.done, found.state, Product.objects.count()) == (50, "running", 50)
    for _worker in range(2):
        filling.fill.function(upload=found.pk)
    found.refresh_from_db()
    assert (found.done, found.state, figures(found), Product.objects.count()) == (120, "done", (120, 0, 0, 0), 120)


def test_what_changed_between_the_look_and_the_import_is_seen(looked):
    found = looked("title,price\nCake,5\nJam,6\n")
    make_product("Cake", 500)
    make_product("Jam", 1), make_product("Jam", 2, slug="jam-2")
    importing.start(upload=found, now=NOW)
    outbox.perform_due()
    found.refresh_from_db()
    assert (figures(found), reasons(found)) == ((0, 0, 1, 1), [(3, "title", "ambiguous")])


def test_begun_once_and_anew_only_where_it_stopped(looked):
    found = looked(many(3))
    for now in (NOW, NOW, NOW + MOVES_WITHIN):
        importing.start(upload=found, now=now)
    assert begun() == 1
    importing.start(upload=found, now=NOW + 2 * MOVES_WITHIN)
    assert begun() == 2
    outbox.perform_due()
    importing.start(upload=found, now=NOW + 9 * MOVES_WITHIN)
    assert (begun(), Product.objects.count()) == (2, 3)


def test_only_what_has_not_begun_is_discarded(looked):
    found = looked(many(1))
    importing.start(upload=found, now=NOW)
    importing.discard(upload=found)
    assert ProductImport.objects.count() == 1
    importing.discard(upload=looked(many(2)))
    assert ProductImport.objects.get() == found


def test_a_look_costs_few_queries_however_long_the_list(looked, django_assert_max_num_queries):
    for number in range(60):
        make_product(f"P {number}", 50)
    with django_assert_max_num_queries(16):
        assert figures(looked(many(100))) == (40, 60, 0, 0)


@pytest.mark.proof
def test_two_thousand_products_come_in_and_come_in_again(imported):
    assert figures(imported(many(2_000))) == (2_000, 0, 0, 0)
    assert figures(imported(many(2_000))) == (0, 0, 2_000, 0)
    assert Product.objects.count() == 2_000
