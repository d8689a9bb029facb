"""What a buyer may choose of a product, and what no form of ours sends (A45; S8, S9)."""

from itertools import permutations

import pytest
from django.http import QueryDict

from storefront.choosing import Wanted, again, choose, quantity
from storefront.models import Product, Variant
from storefront.refusals import Impossible, Wrong


def choices(*keys: str) -> list[dict[str, str]]:
    return [{"key": key, "title": key.upper()} for key in keys]


CAKE = Product(
    title="Cake",
    options_json=[
        {"key": "size", "title": "Size", "values": choices("s", "l")},
        {"key": "taste", "title": "Taste", "values": choices("v", "c")},
    ],
    addons_json=[
        {"key": "top", "title": "On top", "least": 1, "most": 2, "choices": choices("a", "b", "c")},
        {"key": "extra", "title": "Extra", "least": 0, "most": 1, "choices": choices("d")},
    ],
    writings_json=[
        {"key": "words", "label": "Words", "longest": 5, "required": True},
        {"key": "from", "label": "From", "longest": 5},
    ],
)
VARIANTS = [Variant(pk=number, choice=choice) for number, choice in enumerate(["s-v", "s-c", "l-v"], 1)]
"""A large one of chocolate does not exist."""

GOOD = "o-size=s&o-taste=c&a-top=b&t-words=Mia&quantity=2"


def chosen(**over: str) -> Wanted:
    """Of a form that is right but for `over`: a field, and what stands in it; "|" between several."""
    sent = QueryDict(GOOD, mutable=True)
    for name, value in over.items():
        sent.setlist(name.replace("_", "-", 1), value.split("|"))
    return choose(CAKE, VARIANTS, sent)


@pytest.mark.parametrize(("text", "number"), [("1", 1), ("999", 999), ("007", 7)])
def test_a_quantity_is_a_number_of_pieces(text, number):
    """S8"""
    assert quantity(text) == number


@pytest.mark.parametrize(
    "text", ["-1", "0", "000", "1e9", "1.5", "1,5", "٣", "²", "", " 1", "1 ", "+1", "1000", "1" * 5000, "0x1", "\x001"]
)
def test_everything_else_is_no_quantity(text):
    """A45"""
    with pytest.raises(Wrong):
        quantity(text)


def test_a_choice_is_a_variant_with_its_add_ons_and_words():
    """S8, S9: what the form does not ask is not kept"""
    made = chosen(a_top="c|a|c", a_extra="d", t_words="  Mia \n 8 ", t_from="", price="1", unit="1")
    assert made == Wanted(variant=2, quantity=2, addons=("top-c", "top-a", "extra-d"), texts={"words": "Mia 8"})


@pytest.mark.parametrize(
    ("over", "field", "words"),
    [
        ({"o_size": ""}, "o-size", "Choose: Size."),
        ({"o_size": "xl"}, "o-size", "Choose: Size."),
        ({"o_taste": "s"}, "o-taste", "Choose: Taste."),
        ({"o_size": "l"}, "o-taste", "There is none like this. Choose another."),
        ({"a_top": ""}, "a-top", "Choose at least 1."),
        ({"a_top": "a|b|c"}, "a-top", "Choose at most 2."),
        ({"a_top": "a|z"}, "a-top", "This is not offered any more. Choose again."),
        ({"a_extra": "a"}, "a-extra", "This is not offered any more. Choose again."),
        ({"t_words": "  "}, "t-words", "Write: Words."),
        ({"t_words": "Miaaaa"}, "t-words", "At most 5 characters; these are 6."),
        ({"t_from": "Miaaaa"}, "t-from", "At most 5 characters; these are 6."),
    ],
)
def test_a_combination_that_does_not_exist_is_refused_at_its_field(over, field, words):
    """S9: 422"""
    with pytest.raises(Impossible) as refused:
        chosen(**over)
    assert (refused.value.field, str(refused.value.reason)) == (field, words)


def test_the_same_choice_is_one_line_whatever_its_order():
    """S8"""
    keys = {
        Wanted(variant=1, quantity=number, addons=addons, texts={"a": "x", "b": "y"}).key
        for number, addons in enumerate(permutations(("top-a", "top-b", "extra-d")), 1)
    }
    others = {
        Wanted(variant=2, quantity=1, addons=("top-a",)).key,
        Wanted(variant=1, quantity=1, addons=("top-a",)).key,
        Wanted(variant=1, quantity=1, addons=("top-b",)).key,
        Wanted(variant=1, quantity=1, texts={"a": "top-a"}).key,
    }
    assert (len(keys), len(others)) == (1, 4)


def test_a_line_is_checked_again_against_the_product_of_today():
    """S7, S9"""
    line = chosen(a_top="a|b", quantity="3")
    assert again(line, CAKE, VARIANTS) == line
    parts = {name: getattr(CAKE, name) for name in ("options_json", "addons_json", "writings_json")}
    for product, variants in [
        (CAKE, [one for one in VARIANTS if one.pk != line.variant]),
        (Product(**(parts | {"addons_json": []})), VARIANTS),
        (Product(**(parts | {"writings_json": []})), VARIANTS),
    ]:
        with pytest.raises(Impossible):
            again(line, product, variants)


def test_groups_in_another_order_make_no_other_line():
    """S8"""
    line = chosen(a_top="a", a_extra="d")
    turned = Product(
        options_json=CAKE.options_json, addons_json=CAKE.addons_json[::-1], writings_json=CAKE.writings_json
    )
    assert again(line, turned, VARIANTS).key == line.key
