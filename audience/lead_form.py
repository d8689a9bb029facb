"""What a lead form asks, as its block keeps it (cards 71, 72). Pure."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from cards.content import Bio, Block, Line, ShortLine

KIND: Final = "lead_form"
QUESTIONS_MAX: Final = 5
CHOICES_MAX: Final = 20
DETAILS: Final = ("name", "email", "phone", "company", "note")


class Ask(StrEnum):
    """Whether something is asked for, and whether it must be answered."""

    NO = "no"
    OPTIONAL = "optional"
    REQUIRED = "required"


def _filled(lines: object) -> object:
    return [one for one in lines if str(one).strip()] if isinstance(lines, list | tuple) else lines


class Question(BaseModel):
    """A question of the owner's own. `choice` is one of `choices`; `tick` is yes or nothing."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    label: Line = ""
    kind: Literal["line", "choice", "tick"] = "line"
    choices: Annotated[tuple[ShortLine, ...], BeforeValidator(_filled), Field(max_length=CHOICES_MAX)] = ()
    required: bool = False


class LeadForm(BaseModel):
    """Words left empty are the starting text, in the card's language.

    `consent` is asked with an empty box; where it is required, nothing is kept without it.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    heading: ShortLine = ""
    intro: Bio = ""
    name: Ask = Ask.REQUIRED
    email: Ask = Ask.OPTIONAL
    phone: Ask = Ask.OPTIONAL
    company: Ask = Ask.NO
    note: Ask = Ask.OPTIONAL
    items: Annotated[tuple[Question, ...], Field(max_length=QUESTIONS_MAX)] = ()
    consent: Ask = Ask.REQUIRED
    consent_text: Annotated[Bio, StringConstraints(max_length=600)] = ""
    button: ShortLine = ""

    @property
    def asked(self) -> dict[str, Ask]:
        """The details asked for; somebody nobody could answer is no lead, so there is always a way (cards 71)."""
        chosen: dict[str, Ask] = {name: getattr(self, name) for name in DETAILS}
        if chosen["email"] is chosen["phone"] is Ask.NO:
            chosen["email"] = Ask.REQUIRED
        return {name: ask for name, ask in chosen.items() if ask is not Ask.NO}

    @property
    def questions(self) -> tuple[Question, ...]:
        """Those with words; a choice without anything to choose from is none."""
        return tuple(one for one in self.items if one.label and (one.kind != "choice" or one.choices))


def shown_form(blocks: Iterable[Block]) -> LeadForm | None:
    """The form of a card that shows one: what its first visible block of this kind says."""
    for block in blocks:
        if block.kind == KIND and not block.hidden:
            try:
                return LeadForm.model_validate(block.body)
            except ValidationError:
                return None
    return None
