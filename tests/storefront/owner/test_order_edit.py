"""Changing an order: rows without script, a look before saving, refusals that keep what was typed (S10, S13)."""

import re
from typing import Any

import pytest

from storefront import fulfilling, paying, revising
from storefront.models import Order, Revision, Shop
from storefront.revising import Edited
from tests.bookings.owner.seen import text
from tests.cast import Cast
from tests.storefront.stall import NOW, make_order, make_product, make_shop, variant, wanted
from workspaces.models import Effect
from workspaces.scoping import inside


def edit(order: Order) -> str:
    return f"/w/atelier/orders/{order.pk}/edit/"


def sent(*rows: dict[str, Any], **over: Any) -> dict[str, Any]:
    """The form with these lines."""
    fields = {f"lines-{at}-{name}": value for at, row in enumerate(rows) for name, value in row.items()}
    counts = {"lines-TOTAL_FORMS": len(rows), "lines-INITIAL_FORMS": 0}
    return {"act": "save", "seen": 1, "delivery": "", "discount": "", "note": "", **counts, **fields, **over}


def line(at: int = 0, quantity: Any = 1, unit: str = "24.00") -> dict[str, Any]:
    return {"at": at, "quantity": quantity, "unit": unit}


def rows_of(answer: Any) -> list[str]:
    return [form.name for form in answer.context["sheet"].rows.forms]


@pytest.fixture
def cake(shop):
    return make_product(stock=5)


@pytest.fixture
def order(cake) -> Order:
    """Of two cakes for 24.00 each, out of five."""
    return make_order(wanted(cake, 2), email="bea@buyer.example")


def test_the_form_holds_what_was_agreed(order, ada):
    html = ada.get(edit(order)).content.decode()
    found = dict(re.findall(r'name="(lines-0-\w+|seen|delivery|discount)"\s+value="([^"]*)"', html))
    assert found == {
        "seen": "1",
        "lines-0-at": "0",
        "lines-0-quantity": "2",
        "lines-0-unit": "24.00",
        "delivery": "0.00",
        "discount": "0.00",
    }


def test_a_look_shows_what_it_comes_to_and_saves_nothing(order, ada, cake):
    """S13"""
    answer = ada.post(edit(order), sent(line(quantity=3, unit="20"), act="look", discount="5"))
    order.refresh_from_db()
    assert (answer.status_code, order.total, order.revision, variant(cake).stock) == (200, 4800, 1, 3)
    assert "Goods €60 Discount −€5 Total €55 €7 more than now." in text(answer)
    assert 'value="20"' in answer.content.decode()


def test_a_change_is_saved_as_a_revision_and_told(order, ada, cake, cast):
    """S13: money, stock, history; the buyer's page shows it"""
    bread = make_product("Bread", 500)
    rows = (
        line(quantity=1),
        {"variant": variant(bread).pk, "quantity": 3, "unit": ""},
        {"title": "Box", "quantity": 1, "unit": "1.50"},
    )
    answer = ada.post(edit(order), sent(*rows, delivery="3", note="As agreed"), follow=True)
    order.refresh_from_db()
    newest = Revision.objects.get(order=order, number=2)
    assert [(one.title, one.quantity, one.amount) for one in newest.lines] == [
        ("Cake", 1, 2400),
        ("Bread", 3, 1500),
        ("Box", 1, 150),
    ]
    assert (order.total, order.delivery, newest.by, newest.note) == (4350, 300, cast.ada, "As agreed")
    assert variant(cake).stock == 4
    said = text(answer)
    assert "The order is changed. The buyer gets a mail." in said
    assert (
        "Changed by Ada: €48, now €43.50 Without 2 × Cake With 1 × Cake With 3 × Bread With 1 × Box “As agreed”" in said
    )
    assert answer.context["text"] == "revised"
    assert Effect.objects.filter(task="storefront.tasks.tell_buyer", arguments__verb="revised").count() == 1


