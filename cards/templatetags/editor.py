"""`{% load editor %}`: a field of the editor, whose place for errors is there before there is an error; times of day.

{% editor_field form.title %}   {% editor_field form.note label="Note" seen=forms.seen.note %}
{{ version.at|clock:user }}
"""

from typing import Any

from django import template
from django.forms import BoundField, widgets
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from cards.models import Card
from workspaces.clock import clock

register = template.Library()
register.filter("clock", clock)


@register.simple_tag
def block_source(source: str, card: Card) -> str:
    """Where a block's content is changed: a part of the editor, an address of the card, or of its workspace."""
    if source.startswith("#"):
        return source
    below = [card.workspace.slug, card.pk] if source.startswith("card_") else [card.workspace.slug]
    return reverse(source, args=below)


@register.simple_tag
def editor_field(bound: BoundField, *, label: str = "", seen: BoundField | str = "", **attrs: Any) -> SafeString:
    """Label, control, help and the place its errors are written to when a save is refused; beside it, who sees it."""
    check = isinstance(bound.field.widget, widgets.CheckboxInput)
    control = bound.as_widget(attrs=_tied(bound) | {name.replace("_", "-"): value for name, value in attrs.items()})
    context = {
        "field": bound,
        "control": control,
        "kind": "check" if check else "group" if bound.field.widget.use_fieldset else "line",
        "label": label or bound.label,
        "seen": who_sees(seen, f"{bound.auto_id}_label") if isinstance(seen, BoundField) else "",
        "place": f"{bound.auto_id}_error",
        "errors": bound.errors,
    }
    return render_to_string("cards/editor/editor_field.html", context)


@register.simple_tag
def who_sees(bound: BoundField, place: str) -> SafeString:
    """The small choice of who sees something; `place` is the id of the words that say what."""
    control = bound.as_widget(attrs={"aria-describedby": place})
    context = {"seen": bound, "control": control, "place": f"{bound.auto_id}_error", "errors": bound.errors}
    return render_to_string("cards/editor/editor_seen.html", context)


def _tied(bound: BoundField) -> dict[str, str]:
    if bound.field.widget.use_fieldset:
        return {}
    said_by = f"{bound.auto_id}_help {bound.auto_id}_error" if bound.help_text else f"{bound.auto_id}_error"
    return {"aria-describedby": said_by} | ({"aria-invalid": "true"} if bound.errors else {})
