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

    @property
    def pieces(self) -> tuple[str, ...]:
        """Where a narrow page may break it: an e-mail address after its sign, before it breaks anywhere.

        >>> Row("E-mail", "studio@lindqvist.example").pieces
        ('studio@', 'lindqvist.example')
        """
        name, sign, house = self.value.partition("@")
        return (f"{name}@", house) if sign and house else (self.value,)
