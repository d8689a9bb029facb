"""What countries are called."""

import pytest

from cardsite.kit.regions import country_name


@pytest.mark.parametrize(
    ("region", "language", "name"),
    [
        ("DE", "en", "Germany"),
        ("DE", "de", "Deutschland"),
        ("DE", "es", "Alemania"),
        ("BR", "pt-br", "Brasil"),
        ("GB", "en-gb", "United Kingdom"),
        ("T1", "en", "T1"),
    ],
)
def test_a_country_is_called_as_people_of_a_language_call_it(region, language, name):
    """What proxies say of Tor, "T1", has no name"""
    assert country_name(region, language) == name