def test_rows_are_added_and_removed_without_script(order, ada):
    """Nothing is saved by it, and what was typed stays"""
    bread = make_product("Bread", 500, stock=7)
    added = ada.post(edit(order), sent(line(), act="add product", product=variant(bread).pk, note="Why not"))
    by_hand = ada.post(edit(order), sent(line(), act="add lines"))
    removed = ada.post(edit(order), sent(line(quantity=9), line(), act="remove lines 0"))
    assert [rows_of(answer) for answer in (added, by_hand, removed)] == [["Cake", "Bread"], ["Cake", ""], ["Cake"]]
    assert "Bread, €5 (7 left)" in text(added)
    assert 'value="Why not"' in added.content.decode()
    assert [form["unit"].value() for form in added.context["sheet"].rows.forms] == ["24.00", "5.00"]
    assert removed.context["sheet"].rows.forms[0]["quantity"].value() == "1"
    assert all("Not saved yet." in text(answer) for answer in (added, by_hand, removed))
    assert [answer.context["sheet"].rows.total_error_count() for answer in (added, by_hand)] == [0, 0]
    assert Revision.objects.count() == 1


def test_a_blank_line_by_hand_is_no_line(order, ada):
    ada.post(edit(order), sent(line(), {"title": "", "quantity": "1", "unit": ""}))
    assert len(Revision.objects.get(number=2).lines) == 1


def test_a_line_is_never_more_than_an_order_can_hold(order, ada):
    """Also where no price is typed; an order that holds it could not be read any more"""
    gold = variant(make_product("Gold", 10**11))
    answer = ada.post(edit(order), sent(line(), {"variant": gold.pk, "quantity": 2, "unit": ""}))
    assert (answer.status_code, Revision.objects.count()) == (422, 1)
    assert "That is more than an order can hold." in text(answer)


def test_what_is_sold_on_request_needs_a_price(order, ada):
    """S0: it has none by itself, and must not go out for nothing"""
    tart = variant(make_product("Tart", None, price_kind="request"))
    added = ada.post(edit(order), sent(line(), act="add product", product=tart.pk))
    saved = ada.post(edit(order), sent(line(), {"variant": tart.pk, "quantity": 1, "unit": ""}))
    wrong = [one["target"] for one in saved.context["sheet"].errors()]
    assert (rows_of(added), saved.status_code, wrong) == (["Cake", "Tart"], 422, ["id_lines-1-unit"])


@pytest.mark.parametrize("chosen", ["", "0", "x", "²", "9" * 30])
def test_no_product_chosen_adds_none(order, ada, chosen):
    answer = ada.post(edit(order), sent(line(), act="add product", product=chosen))
    assert (answer.status_code, rows_of(answer)) == (422, ["Cake"])


def test_a_product_of_another_workspace_is_none(order, ada, cast: Cast):
    """A16: neither offered nor added nor saved"""
    with inside(cast.outpost):
        make_shop()
        foreign = variant(make_product("Cleo's secret", 1)).pk
    chosen = ada.post(edit(order), sent(line(), act="add product", product=foreign))
    saved = ada.post(edit(order), sent({"variant": foreign, "quantity": 1, "unit": "1"}))
    assert (chosen.status_code, saved.status_code, Revision.objects.count()) == (422, 422, 1)
    for answer in (chosen, saved, ada.get(edit(order))):
        assert "secret" not in answer.content.decode()


def test_a_change_over_another_is_refused_and_kept(order, ada, cast):
    """S13: 409; the lines still are those that were looked at"""
    lines = [Edited(title="New thing", unit=100, quantity=1)]
    revising.revise(order=order, seen=1, lines=lines, delivery=0, discount=0, by=cast.ben, now=NOW)
    answers = [ada.post(edit(order), sent(line(quantity=4), act=act, note="Mine")) for act in ("save", "look")]
    assert [answer.status_code for answer in answers] == [409, 409]
    for answer in answers:
        assert "Somebody changed this order while you did. Nothing of yours is saved yet." in text(answer)
        assert (rows_of(answer), 'value="Mine"' in answer.content.decode()) == (["Cake"], True)
    assert Revision.objects.count() == 2


