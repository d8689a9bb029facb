"""Components that templates call by name: icons, fields, the summary of a form's errors.

    {% icon "phone" %}   {% field form.email %}   {% field form.handle prefix="cards.example/" %}
    {% field form.name hx_get="/…" hx_trigger="change" %}   {% error_summary form %}

Icons are the files of `templates/ui/icons/`; the markup of fields is in `templates/ui/`.
"""

from typing import Any, Final

from django import template
from django.forms import BaseForm, BoundField, widgets
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from cardsite.kit import browsers

register = template.Library()

LINE: Final = "line"
CHECK: Final = "check"
GROUP: Final = "group"


@register.filter
def link(tags: str) -> tuple[str, str]:
    """Address and words of the link that a message carries as its extra tags: "/where/ what is there"."""
    url, _space, words = tags.partition(" ")
    return url, words


@register.simple_tag
def icon(name: str) -> SafeString:
    """The drawing, hidden from assistive technology: the words beside it say what it means."""
    return render_to_string(f"ui/icons/{name}.svg")


@register.simple_tag
def field(bound: BoundField, *, prefix: str = "", suffix: str = "", label: str = "", **attrs: Any) -> SafeString:
    """Label, help, control and errors of one field, tied together for assistive technology.

    `prefix` and `suffix` stand inside the frame of the control. Further arguments become attributes of the
    control, `_` read as `-`.
    """
    kind = _kind(bound)
    given = {name.replace("_", "-"): value for name, value in attrs.items()}
    control = bound.as_widget(attrs=_tied(bound, kind) | given)
    context = {"field": bound, "kind": kind, "control": control, "prefix": prefix, "suffix": suffix}
    return render_to_string("ui/field.html", context | {"label": label or bound.label})


@register.simple_tag
def error_summary(form: BaseForm) -> SafeString:
    """Every error of the form at its top, each with a link to its field; nothing for a form without errors.

    The label of a box is a whole sentence somebody agrees to: of a box stands there what is to be done.
    """
    if not form.is_bound or not form.errors:
        return SafeString()
    wrong = [{"label": _wrong(bound), "target": _target(bound)} for bound in form.visible_fields() if bound.errors]
    hidden = [error for bound in form.hidden_fields() for error in bound.errors]
    context = {"general": [*form.non_field_errors(), *hidden], "fields": wrong}
    return render_to_string("ui/error_summary.html", context)


register.filter("browser", browsers.in_words)


@register.filter
def grouped(number: int) -> str:
    """ "17,899", as the reader's language groups digits; not among figures of one width, where signs stand in gaps."""
    return number_format(number, force_grouping=True)


@register.filter
def name_length(name: str) -> str:
    """The step by which a long name is set smaller on a small face: short, long, longest."""
    return "longest" if len(name) > 28 else "long" if len(name) > 18 else "short"


@register.filter
def word_length(name: str) -> str:
    """The step by which a name with a long word in it is set smaller, so that the word is not broken."""
    longest = max(map(len, name.split()), default=0)
    return "longest" if longest > 12 else "long" if longest > 9 else "short"


def _kind(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, widgets.CheckboxInput):
        return CHECK
    return GROUP if widget.use_fieldset else LINE


def _wrong(bound: BoundField) -> str:
    return str(bound.errors[0] if _kind(bound) == CHECK else bound.label)


def _target(bound: BoundField) -> str:
    """Id of what can take the focus: the control, of a group its first."""
    return f"{bound.auto_id}_0" if _kind(bound) == GROUP else bound.id_for_label


def _tied(bound: BoundField, kind: str) -> dict[str, Any]:
    """What the control must say of its help and its errors."""
    if kind == GROUP:
        return {}  # the fieldset says it for all of its controls
    said_by = [bound.field.widget.attrs.get("aria-describedby")]
    said_by += [f"{bound.auto_id}_help"] if bound.help_text else []
    said_by += [f"{bound.auto_id}_error"] if bound.errors else []
    tied: dict[str, Any] = {"aria-describedby": " ".join(filter(None, said_by)) or None}
    if bound.errors:
        tied["aria-invalid"] = "true"
    return {name: value for name, value in tied.items() if value}
