"""One ruled line of a block: a label, a value, where a tap leads, and what is copied."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """`href` may be empty (nothing to open); `outside` is a web page of somebody else (cards 16)."""

    label: str
    value: str
    href: str = ""
    copy: str = ""
    outside: bool = False
    ltr: bool = False
