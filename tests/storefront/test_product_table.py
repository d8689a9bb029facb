"""A file of products: rows to values and back, and every mistake with its line (S14)."""

from typing import Any

import pytest

from cardsite.kit import spreadsheet
from cardsite.kit.spreadsheet import Damaged
from storefront.models import Category, Product, Shop
from storefront.product_cells import CATEGORY_MAX, KINDS, SKU_MAX, TEXT_MAX, TITLE_MAX, WAYS
from storefront.product_table import COLUMNS, Mistake, Parsed, ProductRow, VariantRow, cells, differs, parse

CAKE = ProductRow(
    line=2,
    key="cake",
    fields={
        "title": "Cake",
        "category": "Sweet",
        "text": "Two\nlines",
        "price_kind": "from",
        "way": "cart",
        "tax_rate": 750,
        "lead": 2160,
        "hidden": True,
    },
    options=("Size", "Filling"),
    variants=(
        VariantRow(choice=("Small", "Jam"), price=2400, sku="C-1", stock=0),
        VariantRow(choice=("Large", "Nut"), price=123450),
    ),
)


def read(text: str, currency: str = "EUR", language: str = "en") -> Parsed:
    return parse(spreadsheet.read(text.encode()), currency, language)


def one(column: str, text: str, **over: Any) -> Any:
    """What a column with this cell says, of the product or of its variant; or the reasons against it."""
    parsed = read(f'title,{column}\nCake,"{text}"\n', **over)
    if parsed.mistakes:
        return [mistake.reason for mistake in parsed.mistakes]
    (product,) = parsed.products
    variant = product.variants[0].model_dump() | product.fields
    return variant[
        {"price kind": "price_kind", "description": "text", "tax rate": "tax_rate", "lead days": "lead"}.get(
            column, column
        )
    ]


@pytest.mark.parametrize(("currency", "language"), [("EUR", "en"), ("EUR", "de"), ("KWD", "es"), ("JPY", "en")])
def test_what_is_written_is_read_as_it_was(currency: str, language: str):
    point = "." if language == "en" else ","
    file = b"".join(spreadsheet.write(COLUMNS, cells(CAKE, currency), point=point))
    parsed = parse(spreadsheet.read(file), currency, language)
    assert (parsed.products, parsed.mistakes, parsed.unknown) == ([CAKE], [], [])


def test_values_as_a_person_reads_them():
    (first, second) = (dict(zip(COLUMNS, row, strict=True)) for row in cells(CAKE, "EUR"))
    assert [str(first[name]) for name in ("price", "tax rate", "lead days", "hidden")] == [
        "24.00",
        "7.5",
        "36 h",
        "yes",
    ]
    assert (second["price"] == 1234.5, second["sku"], second["stock"], second["option 3"]) == (True, "", None, "")


@pytest.mark.parametrize(
    ("text", "language", "minor"),
    [
        ("1,234.5", "en", 123450),
        ("1.234,5", "de", 123450),
        ("1.234,5", "en", 123450),
        ("12,50", "en", 1250),
        ("30", "de", 3000),
    ],
)
def test_amounts_are_read_by_the_members_language(text: str, language: str, minor: int):
    """S14"""
    assert one("price", text, language=language) == minor


@pytest.mark.parametrize(
    ("column", "text", "said"),
    [
        ("price", "", None),
        ("price", "12.505", ["money"]),
        ("price", "-1", ["money"]),
        ("price", "12 €", ["money"]),
        ("stock", "7", 7),
        ("stock", "", None),
        ("stock", "0", 0),
        ("stock", "1.5", ["number"]),
        ("stock", "٣", ["number"]),
        ("stock", "-1", ["number"]),
        ("stock", "1000001", ["number"]),
        ("tax rate", "19 %", 1900),
        ("tax rate", "7,5", 750),
        ("tax rate", "", None),
        ("tax rate", "100.01", ["rate"]),
        ("tax rate", "7.555", ["rate"]),
        ("lead days", "2", 2880),
        ("lead days", "36 h", 2160),
        ("lead days", "90 min", 90),
        ("lead days", "", None),
        ("lead days", "91", ["lead"]),
        ("lead days", "soon", ["lead"]),
        ("hidden", "YES", True),
        ("hidden", "", False),
        ("hidden", "maybe", ["yes"]),
        ("price kind", "", "exact"),
        ("price kind", "Request", "request"),
        ("price kind", "free", ["unknown"]),
        ("way", "ask", "ask"),
        ("way", "", ""),
        ("way", "shout", ["unknown"]),
        ("category", " Sweet  things ", "Sweet things"),
        ("category", "x" * 81, ["long"]),
        ("description", "x" * 5000, "x" * 5000),
        ("description", "one\r\ntwo", "one\ntwo"),
        ("sku", "x" * 41, ["long"]),
        ("sku", "a\x7fb", ["control"]),
    ],
)
def test_cells_and_what_is_wrong_with_them(column: str, text: str, said: Any):
    assert one(column, text) == said


def test_a_column_that_is_missing_says_nothing():
    assert read("title\nCake\n").products == [ProductRow(line=2, fields={"title": "Cake"}, variants=(VariantRow(),))]


