"""The card as one typed document: what an owner writes and every representation is a function of.

Pure: pydantic values, no Django, no clock. Stored as JSON in `Card.draft` and `Publication.document`.
"""

import re
import uuid
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Final, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    field_serializer,
    model_validator,
)

from cards import profiles
from cards.postal import town_lines
from cards.safe_url import safe_url

BIO_MAX = 1000
TEXT_MAX = 5000
LIST_MAX = 60

# C0/C1 controls, lone surrogates and bidi overrides never belong in a line of text. Tab and newline
# are turned into a space where a field is one line.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def _one_line(value: str) -> str:
    return " ".join(_CONTROLS.sub("", value).split())


def _many_lines(value: str) -> str:
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", text).strip()


def _text_or_empty(value: Any) -> Any:
    return "" if value is None else value


Line = Annotated[
    str,
    BeforeValidator(_text_or_empty),
    AfterValidator(_one_line),
    StringConstraints(max_length=200),
]
ShortLine = Annotated[str, BeforeValidator(_text_or_empty), AfterValidator(_one_line), StringConstraints(max_length=80)]
Bio = Annotated[
    str, BeforeValidator(_text_or_empty), AfterValidator(_many_lines), StringConstraints(max_length=BIO_MAX)
]
Prose = Annotated[
    str, BeforeValidator(_text_or_empty), AfterValidator(_many_lines), StringConstraints(max_length=TEXT_MAX)
]
Url = Annotated[str, StringConstraints(max_length=2000), AfterValidator(safe_url)]
E164 = Annotated[str, StringConstraints(pattern=r"^\+[1-9][0-9]{5,14}$")]
Email = Annotated[str, StringConstraints(pattern=r"^[^@\s<>\"',;:\\]{1,64}@[^@\s<>\"',;:\\]{1,189}$", to_lower=False)]
Hex = Annotated[str, StringConstraints(pattern=r"^#[0-9a-f]{6}$", to_lower=True)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]


class CardType(StrEnum):
    PERSON = "person"
    COMPANY = "company"


class Label(StrEnum):
    WORK = "work"
    HOME = "home"
    MOBILE = "mobile"
    OTHER = "other"


class MainAct(StrEnum):
    """The one filled button of the card; the owner's choice."""

    SAVE = "save"
    BOOK = "book"
    ORDER = "order"
    WHATSAPP = "whatsapp"


class CompanyField(StrEnum):
    """What a company may say once for all of its cards (cards 82)."""

    ORGANISATION = "organisation"
    LOGO = "logo"
    ADDRESS = "address"
    WEB = "web"
    DESIGN = "design"
    INK = "ink"


class Visibility(StrEnum):
    """Who sees a field: everybody, who saves the contact, who has left their details, nobody (cards 19)."""

    PUBLIC = "public"
    SAVED = "saved"
    EXCHANGED = "exchanged"
    HIDDEN = "hidden"


Named = Literal[
    "prefix",
    "given",
    "middle",
    "family",
    "suffix",
    "display_name",
    "phonetic_given",
    "phonetic_family",
    "pronouns",
    "title",
    "department",
    "organisation",
    "bio",
    "opening_note",
    "note",
    "birthday",
    "portrait",
    "logo",
    "cover",
]
"""Fields of which there is one; entries of lists say it themselves."""

UNSAID: Final[dict[Named, Visibility]] = {
    "birthday": Visibility.HIDDEN,
    "note": Visibility.SAVED,
    "phonetic_given": Visibility.SAVED,
    "phonetic_family": Visibility.SAVED,
}
"""What holds until the owner says otherwise; all other fields are public."""


