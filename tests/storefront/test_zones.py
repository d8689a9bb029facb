"""Where an order is brought, and for how much (S17)."""

import pytest

from storefront.zones import Zone, folded, match

CITY = Zone(1, "City", "postcode", ["SE1 1", "EC"], fee=0)
SOUTH = Zone(2, "South", "postcode", ["SE1"], fee=300, minimum=1000, free_over=3000)
ISLAND = Zone(3, "Island", "area", ["Mainau", "Insel Reichenau"], fee=900)
REST = Zone(4, "Rest", "postcode", ["SE", "D-78"], fee=700)
ZONES = [CITY, SOUTH, ISLAND, REST]


@pytest.mark.parametrize(
    ("where", "title"),
    [
        ({"postcode": "SE1 1AB"}, "City"),
        ({"postcode": "se11ab"}, "City"),
        ({"postcode": "S E 1 - 2 A B"}, "South"),
        ({"postcode": "ec2.m"}, "City"),
        ({"postcode": "SE22"}, "Rest"),
        ({"postcode": "d 78479"}, "Rest"),
        ({"postcode": "S"}, None),
        ({"postcode": "N1"}, None),
        ({"postcode": ""}, None),
        ({"postcode": " - "}, None),
        ({"area": "mainau"}, "Island"),
        ({"area": "insel-reichenau"}, "Island"),
        ({"area": "Main"}, None),
        ({"area": "SE1"}, None),
        ({"postcode": "Mainau"}, None),
        ({"postcode": "SE22", "area": "Mainau"}, "Island"),
        ({}, None),
    ],
)
def test_the_first_zone_that_matches_counts(where, title):
    """S17: by the beginning of a postcode or the whole name of an area; case, spaces and hyphens make no difference"""
    found = match(ZONES, **where)
    assert (found.title if found else None) == title


def test_the_order_of_the_zones_is_their_priority():
    """S17"""
    found = [match(zones, postcode="SE1 1AB") for zones in (ZONES, [REST, *ZONES], [SOUTH, CITY])]
    assert [zone.title for zone in found if zone] == ["City", "Rest", "South"]


def test_an_empty_name_matches_nothing():
    """A slip in the owner's list is not the whole world."""
    assert match([Zone(1, "Slip", "postcode", ["", " "], fee=0)], postcode="N1") is None


@pytest.mark.parametrize(("goods", "fee"), [(0, 300), (2999, 300), (3000, 0), (9000, 0)])
def test_delivery_is_free_from_an_amount_on(goods, fee):
    """S17"""
    assert (SOUTH.fee_for(goods), REST.fee_for(goods)) == (fee, 700)


def test_postcodes_fold_as_people_type_them():
    assert {folded(text) for text in ("SE1 2AA", "se1-2aa", "Se1.2aA", " SE12AA ")} == {"se12aa"}
