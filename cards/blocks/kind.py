"""What a module of `settings.CARD_BLOCKS` must offer: one `BlockKind` called `block`.

Rooms above this one bring kinds of their own; the card knows them by the settings alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict

from cards.content import Document, MainAct
from cards.models import Card


class Group(Enum):
    """Under which heading an owner finds a kind when adding one."""

    REACH = gettext_lazy("You, and how to reach you")
    SELL = gettext_lazy("Book and buy")
    SHOW = gettext_lazy("Show and tell")


class Body(BaseModel):
    """Base of every block's own content. A field that a later release took away is dropped, not refused."""

    model_config = ConfigDict(extra="ignore", frozen=True)


@dataclass(frozen=True)
class OfferedAct:
    """What a visitor can do because of a kind of block, good for the card's one filled button."""

    act: MainAct
    label: str | Promise
    url: Callable[[Card], str]
    """The address; empty when the workspace has nothing to offer."""


@dataclass(frozen=True)
class BlockKind:
    """`context` gives what the template shows; empty when there is nothing to show, and then nothing is shown.

    It may look into the card's workspace, which is open. `single` kinds stand on a card once; with one that
    `exchanges` visitors leave their details, and may be shown more afterwards. `form` edits the body;
    its `cleaned_data` is the body. `css` and `js` are files that pages with such a block need, `frames` the origins it
    frames after a click. `source` is where an owner changes what the block shows, when that is not among the block's
    own fields: a part of the editor (`#profiles`), an address of the card (`card_…`) or of the workspace, and words.
    `holds` says in words what lies there already, and `again` is then what `source` says.
    `group`, `icon` and `says` present the kind to an owner who may add it.
    """

    kind: str
    label: str | Promise
    body: type[Body]
    form: type[forms.Form]
    template: str
    context: Callable[[Document, Any, Card], dict[str, Any]]
    single: bool = False
    exchanges: bool = False
    offers: OfferedAct | None = None
    css: tuple[str, ...] = ()
    js: tuple[str, ...] = ()
    frames: tuple[str, ...] = ()
    source: tuple[str, str | Promise] | None = None
    holds: Callable[[Any], str] | None = None
    again: str | Promise = ""
    group: Group = Group.SHOW
    icon: str = "block"
    says: str | Promise = ""
