"""Finished pages kept in this process: bounded, dropped when their card or workspace changes (cards 11).

Readers take no lock. A page is kept only if nothing changed since its making began: `epoch` counts the
changes this process has learnt, so a page made from what a publish has just replaced is never kept.
"""

import heapq
import itertools
import os
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

from django.conf import settings

from cards.visits import Visit

FLEETING_SECONDS: Final = 5.0
FLEETING_PAGES: Final = 256
BUILD_SECONDS: Final = 5.0

Key = tuple[str, str]
"""Canonical host and path (percent-decoded, as PATH_INFO says it)."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One encoding of a page, ready to send."""

    etag: str
    headers: list[tuple[str, str]]
    unchanged_headers: list[tuple[str, str]]
    body: list[bytes]


@dataclass(slots=True)
class Page:
    """A finished answer. `card` and `workspace` are (id, revision) of what it shows.

    `query_matters`: a request with a query must not be answered from it. `fresh_until` is a Unix time,
    `visit` what everybody who gets it has done.
    """

    status: str
    variants: Mapping[str, Variant]
    card: tuple[int, int] | None = None
    workspace: tuple[int, int] | None = None
    fresh_until: float | None = None
    query_matters: bool = True
    visit: Visit | None = None
    used: int = field(default=0, compare=False)

    @property
    def fleeting(self) -> bool:
        """It belongs to no card and is no page of ours: whoever scans for names makes these."""
        return self.card is None and self.status[:3] != "200"


class PageMemory:
    """At most `limit` pages, the least recently used go first; 0 remembers nothing."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.start_anew()

    def start_anew(self) -> None:
        """As after the process began: nothing remembered, no lock held."""
        self.epoch = 0
        self.serve_stale = False  # set while the database is down
        self._pages: dict[Key, Page] = {}
        self._fleeting: dict[Key, Page] = {}
        self._writing = threading.Lock()
        self._tick = itertools.count(1)
        self._building: dict[Key, threading.Event] = {}

    def __len__(self) -> int:
        return len(self._pages) + len(self._fleeting)

    def recall(self, key: Key) -> Page | None:
        """The page, unless it is past its time while the database could give a fresher one."""
        page = self._pages.get(key) or self._fleeting.get(key)
        if page is None:
            return None
        if page.fresh_until is not None and not self.serve_stale and page.fresh_until <= time.time():
            return None
        page.used = next(self._tick)
        return page

    def keep(self, key: Key, page: Page, *, epoch: int) -> bool:
        """Remember a page whose making began at `epoch`. False when it may already be outdated."""
        with self._writing:
            if epoch != self.epoch or not self.limit:
                return False
            page.used = next(self._tick)
            self._fleeting.pop(key, None)
            self._pages.pop(key, None)
            if page.fleeting:
                page.fresh_until = time.time() + FLEETING_SECONDS
                self._fleeting[key] = page
                if len(self._fleeting) > FLEETING_PAGES:
                    del self._fleeting[next(iter(self._fleeting))]
            else:
                self._pages[key] = page
                self._make_room()
            return True

    def _make_room(self) -> None:
        """Evict a twentieth at once, so that the search for the least used is rare."""
        if len(self._pages) > self.limit:
            oldest = heapq.nsmallest(max(1, self.limit // 20), self._pages.items(), key=lambda item: item[1].used)
            for key, _page in oldest:
                del self._pages[key]

    def learn(self, cards: Mapping[int, int], workspaces: Mapping[int, int]) -> None:
        """These cards and workspaces (id: revision) changed: drop every page made from another revision."""

        def outdated(page: Page) -> bool:
            return any(
                shown is not None and news.get(shown[0], shown[1]) != shown[1]
                for shown, news in ((page.card, cards), (page.workspace, workspaces))
            )

        self._drop(outdated)

    def drop_card(self, card_id: int) -> None:
        """Forget all pages of a card, at once and whatever revision they show."""
        self._drop(lambda page: page.card is not None and page.card[0] == card_id)

    def drop_workspace(self, workspace_id: int) -> None:
        self._drop(lambda page: page.workspace is not None and page.workspace[0] == workspace_id)

    def forget(self) -> None:
        """Forget everything."""
        self._drop(lambda page: True)

    def _drop(self, condition: Callable[[Page], bool]) -> None:
        """Any change may have given a meaning to an unknown address, so all fleeting pages go as well."""
        with self._writing:
            self.epoch += 1
            self._fleeting.clear()
            for key in [key for key, page in self._pages.items() if condition(page)]:
                del self._pages[key]

    @contextmanager
    def building(self, key: Key) -> Iterator[None]:
        """One makes the page; others wait for that one, at most BUILD_SECONDS. Whoever is in looks for it first."""
        mine = threading.Event()
        theirs = self._building.setdefault(key, mine)
        if theirs is not mine:
            theirs.wait(BUILD_SECONDS)
            yield
            return
        try:
            yield
        finally:
            del self._building[key]
            mine.set()


memory: Final = PageMemory(settings.PAGES_REMEMBERED)
# A forked child has no thread that learns of changes: it starts with nothing remembered.
os.register_at_fork(after_in_child=memory.start_anew)