def _chosen(value: dict[Named, Visibility]) -> dict[Named, Visibility]:
    """Only what differs, so that equal cards have equal documents."""
    return {name: chosen for name, chosen in value.items() if chosen != UNSAID.get(name, Visibility.PUBLIC)}


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Identity(_Value):
    """Who the card is about (cards 12, 13)."""

    prefix: ShortLine = ""
    given: ShortLine = ""
    middle: ShortLine = ""
    family: ShortLine = ""
    suffix: ShortLine = ""
    display_name: ShortLine = ""
    family_first: bool = False
    phonetic_given: ShortLine = ""
    phonetic_family: ShortLine = ""
    pronouns: ShortLine = ""
    title: ShortLine = ""
    department: ShortLine = ""
    organisation: ShortLine = ""
    bio: Bio = ""
    opening_note: Line = ""
    note: Bio = ""
    birthday: date | None = None

    @property
    def person_name(self) -> str:
        """The name as written on the card, without organisation; empty when none is set."""
        if self.display_name:
            return self.display_name
        core = [self.family, self.given, self.middle] if self.family_first else [self.given, self.middle, self.family]
        return " ".join(part for part in [self.prefix, *core, self.suffix] if part)


class Phone(_Value):
    number: E164
    label: Label = Label.MOBILE
    whatsapp: bool = False
    visibility: Visibility = Visibility.PUBLIC

    @property
    def digits(self) -> str:
        """What `tel:` and `https://wa.me/` links carry (cards 14)."""
        return self.number.lstrip("+")


class EmailAddress(_Value):
    address: Email
    label: Label = Label.WORK
    visibility: Visibility = Visibility.PUBLIC


class PostalAddress(_Value):
    street: Line = ""
    extra: Line = ""
    postcode: ShortLine = ""
    city: ShortLine = ""
    region: ShortLine = ""
    country: ShortLine = ""
    label: Label = Label.WORK
    visibility: Visibility = Visibility.PUBLIC

    @property
    def lines(self) -> list[str]:
        """As written on an envelope of its country."""
        town = town_lines(postcode=self.postcode, city=self.city, region=self.region, country=self.country)
        return [line for line in [self.street, self.extra, *town, self.country] if line]


class Link(_Value):
    url: Url
    label: ShortLine = ""
    visibility: Visibility = Visibility.PUBLIC

    @property
    def host(self) -> str:
        """What to show when the owner gave no label."""
        bare = re.sub(r"^[a-z]+:(//)?(www\.)?", "", self.url)
        return bare.split("/")[0].split("?")[0] or self.url


class Profile(_Value):
    """Somebody on a network. What `value` means, and whether it leads anywhere, `cards.profiles` knows."""

    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}$")]
    value: Annotated[str, AfterValidator(_one_line), StringConstraints(min_length=1, max_length=2000)]
    visibility: Visibility = Visibility.PUBLIC

    @property
    def url(self) -> str:
        return profiles.url(self.kind, self.value)

    @property
    def name(self) -> str:
        return profiles.shown(self.kind, self.value)

    @property
    def network(self) -> str:
        """As people call it; the kind itself where we do not know it."""
        known = profiles.NETWORKS.get(self.kind)
        return known.label if known else self.kind


class Block(_Value):
    """One section of the card. Unknown kinds are kept and not rendered."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{1,12}$")]
    kind: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}$")]
    hidden: bool = False
    body: dict[str, Any] = Field(default_factory=dict)


class Design(_Value):
    """Which named design and with which ink. `brand` (hex) replaces the ink when set."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,30}$")] = "letterpress"
    ink: Annotated[str, StringConstraints(pattern=r"^[a-z]{1,20}$")] = "petrol"
    brand: Hex | None = None


class SearchSettings(_Value):
    """`listed` lets search engines in; `contact_data` puts phone and e-mail into JSON-LD (cards 54, 55)."""

    listed: bool = True
    contact_data: bool = False


