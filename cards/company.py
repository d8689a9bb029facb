"""What a company says once for all of its cards, and a card dressed in it (cards 82). Pure.

A document names in `from_company` what it takes. Of addresses and links the first entry is then the company's.
"""

import uuid
from collections.abc import Collection
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict

from cards.content import (
    LIST_MAX,
    CardType,
    CompanyField,
    Document,
    Hex,
    Label,
    Link,
    PostalAddress,
    ShortLine,
)

NOTHING: Final[frozenset[CompanyField]] = frozenset()


class CompanyFields(BaseModel):
    """The six. An empty one is each card's own affair. A `brand` replaces the ink, as in a card's design."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: Literal[1] = 1
    organisation: ShortLine = ""
    logo: uuid.UUID | None = None
    address: PostalAddress | None = None
    web: Link | None = None
    design: str = ""
    ink: str = ""
    brand: Hex | None = None

    @property
    def says(self) -> frozenset[CompanyField]:
        """Those that are not empty."""
        said = {field for field in CompanyField if getattr(self, field.value)}
        return frozenset(said | ({CompanyField.INK} if self.brand else set()))

    def differs(self, other: "CompanyFields") -> frozenset[CompanyField]:
        """What one of the two says otherwise."""
        changed = {field for field in CompanyField if getattr(self, field.value) != getattr(other, field.value)}
        return frozenset(changed | ({CompanyField.INK} if self.brand != other.brand else set()))


def dressed(document: Document, company: CompanyFields, *, give: Collection[CompanyField] = NOTHING) -> Document:
    """With the company's values in all that it takes, and from now on in `give` too.

    What the company does not say (any more) stays as it is, and is the card's own.
    """
    taken = (document.from_company | frozenset(give)) & company.says
    worn = document
    for field in CompanyField:
        if field in taken and (put := _put(worn, company, field)) is not None:
            worn = put
        elif field in taken:
            taken -= {field}
    return worn.model_copy(update={"from_company": taken})


def joined(document: Document, company: CompanyFields) -> Document:
    """As a new card begins: with all that the company says. The name of a company's own card is its own."""
    return dressed(document, company, give=offered(document, company))


def offered(document: Document, company: CompanyFields) -> frozenset[CompanyField]:
    """What is given to this card when everything is given to every card."""
    own = {CompanyField.ORGANISATION} if document.type is CardType.COMPANY else set()
    return company.says - own


def released(document: Document, fields: Collection[CompanyField]) -> Document:
    """The same values, of which these are the card's own from now on."""
    return document.model_copy(update={"from_company": document.from_company - frozenset(fields)})


def truthful(document: Document, company: CompanyFields) -> Document:
    """An older document, as it was: what the company says otherwise today is the card's own."""
    other = {
        field
        for field in document.from_company
        if field not in company.says or _put(document, company, field) != document
    }
    return released(document, other)


def worn_by(document: Document) -> CompanyFields:
    """What of it comes from the company, as the company would say it."""
    taken, design = document.from_company, document.design
    inked = CompanyField.INK in taken
    return CompanyFields(
        organisation=document.identity.organisation if CompanyField.ORGANISATION in taken else "",
        logo=document.logo if CompanyField.LOGO in taken else None,
        address=next(iter(entries(document, "addresses")), None),
        web=next(iter(entries(document, "links")), None),
        design=design.name if CompanyField.DESIGN in taken else "",
        ink=design.ink if inked else "",
        brand=design.brand if inked else None,
    )


def entries(document: Document, name: str) -> tuple[Any, ...]:
    """Of one of the lists, the company's: one at its beginning, or none."""
    listed = {"addresses": CompanyField.ADDRESS, "links": CompanyField.WEB}.get(name)
    return tuple(getattr(document, name)[:1]) if listed in document.from_company else ()


def _put(document: Document, company: CompanyFields, field: CompanyField) -> Document | None:
    """None where there is no room for it."""
    match field:
        case CompanyField.ORGANISATION:
            who = document.identity.model_copy(update={"organisation": company.organisation})
            return document.model_copy(update={"identity": who})
        case CompanyField.LOGO:
            return document.model_copy(update={"logo": company.logo})
        case CompanyField.ADDRESS:
            return _put_address(document, company.address)
        case CompanyField.WEB:
            return _put_link(document, company.web)
        case CompanyField.DESIGN:
            design = document.design.model_copy(update={"name": company.design})
            return document.model_copy(update={"design": design})
        case CompanyField.INK:
            colours = {"ink": company.ink or document.design.ink, "brand": company.brand}
            return document.model_copy(update={"design": document.design.model_copy(update=colours)})


def _put_address(document: Document, address: PostalAddress | None) -> Document | None:
    """First, in the place of the company's of before, else of the first address of work."""
    own = document.addresses
    before = 0 if CompanyField.ADDRESS in document.from_company else None
    if before is None:
        before = next((place for place, one in enumerate(own) if one.label is Label.WORK), None)
    return _first(document, "addresses", address, before)


def _put_link(document: Document, link: Link | None) -> Document | None:
    """First, in the place of the company's of before, else of the first link to the same house."""
    own = document.links
    before = 0 if CompanyField.WEB in document.from_company else None
    if before is None and link:
        before = next((place for place, one in enumerate(own) if one.host == link.host), None)
    return _first(document, "links", link, before)


def _first(
    document: Document, name: Literal["addresses", "links"], value: PostalAddress | Link | None, before: int | None
) -> Document | None:
    """Who sees the entry is the card's affair, and stays."""
    own: tuple[PostalAddress | Link, ...] = getattr(document, name)
    if value is None or (before is None and len(own) >= LIST_MAX):
        return None
    if before is None or before >= len(own):
        return document.model_copy(update={name: (value, *own)})
    seen = value.model_copy(update={"visibility": own[before].visibility})
    return document.model_copy(update={name: (seen, *own[:before], *own[before + 1 :])})
