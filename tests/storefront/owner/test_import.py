"""The owner's pages of an import: a file is sent, looked at, put in and reported (S14)."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from storefront.models import Product, ProductImport, Shop
from storefront.owner.import_words import COLUMNS
from tests.bookings.owner.seen import text
from tests.storefront.stall import NOW, make_product
from workspaces import outbox

IMPORT = "/w/atelier/products/import/"
GOODS = "title,price,colour\nCake,30\nJam,4.50\nTea,4.505\n,9\n"


def send(client: Client, data: str | bytes, name: str = "goods.csv") -> Any:
    file = SimpleUploadedFile(name, data if isinstance(data, bytes) else data.encode(), "text/csv")
    return client.post(IMPORT, {"file": file})


def page() -> str:
    return f"{IMPORT}{ProductImport.objects.get().pk}/"


def products() -> list[tuple[str, int | None]]:
    return list(Product.objects.values_list("title", "price"))


def test_the_page_says_what_stands_in_a_file(ada, shop):
    said = text(ada.get(IMPORT))
    assert [name for name, _meaning in COLUMNS if name not in said] == []
    assert "nothing happens before you say so" in said


def test_a_file_is_looked_at_before_anything_changes(ada, shop):
    """The dry run: figures, and every wrong row with its line"""
    make_product("Cake", 2400)
    answer = send(ada, GOODS)
    assert (answer.status_code, answer["Location"]) == (302, page())
    said = text(ada.get(page()))
    assert "goods.csv Nothing is changed yet." in said
    assert "New 1 product Changed 1 product As they are 0 products Refused 2 mistakes, see below" in said
    assert "Columns left out colour" in said
    assert "Line 4 price “4.505” is no amount in EUR. Write it like 12.50." in said
    assert "Line 5 title The title is missing." in said
    assert "Import the valid rows only" in said
    assert products() == [("Cake", 2400)]


def test_the_import_runs_and_reports(ada, shop):
    make_product("Cake", 2400)
    send(ada, GOODS)
    answer = ada.post(page(), {"act": "import"}, follow=True)
    assert "0 of 2 products are in. You may leave this page: the import goes on. Look again" in text(answer)
    assert b'hx-trigger="every 2s"' in answer.content
    outbox.perform_due()
    answer = ada.get(page())
    assert "The import is done. New 1 product Changed 1 product" in text(answer)
    assert "See the products" in text(answer)
    assert b"hx-trigger" not in answer.content
    assert products() == [("Cake", 3000), ("Jam", 450)]


def test_the_piece_that_asks_for_itself_says_when_it_is_done(ada, shop):
    send(ada, GOODS)
    ada.post(page(), {"act": "import"})
    running = ada.get(page(), headers={"HX-Request": "true"}).content.decode()
    outbox.perform_due()
    done = ada.get(page(), headers={"HX-Request": "true"}).content.decode()
    assert [("<html" in piece, 'id="import"' in piece, "hx-swap-oob" in piece) for piece in (running, done)] == [
        (False, True, False),
        (False, True, True),
    ]


def test_tapped_twice_it_is_done_once(ada, shop):
    send(ada, "title,price\nCake,1\n")
    for _tap in range(2):
        ada.post(page(), {"act": "import"})
    outbox.perform_due()
    ada.post(page(), {"act": "import"})
    outbox.perform_due()
    assert (products(), ProductImport.objects.get().report["new"]) == ([("Cake", 100)], 1)


def test_what_has_stopped_goes_on_by_hand(ada, shop, clock):
    send(ada, "title,price\nCake,1\n")
    ada.post(page(), {"act": "import"})
    assert "Go on" not in text(ada.get(page()))
    clock.shift(180)
    assert "It has not moved for a while." in text(ada.get(page()))
    ada.post(page(), {"act": "import"})
    assert "Go on" not in text(ada.get(page()))


def test_a_file_without_changes_offers_none(ada, shop):
    make_product("Cake", 100)
    send(ada, "title,price\nCake,1\n")
    said = text(ada.get(page()))
    assert ("Nothing would change" in said, "Import the valid" in said, "As they are 1 product" in said) == (
        True,
        False,
        True,
    )


def test_a_file_is_forgotten(ada, shop):
    send(ada, "title,price\nCake,1\n")
    answer = ada.post(page(), {"act": "discard"}, follow=True)
    assert "The file is forgotten. Nothing was changed." in text(answer)
    assert (ProductImport.objects.count(), products()) == (0, [])


def test_what_runs_is_not_forgotten(ada, shop):
    send(ada, "title,price\nCake,1\n")
    ada.post(page(), {"act": "import"})
    assert ada.post(page(), {"act": "discard"}).status_code == 409
    assert ProductImport.objects.count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04x", "This is a workbook of a spreadsheet program. Save it there as CSV and send that."),
        (b"title,price\nCa\x00ke,1\n", "Line 2: This is no table in text. Save it as CSV and send that."),
        (b'title,price\nCake,1\nJam,"2\n', "Line 3: A quotation mark opens a text and does not close it."),
        (b"name\nCake\n", "No column is called title. The first line must name the columns."),
        (b"x" * 5_000_001, "The file is larger than 5 MB. Split it into several."),
        (b"", "The file is empty. Choose another one."),
    ],
)
def test_a_damaged_file_is_refused_in_words(ada, shop, data: bytes, words: str):
    make_product("Cake", 2400)
    answer = send(ada, data)
    assert (answer.status_code, words in text(answer)) == (422, True)
    assert (ProductImport.objects.count(), products()) == (0, [("Cake", 2400)])


def test_rows_are_pasted_as_a_spreadsheet_copies_them(ada, shop):
    """By tabs; what cannot be read is refused at its field and stays there"""
    ada.post(IMPORT, {"table": "title\tprice\r\nCake, large\t30\r\n"})
    ada.post(page(), {"act": "import"})
    outbox.perform_due()
    assert products() == [("Cake, large", 3000)]
    answer = ada.post(IMPORT, {"table": "Cake\t30"})
    assert (answer.status_code, "No column is called title." in text(answer)) == (422, True)
    assert b"Cake\t30</textarea>" in answer.content


def test_no_file_is_refused_in_words(ada, shop):
    answer = ada.post(IMPORT, {})
    assert (answer.status_code, "Choose a file first." in text(answer)) == (422, True)


def test_amounts_are_read_by_the_members_language(ada, shop, cast):
    """S14"""
    cast.ada.language = "de"
    cast.ada.save()
    send(ada, 'title;price\nCake;1.234,5\nJam;"12,50"\n')
    ada.post(page(), {"act": "import"})
    outbox.perform_due()
    assert products() == [("Cake", 123450), ("Jam", 1250)]


def test_only_the_first_mistakes_are_shown(ada, shop):
    send(ada, "title,price\n" + "".join(f"P{n},x\n" for n in range(103)))
    said = text(ada.get(page()))
    assert ("Line 101 price" in said, "Line 102 price" in said, "and 3 more" in said) == (True, False, True)


def test_hostile_words_of_a_file_are_shown_as_text(ada, shop):
    send(ada, "title,price,<b>x</b>\n<img src=x>,<script>1</script>\n", "<i>.csv")
    content = ada.get(page()).content
    assert [mark in content for mark in (b"<script>1", b"<b>x", b"<i>.csv")] == [False, False, False]
    assert b"&lt;script&gt;1" in content


@pytest.mark.parametrize("form", [{}, {"act": "all"}])
def test_an_unknown_act_is_refused(ada, shop, form):
    send(ada, "title,price\nCake,1\n")
    assert (ada.post(page(), form).status_code, ProductImport.objects.get().state) == (400, "checked")


def test_too_many_files_an_hour_are_too_many(ada, shop):
    statuses = [send(ada, "title\n").status_code for _file in range(61)]
    assert (statuses[0], statuses[-2:]) == (302, [302, 429])


def test_viewers_import_nothing(shop, cast):
    client = Client()
    client.force_login(cast.vera)
    found = ProductImport.objects.create(name="secret.csv", at=NOW)
    answers = [client.get(IMPORT), client.get(f"{IMPORT}{found.pk}/"), send(client, "title,price\nCake,1\n")]
    answers.append(client.post(f"{IMPORT}{found.pk}/", {"act": "import"}))
    assert [(answer.status_code, b"secret" in answer.content) for answer in answers] == [(403, False)] * 4
    assert (products(), ProductImport.objects.get().state) == ([], "checked")


def test_without_a_shop_one_is_opened_first(ada):
    assert Shop.objects.count() == 0
    assert ada.get(IMPORT)["Location"] == "/w/atelier/shop/"
