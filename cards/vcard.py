"""The contact file, byte by byte: vCard 3.0 as phones keep it (cards 35–41).

Pure; it writes what it is given, so what may not be seen is taken out before (`cards.visibility`). Every value passes
one escape, every line one fold; nothing written by an owner can start a line (A42).
"""

import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import quote
from uuid import UUID

from cards.content import CardType, Document, Identity, Label, PostalAddress

PHOTO_MAX = 40 * 1024

_FOLD = 75  # octets a line, without its end
_JPEG = b"\xff\xd8\xff"
_LINE_ENDS = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[\x00-\x09\x0e-\x1f\x7f-\x9f\ud800-\udfff]")

# What Android and iPhone both show under a known name. An unknown type would become a visible label.
_PHONE = {Label.MOBILE: "CELL", Label.WORK: "WORK", Label.HOME: "HOME", Label.OTHER: "OTHER"}
_EMAIL = {Label.WORK: ";TYPE=WORK", Label.HOME: ";TYPE=HOME"}
_ADDRESS = {Label.WORK: "WORK", Label.HOME: "HOME"}


@dataclass(frozen=True)
class Met:
    """Where a labelled code stood and when it was opened; `lead` is the word in the card's language."""

    label: str
    on: date
    lead: str = "Met"

    def __str__(self) -> str:
        return f"{self.lead}: {self.label}, {self.on.isoformat()}"


def vcard(
    document: Document,
    *,
    short_link: str,
    uid: UUID,
    revised_at: datetime,
    met: Met | None = None,
    photo: bytes | None = None,
) -> bytes:
    """The whole file. `revised_at` carries a zone; `photo` is a square baseline JPEG.

    A photo that is no JPEG or above `PHOTO_MAX` bytes is left out: the contact matters more than the picture.
    Raises ValueError for a document without any name (cards 13).
    """
    if revised_at.tzinfo is None:
        raise ValueError("revised_at needs a zone")
    lines = [
        *contact_lines(document, short_link, met),
        f"UID:urn:uuid:{uid}",
        f"REV:{revised_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        *_photo(photo),
        "END:VCARD",
    ]
    return b"".join(fold(line) for line in lines)


def contact_lines(document: Document, short_link: str, met: Met | None = None) -> list[str]:
    """Everything up to the particulars of one file, unfolded; no link line for an empty `short_link`."""
    return [
        "BEGIN:VCARD",
        "VERSION:3.0",
        *_names(document),
        *_reaching(document),
        *_links(document, short_link),
        *_about(document.identity, met),
    ]


def content_disposition(handle: str, name: str) -> str:
    """The header's value: opened in place, ASCII name from the handle, full name beside it (cards 35)."""
    return f"inline; filename=\"{_plain(handle)}.vcf\"; filename*=UTF-8''{quote(file_name(handle, name), safe='')}"


def file_name(handle: str, name: str) -> str:
    """As browsers save it: "Ada Marlowe.vcf"."""
    full = re.sub(r'[/\\:*?"<>|]', " ", _NOT_TEXT.sub("", _LINE_ENDS.sub(" ", name))).strip(" .")
    return f"{full or _plain(handle)}.vcf"


def escape(value: str) -> str:
    """Text as one value: every kind of line end becomes `\\n`, other controls go, separators are escaped."""
    text = _NOT_TEXT.sub("", _LINE_ENDS.sub("\n", value).replace("\t", " "))
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def fold(line: str) -> bytes:
    """A line in pieces of at most 75 octets, no character split, each ended by CRLF (cards 36)."""
    data = line.encode()
    pieces, start, end = [], 0, _FOLD
    while end < len(data):
        while data[end] & 0xC0 == 0x80:  # the next piece would begin inside a character
            end -= 1
        pieces.append(data[start:end])
        start, end = end, end + _FOLD - 1
    return b"\r\n ".join([*pieces, data[start:]]) + b"\r\n"


def _plain(handle: str) -> str:
    return re.sub("[^a-z0-9-]", "", handle) or "contact"


def _names(document: Document) -> Iterator[str]:
    who = document.identity
    if not document.name:
        raise ValueError("a contact needs a name")
    # A person known only by a display name gets it as given name: readers take an empty N for no name.
    given = who.given
    if not (who.given or who.family or document.type is CardType.COMPANY):
        given = who.display_name
    yield "N:" + ";".join(escape(part) for part in (who.family, given, who.middle, who.prefix, who.suffix))
    yield f"FN:{escape(document.name)}"
    yield from _if("X-PHONETIC-FIRST-NAME", who.phonetic_given)
    yield from _if("X-PHONETIC-LAST-NAME", who.phonetic_family)
    if who.organisation or who.department:
        units = [who.organisation, who.department] if who.department else [who.organisation]
        yield "ORG:" + ";".join(escape(unit) for unit in units)
    if document.type is CardType.COMPANY or not who.person_name:
        yield "X-ABShowAs:COMPANY"
    yield from _if("TITLE", who.title)


def _reaching(document: Document) -> Iterator[str]:
    for phone in document.phones:
        yield f"TEL;TYPE={_PHONE[phone.label]}:{escape(phone.number)}"
    for email in document.emails:
        yield f"EMAIL{_EMAIL.get(email.label, '')}:{escape(email.address)}"
    for address in document.addresses:
        if address.lines:
            yield f"ADR;TYPE={_ADDRESS.get(address.label, 'OTHER')}:{_address(address)}"


def _address(address: PostalAddress) -> str:
    # The second line stands in the street: iPhones drop the component made for it.
    street = "\n".join(line for line in (address.street, address.extra) if line)
    parts = ("", "", street, address.city, address.region, address.postcode, address.country)
    return ";".join(escape(part) for part in parts)


def _links(document: Document, short_link: str) -> Iterator[str]:
    """The permanent link first; the others labelled in the one way Apple and Android both keep (cards 38)."""
    if short_link:
        yield f"URL:{_uri(short_link)}"
    named = [(one.url, one.network) for one in document.profiles if one.url.startswith("https://")]
    named += [(link.url, link.label or link.host) for link in document.links]
    for number, (address, label) in enumerate(named, 1):
        yield f"item{number}.URL:{_uri(address)}"
        yield f"item{number}.X-ABLabel:{escape(label)}"


def _uri(value: str) -> str:
    """An address as a value. Readers disagree on its comma (a list? escaped?), so web addresses encode theirs."""
    one_line = _NOT_TEXT.sub("", _LINE_ENDS.sub("", value)).replace("\\", "%5C")
    return one_line.replace(",", "%2C") if one_line.startswith("http") else one_line


def _about(who: Identity, met: Met | None) -> Iterator[str]:
    if who.birthday:
        yield f"BDAY:{who.birthday.isoformat()}"
    yield from _if("NOTE", "\n".join(part for part in (who.note, str(met) if met else "") if part))


def _if(name: str, value: str) -> Iterator[str]:
    """The property, where there is something to say (cards 36: none stands empty)."""
    if text := escape(value):
        yield f"{name}:{text}"


def _photo(photo: bytes | None) -> Iterator[str]:
    if photo and photo.startswith(_JPEG) and len(photo) <= PHOTO_MAX:
        yield f"PHOTO;ENCODING=b;TYPE=JPEG:{b64encode(photo).decode()}"
