"""What a module of `settings.CARD_BLOCKS` must offer: one `BlockKind` called `block`."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from pydantic import BaseModel, ConfigDict

from cards.content import Document


class Body(BaseModel):
    """Base of every block's own content. A field that a later release took away is dropped, not refused."""

    model_config = ConfigDict(extra="ignore", frozen=True)


@dataclass(frozen=True)
class BlockKind:
    """`context` gives what the template shows; empty when there is nothing to show, and then nothing is shown.

    `single` kinds stand on a card once. `form` edits the body; its `cleaned_data` is the body.
    """

    kind: str
    label: str | Promise
    body: type[Body]
    form: type[forms.Form]
    template: str
    context: Callable[[Document, Any], dict[str, Any]]
    single: bool = False
