"""What a browser sends for the editor's forms: their own values, then what a person typed over them."""

from collections.abc import Iterator
from typing import Any

from django.forms import BoundField
from django.http import QueryDict

from cards.blocks.week_field import WeekField
from cards.content import Document
from cards.editor.editing import CardForms


def sent(document: Document, typed: dict[str, Any] | None = None) -> QueryDict:
    """Every field of the page as it stands; `typed` replaces values by their name on the page."""
    forms = CardForms(document)
    data = QueryDict(mutable=True)
    for field in _fields(forms):
        value = field.value()
        if isinstance(field.field, WeekField):
            _write_week(data, field)
            continue
        if value is True:
            data[field.html_name] = "on"
        elif value is not False and value is not None:
            data[field.html_name] = str(value)
    for block in forms.blocks:
        data.appendlist("block", block.placed.id)
        data[f"block-{block.placed.id}-kind"] = block.placed.kind
        data[f"block-{block.placed.id}-hidden"] = "on" if block.placed.hidden else ""
    for name, value in (typed or {}).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def _write_week(data: QueryDict, field: BoundField) -> None:
    for day in field.field.widget.get_context(field.html_name, field.value(), {})["days"]:
        data.setlist(f"since-{field.html_name}-{day.number}", [one.since for one in day.windows])
        data.setlist(f"until-{field.html_name}-{day.number}", [one.until for one in day.windows])


def _fields(forms: CardForms) -> Iterator[BoundField]:
    yield from forms.fields()
    for block in forms.blocks:
        yield from block.form.hidden_fields() if block.form else ()
    inside = [block.listed.rows for block in forms.blocks if block.listed]
    every: list[Any] = [*forms.rows.values(), *inside]
    for rows in every:
        yield from rows.management_form
        for form in rows.forms:
            yield from form.hidden_fields()
