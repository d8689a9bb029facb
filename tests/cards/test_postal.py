"""Towns as their country writes them."""

import pytest

from cards.content import PostalAddress


@pytest.mark.parametrize(
    ("postcode", "city", "region", "country", "lines"),
    [
        ("08012", "Barcelona", "", "Spain", ["08012 Barcelona", "Spain"]),
        ("08012", "Barcelona", "Catalunya", "España", ["08012 Barcelona", "Catalunya", "España"]),
        ("1012 AB", "Amsterdam", "", "", ["1012 AB Amsterdam"]),
        ("N1 4AB", "London", "", "United Kingdom", ["London N1 4AB", "United Kingdom"]),
        ("N1 4AB", "London", "", "U.K.", ["London N1 4AB", "U.K."]),
        ("EH1 1YZ", "Edinburgh", "Lothian", "Scotland", ["Edinburgh EH1 1YZ", "Lothian", "Scotland"]),
        ("sw1a1aa", "London", "", "", ["London sw1a1aa"]),
        ("SW1A 1AA", "Roma", "", "Italia", ["SW1A 1AA Roma", "Italia"]),
        ("97205", "Portland", "OR", "USA", ["Portland, OR 97205", "USA"]),
        ("K1A 0B1", "Ottawa", "ON", "Canada", ["Ottawa, ON K1A 0B1", "Canada"]),
        ("2000", "Sydney", "NSW", "Australia", ["Sydney, NSW 2000", "Australia"]),
        ("97205", "Portland", "", "United States", ["Portland, 97205", "United States"]),
        ("", "Portland", "OR", "US", ["Portland, OR", "US"]),
        ("", "Dublin", "", "Ireland", ["Dublin", "Ireland"]),
        ("", "", "", "Norway", ["Norway"]),
    ],
)
def test_town_is_written_as_in_its_country(postcode: str, city: str, region: str, country: str, lines: list[str]):
    """cards 14"""
    address = PostalAddress(street="High Street 1", postcode=postcode, city=city, region=region, country=country)
    assert address.lines == ["High Street 1", *lines]


def test_empty_address_has_no_lines():
    assert PostalAddress().lines == []
