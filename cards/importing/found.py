"""What a file was found to hold: values between reading and making (cards 23). Pure."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from cards.content import Document

BYTES_MAX: Final = 5_000_000
CARDS_MAX: Final = 200
"""In one file."""


class Unreadable(ValueError):
    """The file as a whole; nothing of it was read. `line` counts from 1, 0 where no line is to blame.

    `reason`: empty, large, kind, binary, many, foreign, version, damaged, columns, or a reason of `kit.spreadsheet`.
    """

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"{reason} in line {line}")
        self.reason, self.line = reason, line


class Kind(StrEnum):
    """Of a remark on one card; those of `REFUSING` refuse it. The five after `TRUNCATED` are of lists of people."""

    NAMELESS = "nameless"
    UNSAFE = "unsafe"
    TRUNCATED = "truncated"
    NO_ADDRESS = "no_address"
    BAD_ADDRESS = "bad_address"
    SAME_ADDRESS = "same_address"
    NO_KEY = "no_key"
    SAME_KEY = "same_key"
    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"
    BIRTHDAY = "birthday"
    SHORTENED = "shortened"
    MANY = "many"
    PICTURE = "picture"
    UNKEPT = "unkept"


REFUSING: Final = frozenset(
    {
        *(Kind.NAMELESS, Kind.UNSAFE, Kind.TRUNCATED),
        *(Kind.NO_ADDRESS, Kind.BAD_ADDRESS, Kind.SAME_ADDRESS, Kind.NO_KEY, Kind.SAME_KEY),
    }
)


@dataclass(frozen=True)
class Remark:
    """`detail`: what stood there, or which fields."""

    kind: Kind
    detail: str = ""

    @property
    def refuses(self) -> bool:
        return self.kind in REFUSING


@dataclass(frozen=True)
class Candidate:
    """A card that could be made. `line` is where it begins in the file, `handle` an address it would like.

    `whole`: it says all of a card, also what that takes from the company (cards 82). `parted`: first and last name
    are our reading of one cell.
    """

    line: int
    document: Document
    remarks: tuple[Remark, ...] = ()
    photo: bytes | None = field(default=None, repr=False)
    handle: str = ""
    whole: bool = False
    parted: bool = False

    @property
    def is_refused(self) -> bool:
        return any(remark.refuses for remark in self.remarks)


@dataclass
class Raw:
    """One contact as written in a file, sorted by what it means and not yet judged."""

    line: int
    identity: dict[str, str] = field(default_factory=dict)
    full_name: str = ""
    parted: bool = False
    company: bool = False
    phones: list[tuple[str, str, bool]] = field(default_factory=list)
    """As typed, label, whether it is said to have WhatsApp."""

    emails: list[tuple[str, str]] = field(default_factory=list)
    addresses: list[dict[str, str]] = field(default_factory=list)
    links: list[tuple[str, str]] = field(default_factory=list)
    """Address as typed, text."""

    birthday: str = ""
    photo: bytes | None = None
    unkept: list[str] = field(default_factory=list)
    """Names of fields for which a card has no place."""

    remarks: list[Remark] = field(default_factory=list)