def test_what_is_short_is_named_and_nothing_is_taken(order, ada, cake):
    """S10: 409"""
    answer = ada.post(edit(order), sent(line(quantity=6)))
    assert (answer.status_code, variant(cake).stock, Revision.objects.count()) == (409, 3, 1)
    assert "Not saved: there is not enough left. Cake: only 5 left." in text(answer)
    assert 'value="6"' in answer.content.decode()


@pytest.mark.parametrize("rows", [[], [line(quantity=0)]])
def test_an_order_keeps_a_line(order, ada, rows):
    answer = ada.post(edit(order), sent(*rows))
    assert (answer.status_code, Revision.objects.count()) == (422, 1)
    assert "Nothing would be left of the order." in text(answer)


@pytest.mark.parametrize(
    ("row", "over", "fields"),
    [
        (line(quantity="1000"), {}, ["lines-0-quantity"]),
        (line(quantity="-1"), {}, ["lines-0-quantity"]),
        (line(unit="1.005"), {}, ["lines-0-unit"]),
        (line(quantity=999, unit="900000000"), {}, ["lines-0-unit"]),
        ({"title": "", "quantity": 1, "unit": "1"}, {}, ["lines-0-title"]),
        ({"title": "Box", "quantity": 1, "unit": ""}, {}, ["lines-0-unit"]),
        (line(), {"delivery": "free"}, ["delivery"]),
        (line(), {"discount": "10%"}, ["discount"]),
        (line(), {"note": "x" * 301}, ["note"]),
    ],
)
def test_a_wrong_field_is_named(order, ada, row, over, fields):
    """rule 22; S14"""
    answer = ada.post(edit(order), sent(row, **over))
    wrong = [one["target"].removeprefix("id_") for one in answer.context["sheet"].errors()]
    assert (answer.status_code, wrong, Revision.objects.count()) == (422, fields, 1)


@pytest.mark.parametrize("at", ["7", "x", "-1"])
def test_a_line_that_is_not_there_is_refused(order, ada, at):
    answer = ada.post(edit(order), sent({"at": at, "quantity": 1, "unit": "1", "title": ""}))
    assert (answer.status_code, Revision.objects.count()) == (422, 1)


@pytest.mark.parametrize(("over", "status"), [({"act": "destroy"}, 400), ({"seen": "9"}, 404), ({"seen": "x"}, 422)])
def test_what_no_page_sends_changes_nothing(order, ada, over, status):
    assert (ada.post(edit(order), sent(line(quantity=1), **over)).status_code, Revision.objects.count()) == (status, 1)


def test_a_finished_order_is_not_changed(order, ada, cast):
    """S12: 409; its page offers no change"""
    fulfilling.decline(order=order, by=cast.ada, now=NOW)
    assert ada.get(edit(order)).status_code == 302
    answer = ada.post(edit(order), sent(line()))
    assert (answer.status_code, Revision.objects.count()) == (409, 1)
    assert "This order was declined. That is final" in text(answer)


def test_a_paid_order_says_what_is_to_pay_or_to_give_back(order, ada, cast):
    """S13: the money of a revision"""
    paying.mark_paid(order=order, key="p", by=cast.ada, now=NOW)
    dearer = ada.post(edit(order), sent(line(quantity=3)), follow=True)
    assert "€24 is still to be paid." in text(dearer)
    cheaper = ada.post(edit(order), sent(line(quantity=1), seen=2), follow=True)
    assert "€24 more was paid than the order costs now. Give it back." in text(cheaper)


def test_the_language_of_typing_is_the_members(order, ada, cast):
    """S14: "1.234,5" in German"""
    cast.ada.language = "de"
    cast.ada.save()
    ada.post(edit(order), sent(line(unit="1.234,5")))
    order.refresh_from_db()
    assert order.total == 123_450


def test_editors_alone_change_orders(order, cast, client):
    """rule 5"""
    client.force_login(cast.vera)
    assert [client.get(edit(order)).status_code, client.post(edit(order), sent(line())).status_code] == [403, 403]
    assert Shop.objects.exists()
