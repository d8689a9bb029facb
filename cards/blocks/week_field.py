"""A week of opening hours among the fields of a block: two stretches a day, more where there are more."""

from typing import Any, Final

from django import forms
from django.utils.datastructures import MultiValueDict

from cardsite.kit.hours import Window
from workspaces.week import WEEKDAYS, TypedDay, TypedWindow, day_name, read_windows, sent_windows, typed

STRETCHES: Final = 2


class WeekWidget(forms.Widget):
    """Fields `since-<name>-<day>` and `until-<name>-<day>`, as often as there are stretches."""

    template_name = "cards/editor/week.html"
    use_fieldset = True

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        days = [TypedDay(number, _filled(value, number)) for number in WEEKDAYS]
        return super().get_context(name, value, attrs) | {"name": name, "days": days}

    def value_from_datadict(self, data: Any, files: "MultiValueDict[str, Any]", name: str) -> list[list[TypedWindow]]:
        if not hasattr(data, "getlist"):
            return [[] for _number in WEEKDAYS]
        return [sent_windows(data, f"{name}-{number}") for number in WEEKDAYS]

    def id_for_label(self, id_: str) -> str:
        return ""


class WeekField(forms.Field):
    """Cleans to seven lists of texts like "09:00-12:30"."""

    widget = WeekWidget

    def clean(self, value: list[list[TypedWindow]]) -> list[list[str]]:
        week = [[str(window) for window in read_windows(day)] for day in value]
        wrong = [f"{day_name(number)}: {one.error}" for number, day in enumerate(value) for one in day if one.error]
        if wrong:
            raise forms.ValidationError(wrong)
        return week


def _filled(value: Any, number: int) -> list[TypedWindow]:
    """One day as it is typed or kept, with blank stretches up to the usual number."""
    try:
        day = list(value[number])
    except (TypeError, IndexError, KeyError):
        day = []
    windows = [one if isinstance(one, TypedWindow) else _kept(one) for one in day]
    return windows + [TypedWindow() for _place in range(STRETCHES - len(windows))]


def _kept(text: Any) -> TypedWindow:
    try:
        return typed(Window.parse(str(text)))
    except ValueError:
        return TypedWindow()
