"""Contact files of phones and programs: which line of a contact means what on a card (cards 23). Pure."""

import binascii
from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import Final

from cards.content import Label
from cards.importing.building import Home, build
from cards.importing.content_lines import Contact, Line, contacts
from cards.importing.found import Candidate, Kind, Raw, Remark

QUIET: Final = frozenset(
    {"VERSION", "PRODID", "REV", "UID", "SOURCE", "CLASS", "LANG", "LANGUAGE", "TZ", "CALSCALE", "PROFILE", "MAILER"}
    | {"SORT-STRING", "X-ABLABEL", "X-ABADR", "X-ABUID", "X-IMAGEHASH", "X-IMAGETYPE", "NAME", "CLIENTPIDMAP"}
    | {"X-ABCROP-RECTANGLE", "X-SHARED-PHOTO-DISPLAY-PREF", "X-APPLE-SUBLOCALITY", "X-MS-OL-DESIGN", "XML"}
)
"""Of the file rather than of the person: left out without a word."""

CELLS: Final = frozenset({"cell", "mobile", "iphone", "pcs", "car"})
NO_PHONES: Final = frozenset({"fax", "pager", "modem", "bbs", "telex"})


def read(data: bytes, home: Home) -> list[Candidate]:
    """Raises `Unreadable`."""
    return [build(_raw(contact), home) for contact in contacts(data)]


def _raw(contact: Contact) -> Raw:
    raw = Raw(contact.line)
    if not contact.whole:
        raw.remarks.append(Remark(Kind.TRUNCATED))
    labels = {line.group: _label(line.text) for line in contact.lines if line.name == "X-ABLABEL" and line.group}
    for line in contact.lines:
        if take := _TAKING.get(line.name):
            take(raw, line, labels)
        elif line.name not in QUIET:
            raw.unkept.append(line.name)
    return raw


def _label(text: str) -> str:
    """Apple writes its own labels as `_$!<Home>!$_`."""
    return text.removeprefix("_$!<").removesuffix(">!$_").strip()


Labels = Mapping[str, str]
Taking = Callable[[Raw, Line, Labels], None]


def _one(field: str) -> Taking:
    """A single field; the first of its kind counts."""

    def take(raw: Raw, line: Line, _labels: Labels) -> None:
        if line.text.strip():
            raw.identity.setdefault(field, line.text)

    return take


def _name(raw: Raw, line: Line, _labels: Labels) -> None:
    fields = ("family", "given", "middle", "prefix", "suffix")
    raw.identity |= {field: part for field, part in zip(fields, line.parts, strict=False) if part.strip()}


def _full_name(raw: Raw, line: Line, _labels: Labels) -> None:
    raw.full_name = raw.full_name or line.text


def _organisation(raw: Raw, line: Line, _labels: Labels) -> None:
    for field, part in zip(("organisation", "department"), line.parts, strict=False):
        if part.strip():
            raw.identity.setdefault(field, part)


def _shows_as(raw: Raw, line: Line, _labels: Labels) -> None:
    raw.company = raw.company or line.text.strip().lower() in {"company", "org"}


def _phone(raw: Raw, line: Line, labels: Labels) -> None:
    label = labels.get(line.group, "").lower()
    if line.types & NO_PHONES or "fax" in label:
        raw.unkept.append("FAX")
        return
    number = line.text.strip()
    if number.lower().startswith("tel:"):
        number = number[4:].partition(";")[0]
    if number:
        raw.phones.append((number, _kind(line, label), "whatsapp" in label))


def _kind(line: Line, label: str = "") -> str:
    said = line.types | {label}
    if said & CELLS:
        return Label.MOBILE
    return next((kind for kind in (Label.WORK, Label.HOME) if kind.value in said), Label.OTHER)


def _email(raw: Raw, line: Line, labels: Labels) -> None:
    if address := line.text.strip().removeprefix("mailto:"):
        kind = _kind(line, labels.get(line.group, "").lower())
        raw.emails.append((address, Label.WORK if kind == Label.OTHER else kind))


def _address(raw: Raw, line: Line, labels: Labels) -> None:
    """Our own files put the second line into the street, for iPhones drop the part that was made for it."""
    box, extra, street, city, region, postcode, country = [*line.parts, *[""] * 7][:7]
    first, _end, rest = street.strip().partition("\n")
    kind = _kind(line, labels.get(line.group, "").lower())
    raw.addresses.append(
        {
            "street": first or box,
            "extra": ", ".join(
                part.strip() for part in (*rest.split("\n"), extra, box if first else "") if part.strip()
            ),
            "city": city,
            "region": region,
            "postcode": postcode,
            "country": country,
            "label": kind,
        }
    )


def _link(raw: Raw, line: Line, labels: Labels) -> None:
    label = labels.get(line.group, "")
    if address := line.text.strip():
        raw.links.append((address, "" if label.lower() in {"homepage", "home", "work", "other"} else label))


def _profile(raw: Raw, line: Line, labels: Labels) -> None:
    """Where only a name stands, nobody knows for sure on which network."""
    if line.text.strip().lower().startswith(("https://", "http://")):
        _link(raw, line, labels)
    else:
        raw.unkept.append(line.name)


def _birthday(raw: Raw, line: Line, _labels: Labels) -> None:
    raw.birthday = raw.birthday or line.text


def _photo(raw: Raw, line: Line, _labels: Labels) -> None:
    """What is in the file; one at an address is not fetched."""
    inside = line.value.partition("base64,")[2] if line.value.lower().startswith("data:") else line.value
    if not (line.encoding in {"B", "BASE64"} or inside != line.value):
        raw.remarks.append(Remark(Kind.PICTURE))
        return
    try:
        raw.photo = raw.photo or b64decode("".join(inside.split())) or None
    except (binascii.Error, ValueError):
        raw.remarks.append(Remark(Kind.PICTURE))


_TAKING: Final[dict[str, Taking]] = {
    "N": _name,
    "FN": _full_name,
    "X-PHONETIC-FIRST-NAME": _one("phonetic_given"),
    "X-PHONETIC-LAST-NAME": _one("phonetic_family"),
    "PRONOUNS": _one("pronouns"),
    "TITLE": _one("title"),
    "ORG": _organisation,
    "KIND": _shows_as,
    "X-ABSHOWAS": _shows_as,
    "TEL": _phone,
    "EMAIL": _email,
    "ADR": _address,
    "URL": _link,
    "X-SOCIALPROFILE": _profile,
    "SOCIALPROFILE": _profile,
    "IMPP": _profile,
    "BDAY": _birthday,
    "NOTE": _one("note"),
    "PHOTO": _photo,
}
