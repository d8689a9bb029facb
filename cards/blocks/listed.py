"""The form of a block with a list in it: questions, voices. Its rows are added, ordered and removed like all others."""

from functools import cached_property
from typing import Any, ClassVar, Final

from django import forms
from django.utils.functional import Promise

MOST: Final = 60


class ListedForm(forms.Form):
    """`items` of the body are what the filled rows say. A form sent without any row has none.

    `adding` is the list that ends in a blank row; an empty one always does. `most` rows are kept.
    """

    row: ClassVar[type[forms.Form]]
    says: ClassVar[tuple[str, ...]]
    """Fields of a row; one where all of these are empty is none."""
    items_title: ClassVar[str | Promise]
    items_add: ClassVar[str | Promise]
    items_help: ClassVar[str | Promise] = ""
    most: ClassVar[int] = MOST
    adding: str = ""

    @property
    def part(self) -> str:
        """The list's name in acts and fields."""
        return f"{self.prefix}-items"

    @cached_property
    def rows(self) -> "forms.BaseFormSet[forms.Form]":
        kept = self.initial.get("items") if self.initial else None
        known = [one for one in kept if isinstance(one, dict)] if isinstance(kept, list | tuple) else []
        bound = self.is_bound and f"{self.part}-TOTAL_FORMS" in self.data
        kind: Any = forms.formset_factory(
            self.row,
            extra=int(self.adding == self.part or not known),
            max_num=self.most,
            absolute_max=self.most + 20,
            validate_max=True,
            can_order=True,
        )
        kind.ordering_widget = forms.HiddenInput
        rows: forms.BaseFormSet[forms.Form] = kind(
            self.data if bound else None, prefix=self.part, initial=None if bound else known
        )
        return rows

    def is_valid(self) -> bool:
        return super().is_valid() and (self.rows.is_valid() or not self.rows.is_bound)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.rows.is_bound or not self.rows.is_valid():
            return cleaned | {"items": []}
        filled = [row.cleaned_data for row in self.rows.forms if any(row.cleaned_data.get(name) for name in self.says)]
        filled.sort(key=lambda values: values.get("ORDER") or MOST * 100)
        return cleaned | {"items": [_without_order(values) for values in filled]}


def _without_order(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "ORDER"}
