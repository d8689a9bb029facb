"""A whole name in one cell becomes first and last name (cards 23, 83)."""

import pytest

from cards.importing.building import Home, build
from cards.importing.names import parted
from cards.importing.tables import sorted_out


@pytest.mark.parametrize(
    ("full", "given", "family"),
    [
        ("Hanna Mielke", "Hanna", "Mielke"),
        ("Mielke, Hanna", "Hanna", "Mielke"),
        ("  Anna  Maria   Mielke ", "Anna Maria", "Mielke"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Beethoven, Ludwig van", "Ludwig", "van Beethoven"),
        ("van der Berg, Jan", "Jan", "van der Berg"),
        ("Ana De La Cruz", "Ana", "De La Cruz"),
        ("Karl von und zu Guttenberg", "Karl", "von und zu Guttenberg"),
        ("Omar bin Said", "Omar", "bin Said"),
        ("Al Pacino", "Al", "Pacino"),
        ("García López, Ana", "Ana", "García López"),
        ("Jean-Luc Le Goff", "Jean-Luc", "Le Goff"),
    ],
)
def test_a_name_has_a_first_and_a_last_part(full: str, given: str, family: str):
    assert parted(full) == {"given": given, "family": family}


@pytest.mark.parametrize(
    ("full", "parts"),
    [
        ("Prof. Dr. Ada Byron", {"prefix": "Prof. Dr.", "given": "Ada", "family": "Byron"}),
        ("Byron, Dr. Ada", {"prefix": "Dr.", "given": "Ada", "family": "Byron"}),
        ("John Smith Jr.", {"given": "John", "family": "Smith", "suffix": "Jr."}),
        ("Ada Byron, PhD", {"given": "Ada", "family": "Byron", "suffix": "PhD"}),
    ],
)
def test_titles_and_suffixes_are_no_names(full: str, parts: dict[str, str]):
    assert parted(full) == parts


@pytest.mark.parametrize(
    "full",
    [
        "",
        " ",
        ",",
        ", ,",
        "Ada",
        "Ada,",
        ", Ada",
        "Dr. Byron",
        "Dr.",
        "A, B, C",
        "Acme GmbH",
        "Acme, Inc.",
        "山田 太郎",
    ],
)
def test_what_is_no_such_name_stays_whole(full: str):
    assert parted(full) == {}


@pytest.mark.parametrize(
    ("cells", "kept"),
    [
        ({"name": "Mielke, Hanna"}, ("Hanna", "Mielke", "", "Hanna Mielke")),
        ({"name": "Hanna Mielke", "prefix": "Dr."}, ("Hanna", "Mielke", "", "Dr. Hanna Mielke")),
        ({"name": "Ada"}, ("", "", "Ada", "Ada")),
        ({"name": "Acme Works", "company": "Acme Works"}, ("", "", "", "")),
        (
            {"name": "Ada L. Byron", "first name": "Ada", "last name": "Byron"},
            ("Ada", "Byron", "Ada L. Byron", "Ada L. Byron"),
        ),
    ],
)
def test_a_row_of_a_table_is_taken_apart_where_no_column_does(cells: dict[str, str], kept: tuple[str, ...]):
    who = build(sorted_out(2, cells), Home("en")).document.identity
    assert (who.given, who.family, who.display_name, who.person_name) == kept


def test_only_a_name_that_was_taken_apart_says_so():
    cells: list[dict[str, str]] = [
        {"name": "Ludwig van Beethoven"},
        {"name": "Ada"},
        {"given": "Ada", "family": "Byron"},
    ]
    assert [build(sorted_out(2, one), Home("en")).parted for one in cells] == [True, False, False]
