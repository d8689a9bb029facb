"""Phone numbers: E.164 inside, readable outside, refused with the reason (cards 14)."""

import pytest

from cards.phones import PhoneRefused, Reason, parse_phone, readable


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
