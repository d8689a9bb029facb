"""The permanent code: alphabet, making, reading (cards 7)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.short_codes import ALPHABET, ENTROPY_BYTES, LENGTH, new_code, normalise


def test_the_alphabet_has_32_signs_and_none_that_are_confused() -> None:
    """cards 7"""
    assert (len(set(ALPHABET)), set(ALPHABET) & set("ILOUilou")) == (32, set())


@given(st.binary(min_size=ENTROPY_BYTES, max_size=ENTROPY_BYTES))
def test_a_new_code_has_seven_signs_and_is_its_own_normal_form_in_any_case(entropy: bytes) -> None:
    """cards 7"""
    code = new_code(entropy)
    assert (len(code), normalise(code), normalise(code.lower())) == (LENGTH, code, code)


def test_every_sign_of_every_place_can_occur() -> None:
    """cards 7: all 35 bits count, so codes cannot be guessed by a shorter search"""
    codes = [new_code((value << 5 * place).to_bytes(5, "big")) for place in range(LENGTH) for value in range(32)]
    assert [{code[place] for code in codes} for place in range(LENGTH)] == [set(ALPHABET)] * LENGTH


@pytest.mark.parametrize("size", [0, 4, 6])
def test_a_wrong_amount_of_randomness_is_refused(size: int) -> None:
    """cards 7"""
    with pytest.raises(ValueError, match="exactly 5"):
        new_code(bytes(size))


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("7K3M102", "7K3M102"),
        ("7k3mio2", "7K3M102"),
        ("7K3MLO2", "7K3M102"),
        (" 7k3-m1o2 ", "7K3M102"),
        ("7K3M10", None),
        ("7K3M1022", None),
        ("7K3M10U", None),
        ("7K3M10\u0131", None),
        ("7K3M10/", None),
        ("", None),
    ],
)
def test_a_typed_code_is_read_forgivingly(typed: str, code: str | None) -> None:
    """cards 7"""
    assert normalise(typed) == code
