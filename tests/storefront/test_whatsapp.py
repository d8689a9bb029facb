"""The message that carries an order: what fits, what is left out, what nobody can fake (S4–S6)."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storefront.whatsapp import LINK_MAX, TEXT_MAX, message, safe, url

NUMBER = "+447700900123"
BRIEF = ["Order 1001", "20 pieces", "*Total: €79*", "", "https://cards.example/o/1-1.abc"]
PRODUCTS = {"latin": "Honey cake", "arabic": "كعكة العسل", "hindi": "शहद का केक", "emoji": "🎂👩‍👩‍👧‍👦"}


def order_of(number: int, product: str) -> list[str]:
    lines = [f"{one + 1} × {product}: €{one + 1}" for one in range(number)]
    return ["Hello!", "Order 1001", "", *lines, "", *BRIEF[2:]]


def read_by_whatsapp(link: str) -> str:
    (text,) = parse_qs(urlsplit(link).query, keep_blank_values=True)["text"]
    return text


@pytest.mark.parametrize("script", PRODUCTS)
@pytest.mark.parametrize("number", [1, 20, 200])
def test_all_of_an_order_is_written_only_where_it_fits(script, number):
    """S5: never cut inside a line; else number, count, total and link"""
    lines = order_of(number, PRODUCTS[script])
    full = "\n".join(lines)
    made = message(NUMBER, lines, BRIEF)
    fits = len(full) <= 1000 and len(url(NUMBER, full)) <= 2000
    assert (made.short, made.text) == (not fits, full if fits else "\n".join(BRIEF))
    assert (read_by_whatsapp(made.url), len(made.url) <= 2000) == (made.text, True)


def test_which_orders_fit_is_known():
    """S5: the test above could not fail otherwise"""
    short = {
        (script, number): message(NUMBER, order_of(number, product), BRIEF).short
        for script, product in PRODUCTS.items()
        for number in (1, 20, 200)
    }
    assert {key for key, value in short.items() if not value} == {
        *((script, 1) for script in PRODUCTS),
        ("latin", 20),
        ("arabic", 20),
    }


@pytest.mark.parametrize(
    ("line", "short"),
    [("x" * TEXT_MAX, False), ("x" * (TEXT_MAX + 1), True)],
)
def test_a_thousand_characters_are_the_most(line, short):
    """S5"""
    assert message(NUMBER, [line], BRIEF).short is short


def test_two_thousand_characters_of_link_are_the_most():
    """S5: a letter of Arabic takes six"""
    room = LINK_MAX - len(url(NUMBER, ""))
    fits, over = "ع" * (room // 6), "ع" * (room // 6 + 1)
    assert [message(NUMBER, [one], BRIEF).short for one in (fits, over)] == [False, True]


def test_a_link_has_digits_and_percent_signs_only():
    """S4: a space is %20, a line end %0A, and a plus sign never a space"""
    link = url(NUMBER, "1 + 1\n& größer?")
    assert link == "https://wa.me/447700900123?text=1%20%2B%201%0A%26%20gr%C3%B6%C3%9Fer%3F"


@given(text=st.text())
def test_any_text_comes_through_a_link_as_it_was(text):
    """S4"""
    link = url(NUMBER, text.encode(errors="ignore").decode())
    assert (link.isascii(), "+" in link, " " in link) == (True, False, False)
    assert unquote(link.partition("text=")[2]) == text.encode(errors="ignore").decode()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("*Total: €1*", "∗Total: €1∗"),
        ("_so_ ~not~ `code` ```", "‗so‗ ∼not∼ ʹcodeʹ ʹʹʹ"),
        ("one\ntwo\r\nthree\x0bfour\u2028five\u2029six\x85seven", "one two three four five six seven"),
        ("a\x00b\x07c\x1bd\x7fe", "abcde"),
        ("\u202eevil\u202c \u2066x\u2069", "evil x"),
        ("  much   room\t", "much room"),
        ("كعكة العسل", "كعكة العسل"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("👩‍👩‍👧‍👦", "👩‍👩‍👧‍👦"),
    ],
)
def test_words_of_others_stay_words(typed, said):
    """S6: no bold, no line of their own, nothing unseen; what a script needs is kept"""
    assert safe(typed) == said


@given(text=st.text())
def test_no_text_fakes_a_line_or_a_bold_one(text):
    """S6"""
    said = safe(text)
    assert len(said.splitlines()) <= 1
    assert not set(said) & set("*_~`")
    assert safe(said) == said
