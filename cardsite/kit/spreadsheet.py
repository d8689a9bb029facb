"""Tables as files: the one writer of CSV, and its reader (rule 31; T16, A44). Pure.

Written after RFC 4180, in UTF-8 with the mark by which Excel knows it. Text that a spreadsheet would take for a
formula is made inert by an apostrophe before it; the reader takes the apostrophe off again, so that what was written
is read as it was. Numbers are written as numbers.
"""

import csv
import io
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Final, TypeAlias

Cell: TypeAlias = str | int | Decimal | None

BYTES_MAX: Final = 5_000_000
ROWS_MAX: Final = 5_000
COLUMNS_MAX: Final = 60
CELL_MAX: Final = 5_000
SEPARATORS: Final = ",;\t"

_FORMULA: Final = re.compile("'*(?:\\s*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\0])")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WORKBOOKS: Final = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


class Damaged(ValueError):
    """The file is no table that can be read: nothing of it was. `line` counts from 1; 0: the file as a whole.

    `reason`: empty, large, workbook, binary, header, twice, quote, rows, columns or cell.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"{reason} in line {line}")
        self.reason, self.line = reason, line


@dataclass(frozen=True)
class Row:
    """What stands under each column; `line` is where the row begins. `surplus`: it has more cells than the header."""

    line: int
    cells: Mapping[str, str]
    surplus: bool = False


@dataclass(frozen=True)
class Table:
    """`header` in small letters with single spaces, as the keys of the cells. Empty rows are left out."""

    header: tuple[str, ...]
    rows: tuple[Row, ...]


def write(header: Sequence[str], rows: Iterable[Sequence[Cell]], *, point: str = ".") -> Iterator[bytes]:
    """The file in pieces, a row each; `point` is the decimal sign of whoever reads it."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="\r\n")
    yield BOM_UTF8
    for row in chain([header], rows):
        writer.writerow([_written(cell, point) for cell in row])
        yield line.getvalue().encode()
        line.seek(0)
        line.truncate()


def read(data: bytes) -> Table:
    """Raises `Damaged`. Separated by comma, semicolon or tab; UTF-8, UTF-16 with its mark, or Windows-1252."""
    text = _text(data)
    rows = _records(text)
    header = _header(next(rows, (1, [])))
    return Table(
        header, tuple(_row(header, line, cells) for line, cells in rows if any(cell.strip() for cell in cells))
    )


def inert(text: str) -> str:
    """So that no spreadsheet computes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def _live(text: str) -> str:
    """What `inert` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def _written(cell: Cell, point: str) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", point)
    return inert(cell) if isinstance(cell, str) else "" if cell is None else str(cell)


def _text(data: bytes) -> str:
    if len(data) > BYTES_MAX:
        raise Damaged("large")
    if data.startswith(_WORKBOOKS):
        raise Damaged("workbook")
    try:
        text = _decoded(data)
    except UnicodeDecodeError:
        raise Damaged("binary") from None
    if found := _CONTROL.search(text):
        raise Damaged("binary", text.count("\n", 0, found.start()) + 1)
    if not text.strip():
        raise Damaged("empty")
    return text


def _decoded(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def _records(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    line = 1
    try:
        for number, cells in enumerate(reader):
            if number > ROWS_MAX:
                raise Damaged("rows", line)
            yield line, [_cell(one, line) for one in cells]
            line = reader.line_num + 1
    except csv.Error:
        raise Damaged("quote", line) from None


def _separator(text: str) -> str:
    """The one that stands most often in the first line, outside of quotation marks."""
    first = re.sub(r'"[^"]*"', "", text.lstrip().splitlines()[0])
    return max(SEPARATORS, key=first.count)


def _cell(text: str, line: int) -> str:
    live = _live(text)
    if len(live) > CELL_MAX:
        raise Damaged("cell", line)
    return live


def _header(found: tuple[int, list[str]]) -> tuple[str, ...]:
    line, cells = found
    names = [" ".join(cell.split()).casefold() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise Damaged("header", line)
    if len(names) > COLUMNS_MAX:
        raise Damaged("columns", line)
    named = [name for name in names if name]
    if len(set(named)) < len(named):
        raise Damaged("twice", line)
    return tuple(names)


def _row(header: Sequence[str], line: int, cells: Sequence[str]) -> Row:
    return Row(line, dict(zip(header, cells, strict=False)), any(cell.strip() for cell in cells[len(header) :]))
