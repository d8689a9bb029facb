"""What a request said of itself, as it waits in memory for at most a second; never stored like this (cards 64-67).

Pure. Network address, agent and cookie are inputs alone: of the first two a digest is made, the third tells members.
"""

from typing import Any, NamedTuple

from cards.visits import Visit

Note = tuple[Any, ...]
"""The fields below as they wait to be written."""

Said = tuple[Any, ...]
"""All of them but `at`: a plain tuple is made in a third of the time, while the visitor waits."""


class Seen(NamedTuple):
    """`at` is a Unix time in whole seconds: what one browser does again within a second is equal.

    Of headers that were not sent nothing is said.
    """

    at: int
    visit: Visit
    query: str
    remote: str | None = None
    forwarded: str | None = None
    agent: str | None = None
    referrer: str | None = None
    cookie: str | None = None
    sec_purpose: str | None = None
    purpose: str | None = None
    moz: str | None = None
    gpc: str | None = None
    dnt: str | None = None
    country: str | None = None

    @property
    def is_fetched_ahead(self) -> bool:
        """A browser fetched it in case somebody would look at it (cards 65)."""
        if not (self.sec_purpose or self.purpose or self.moz):
            return False
        said = f"{self.sec_purpose} {self.purpose} {self.moz}".lower()
        return any(word in said for word in ("prefetch", "prerender", "preview"))

    @property
    def wants_no_digest(self) -> bool:
        """Global Privacy Control, or do not track (cards 67)."""
        return self.gpc == "1" or self.dnt == "1"
