"""Delivery zones row by row and without script, and which one an address falls into (S17)."""

from typing import Any

import pytest
from django.test import Client

from storefront.models import DeliveryZone, Shop
from tests.bookings.owner.seen import text
from tests.storefront.stall import make_zone

PAGE = "/w/atelier/shop/delivery/"
NEAR = {"title": "Headingley", "names": "LS6", "fee": "3", "minimum": "15.00", "free_over": "40"}
FAR = {"title": "Leeds", "names": "LS", "fee": "4.50"}


def rows(*typed: dict[str, str], act: str = "save") -> dict[str, str]:
    """As a browser sends them."""
    form = {"act": act, "zones-TOTAL_FORMS": str(len(typed)), "zones-INITIAL_FORMS": "0"}
    for number, row in enumerate(typed):
        form |= {f"zones-{number}-{name}": value for name, value in ({"kind": "postcode"} | row).items()}
        form[f"zones-{number}-ORDER"] = str(number + 1)
    return form


def kept() -> list[tuple[Any, ...]]:
    return list(DeliveryZone.objects.values_list("title", "kind", "names", "fee", "minimum", "free_over"))


def test_zones_are_kept_in_the_order_of_their_priority(ada: Client, shop):
    """S17; a blank row is none, an empty fee is free"""
    park = {"title": "The park", "kind": "area", "names": "Old  Town,\nnew-town; old town\r\n", "free_over": "0"}
    assert ada.post(PAGE, rows(NEAR, {"names": ""}, FAR, park))["Location"] == PAGE
    assert kept() == [
        ("Headingley", "postcode", ["LS6"], 300, 1500, 4000),
        ("Leeds", "postcode", ["LS"], 450, 0, None),
        ("The park", "area", ["Old Town", "new-town"], 0, 0, 0),
    ]


def test_what_is_kept_stands_in_the_form_so_that_saving_changes_nothing(ada: Client, shop):
    ada.post(PAGE, rows(NEAR, FAR))
    before = kept()
    page = ada.get(PAGE).content.decode()
    assert [f'value="{amount}"' in page for amount in ("3.00", "15.00", "40.00", "4.50")] == [True] * 4
    ada.post(PAGE, rows(NEAR | {"fee": "3.00", "free_over": "40.00"}, FAR))
    assert kept() == before


@pytest.mark.parametrize(
    ("act", "titles"),
    [
        ("add zones", ["Headingley", "Leeds"]),
        ("up zones 1", ["Leeds", "Headingley"]),
        ("down zones 0", ["Leeds", "Headingley"]),
        ("remove zones 0", ["Leeds"]),
    ],
)
def test_an_act_shows_the_rows_so_changed_and_saves_nothing(ada: Client, shop, act: str, titles: list[str]):
    """Without script too"""
    answer = ada.post(PAGE, rows(NEAR, FAR, act=act))
    html = answer.content.decode()
    found = sorted((title for title in ("Headingley", "Leeds") if f'value="{title}"' in html), key=html.index)
    assert (answer.status_code, found, kept()) == (200, titles, [])
    assert "Not saved yet." in text(answer)
    assert ('name="zones-2-title"' in html) == (act == "add zones")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"title": ""}, "Write what buyers call it, or remove it."),
        ({"names": " ,\n- "}, "Write one postcode or area at least."),
        ({"names": "x" * 41}, "At most 200, each of 40 characters."),
        ({"names": ",".join(f"LS{number}" for number in range(201))}, "At most 200, each of 40 characters."),
        ({"fee": "much"}, "Write an amount like 30.00."),
        ({"fee": "3.005"}, "Write an amount like 30.00."),
        ({"free_over": "-1"}, "Write an amount like 30.00."),
        ({"kind": "planet"}, "Select a valid choice."),
    ],
)
def test_what_makes_no_sense_is_refused_beside_what_was_typed(ada: Client, shop, wrong: dict[str, str], said: str):
    """S14: excess decimals are refused, not rounded"""
    make_zone("Before")
    answer = ada.post(PAGE, rows(FAR, NEAR | wrong))
    assert (answer.status_code, said in text(answer), [row[0] for row in kept()]) == (422, True, ["Before"])
    assert 'value="4.50"' in answer.content.decode()


def test_fifty_zones_are_the_most(ada: Client, shop):
    answer = ada.post(PAGE, rows(*(FAR | {"title": f"Zone {number}"} for number in range(51))))
    assert (answer.status_code, "Fifty zones are the most. Remove one." in text(answer), kept()) == (422, True, [])


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("LS6 3BJ", "LS6 3BJ → Headingley , €3, free from €40, minimum €15"),
        ("ls-6", "ls-6 → Headingley , €3, free from €40, minimum €15"),
        ("LS1 4AB", "LS1 4AB → Leeds , €4.50"),
        ("old town", "old town → The park , free"),
        ("YO1", "YO1 is in no zone: nothing is delivered there."),
    ],
)
def test_an_address_is_tried_out(ada: Client, shop, place: str, said: str):
    """S17: the first match counts"""
    ada.post(PAGE, rows(NEAR, FAR, {"title": "The park", "kind": "area", "names": "Old Town"}))
    assert said in text(ada.get(PAGE, {"place": place}))


def test_the_order_of_the_rows_decides(ada: Client, shop):
    """S17: with the wide zone above, the narrow one is never reached"""
    ada.post(PAGE, rows(FAR, NEAR))
    assert "LS6 3BJ → Leeds , €4.50" in text(ada.get(PAGE, {"place": "LS6 3BJ"}))


def test_amounts_are_read_as_the_owner_writes_them(ada: Client, shop, cast):
    """S14: "1.234,50" in German; yen have no decimals"""
    cast.ada.language = "de"
    cast.ada.save()
    ada.post(PAGE, rows(FAR | {"fee": "1.234,50"}))
    assert kept()[0][3] == 123450
    Shop.objects.update(currency="JPY")
    assert ada.post(PAGE, rows(FAR | {"fee": "4,50"})).status_code == 422


def test_delivery_that_is_off_is_said(ada: Client, shop):
    assert "Delivery is switched off: nobody can choose it." in text(ada.get(PAGE))
    Shop.objects.update(delivery=True)
    assert "switched off" not in text(ada.get(PAGE))


@pytest.mark.parametrize("act", ["burn", "up extras 1"])
def test_an_unknown_act_is_refused(ada: Client, shop, act: str):
    assert (ada.post(PAGE, rows(NEAR, act=act)).status_code, kept()) == (400, [])


def test_who_may_only_look_reads_the_zones(cast, shop, client: Client):
    make_zone("Headingley", names=["LS6", "LS7"])
    client.force_login(cast.vera)
    page = client.get(PAGE)
    assert ("Headingley €3 (LS6, LS7)" in text(page), b'name="act"' in page.content) == (True, False)
    assert (client.post(PAGE, rows(FAR)).status_code, DeliveryZone.objects.get().title) == (403, "Headingley")
