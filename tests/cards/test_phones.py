"""Phone numbers: E.164 inside, readable outside, refused with the reason (cards 14)."""

import pytest
from django.utils import translation

from cards.phones import PhoneRefused, Reason, example_of, parse_phone, readable, tabled
from cardsite.kit.spreadsheet import inert


@pytest.mark.parametrize(
    ("typed", "region", "number"),
    [
        ("+49 30 901820", "", "+4930901820"),
        ("0049 30 901820", "", "+4930901820"),
        ("(030) 90 18 20", "DE", "+4930901820"),
        ("030/901820", "de", "+4930901820"),
        ("612 34 56 78", "ES", "+34612345678"),
        ("+34 612 34 56 78", "DE", "+34612345678"),
        ("02 1234 5678", "IT", "+390212345678"),
        ("tel:+1-201-555-0123", "", "+12015550123"),
        ("٠٣٠ ٩٠١٨٢٠", "DE", "+4930901820"),
    ],
)
def test_numbers_are_kept_as_e164(typed, region, number):
    """cards 14"""
    assert parse_phone(typed, region=region) == number


@pytest.mark.parametrize(
    ("typed", "region", "reason"),
    [
        ("call me", "DE", Reason.NOT_A_NUMBER),
        ("030 901820", "", Reason.NO_COUNTRY),
        ("+999 123456", "", Reason.UNKNOWN_COUNTRY),
        ("+49 30", "", Reason.TOO_SHORT),
        ("12", "DE", Reason.TOO_SHORT),
        ("+1 201 555 0123 4567", "", Reason.TOO_LONG),
        ("+49 30 901820 ext. 5", "", Reason.EXTENSION),
    ],
)
def test_what_cannot_be_dialled_is_refused_with_the_reason(typed, region, reason):
    """cards 14"""
    with pytest.raises(PhoneRefused) as refused:
        parse_phone(typed, region=region)
    assert refused.value.reason == reason


@pytest.mark.parametrize("reason", Reason)
def test_every_reason_has_words_of_its_own(reason):
    """Bad input is answered with the remedy."""
    said = [PhoneRefused(other).words() for other in Reason]
    assert said.count(PhoneRefused(reason).words()) == 1


def test_a_number_is_shown_in_groups():
    """cards 14: readable form."""
    assert [readable("+4930901820"), readable("+12015550123")] == ["+49 30 901820", "+1 201-555-0123"]


@pytest.mark.parametrize(
    ("region", "language", "example"),
    [
        ("ES", "en", "+34 612 34 56 78"),
        ("mx", "es", "+52 222 123 4567"),
        ("", "es", "+34 612 34 56 78"),
        ("", "de-AT", "+49 1512 3456789"),
        ("", "fr", "+44 7400 123456"),
        ("XX", "de", "+49 1512 3456789"),
    ],
)
def test_an_example_is_of_the_region_else_of_the_language(region, language, example):
    """cards 14: nobody has to translate a foreign number; the example itself is understood"""
    assert example_of(region, language) == example
    assert parse_phone(example) == "+" + "".join(filter(str.isdigit, example))


@pytest.mark.parametrize("language", ["es", "de"])
def test_the_remedy_shows_a_number_of_where_the_reader_is(language):
    """cards 14: of the region the number was read for, else of the page's language"""
    with translation.override(language):
        said = PhoneRefused(Reason.NO_COUNTRY).words()
        assert example_of("", language) in said
        assert example_of("GB") in PhoneRefused(Reason.NOT_A_NUMBER, "GB").words()
    assert "+34 600 111 222" in PhoneRefused(Reason.NO_COUNTRY).words("+34 600 111 222")


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+447700900123", "(+44) 7700 900123"),
        ("+12025550143", "(+1) 202-555-0143"),
        ("+390212345678", "(+39) 02 1234 5678"),
        ("+29022222", "(+290) 22222"),
        ("", ""),
    ],
)
def test_a_number_in_a_table_is_no_formula_and_is_read_again(number, shown):
    """A44: nothing a spreadsheet computes, so no apostrophe stands before it"""
    assert (tabled(number), inert(tabled(number))) == (shown, shown)
    assert not number or parse_phone(shown) == number
