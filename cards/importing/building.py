"""From a contact as written to a card as we keep it: what cannot be kept is remarked, never guessed (cards 23; A03)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from pydantic import ValidationError

from cards.content import (
    BIO_MAX,
    LIST_MAX,
    CardType,
    EmailAddress,
    Identity,
    Label,
    Link,
    Phone,
    PostalAddress,
    Profile,
)
from cards.importing.found import Candidate, Kind, Raw, Remark
from cards.phones import PhoneRefused, parse_phone
from cards.profiles import NotAProfile, kind_of, normalised
from cards.safe_url import ALLOWED, UnsafeUrl, safe_url
from cards.starting import Purpose, starting_document

Entry = TypeVar("Entry")
SHORT: Final = 80
LONG: Final = {"note": BIO_MAX, "bio": BIO_MAX, "opening_note": 200, "street": 200, "extra": 200}
NO_YEAR: Final = 1604
"""What iPhones write where they know the day alone."""

SHOWN: Final = 60
"""Characters of a value that a remark repeats."""

_SCHEME: Final = re.compile(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*):(?!\d+(?:/|$))")
_MAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
_DAY: Final = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:T.*)?")
_SPOKEN_DAY: Final = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


@dataclass(frozen=True)
class Home:
    """Where the cards will live: their language, where numbers without country are at home, our own address."""

    language: str
    region: str = ""
    site: str = ""


def build(raw: Raw, home: Home) -> Candidate:
    """Everything that is understood, and a remark for everything else."""
    remarks = list(raw.remarks)
    who = _identity(raw, remarks)
    company = raw.company or not who.person_name
    start = starting_document(name="", purpose=Purpose.CONTACT, language=home.language)
    links = _links(raw, home, remarks)
    document = start.model_copy(
        update={
            "type": CardType.COMPANY if company else CardType.PERSON,
            "identity": who,
            "phones": _at_most(_phones(raw, home, remarks), remarks),
            "emails": _at_most(_emails(raw, remarks), remarks),
            "addresses": _at_most(_addresses(raw, remarks), remarks),
            "profiles": _at_most([one for one in links if isinstance(one, Profile)], remarks),
            "links": _at_most([one for one in links if isinstance(one, Link)], remarks),
        }
    )
    if document.missing_name:
        remarks.insert(0, Remark(Kind.NAMELESS))
    if raw.unkept:
        remarks.append(Remark(Kind.UNKEPT, ", ".join(dict.fromkeys(raw.unkept))[:SHORT]))
    return Candidate(raw.line, document, tuple(dict.fromkeys(remarks)), raw.photo, parted=raw.parted)


def shown(text: str) -> str:
    """A value in a remark: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN else f"{line[: SHOWN - 1]}…"


def sound_address(typed: str) -> str:
    """As it is typed, if mail could reach it. Raises ValueError."""
    if not _MAIL.fullmatch(typed.strip()[:300]):
        raise ValueError(typed)
    return typed.strip()


def _identity(raw: Raw, remarks: list[Remark]) -> Identity:
    values: dict[str, Any] = {name: _cut(name, text, remarks) for name, text in raw.identity.items()}
    who = Identity(**values, birthday=_birthday(raw.birthday, remarks))
    full = _cut("full_name", raw.full_name, remarks)
    if raw.company and not who.organisation:
        return who.model_copy(update={"organisation": full})
    if not full or raw.company or full in {who.person_name, who.organisation}:
        return who
    if not who.person_name:
        return who.model_copy(update={"display_name": full})
    turned = who.model_copy(update={"family_first": True})
    return turned if turned.person_name == full else who.model_copy(update={"display_name": full})


def _cut(name: str, text: str, remarks: list[Remark]) -> str:
    """As long as a card lets it be."""
    longest = LONG.get(name, SHORT)
    tidy = text.strip() if longest == BIO_MAX else " ".join(text.split())
    if len(tidy) > longest:
        remarks.append(Remark(Kind.SHORTENED, shown(tidy)))
    return tidy[:longest]


def _birthday(text: str, remarks: list[Remark]) -> date | None:
    """Year, month, day in the orders that cannot be mistaken; a day without a year is none."""
    tidy = text.strip()
    if not tidy:
        return None
    parts: list[str] = []
    if found := _DAY.fullmatch(tidy):
        parts = [*found.groups()]
    elif found := _SPOKEN_DAY.fullmatch(tidy):
        parts = [*found.groups()][::-1]
    try:
        if parts and int(parts[0]) > NO_YEAR:
            return date(*map(int, parts))
    except ValueError:
        pass  # a thirtieth of February
    remarks.append(Remark(Kind.BIRTHDAY, shown(text)))
    return None


def _phones(raw: Raw, home: Home, remarks: list[Remark]) -> Iterator[Phone]:
    for typed, label, whatsapp in raw.phones:
        try:
            yield Phone(number=parse_phone(typed[:100], region=home.region), label=Label(label), whatsapp=whatsapp)
        except (PhoneRefused, ValidationError):
            remarks.append(Remark(Kind.PHONE, shown(typed)))


def _emails(raw: Raw, remarks: list[Remark]) -> Iterator[EmailAddress]:
    for typed, label in raw.emails:
        try:
            yield EmailAddress(address=sound_address(typed), label=Label(label))
        except ValueError:  # of which pydantic's is one
            remarks.append(Remark(Kind.EMAIL, shown(typed)))


def _addresses(raw: Raw, remarks: list[Remark]) -> Iterator[PostalAddress]:
    for parts in raw.addresses:
        said = {name: _cut(name, text, remarks) for name, text in parts.items() if name != "label"}
        if any(said.values()):
            yield PostalAddress(**said, label=Label(parts.get("label", Label.WORK.value)))


def _links(raw: Raw, home: Home, remarks: list[Remark]) -> list[Link | Profile]:
    """Addresses of a network become profiles; the link to a card of ours is not taken along."""
    found: list[Link | Profile] = []
    for typed, text in raw.links:
        try:
            url = safe_url(typed)
            if not (home.site and url.startswith(f"{home.site}/q/")):
                found.append(_profile(url) or Link(url=url, label=_cut("label", text, remarks)))
        except UnsafeUrl:
            scheme = _SCHEME.match(typed)
            unsafe = scheme is not None and scheme[1].lower() not in ALLOWED
            remarks.append(Remark(Kind.UNSAFE if unsafe else Kind.LINK, shown(typed)))
        except ValidationError:
            remarks.append(Remark(Kind.LINK, shown(typed)))
    return found


def _profile(url: str) -> Profile | None:
    kind = kind_of(url)
    try:
        return Profile(kind=kind, value=normalised(kind, url)) if kind else None
    except (NotAProfile, ValidationError):
        return None


def _at_most(entries: Iterable[Entry], remarks: list[Remark]) -> tuple[Entry, ...]:
    """Each once, and no more than a card holds."""
    kept = tuple(dict.fromkeys(entries))
    if len(kept) > LIST_MAX:
        remarks.append(Remark(Kind.MANY))
    return kept[:LIST_MAX]
