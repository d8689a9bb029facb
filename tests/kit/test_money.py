"""Money as people write and read it (rule 29)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardsite.kit import money


def test_spoken_in_the_language_of_the_page():
    """Whole amounts go without decimals; each currency has its own number of them."""
    spoken = {
        (3050, "EUR", "de"): "30,50\xa0€",
        (3000, "EUR", "de"): "30\xa0€",
        (3000, "EUR", "en"): "€30",
        (0, "EUR", "en"): "€0",
        (123456, "EUR", "es"): "1.234,56\xa0€",
        (123456789, "USD", "en"): "$1,234,567.89",
        (3000, "JPY", "en"): "¥3,000",
        (30500, "KWD", "en"): "KWD30.500",
        (30000, "KWD", "en"): "KWD30",
    }
    assert {asked: money.spoken(*asked) for asked in spoken} == spoken


def test_read_as_the_language_writes_it():
    """ "1.500" is a thousand to a German and no amount of euros to an Englishman, yet one of dinars."""
    read = {
        ("1.234,50", "EUR", "de"): 123450,
        ("1,234.50", "EUR", "en"): 123450,
        ("1.234,50", "EUR", "en"): 123450,  # both signs: there is only one reading
        ("1 234,5", "EUR", "es"): 123450,
        ("1’234.50", "CHF", "de-CH"): 123450,
        ("1.234", "EUR", "de"): 123400,
        ("1,234", "EUR", "en"): 123400,
        ("12,5", "EUR", "en"): 1250,
        ("30", "EUR", "en"): 3000,
        ("30,", "EUR", "de"): 3000,
        ("0", "EUR", "de"): 0,
        ("12,34,567.00", "INR", "en"): 123456700,
        ("3,000", "JPY", "en"): 3000,
        ("1.500", "KWD", "en"): 1500,
        ("1.500", "KWD", "de"): 1500000,
        ("1,234.5", "USD", "en"): 123450,
        ("1.234,5", "EUR", "de"): 123450,
        ("1.234,5", "EUR", "es"): 123450,
        ("1.234", "JPY", "de"): 1234,
        ("1.234,567", "KWD", "de"): 1234567,
    }
    assert {asked: money.parse(*asked) for asked in read} == read


@pytest.mark.parametrize("text", ["", "thirty", "-3", "1.234", "30.999", "1.2.3", "24.12,20.27", ".", "€30", "3e2"])
def test_what_is_no_amount_is_refused(text: str):
    """Never rounded, never guessed."""
    with pytest.raises(money.NotMoney):
        money.parse(text, "EUR", "en")


@pytest.mark.parametrize(
    ("text", "currency", "language"),
    [
        ("10.5", "JPY", "en"),
        ("10,0", "JPY", "de"),
        ("1.2345", "KWD", "en"),
        ("1,2345", "KWD", "de"),
        ("1,234.567", "EUR", "en"),
        ("1.234,567", "EUR", "de"),
        ("0,001", "EUR", "de"),
    ],
)
def test_more_decimals_than_the_currency_has_are_refused(text: str, currency: str, language: str):
    """S14: in any language, and never rounded"""
    with pytest.raises(money.NotMoney):
        money.parse(text, currency, language)


def test_no_fraction_of_a_yen_and_no_fortune_by_mistake():
    for text, currency in (("30.5", "JPY"), ("1000000000.01", "EUR")):
        with pytest.raises(money.NotMoney):
            money.parse(text, currency, "en")
    assert money.parse("1000000000.00", "EUR", "en") == money.LARGEST


@given(
    minor=st.integers(0, money.LARGEST),
    currency=st.sampled_from(["JPY", "EUR", "USD", "KWD", "ISK"]),
    language=st.sampled_from(["en", "de", "es", "fr", "pt-BR", "de-CH"]),
)
def test_what_a_form_writes_it_reads_again(minor: int, currency: str, language: str):
    """S14: to the unit"""
    assert money.parse(money.typed(minor, currency, language), currency, language) == minor


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "ar"])
def test_a_form_shown_again_says_the_same_amount(language: str):
    amounts = [(30500, "KWD"), (3050, "EUR"), (3000, "EUR"), (1234567, "JPY"), (5, "USD")]
    written = [(money.typed(minor, currency, language), currency) for minor, currency in amounts]
    assert [(money.parse(text, currency, language), currency) for text, currency in written] == amounts
