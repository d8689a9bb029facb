"""Handles: their form, reserved words and look-alikes, suggestions and proposals (cards 4, 5; A66)."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cards.handle_rules import LONGEST, HandleRefused, Refusal, fold, parse, propose, refusal, suggest
from cards.reserved_handles import RESERVED

FIRST_SEGMENTS_WE_PROMISED = (
    "designs pricing help privacy terms q b o l feeds report robots.txt sitemap.xml .well-known media favicon.ico "
    "manifest.webmanifest accounts w staff api healthz readyz metrics webhooks dev static cart order"
).split()

PEOPLE = (
    "ali mali mia emma noah liam lena leon ben paul max mark will rob bill frank grace joy hope lily lisa ella isla "
    "mila olli carl maria marta stern bjorn kim sam ada eve vera cleo mario nora ruby dean earl king baker price1 ford"
).split()


@pytest.mark.parametrize("handle", ["ada", "a-b", "a1b", "123", "maria-da-silva", "x" * 30, *PEOPLE])
def test_a_plain_handle_is_kept_as_written(handle: str) -> None:
    """cards 4; ordinary names are never caught by the look-alike rule"""
    assert parse(handle) == handle


@pytest.mark.parametrize(("typed", "stored"), [("MARIA", "maria"), (" Ada ", "ada"), ("Ada-L", "ada-l")])
def test_a_handle_is_stored_lower_case(typed: str, stored: str) -> None:
    """cards 4"""
    assert parse(typed) == stored


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("", Refusal.EMPTY),
        ("   ", Refusal.EMPTY),
        ("ab", Refusal.TOO_SHORT),
        ("x" * 31, Refusal.TOO_LONG),
        ("-ada", Refusal.HYPHENS),
        ("ada-", Refusal.HYPHENS),
        ("a--b", Refusal.HYPHENS),
        ("xn--mnchen-3ya", Refusal.HYPHENS),
        ("a_b", Refusal.CHARACTERS),
        ("a.b", Refusal.CHARACTERS),
        ("a/b", Refusal.CHARACTERS),
        ("a b", Refusal.CHARACTERS),
        ("ada\n.", Refusal.CHARACTERS),
        ("müller", Refusal.NOT_ASCII),
        ("\u212aarl", Refusal.NOT_ASCII),
        ("ad\u0131", Refusal.NOT_ASCII),
        ("李小龙", Refusal.NOT_ASCII),
    ],
)
def test_a_malformed_handle_is_refused_with_its_reason(typed: str, reason: Refusal) -> None:
    """cards 4"""
    with pytest.raises(HandleRefused) as refused:
        parse(typed)
    assert refused.value.reason == reason


@pytest.mark.parametrize("handle", ["admin", "ADMIN", "API", "api", "w", "q", ".well-known", "robots.txt", "www"])
def test_a_reserved_handle_is_refused_like_a_taken_one(handle: str) -> None:
    """cards 5; A66"""
    assert refusal(handle) == Refusal.TAKEN


@pytest.mark.parametrize(
    "handle",
    ["adm1n", "admln", "adrnin", "ad-min", "supp0rt", "l0g1n", "1ogin", "biiling", "vvebmaster", "ap1", "qr", "0ffice"],
)
def test_a_lookalike_of_a_reserved_word_is_refused_like_a_taken_one(handle: str) -> None:
    """cards 5; A66"""
    assert refusal(handle) == Refusal.TAKEN


@pytest.mark.parametrize("handle", ["cardsite", "cardsite-support", "my-cardsite", "cards1te", "card-site-team"])
def test_the_name_of_the_service_is_refused_wherever_it_stands(handle: str) -> None:
    """cards 5; T28"""
    assert refusal(handle) == Refusal.TAKEN


def test_cyrillic_lookalike_of_a_reserved_word_is_refused_without_a_suggestion() -> None:
    """A66"""
    with pytest.raises(HandleRefused) as refused:
        parse("\u0430dmin")
    assert (refused.value.reason, refused.value.suggestion) == (Refusal.NOT_ASCII, None)


def test_every_promised_first_path_segment_is_reserved() -> None:
    """cards 5"""
    assert [segment for segment in FIRST_SEGMENTS_WE_PROMISED if segment not in RESERVED] == []


def test_reserved_words_are_lower_case_and_refused() -> None:
    """cards 5: a word written wrongly in the list would protect nothing"""
    assert [word for word in RESERVED if word != word.lower() or refusal(word) != Refusal.TAKEN] == []


def test_folding_gives_one_spelling_for_what_the_eye_confuses() -> None:
    """cards 5"""
    assert {fold(word) for word in ("admin", "adm1n", "admln", "adrnin", "ad-min")} == {"admln"}


@pytest.mark.parametrize(
    ("name", "handle"),
    [
        ("Łukasz Świątek", "lukasz-swiatek"),
        ("Jürgen Groß", "jurgen-gross"),
        ("Ju\u0308rgen", "jurgen"),
        ("Søren Ærø", "soren-aero"),
        ("Đặng Thị Hồng", "dang-thi-hong"),
        ("Þór Guðmundsson", "thor-gudmundsson"),
        ("İpek Işık", "ipek-isik"),
        ("O\u2019Neill & Sons", "oneill-and-sons"),
        ("Мария Йорданова", "mariya-yordanova"),
        ("Ελένη Ψάλτη", "eleni-psalti"),
        ("--ada__lovelace--", "ada-lovelace"),
        ("Ada 🙂", "ada"),
        ("ﬁona", "fiona"),
        ("Al", "al-card"),
        ("x" * 40, "x" * 30),
        ("Bartholomew Featherstonehaugh-Cholmondeley", "bartholomew-featherstonehaugh"),
        ("李小龙", None),
        ("محمد", None),
        ("", None),
        ("Admin", None),
    ],
)
def test_a_name_suggests_a_handle(name: str, handle: str | None) -> None:
    """cards 4: non-ASCII is refused with a suggestion"""
    assert suggest(name) == handle


def test_a_refused_name_carries_its_suggestion() -> None:
    """cards 4"""
    with pytest.raises(HandleRefused) as refused:
        parse("Zoë Müller")
    assert (refused.value.reason, refused.value.suggestion) == (Refusal.NOT_ASCII, "zoe-muller")


def test_a_free_name_is_proposed_first() -> None:
    """cards 4"""
    proposals = propose("Ada Lovelace", set[str]().__contains__)
    assert proposals == ["ada-lovelace", "adalovelace", "a-lovelace", "ada-l"]


def test_taken_handles_are_not_proposed() -> None:
    """cards 4"""
    proposals = propose("Müller", {"muller", "hello-muller", "muller-2"}.__contains__)
    assert proposals == ["mueller", "muller-3", "muller-4", "muller-5"]


def test_a_name_without_latin_letters_or_a_reserved_one_has_no_proposal() -> None:
    """cards 4, 5: nothing that speaks for the service is offered"""
    free = set[str]().__contains__
    assert (propose("李小龙", free), propose("Support", free)) == ([], [])


def test_proposals_end_when_everything_is_taken() -> None:
    """cards 4"""
    assert propose("Ada Lovelace", lambda handle: True) == []


@given(st.text(max_size=80))
@example("\u212a\u0130\u0131 rn")
@example("a" * 29 + " bc")
def test_whatever_is_suggested_or_proposed_is_a_valid_handle(name: str) -> None:
    """cards 4, 5"""
    offered = [handle for handle in [suggest(name), *propose(name, {"ada"}.__contains__)] if handle]
    assert [handle for handle in offered if parse(handle) != handle or len(handle) > LONGEST] == []


@given(st.text(max_size=40))
def test_whatever_is_accepted_has_the_promised_form(text: str) -> None:
    """cards 4"""
    try:
        handle = parse(text)
    except HandleRefused:
        return
    assert re.fullmatch(r"(?=.{3,30}\Z)[a-z0-9]+(-[a-z0-9]+)*", handle)
