"""Files an owner downloads: products as an import reads them, orders with revisions and refunds (S24, A44)."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from storefront import fulfilling, paying, revising
from storefront.models import Shop
from storefront.owner import export_rows
from storefront.product_table import COLUMNS
from storefront.revising import Edited
from tests.storefront.stall import NOW, make_order, make_product, make_sizes, wanted

PRODUCTS, ORDERS = "/w/atelier/products/export.csv", "/w/atelier/orders/export.csv"


def table(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))


def of_kind(answer: Any, *kinds: str) -> list[dict[str, str]]:
    return [row for row in table(answer) if row["kind"] in kinds]


def test_products_are_a_file_with_a_row_for_each_variant(ada, shop):
    make_sizes(tax_rate=700, lead=2880, hidden=True, text="Soft, sweet", way="ask")
    make_product("Jam", 450, sku="J", stock=3)
    make_product("Gone", archived_at=NOW)
    answer = ada.get(PRODUCTS)
    assert answer.getvalue().decode("utf-8-sig").splitlines() == [
        ",".join(COLUMNS),
        'cake,Cake,,"Soft, sweet",24.00,exact,ask,,,7,2,yes,Size,Small,,,,',
        'cake,Cake,,"Soft, sweet",36.00,exact,ask,,,7,2,yes,Size,Large,,,,',
        "jam,Jam,,,4.50,exact,,J,3,,,no,,,,,,",
    ]
    assert (answer["Content-Type"], answer["Content-Disposition"]) == (
        "text/csv; charset=utf-8",
        'attachment; filename="atelier-products-2027-01-04.csv"',
    )


def test_amounts_are_written_by_the_members_language(ada, shop, cast):
    cast.ada.language = "de"
    cast.ada.save()
    make_product("Jam", 450)
    assert table(ada.get(PRODUCTS))[0]["price"] == "4,50"


def test_files_are_sent_piece_by_piece(ada, shop, monkeypatch):
    """No list is too long; equal places and whole pieces lose nothing."""
    monkeypatch.setattr(export_rows, "PIECE", 3)
    for number in range(9):
        make_product(f"P{number}", 100, position=number // 4)
    answer = ada.get(PRODUCTS)
    assert answer.streaming
    assert [row["title"] for row in table(answer)] == [f"P{number}" for number in range(9)]


def test_orders_show_every_revision_with_its_lines_and_sums(ada, shop, cast):
    """S24"""
    Shop.objects.update(zone="Asia/Tokyo")
    cake, jam = make_sizes(sku="CAKE"), make_product("Jam", 450)
    order = make_order(wanted(cake, 2, "l"), wanted(jam), name="Bea", phone="+447700900001", email="")
    lines = [Edited(at=0, quantity=1), Edited(at=1, quantity=1)]
    revising.revise(order=order, seen=1, lines=lines, delivery=0, discount=50, by=cast.ada, now=NOW, note="-1 cake")
    rows = of_kind(ada.get(ORDERS), "line", "sums")
    shown = ("revision", "current", "title", "choice", "sku", "quantity", "unit", "amount", "total")
    assert [tuple(row[name] for name in shown) for row in rows] == [
        ("1", "no", "Cake", "Large", "CAKE", "2", "36.00", "72.00", ""),
        ("1", "no", "Jam", "", "", "1", "4.50", "4.50", ""),
        ("1", "no", "", "", "", "", "", "76.50", "76.50"),
        ("2", "yes", "Cake", "Large", "CAKE", "1", "36.00", "36.00", ""),
        ("2", "yes", "Jam", "", "", "1", "4.50", "4.50", ""),
        ("2", "yes", "", "", "", "", "", "40.50", "40.00"),
    ]
    first, *_rest, last = rows
    buyer = ("number", "date", "state", "payment", "name", "phone", "currency", "handover")
    assert [first[name] for name in buyer] == [
        *("1001", "2027-01-04 17:00", "placed", "unpaid", "Bea", "(+44) 7700 900001", "EUR", "pickup"),
    ]
    assert (last["discount"], last["remark"]) == ("0.50", "'-1 cake")


def test_payments_and_refunds_are_rows_of_their_own(ada, shop, cast):
    """S24: what went away is a number below zero, never text"""
    order = make_order(wanted(make_product("Jam", 450)))
    fulfilling.accept(order=order, by=cast.ada, now=NOW)
    paying.mark_paid(order=order, key="p", by=cast.ada, now=NOW, method="=cash")
    paying.refund(order=order, amount=150, key="r", by=cast.ada, now=NOW + timedelta(days=1), note="@ the door")
    rows = of_kind(ada.get(ORDERS), "payment", "refund")
    shown = ("number", "kind", "date", "state", "payment", "total", "method", "remark", "revision")
    assert [tuple(row[name] for name in shown) for row in rows] == [
        ("1001", "payment", "2027-01-04 08:00", "accepted", "part_refunded", "4.50", "'=cash", "", ""),
        ("1001", "refund", "2027-01-05 08:00", "accepted", "part_refunded", "-1.50", "", "'@ the door", ""),
    ]


def test_no_word_of_a_buyer_is_computed(ada, shop):
    """A44"""
    evil = '=HYPERLINK("http://x")'
    cake = make_product("+Cake", 100, writings_json=[{"key": "t", "label": "@Text"}])
    make_order(wanted(cake, texts={"t": "=1"}), name=evil, note="\t=2", kind="pickup", address="＝3", email="")
    (row,) = of_kind(ada.get(ORDERS), "line")
    assert (row["name"], row["note"], row["address"], row["title"], row["texts"]) == (
        f"'{evil}",
        "'\t=2",
        "'＝3",
        "'+Cake",
        "'@Text: =1",
    )


def test_days_are_those_of_the_shops_clock(ada, shop):
    Shop.objects.update(zone="Asia/Tokyo")
    jam = make_product("Jam", 450)
    for hours in (0, 7, 31):
        make_order(wanted(jam), now=NOW + timedelta(hours=hours - 8))
    asked = ("", "?from=2027-01-05", "?to=2027-01-04", "?from=2027-01-04&to=2027-01-05", "?from=2027-02-01")
    numbers = [[row["number"] for row in of_kind(ada.get(ORDERS + query), "sums")] for query in asked]
    assert numbers == [["1001", "1002", "1003"], ["1003"], ["1001", "1002"], ["1001", "1002", "1003"], []]


@pytest.mark.parametrize(
    "query", ["from=yesterday", "to=2027-02-30", "from=20270101", "to=0001-01-01", "from=٢٠٢٧-01-01"]
)
def test_what_is_no_day_is_refused(ada, shop, query: str):
    assert ada.get(f"{ORDERS}?{query}").status_code == 400


def test_orders_cost_the_same_queries_however_many(ada, shop, django_assert_max_num_queries):
    jam = make_product("Jam", 450)
    for _one in range(12):
        make_order(wanted(jam))
    with django_assert_max_num_queries(9):
        assert len(table(ada.get(ORDERS))) == 24


def test_an_empty_shop_gives_the_columns(ada, shop):
    assert ada.get(PRODUCTS).getvalue().decode("utf-8-sig") == ",".join(COLUMNS) + "\r\n"
    assert ada.get(ORDERS).getvalue().decode("utf-8-sig") == ",".join(export_rows.ORDER_COLUMNS) + "\r\n"


def test_viewers_download_and_strangers_learn_nothing(shop, cast):
    make_order(wanted(make_product("Secret", 450, stock=7)))
    clients = [Client(), Client()]
    for client, user in zip(clients, (cast.vera, cast.cleo), strict=True):
        client.force_login(user)
    viewer, stranger = ([client.get(path) for path in (PRODUCTS, ORDERS)] for client in clients)
    assert [(answer.status_code, b"Secret" in answer.getvalue()) for answer in viewer] == [(200, True)] * 2
    assert [(answer.status_code, b"Secret" in answer.getvalue()) for answer in stranger] == [(404, False)] * 2
