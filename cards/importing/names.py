"""One cell with a whole name, taken apart into what a contact keeps apart (cards 23, 83). Pure.

"Mielke, Hanna" by its comma; otherwise the last word is the family name, with the particles before it. What could as
well be something else is left whole.
"""

import re
from typing import Final

PARTICLES: Final = frozenset(
    "von van vom zu zum zur der den dem und auf ter ten te op de da di do du des del della delle dello degli dei dal "
    "dos das la le lo los las el al bin bint ibn abu af av".split()
)
TITLES: Final = frozenset("dr prof mag ing dipl.-ing mr mrs ms".split())
SUFFIXES: Final = frozenset("jr sr ii iii iv phd ph.d md msc mba".split())
NO_PERSON: Final = frozenset("gmbh inc ltd llc ag kg ug s.l s.a e.v".split())
"""A last word that makes a name one of a company."""

NAME_MAX: Final = 80
"""Characters; what is longer is no name."""

_FAMILY_FIRST: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
"""Scripts whose names begin with the family, with or without a space."""


def parted(full: str) -> dict[str, str]:
    """Fields of an identity; none where the name stays whole.

    >>> parted("Dr. Ludwig van Beethoven")
    {'prefix': 'Dr.', 'given': 'Ludwig', 'family': 'van Beethoven'}
    """
    before, comma, after = (part.strip() for part in full.partition(","))
    suffix = _taken_last(words := before.split())
    if comma and _plain(after) in SUFFIXES and not suffix:
        suffix, comma = [after], ""
    if (
        len(full) > NAME_MAX
        or _FAMILY_FIRST.search(full)
        or "," in after
        or _plain((after or before).split(" ")[-1]) in NO_PERSON
    ):
        return {}
    given, family = _by_comma(words, after.split()) if comma else _by_order(words)
    titles = [given.pop(0) for _each in tuple(given) if _plain(given[0]) in TITLES]
    if not (given and family):
        return {}
    parts = {"prefix": titles, "given": given, "family": family, "suffix": suffix}
    return {name: " ".join(said) for name, said in parts.items() if said}


def _by_comma(family: list[str], given: list[str]) -> tuple[list[str], list[str]]:
    """ "Beethoven, Ludwig van" """
    particles = _taken_particles(given)
    return given, [*particles, *family]


def _by_order(words: list[str]) -> tuple[list[str], list[str]]:
    if not words:
        return [], []
    given, last = words[:-1], words[-1:]
    return given, [*_taken_particles(given), *last]


def _taken_particles(given: list[str]) -> list[str]:
    """Off the end; the first word is never one."""
    start = len(given)
    while start > 1 and given[start - 1].casefold() in PARTICLES:
        start -= 1
    particles = given[start:]
    del given[start:]
    return particles


def _taken_last(words: list[str]) -> list[str]:
    return [words.pop()] if len(words) > 2 and _plain(words[-1]) in SUFFIXES else []


def _plain(word: str) -> str:
    return word.casefold().rstrip(".")
