"""Options, variants, add-ons and texts of a product, row by row and without script (S9)."""

from typing import Any

import pytest

from storefront.models import Product, Variant
from storefront.offer import AddonGroup, Choice, Option, Writing
from tests.bookings.owner.seen import text
from tests.storefront.owner.product_sent import FORM, page, post, sent, stored
from tests.storefront.stall import make_order, make_product, make_sizes, variant, wanted

CANDLES = AddonGroup(key="c", title="Candles", most=2, choices=(Choice(key="a", title="Plain", price=150),))
NAME = Writing(key="w", label="Name", longest=30)


@pytest.fixture
def cake(shop) -> Product:
    """In two sizes, with candles and a name on it."""
    parts = {"addons_json": [CANDLES.model_dump(mode="json")], "writings_json": [NAME.model_dump(mode="json")]}
    made = make_sizes("Cake", **parts)
    Variant.objects.filter(choice="s").update(stock=5)
    return made


def offered(product: Product) -> list[tuple[str, int | None, int | None]]:
    rows = Variant.objects.filter(product=product, archived_at=None)
    return list(rows.values_list("title", "price", "stock"))


def titles(answer: Any) -> list[str]:
    """Combinations in the table shown."""
    return [form.title for form in answer.context["sheet"].table.forms]


def test_an_option_is_made_row_by_row_and_its_variants_shown_before_saving(ada, shop):
    """Nothing is saved on the way; keys given on the way are those that are saved."""
    product = make_product("Cake", stock=7)
    answer = post(ada, product, act="add options")
    (option,) = answer.context["sheet"].offer.options.forms
    key = option["key"].value()
    rows_there = len(option.inner.forms)
    assert (answer.context["open"], rows_there, key in answer.content.decode()) == ({"options"}, 2, True)
    assert "Not saved yet." in text(answer)
    assert "Write what differs" not in text(answer)
    rows: dict[str, Any] = {f"values_{key}-TOTAL_FORMS": 2, f"values_{key}-INITIAL_FORMS": 0}
    rows |= {f"values_{key}-0-title": "Small", f"values_{key}-1-title": "Large"}
    typed = {"options-TOTAL_FORMS": 1, "options-0-key": key, "options-0-title": "Size"} | rows
    shown = post(ada, product, **typed, act="show variants")
    small, large = shown.context["sheet"].table.forms
    assert (titles(shown), offered(product)) == (["Small", "Large"], [("", None, 7)])
    keys = {f"values_{key}-0-key": small.choice, f"values_{key}-1-key": large.choice}
    table = {f"variant-{large.choice}-price": "36", f"variant-{large.choice}-stock": "2"}
    table |= {
        f"variant-{one}-{name}": value for one in keys.values() for name, value in (("offered", "on"), ("seen", ""))
    }
    table |= {f"variant-{small.choice}-{name}": "" for name in ("price", "stock", "sku")}
    post(ada, product, **typed, **keys, **{f"variant-{large.choice}-sku": "L"}, **table)
    assert offered(product) == [("Small", None, None), ("Large", 3600, 2)]
    assert [one.key for one in stored(product).options] == [key]
    assert Variant.objects.get(title="Large").sku == "L"


def test_saved_at_once_every_combination_is_offered(ada, shop):
    product = make_product("Cake")
    rows = {"values_x__TOTAL_FORMS": 2, "values_x__INITIAL_FORMS": 0, "options__TOTAL_FORMS": 1}
    titled = {"values_x__0__title": "Small", "values_x__1__title": "Large"}
    post(ada, product, **rows, **titled, options__0__key="x", options__0__title="Size")
    assert offered(product) == [("Small", None, None), ("Large", None, None)]