def test_rows_of_one_key_are_one_product_and_the_first_says_what_it_is():
    parsed = read(
        "product,title,category,option 1,value 1,price\nc,Cake,Sweet,Size,Small,1\nj,Jam,,,,2\nc,,Ignored,,Large,3\n"
    )
    cake, jam = parsed.products
    assert (cake.key, cake.fields, cake.options) == ("c", {"title": "Cake", "category": "Sweet"}, ("Size",))
    assert [(one.choice, one.price) for one in cake.variants] == [(("Small",), 100), (("Large",), 300)]
    assert (jam.line, jam.options, parsed.mistakes) == (3, (), [])


def test_without_a_key_the_title_is_it():
    parsed = read("title,option 1,value 1\nCake,Size,Small\n Cake ,,Large\n")
    assert [one.choice for one in parsed.products[0].variants] == [("Small",), ("Large",)]


@pytest.mark.parametrize(
    ("rows", "mistakes"),
    [
        ("Cake,,,\n,,,9\n", [Mistake(3, "title", "missing")]),
        ("Cake,,,\nCake,,,\n", [Mistake(3, "title", "again")]),
        ("Cake,Size,s,\nCake,,S,\n", [Mistake(3, "title", "again")]),
        ("Cake,Size,,\n", [Mistake(2, "value 1", "choice")]),
        ("Cake,,Small,\n", [Mistake(2, "value 1", "choice", "Small")]),
        ("Cake,,,1,2\n", [Mistake(2, "", "surplus")]),
        ("Cake,,,x\nJam,,,y\n", [Mistake(2, "price", "money", "x"), Mistake(3, "price", "money", "y")]),
        (f"{'x' * 121},,,x\n", [Mistake(2, "title", "long", "x" * 60), Mistake(2, "price", "money", "x")]),
    ],
)
def test_every_mistake_has_its_line(rows: str, mistakes: list[Mistake]):
    assert read(f"title,option 1,value 1,price\n{rows}").mistakes == mistakes


def test_options_stand_without_a_gap_and_once():
    text = "title,option 1,value 1,option 2,value 2\nCake,,,Size,S\nJam,Size,S,size,L\n"
    assert [(one.line, one.column, one.reason) for one in read(text).mistakes] == [
        (2, "option 1", "options"),
        (2, "value 1", "choice"),
        (2, "value 2", "choice"),
        (3, "option 1", "options"),
    ]


def test_one_wrong_row_leaves_its_product_out_and_no_other():
    parsed = read("title,price,option 1,value 1\nCake,1,Size,S\nCake,x,,L\nJam,2,,\n")
    assert [one.fields["title"] for one in parsed.products] == ["Jam"]
    assert parsed.mistakes == [Mistake(3, "price", "money", "x")]


def test_a_sku_belongs_to_one_product():
    parsed = read("title,sku,option 1,value 1\nCake,A,Size,S\nCake,A,,L\nJam,B,,\nTea,A,,\n")
    assert [one.fields["title"] for one in parsed.products] == ["Cake", "Jam"]
    assert parsed.mistakes == [Mistake(5, "sku", "twice", "A")]


def test_a_title_that_two_products_have_names_neither():
    parsed = read("product,title\na,Cake\nb,Cake\nc,Jam\n")
    assert [(one.key, one.alone) for one in parsed.products] == [("a", False), ("b", False), ("c", True)]


def test_columns_nobody_knows_are_named_and_a_table_without_titles_is_none():
    assert read("title,Colour of box\nCake,red\n").unknown == ["colour of box"]
    with pytest.raises(Damaged) as damaged:
        read("name,price\nCake,1\n")
    assert damaged.value.reason == "title"


@pytest.mark.parametrize(
    ("over", "other"),
    [
        ({}, False),
        ({"fields": {"title": "Cake"}}, False),
        ({"fields": {"title": "Torte"}}, True),
        ({"fields": {"title": "Cake", "tax_rate": None}}, True),
        ({"options": ("SIZE", "filling")}, False),
        ({"options": ("Weight", "Filling")}, True),
        ({"variants": (VariantRow(choice=("small", "JAM")),)}, False),
        ({"variants": (VariantRow(choice=("Small", "Jam"), price=2400, sku="C-1", stock=0),)}, False),
        ({"variants": (VariantRow(choice=("Small", "Jam"), price=2500),)}, True),
        ({"variants": (VariantRow(choice=("Small", "Jam"), sku="C-2"),)}, True),
        ({"variants": (VariantRow(choice=("Small", "Jam"), stock=1),)}, True),
        ({"variants": (VariantRow(choice=("Large", "Jam")),)}, True),
        ({"options": (), "variants": (VariantRow(stock=1),)}, True),
        ({"options": (), "variants": (VariantRow(),)}, False),
    ],
)
def test_only_what_is_said_makes_a_difference(over: dict[str, Any], other: bool):
    assert differs(CAKE.model_copy(update=over), CAKE) is other


def test_the_words_and_lengths_of_a_file_are_those_of_the_models():
    fields: list[Any] = [Product._meta.get_field(name) for name in ("title", "text", "sku")]
    assert [field.max_length for field in fields] == [TITLE_MAX, TEXT_MAX, SKU_MAX]
    assert Category._meta.get_field("title").max_length == CATEGORY_MAX
    assert (tuple(Product.PriceKind.values), ("", *Shop.Way.values)) == (KINDS, WAYS)
