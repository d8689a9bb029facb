"""The lines of contact files, whatever their version: unfolded, named, decoded (vCard 2.1; RFC 2426; RFC 6350). Pure.

Read as bytes, for in version 2.1 each line has a charset and an encoding of its own.
"""

import quopri
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from cards.importing.found import CARDS_MAX, Unreadable

HEAD_MAX: Final = 1_000
"""Characters of name and parameters; a longer head is no line of a contact."""

LINES_MAX: Final = 1_000
"""Of one contact; further ones are not looked at."""

BARE_ENCODINGS: Final = frozenset({"QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT"})
_ENDS: Final = re.compile("\r\n|\r|\n")
_BEGIN: Final = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*", re.IGNORECASE)
_END: Final = re.compile(r"\s*END\s*:\s*VCARD\s*", re.IGNORECASE)
_SPLIT_HEAD: Final = re.compile(r'((?:[^":;]|"[^"]*")*)([:;])')
_PIECE: Final = re.compile(r"\\.|;|[^\\;]+|\\", re.DOTALL)
_CHARSET: Final = re.compile(
    r"utf-?8|us-ascii|iso-8859-\d{1,2}|(?:windows-|cp)125\d|koi8-[ru]|shift_jis|gb2312|gbk|gb18030|big5|euc-(?:jp|kr)",
    re.IGNORECASE,
)
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Line:
    """`name` in capitals; `types` in small letters; `value` decoded, its escapes still in it."""

    group: str
    name: str
    types: frozenset[str]
    encoding: str
    value: str

    @property
    def text(self) -> str:
        return unescaped(self.value)

    @property
    def parts(self) -> list[str]:
        """Between the semicolons that are not escaped."""
        parts = [""]
        for piece in _PIECE.findall(self.value):
            if piece == ";":
                parts.append("")
            else:
                parts[-1] += piece
        return [unescaped(part) for part in parts]


@dataclass(frozen=True)
class Contact:
    """One contact; `whole` unless the file ends within it."""

    line: int
    lines: tuple[Line, ...]
    whole: bool


def contacts(data: bytes) -> list[Contact]:
    """Raises `Unreadable`: binary, damaged (no contact in it) or many."""
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    if b"\0" in data:
        raise Unreadable("binary")
    found = list(islice(_contacts(data.removeprefix(BOM_UTF8).decode("latin-1")), CARDS_MAX + 1))
    if not found:
        raise Unreadable("damaged")
    if len(found) > CARDS_MAX:
        raise Unreadable("many")
    return found


def unescaped(value: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def _contacts(text: str) -> Iterator[Contact]:
    """A contact inside another (version 2.1's agent) is left out."""
    depth, start, lines = 0, 0, list[Line]()
    for number, logical in _unfolded(text):
        if _BEGIN.fullmatch(logical):
            depth += 1
            if depth == 1:
                start, lines = number, []
        elif _END.fullmatch(logical) and depth:
            depth -= 1
            if depth == 0:
                yield Contact(start, tuple(lines), whole=True)
        elif depth == 1 and len(lines) < LINES_MAX and (line := _line(logical)):
            lines.append(line)
    if depth:
        yield Contact(start, tuple(lines), whole=False)


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Logical lines, each with the number of the first of its physical ones."""
    start, pieces, soft = 1, list[str](), False
    for number, physical in enumerate(_ENDS.split(text), 1):
        if pieces and soft:
            pieces.append(physical)
        elif pieces and physical[:1] in {" ", "\t"}:
            pieces.append(physical[1:])
        else:
            if pieces:
                yield start, "".join(pieces)
            start, pieces = number, [physical]
        soft = pieces[-1].endswith("=") and "QUOTED-PRINTABLE" in pieces[0][:HEAD_MAX].upper()
        if soft:
            pieces[-1] = pieces[-1][:-1]
    if pieces:
        yield start, "".join(pieces)


def _line(logical: str) -> Line | None:
    """None for what is no line of a contact."""
    at, heads = 0, list[str]()
    while found := _SPLIT_HEAD.match(logical, at, at + HEAD_MAX):
        heads.append(found[1])
        at = found.end()
        if found[2] == ":":
            break
        if at > HEAD_MAX:
            return None
    else:
        return None
    group, _dot, name = heads[0].strip().rpartition(".")
    types, encoding, charset = _parameters(heads[1:])
    value = logical[at:]
    if encoding not in {"B", "BASE64"}:
        value = _decoded(value.encode("latin-1"), encoding, charset)
    return Line(group.lower(), name.upper(), frozenset(types), encoding, value)


def _parameters(heads: list[str]) -> tuple[set[str], str, str]:
    """Types, encoding, charset. A bare word is a type, or in version 2.1 an encoding."""
    types, encoding, charset = set[str](), "", ""
    for head in heads:
        name, equals, value = head.partition("=")
        name, value = name.strip().upper(), value.strip().strip('"')
        if name == "ENCODING" or (not equals and name in BARE_ENCODINGS):
            encoding = value.upper() or name
        elif name == "CHARSET":
            charset = value
        elif name == "TYPE" or not equals:
            types |= {one.strip().lower() for one in (value or name).split(",")}
    return types, encoding, charset


def _decoded(raw: bytes, encoding: str, charset: str) -> str:
    """In the charset named, else UTF-8, else Windows-1252: that is what old phones meant."""
    if encoding == "QUOTED-PRINTABLE":
        raw = quopri.decodestring(raw)
    named = [charset] if _CHARSET.fullmatch(charset) else []
    for name in (*named, "utf-8"):
        try:
            return raw.decode(name).replace("\0", "")
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace").replace("\0", "")
