"""Rows of a product's form: options with values, add-ons with choices, texts, pictures. All of it works without script.

A row is named by its key, which carts and variants refer to: it stays with the row, and a new one is never one that
was used. Options and groups of add-ons have rows of their own, found by that key (`values_<key>`, `choices_<key>`).
"""

import re
import secrets
from typing import Any, ClassVar, Final, TypeAlias

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from cards.editor.rows import Act
from storefront.cataloguing import PHOTOS_MAX
from storefront.offer import ADDON_GROUPS_MAX, CHOICES_MAX, OPTIONS_MAX, TEXTS_MAX

OPTIONS: Final = "options"
ADDONS: Final = "addons"
WRITINGS: Final = "writings"
PICTURES: Final = "pictures"
VARIANTS: Final = "variants"
INNER: Final = {OPTIONS: "values", ADDONS: "choices"}
MOST: Final = {
    OPTIONS: OPTIONS_MAX,
    ADDONS: ADDON_GROUPS_MAX,
    WRITINGS: TEXTS_MAX,
    PICTURES: PHOTOS_MAX,
    "values": CHOICES_MAX,
    "choices": CHOICES_MAX,
}
_TOO_MANY: Final[dict[str, str | Promise]] = {
    OPTIONS: gettext_lazy("Three options are the most. Remove one."),
    ADDONS: gettext_lazy("Ten groups are the most. Remove one."),
    WRITINGS: gettext_lazy("Five texts are the most. Remove one."),
    PICTURES: gettext_lazy("Twelve pictures are the most. Remove one."),
    "values": gettext_lazy("Thirty values are the most. Remove one."),
    "choices": gettext_lazy("Thirty choices are the most. Remove one."),
}
_PART: Final = re.compile(r"options|addons|writings|pictures|(?:values|choices)_[a-z0-9]{1,12}")
_KEY: Final = re.compile(r"[a-z0-9]{1,12}")
_BEGUN_WITH: Final = "2"
"""Blank rows of a new option or group."""

Rows: TypeAlias = "forms.BaseFormSet[Any]"


class Row(forms.Form):
    """`typed` are the fields of which one at least says that there is something."""

    key = forms.CharField(required=False, max_length=12, widget=forms.HiddenInput)
    typed: ClassVar[tuple[str, ...]] = ("key", "title")

    def has_changed(self) -> bool:
        return any(self[name].data for name in self.typed)


def act_from(text: str) -> Act | None:
    """ "add options", "up values_size 2", "show variants"; None for anything that is not such an act."""
    verb, part, name = (*text.split(" "), "", "")[:3]
    if (verb, part) == ("show", VARIANTS):
        return Act(verb, part)
    return Act(verb, part, name) if verb in {"up", "down", "remove", "add"} and _PART.fullmatch(part) else None


def section_of(act: Act) -> str:
    """The folded part of the page that an act is in."""
    kind = act.part.partition("_")[0]
    return {"values": OPTIONS, "choices": ADDONS, VARIANTS: OPTIONS}.get(kind, kind)


def keyed(sent: QueryDict) -> QueryDict:
    """What was sent, with a key for every row that needs one, and blank rows for an option or group that is new."""
    data = sent.copy()
    for part, inner in INNER.items():
        for key in _give_keys(data, part, blank=True):
            rows = f"{inner}_{key}"
            data.setdefault(f"{rows}-TOTAL_FORMS", _BEGUN_WITH)
            data.setdefault(f"{rows}-INITIAL_FORMS", "0")
            _give_keys(data, rows)
    _give_keys(data, WRITINGS)
    return data


def _give_keys(data: QueryDict, part: str, *, blank: bool = False) -> list[str]:
    """Each its own; a blank row that has none gets one only where it has rows of its own."""
    total = data.get(f"{part}-TOTAL_FORMS", "")
    count = int(total) if total.isascii() and total.isdecimal() and len(total) < 3 else 0
    found: list[str] = []
    for number in range(count):
        row = f"{part}-{number}"
        key = data.get(f"{row}-key", "")
        if not _KEY.fullmatch(key) or key in found:
            filled = blank or data.get(f"{row}-title") or data.get(f"{row}-label")
            key = secrets.token_hex(4) if filled else ""
        data[f"{row}-key"] = key
        found.append(key)
    return [key for key in found if key]


def rows(
    part: str,
    form: type[forms.Form],
    data: QueryDict | None,
    initial: list[dict[str, Any]],
    form_kwargs: dict[str, Any] | None = None,
) -> Rows:
    """Bound rows get no initial values: one that was just saved must not pass for an untouched one."""
    kind = part.partition("_")[0]
    most = MOST[kind]
    factory: Any = forms.formset_factory(form, extra=0, max_num=most, absolute_max=most + 5, validate_max=True)
    made: Rows = factory(
        data,
        prefix=part,
        initial=None if data is not None else initial,
        form_kwargs=form_kwargs or {},
        error_messages={"too_many_forms": _TOO_MANY[kind]},
    )
    return made


def filled(formset: Rows) -> list[Any]:
    """Forms in which something was typed, in their order."""
    return [form for form in formset.forms if form.has_changed()]
