"""Tables as files: formulas made inert, and what was written is read as it was (rule 31; A44)."""

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest

from cardsite.kit import spreadsheet
from cardsite.kit.spreadsheet import Damaged, Row, read, write

FORMULAS = [
    '=HYPERLINK("http://x")',
    "+1",
    "-1+cmd|' /C calc'!A0",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\0=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "  =1",
    "'=1",
    "''+1",
]


def written(*rows: list[Any], header: Sequence[str] = ("a",), **over: Any) -> str:
    return b"".join(write(header, rows, **over)).decode("utf-8-sig")


def cells_of(data: bytes | str) -> list[dict[str, str]]:
    return [dict(row.cells) for row in read(data if isinstance(data, bytes) else data.encode()).rows]


def refused(data: bytes) -> tuple[str, int]:
    with pytest.raises(Damaged) as damaged:
        read(data)
    return damaged.value.reason, damaged.value.line


def test_a_file_is_utf8_with_a_mark_and_ends_its_rows_as_the_standard_says():
    """RFC 4180"""
    assert b"".join(write(["a", "b"], [['say "hi"', "x,y"], ["", None]])) == (
        b'\xef\xbb\xbfa,b\r\n"say ""hi""","x,y"\r\n,\r\n'
    )


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_would_compute_is_text(text: str):
    """A44, T16"""
    ((cell,),) = list(csv.reader(io.StringIO(written([text]), newline="")))[1:]
    assert cell == f"'{text}"


@pytest.mark.parametrize("text", ["Cake", "'tis", "3-4 days", "a=b", "Ω", "it's = fine", "'", ""])
def test_ordinary_text_stays_as_it_is(text: str):
    assert spreadsheet.inert(text) == text


def test_a_heading_is_text_like_any_other():
    assert written(header=["=1"]) == "'=1\r\n"


def test_numbers_of_ours_stay_numbers():
    """A44: an amount below zero is no formula"""
    assert written([-5], [Decimal("-12.50")], [Decimal("1E+3")]) == "a\r\n-5\r\n-12.50\r\n1000\r\n"
    assert written([Decimal("12.50")], point=",") == 'a\r\n"12,50"\r\n'


@pytest.mark.parametrize("text", [*(one for one in FORMULAS if "\0" not in one), "'tis", "a\nb", " x "])
def test_what_was_written_is_read_as_it_was(text: str):
    assert cells_of(written([text])) == [{"a": text}]


def test_it_is_written_row_by_row():
    """Streamed: nothing waits for the last row."""
    pieces = write(["a"], iter([["1"], ["2"]]))
    assert [next(pieces), next(pieces), next(pieces)] == [b"\xef\xbb\xbf", b"a\r\n", b"1\r\n"]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_the_separator_is_the_one_of_the_heading(separator: str):
    text = separator.join(["title", '"price, in; euro"', "x"]) + "\n" + separator.join(["Jam", '"1,5;"', "y"])
    assert cells_of(text) == [{"title": "Jam", "price, in; euro": "1,5;", "x": "y"}]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_usual_encodings_are_read(encoding: str):
    assert cells_of("title;price\r\nMüsli – groß;1 €\r\n".encode(encoding)) == [
        {"title": "Müsli – groß", "price": "1 €"}
    ]


def test_utf16_of_either_order_is_read():
    assert cells_of(b"\xfe\xff" + "title\nJám".encode("utf-16-be")) == [{"title": "Jám"}]


def test_rows_know_their_line_and_empty_ones_are_left_out():
    table = read(b'Title, Unit  Price ,\n"two\nlines",1\n, ,\n\nJam,2\nTea,3,,x\n')
    assert table.header == ("title", "unit price")
    assert table.rows == (
        Row(2, {"title": "two\nlines", "unit price": "1"}),
        Row(6, {"title": "Jam", "unit price": "2"}),
        Row(7, {"title": "Tea", "unit price": "3"}, surplus=True),
    )


def test_a_short_row_says_nothing_of_the_rest():
    assert cells_of("a,b\n1\n") == [{"a": "1"}]


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"", "empty", 0),
        (b" \r\n ", "empty", 0),
        (b"PK\x03\x04rest", "workbook", 0),
        (b"\xd0\xcf\x11\xe0rest", "workbook", 0),
        (b"\x89PNG\r\n\x1a\n", "binary", 2),
        (b"a,b\n1,\x002\n", "binary", 2),
        ("title\nJam".encode("utf-16-le"), "binary", 1),
        (b"\x81\x8d", "binary", 0),
        (b",,\n1,2,3\n", "header", 1),
        (b"a,A \n1,2\n", "twice", 1),
        (b'a,b\n1,2\n3,"four\n5,6\n', "quote", 3),
        (b'a,b\n1,"2"3\n', "quote", 2),
        (",".join(f"c{n}" for n in range(61)).encode(), "columns", 1),
        (b"a\n" + b"x" * 5_001, "cell", 2),
        (b"a\n" + b"x\n" * 5_001, "rows", 5_002),
        (b"a\n" + b"x" * 5_000_000, "large", 0),
    ],
)
def test_a_damaged_file_is_refused_with_its_line(data: bytes, reason: str, line: int):
    assert refused(data) == (reason, line)


def test_the_limits_are_reached_before_they_are_passed():
    """The controls of the rows above."""
    assert len(read(b"a\n" + b"x\n" * 5_000).rows) == 5_000
    assert len(read(",".join(f"c{n}" for n in range(60)).encode()).header) == 60
    assert cells_of(b"a\n" + b"x" * 5_000) == [{"a": "x" * 5_000}]
