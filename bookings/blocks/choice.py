"""A choice among the services of the open workspace, by their part of the address."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from bookings.models import Service

FIRST: str | Promise = gettext_lazy("The first service")


class ServiceChoice(forms.ChoiceField):
    """One that was archived meanwhile stays chosen in the form; the card then shows the first."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=_services, **kwargs)

    def valid_value(self, value: Any) -> bool:
        return len(str(value)) <= 80


def _services() -> list[tuple[str, str | Promise]]:
    found = Service.objects.get_queryset().offered().values_list("slug", "title")
    return [("", FIRST), *found]
