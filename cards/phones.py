"""Phone numbers as people write them, kept as E.164, shown readably (cards 14)."""

from enum import StrEnum
from functools import lru_cache

import phonenumbers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType, ValidationResult

from cardsite.kit.regions import region_of
from workspaces import places


class Reason(StrEnum):
    """Why a number is refused."""

    NOT_A_NUMBER = "not_a_number"
    NO_COUNTRY = "no_country"
    UNKNOWN_COUNTRY = "unknown_country"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    EXTENSION = "extension"


class PhoneRefused(ValueError):
    """Carries the reason and where the number was taken to be at home; `words` says it to a person, with the remedy."""

    def __init__(self, reason: Reason, region: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.region = region

    def words(self, example: str = "") -> str:
        """`example` is a number as it should be written, by default one of the region, else of the active language."""
        return {
            Reason.NOT_A_NUMBER: _("This is not a phone number. Write it like %(example)s."),
            Reason.NO_COUNTRY: _("The country is missing. Begin with + and the country code, like %(example)s."),
            Reason.UNKNOWN_COUNTRY: _("No country has this code. Check the digits after the +."),
            Reason.TOO_SHORT: _("Digits are missing: the number is too short for its country."),
            Reason.TOO_LONG: _("There are too many digits for this country."),
            Reason.EXTENSION: _("Leave the extension out; write the number that can be called directly."),
        }[self.reason] % {"example": example or example_of(self.region)}


_PARSING = {
    NumberParseException.NOT_A_NUMBER: Reason.NOT_A_NUMBER,
    NumberParseException.TOO_SHORT_AFTER_IDD: Reason.TOO_SHORT,
    NumberParseException.TOO_SHORT_NSN: Reason.TOO_SHORT,
    NumberParseException.TOO_LONG: Reason.TOO_LONG,
}
_LENGTH = {
    ValidationResult.TOO_SHORT: Reason.TOO_SHORT,
    ValidationResult.TOO_LONG: Reason.TOO_LONG,
    ValidationResult.INVALID_LENGTH: Reason.TOO_SHORT,
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: Reason.TOO_SHORT,
    ValidationResult.INVALID_COUNTRY_CODE: Reason.UNKNOWN_COUNTRY,
}


def parse_phone(text: str, *, region: str = "") -> str:
    """E.164 of a number as typed. `region` (ISO 3166 letters) is where a number without country is at home.

    Raises `PhoneRefused`.
    """
    typed = text.strip()
    if not region and typed.startswith("00"):
        typed = f"+{typed[2:]}"
    try:
        number = phonenumbers.parse(typed, region.upper() or None)
    except NumberParseException as error:
        raise PhoneRefused(_why(error, typed), region) from error
    if number.extension:
        raise PhoneRefused(Reason.EXTENSION, region)
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible != ValidationResult.IS_POSSIBLE:
        raise PhoneRefused(_LENGTH[possible], region)
    if number.italian_leading_zero and not phonenumbers.is_valid_number(number):
        raise PhoneRefused(Reason.TOO_SHORT, region)  # the zero is dialled before a number that has more digits
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))


def _why(error: NumberParseException, typed: str) -> Reason:
    if error.error_type == NumberParseException.INVALID_COUNTRY_CODE:
        return Reason.UNKNOWN_COUNTRY if typed.startswith("+") else Reason.NO_COUNTRY
    return _PARSING[error.error_type]


def example_of(region: str, language: str = "") -> str:
    """A mobile number as it is written with country code: of a region, else of where the language is at home."""
    at_home = region_of(places.home_zone(language or get_language() or ""))
    return _example(region.upper()) or _example(at_home)


@lru_cache(maxsize=512)
def _example(region: str) -> str:
    found = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE) if region else None
    return str(phonenumbers.format_number(found, PhoneNumberFormat.INTERNATIONAL)) if found else ""


def tabled(number: str) -> str:
    """E.164 as a table to download holds it, "(+44) 7700 900771": neither a formula nor a sum to any spreadsheet.

    `parse_phone` reads it again.
    """
    code, space, rest = readable(number).partition(" ")
    return f"({code}) {rest}" if space and code.startswith("+") else number


@lru_cache(maxsize=4096)
def readable(number: str) -> str:
    """E.164 in groups, with the country code; a number nobody can group stays as it is."""
    try:
        parsed = phonenumbers.parse(number)
    except NumberParseException:
        return number
    return str(phonenumbers.format_number(parsed, PhoneNumberFormat.INTERNATIONAL))
