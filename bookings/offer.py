"""What a service asks and offers beside itself: questions to the guest, extras that add minutes and price. Pure.

Stored as JSON lists on the service, and copied into each booking, so that later edits do not change what was agreed.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from cards.content import Line, Prose, ShortLine

QUESTIONS_MAX = 10
EXTRAS_MAX = 20
DAY = 24 * 60

Key = Annotated[str, Field(pattern=r"^[a-z0-9]{1,12}$")]


class _Value(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Question(_Value):
    """`lines` is a longer answer; `choice` is one of `choices`."""

    key: Key
    label: Line
    kind: Literal["line", "lines", "choice", "yes"] = "line"
    choices: tuple[ShortLine, ...] = ()
    required: bool = False


class Extra(_Value):
    """Adds `minutes` to the duration and `price` (minor units; None: not said) to the price."""

    key: Key
    title: ShortLine
    minutes: Annotated[int, Field(ge=0, le=DAY)] = 0
    price: Annotated[int, Field(ge=0, le=10**11)] | None = None


class Answer(_Value):
    """A question as it was asked, and what the guest said."""

    label: Line
    text: Prose


Questions = TypeAdapter(Annotated[tuple[Question, ...], Field(max_length=QUESTIONS_MAX)])
Extras = TypeAdapter(Annotated[tuple[Extra, ...], Field(max_length=EXTRAS_MAX)])
Answers = TypeAdapter(Annotated[tuple[Answer, ...], Field(max_length=QUESTIONS_MAX)])
