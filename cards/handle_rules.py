"""What a card's address may be, and which good ones to propose (cards 4, 5).

Pure. Whether a handle is taken is the caller's knowledge; a reserved one is refused with the same reason.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from enum import StrEnum

from cards.reserved_handles import BRANDS, RESERVED

SHORTEST = 3
LONGEST = 30
PROPOSALS = 4
NUMBERED = 99

# Below this length look-alike words are too often people ("mali" and "mail"), so only digits are read as letters.
LOOKALIKE_FROM = 5

_ALLOWED = re.compile(r"[a-z0-9-]*")
_NOT_ALLOWED = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile("['`\u00b4\u2018\u2019\u02bc]")

_LATIN = {"ß": "ss", "ł": "l", "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
_LATIN |= {"ŋ": "n", "ə": "e", "ŧ": "t", "ĸ": "k", "ſ": "s", "&": " and "}
_GREEK = dict(
    zip("αβγδεζηθικλμνξοπρσςτυφχψω", "a v g d e z i th i k l m n x o p r s s t y f ch ps o".split(), strict=True)
)
_CYRILLIC = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґђјљњћџ",
        "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya ye i yi g dj j lj nj c dz".split(),
        strict=True,
    )
)
_TRANSLITERATED = str.maketrans(_LATIN | _GREEK | {letter: word.strip("_") for letter, word in _CYRILLIC.items()})
_GERMAN = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})


class Refusal(StrEnum):
    """Why a handle is refused. `TAKEN` also stands for reserved: nobody learns which it is (cards 5)."""

    EMPTY = "empty"
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    NOT_ASCII = "not_ascii"
    CHARACTERS = "characters"
    HYPHENS = "hyphens"
    TAKEN = "taken"


class HandleRefused(ValueError):
    """Carries the reason and, where one can be made, a valid handle to offer instead."""

    def __init__(self, reason: Refusal, suggestion: str | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.suggestion = suggestion


def parse(text: str) -> str:
    """The handle as stored: trimmed, lower case. Raises `HandleRefused`.

    >>> parse(" Maria-Silva ")
    'maria-silva'
    """
    trimmed = text.strip()
    reason = refusal(trimmed)
    if reason:
        raise HandleRefused(reason, suggest(trimmed))
    return trimmed.lower()


def refusal(handle: str) -> Refusal | None:
    """Why this cannot be a handle, or None. Upper case is no reason: it is stored lower."""
    if not handle:
        return Refusal.EMPTY
    if not handle.isascii():  # before lower(): the Kelvin sign becomes "k"
        return Refusal.NOT_ASCII
    return _refusal_of_ascii(handle.lower())


def _refusal_of_ascii(handle: str) -> Refusal | None:
    if is_reserved(handle):
        return Refusal.TAKEN
    if not _ALLOWED.fullmatch(handle):
        return Refusal.CHARACTERS
    if handle.startswith("-") or handle.endswith("-") or "--" in handle:  # "xn--" is among these
        return Refusal.HYPHENS
    if len(handle) < SHORTEST:
        return Refusal.TOO_SHORT
    return Refusal.TOO_LONG if len(handle) > LONGEST else None


def is_reserved(handle: str) -> bool:
    """Reserved, or looks like a reserved word (`adm1n`, `adrnin`), or bears the service's name."""
    folded = fold(handle)
    as_letters = handle.replace("0", "o")
    return (
        bool({handle, as_letters.replace("1", "i"), as_letters.replace("1", "l")} & RESERVED)
        or folded in _LOOKALIKES
        or any(brand in folded for brand in _BRANDS)
    )


def fold(handle: str) -> str:
    """One spelling for what the eye confuses: 0/o, 1/l/i, rn/m, vv/w, and hyphens left out."""
    for seen, meant in (("-", ""), ("0", "o"), ("1", "l"), ("i", "l"), ("rn", "m"), ("vv", "w")):
        handle = handle.replace(seen, meant)
    return handle


_LOOKALIKES = frozenset(fold(word) for word in RESERVED if len(word) >= LOOKALIKE_FROM)
_BRANDS = tuple(fold(brand) for brand in BRANDS)


def suggest(text: str) -> str | None:
    """A valid handle near to any name, or None where the letters give none (Chinese, Arabic) or it is reserved.

    >>> suggest("Łukasz Świątek")
    'lukasz-swiatek'
    """
    words = _words(text)
    if not words:
        return None
    candidate = _shortened(words)
    if len(candidate) < SHORTEST:
        candidate = f"{candidate}-card"
    return None if refusal(candidate) else candidate


def propose(name: str, taken: Callable[[str], bool]) -> list[str]:
    """Up to four free handles for a name, the plainest first. Asks `taken` about as few as it can.

    >>> propose("Ada Lovelace", {"ada-lovelace"}.__contains__)
    ['adalovelace', 'a-lovelace', 'ada-l', 'lovelace-ada']
    """
    found: list[str] = []
    first = suggest(name)
    if first is None:
        return found
    for candidate in _candidates(name, first):
        if candidate not in found and refusal(candidate) is None and not taken(candidate):
            found.append(candidate)
        if len(found) == PROPOSALS:
            break
    return found


def _candidates(name: str, first: str) -> Iterator[str]:
    yield first
    words = _words(name)
    german = _words(unicodedata.normalize("NFC", name).lower().translate(_GERMAN))
    if german != words:
        yield _shortened(german)
    if len(words) > 1:
        given, family = words[0], words[-1]
        yield "".join(words)
        yield f"{given[0]}-{family}"
        yield f"{given}-{family[0]}"
        yield f"{family}-{given}"
    stem = first[: LONGEST - len("hello-")].rstrip("-")
    yield f"hello-{stem}"
    yield from (f"{stem}-{number}" for number in range(2, NUMBERED + 1))


def _words(text: str) -> list[str]:
    # Composed first, so that "й" and "ł" are letters of the tables; what is left loses its accents.
    lowered = unicodedata.normalize("NFKC", _APOSTROPHES.sub("", text)).lower().translate(_TRANSLITERATED)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return [word for word in _NOT_ALLOWED.split(plain.translate(_TRANSLITERATED)) if word]


def _shortened(words: list[str]) -> str:
    """Words joined by hyphens, cut at a word where that leaves something, else inside the first word."""
    kept = words[0][:LONGEST]
    for word in words[1:]:
        if len(kept) + 1 + len(word) > LONGEST:
            break
        kept = f"{kept}-{word}"
    return kept