def test_keys_stay_with_their_rows(ada, cake):
    """Carts and variants refer to them: renamed and moved, it is the same variant with its stock."""
    before = {one.choice: one.pk for one in Variant.objects.all()}
    post(
        ada,
        cake,
        values_size__0__key="l",
        values_size__0__title="Big",
        values_size__1__key="s",
        values_size__1__title="Tiny",
    )
    assert stored(cake).options == (
        Option(key="size", title="Size", values=(Choice(key="l", title="Big"), Choice(key="s", title="Tiny"))),
    )
    assert offered(cake) == [("Big", 3600, None), ("Tiny", None, 5)]
    assert {one.choice: one.pk for one in Variant.objects.all()} == before


def test_a_new_value_gets_a_key_of_its_own_whatever_was_sent(ada, cake):
    rows = {"values_size__TOTAL_FORMS": 4, "values_size__2__title": "Huge", "values_size__2__key": "s"}
    post(ada, cake, **rows, values_size__3__title="", values_size__3__key="")
    small, large, huge = stored(cake).options[0].values
    assert ((small.key, large.key), huge.title, len(huge.key)) == (("s", "l"), "Huge", 8)
    assert [title for title, _price, _stock in offered(cake)] == ["Small", "Large", "Huge"]


@pytest.mark.parametrize(
    ("act", "order"),
    [
        ("up values_size 1", ["Large", "Small"]),
        ("down values_size 0", ["Large", "Small"]),
        ("remove values_size 0", ["Large"]),
        ("remove options 0", [""]),
    ],
)
def test_moved_and_removed_without_script(ada, cake, act, order):
    answer = post(ada, cake, act=act)
    assert (titles(answer), len(offered(cake))) == (order, 2)


def test_a_variant_left_out_keeps_old_orders_and_comes_back_with_its_past(ada, cake, card):
    """S9"""
    order = make_order(wanted(cake, 2, "s"), card=card)
    small = variant(cake, "s")
    post(ada, cake, variant__s__offered=False)
    assert offered(cake) == [("Large", 3600, None)]
    line = order.revisions.get().lines[0]
    assert (line.title, line.choice, line.variant) == ("Cake", "Small", small.pk)
    shown = ada.get(page(cake)).context["sheet"].table.forms
    assert [(form.title, form.is_offered) for form in shown] == [("Small", False), ("Large", True)]
    post(ada, cake, variant__s__offered=True)
    assert (offered(cake)[0], variant(cake, "s").pk) == (("Small", None, 3), small.pk)


def test_a_value_taken_away_archives_its_variant(ada, cake, card):
    """S9: deleting a variant keeps old orders intact"""
    order = make_order(wanted(cake, 1, "s"), card=card)
    post(ada, cake, values_size__TOTAL_FORMS=1, values_size__0__key="l", values_size__0__title="Large")
    assert (offered(cake), order.revisions.get().lines[0].choice) == ([("Large", 3600, None)], "Small")
    assert Variant.objects.get(choice="s").archived_at is not None


def test_stocks_of_variants_sold_meanwhile_are_not_overwritten(ada, cake, card):
    """S10"""
    typed = sent(cake, variant__s__stock="9", variant__l__stock="8")
    make_order(wanted(cake, 2, "s"), card=card)
    answer = ada.post(page(cake), typed.urlencode(), FORM)
    assert (answer.status_code, offered(cake)) == (409, [("Small", None, 3), ("Large", 3600, None)])
    assert "Meanwhile it became 3" in text(answer)
    assert answer.context["open"] == {"options"}


def many(*lengths: int) -> dict[str, Any]:
    """Options with so many values each."""
    typed: dict[str, Any] = {"options__TOTAL_FORMS": len(lengths)}
    for number, length in enumerate(lengths):
        typed |= {f"options__{number}__key": f"o{number}", f"options__{number}__title": f"Option {number}"}
        typed |= {f"values_o{number}__TOTAL_FORMS": length, f"values_o{number}__INITIAL_FORMS": 0}
        typed |= {f"values_o{number}__{value}__title": f"V{number}-{value}" for value in range(length)}
    return typed