class Document(_Value):
    """Everything a card says. Immutable; change it with `model_copy(update=…)`.

    What of it visitors see is `cards.visibility`'s answer (cards 19).
    """

    version: Literal[1] = 1
    type: CardType = CardType.PERSON
    language: Language = "en"
    identity: Identity = Identity()
    phones: Annotated[tuple[Phone, ...], Field(max_length=LIST_MAX)] = ()
    emails: Annotated[tuple[EmailAddress, ...], Field(max_length=LIST_MAX)] = ()
    addresses: Annotated[tuple[PostalAddress, ...], Field(max_length=LIST_MAX)] = ()
    links: Annotated[tuple[Link, ...], Field(max_length=LIST_MAX)] = ()
    profiles: Annotated[tuple[Profile, ...], Field(max_length=LIST_MAX)] = ()
    portrait: uuid.UUID | None = None
    logo: uuid.UUID | None = None
    cover: uuid.UUID | None = None
    blocks: Annotated[tuple[Block, ...], Field(max_length=LIST_MAX)] = ()
    design: Design = Design()
    main_act: MainAct = MainAct.SAVE
    greeting: Line = ""
    search: SearchSettings = SearchSettings()
    visibility: Annotated[dict[Named, Visibility], AfterValidator(_chosen)] = Field(default_factory=dict)
    from_company: frozenset[CompanyField] = frozenset()

    @field_serializer("from_company")
    def _in_order(self, value: frozenset[CompanyField]) -> list[str]:
        """Equal documents are equal JSON."""
        return [field.value for field in CompanyField if field in value]

    @model_validator(mode="before")
    @classmethod
    def _of_before(cls, value: Any) -> Any:
        """Documents of before visibility said of the birthday alone whether it is shown."""
        who = value.get("identity") if isinstance(value, dict) else None
        if not isinstance(who, dict) or "birthday_public" not in who:
            return value
        shown = {"birthday": Visibility.PUBLIC} if who["birthday_public"] is True else {}
        rest = {name: one for name, one in who.items() if name != "birthday_public"}
        return value | {"identity": rest, "visibility": shown | (value.get("visibility") or {})}

    def seen_as(self, visibility: dict[Named, Visibility]) -> Self:
        return self.model_copy(update={"visibility": _chosen(visibility)})

    def visibility_of(self, name: Named) -> Visibility:
        return self.visibility.get(name, UNSAID.get(name, Visibility.PUBLIC))

    @property
    def name(self) -> str:
        """Never empty for a publishable card: person, else organisation (cards 13, 37)."""
        if self.type is CardType.COMPANY:
            return self.identity.organisation or self.identity.person_name
        return self.identity.person_name or self.identity.organisation

    @property
    def whatsapp(self) -> Phone | None:
        return next((phone for phone in self.phones if phone.whatsapp), None)

    @property
    def missing_name(self) -> bool:
        """True when cards 13 is not met; such a draft can be saved but not published."""
        if self.type is CardType.COMPANY:
            return not self.identity.organisation
        return not self.identity.person_name

    @property
    def photo_ids(self) -> list[uuid.UUID]:
        """Pictures the document itself refers to; blocks name their own."""
        return [photo for photo in (self.portrait, self.logo, self.cover) if photo]

    def to_json(self) -> dict[str, Any]:
        """The JSON kept in the database and offered as `card.json`'s base; round-trips by `from_json`.

        What takes nothing from a company says nothing of it, as documents of before there were companies.
        """
        return self.model_dump(mode="json", exclude=None if self.from_company else {"from_company"})

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Self:
        return cls.model_validate(value)

    @classmethod
    def from_store(cls, value: dict[str, Any]) -> Self:
        """What a row holds. Entries of a list that would be refused today are left out, and the rest stands (A04)."""
        try:
            return cls.from_json(value)
        except ValidationError as refused:
            places = {error["loc"][:2] for error in refused.errors()}
            if any(len(place) < 2 or not isinstance(place[1], int) for place in places):
                raise
            kept = {
                name: [entry for number, entry in enumerate(value[name]) if (name, number) not in places]
                for name in {str(place[0]) for place in places}
            }
            return cls.from_json(value | kept)
