"""What a buyer chose of a product, checked: a variant that exists, add-ons within their limits, texts (S8, S9)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Annotated, Protocol

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from cards.content import Line
from storefront.models import Product, Variant
from storefront.offer import LINES_MAX, QUANTITY_MAX, AddonGroup, Key, Quantity, Writing
from storefront.refusals import Impossible, Wrong


class Wanted(BaseModel):
    """A line of a cart. `addons` are "group-choice", `texts` what is written, by the key of the writing."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    variant: int
    quantity: Quantity
    addons: tuple[Annotated[str, Field(max_length=30)], ...] = ()
    texts: dict[Key, Line] = {}

    @property
    def key(self) -> str:
        """The same choice twice is one line: variant, add-ons and texts (S8)."""
        said = json.dumps([self.variant, sorted(self.addons), sorted(self.texts.items())])
        return hashlib.sha256(said.encode()).hexdigest()[:16]


class Form(Protocol):
    """What of a `QueryDict` is needed."""

    def get(self, key: str, default: str, /) -> str: ...
    def getlist(self, key: str, /) -> list[str]: ...


Lines = TypeAdapter(Annotated[tuple[Wanted, ...], Field(max_length=LINES_MAX)])


def quantity(text: str) -> int:
    """1 to 999. Raises `Wrong` for everything else, also "1.5" and digits of other scripts (A45)."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 3 and 1 <= int(text) <= QUANTITY_MAX):
        raise Wrong(text)
    return int(text)


def choose(product: Product, variants: Sequence[Variant], sent: Form) -> Wanted:
    """From the form of a product: `o-<option>`, `a-<group>` (several), `t-<writing>`, `quantity`.

    Raises `Impossible` with the field and words, and `Wrong`.
    """
    number = quantity(sent.get("quantity", "1"))
    variant = _variant(product, variants, sent)
    addons = tuple(f"{group.key}-{choice}" for group in product.addons for choice in _addons(group, sent))
    texts = {one.key: text for one in product.writings if (text := _text(one, sent))}
    return Wanted(variant=variant.pk, quantity=number, addons=addons, texts=texts)


def _variant(product: Product, variants: Sequence[Variant], sent: Form) -> Variant:
    chosen = []
    for option in product.options:
        value = sent.get(f"o-{option.key}", "")
        if value not in {one.key for one in option.values}:
            raise Impossible(f"o-{option.key}", _("Choose: %(what)s.") % {"what": option.title})
        chosen.append(value)
    found = next((one for one in variants if one.choice == "-".join(chosen)), None)
    if found is None:
        field = f"o-{product.options[-1].key}" if product.options else "quantity"
        raise Impossible(field, _("There is none like this. Choose another."))
    return found


def _addons(group: AddonGroup, sent: Form) -> list[str]:
    known = [one.key for one in group.choices]
    chosen = [one for one in dict.fromkeys(sent.getlist(f"a-{group.key}")) if one]
    if not set(chosen) <= set(known):
        raise Impossible(f"a-{group.key}", _("This is not offered any more. Choose again."))
    if len(chosen) < group.least:
        raise Impossible(f"a-{group.key}", _("Choose at least %(number)d.") % {"number": group.least})
    if len(chosen) > group.most:
        raise Impossible(f"a-{group.key}", _("Choose at most %(number)d.") % {"number": group.most})
    return chosen


def _text(writing: Writing, sent: Form) -> str:
    typed = " ".join(str(sent.get(f"t-{writing.key}", "")).split())
    if writing.required and not typed:
        raise Impossible(f"t-{writing.key}", _("Write: %(what)s.") % {"what": writing.label})
    if len(typed) > writing.longest:
        words = _("At most %(number)d characters; these are %(typed)d.")
        raise Impossible(f"t-{writing.key}", words % {"number": writing.longest, "typed": len(typed)})
    return typed


def again(wanted: Wanted, product: Product, variants: Sequence[Variant]) -> Wanted:
    """The same choice of the product as it is now. Raises `Impossible` when that, or a part of it, is not there any
    more: nobody gets a cake without the candles they chose.
    """
    variant = next((one for one in variants if one.pk == wanted.variant), None)
    if variant is None:
        raise Impossible("quantity", _("not offered any more"))
    found = choose(product, variants, _Sent(_as_sent(wanted, variant, product)))
    if found.key != wanted.key:
        raise Impossible("quantity", _("not offered any more"))
    return found


def _as_sent(wanted: Wanted, variant: Variant, product: Product) -> dict[str, list[str]]:
    values = variant.choice.split("-") if variant.choice else []
    sent = {f"o-{option.key}": [value] for option, value in zip(product.options, values, strict=False)}
    for addon in wanted.addons:
        group, _hyphen, choice = addon.partition("-")
        sent.setdefault(f"a-{group}", []).append(choice)
    return sent | {f"t-{key}": [text] for key, text in wanted.texts.items()} | {"quantity": [str(wanted.quantity)]}


class _Sent:
    def __init__(self, values: Mapping[str, list[str]]) -> None:
        self._values = values

    def get(self, key: str, default: str, /) -> str:
        return self._values.get(key, [default])[-1]

    def getlist(self, key: str, /) -> list[str]:
        return self._values.get(key, [])