def test_a_hundred_variants_are_the_most(ada, shop):
    """S9: some can be left out; of very many the table is not drawn"""
    product = make_product("Cake")
    assert post(ada, product, **many(10, 10)).status_code == 302
    assert len(offered(product)) == 100
    product = make_product("Roll")
    for lengths, number, rows in (((11, 11), 121, 121), ((30, 30, 30), 27_000, 0)):
        answer = post(ada, product, **many(*lengths))
        assert (answer.status_code, len(titles(answer)), len(offered(product))) == (422, rows, 1)
        assert f"These options make {number} variants; 100 are the most." in text(answer)


def test_none_offered_is_refused(ada, cake):
    answer = post(ada, cake, variant__s__offered=False, variant__l__offered=False)
    assert (answer.status_code, len(offered(cake))) == (422, 2)
    assert "Offer one variant at least, or hide the product." in text(answer)


def test_addons_and_texts_are_saved_as_they_were_typed(ada, cake):
    rows = {"choices_c__TOTAL_FORMS": 2, "choices_c__1__title": "Sparkler", "choices_c__1__price": "2,5"}
    post(
        ada,
        cake,
        **rows,
        addons__0__least="1",
        writings__0__required=True,
        writings__0__price="1",
        writings__0__longest="20",
    )
    (group,) = stored(cake).addons
    assert (group.key, group.title, group.least, group.most) == ("c", "Candles", 1, 2)
    assert [(one.title, one.price) for one in group.choices] == [("Plain", 150), ("Sparkler", 250)]
    assert (group.choices[0].key, len(group.choices[1].key)) == ("a", 8)
    assert stored(cake).writings == (NAME.model_copy(update={"required": True, "price": 100, "longest": 20}),)


def test_blank_new_rows_are_no_rows(ada, cake):
    """Added and left alone: an option with two blank values, a text."""
    data = sent(cake)
    for act in ("add options", "add addons", "add writings"):
        answer = ada.post(page(cake), _with(data, act), FORM)
        sheet = answer.context["sheet"]
        data = sheet.form.data.copy()
    data.pop("act")
    assert ada.post(page(cake), data.urlencode(), FORM).status_code == 302
    product = stored(cake)
    assert (len(product.options), product.addons, product.writings) == (1, (CANDLES,), (NAME,))


def _with(data: Any, act: str) -> str:
    asked = data.copy()
    asked["act"] = act
    return str(asked.urlencode())


@pytest.mark.parametrize(
    ("typed", "part", "said"),
    [
        ({"options__0__title": ""}, "options", "Write what differs, for example Size, or remove it."),
        ({"values_size__0__title": ""}, "options", "Write it, for example Small, or remove it."),
        ({"values_size__0__title": "large"}, "options", "Two lines below it are the same. Change one."),
        ({"variant__l__price": "much"}, "options", "Write an amount like 30.00."),
        ({"variant__l__stock": "-1"}, "options", "At least 0."),
        (many(1, 1, 1, 1), "options", "Three options are the most. Remove one."),
        ({"addons__0__least": "2"}, "addons", "There are not so many to choose from."),
        ({"addons__0__least": "3"}, "addons", "Not less than “At least”."),
        ({"choices_c__0__price": "-1"}, "addons", "Write an amount like 30.00."),
        ({"writings__0__label": ""}, "writings", "Write what is asked for, or remove it."),
        ({"writings__0__longest": "201"}, "writings", "At most 200."),
    ],
)
def test_refused_in_an_open_part(ada, cake, typed, part, said):
    before = (stored(cake).options, stored(cake).addons, stored(cake).writings, offered(cake))
    answer = post(ada, cake, **typed)
    assert (answer.status_code, said in text(answer)) == (422, True)
    assert answer.context["open"] == {part}
    assert (stored(cake).options, stored(cake).addons, stored(cake).writings, offered(cake)) == before


def test_a_form_without_its_counts_is_refused(ada, cake):
    """Rule 32: what no page of ours sends changes nothing"""
    answer = ada.post(page(cake), {"title": "Mallory"})
    assert (answer.status_code, stored(cake).title) == (422, "Cake")
