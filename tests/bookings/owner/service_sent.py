"""What a browser sends from the page of a service: its own values, then what a person typed over them."""

from typing import Any

from django.http import QueryDict

from bookings.models import Service
from bookings.owner.service_forms import ServiceSheet
from workspaces.fields import SpanField, SpanWidget


def sent(service: Service, **typed: Any) -> QueryDict:
    """`typed` replaces values by their name on the page, `-` written as `__`; None leaves one out."""
    service = Service.objects.get(pk=service.pk)
    sheet = ServiceSheet(service, workspace=service.workspace, language="en")
    data = QueryDict(mutable=True)
    for rows in (sheet.questions, sheet.extras):
        for form in (rows.management_form, *rows.forms):
            for bound in form:
                _put(data, bound.html_name, bound.value())
    for bound in sheet.form:
        if isinstance(bound.field, SpanField):
            count, unit = SpanWidget().decompress(bound.value())
            data[f"{bound.html_name}_0"], data[f"{bound.html_name}_1"] = str(count), unit
        else:
            _put(data, bound.html_name, bound.value())
    for name, value in typed.items():
        _put(data, name.replace("__", "-"), value)
    return data


def _put(data: QueryDict, name: str, value: Any) -> None:
    values = value if isinstance(value, list) else [value]
    data.setlist(name, ["on" if one is True else str(one) for one in values if one is not None and one is not False])
