"""What an owner types about bookings: a message, another time, a booking by hand, blocked time, a question."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.availability import moment
from bookings.models import Absence, Calendar, Service
from bookings.offer import Answer, Extra
from bookings.reserving import Guest
from cards.phones import PhoneRefused, parse_phone
from cardsite.kit.hours import bounds
from workspaces.fields import day_field
from workspaces.moments import instant_of, wall

MESSAGE_MAX: Final = 1000
_NOT_ON_CLOCK: Final = gettext_lazy("The clock skips this time on that day. Choose another one.")
_FAR: Final = date(2190, 1, 1)


def calendars_in_use() -> Any:
    return Calendar.objects.get_queryset().kept()


def _time(label: Any, **over: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    errors = {"required": gettext_lazy("Choose a time."), "invalid": gettext_lazy("Write a time like 15:30.")}
    return forms.TimeField(label=label, widget=widget, error_messages=errors, **over)


def taken_elsewhere(data: QueryDict) -> QueryDict:
    """What was sent; with `other` (calendar, date and time of a button) as if those had been typed."""
    parts = data.get("other", "").split(" ")
    if len(parts) != 3:
        return data
    sent = data.copy()
    sent["calendar"], sent["date"], sent["time"] = parts
    return sent


class MessageForm(forms.Form):
    message = forms.CharField(
        label=gettext_lazy("Message to the guest"),
        required=False,
        max_length=MESSAGE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class TimeForm(forms.Form):
    """A calendar, and a time on its clock; `start` is a free time that was offered as a button."""

    calendar: "forms.ModelChoiceField[Calendar]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Calendar"), empty_label=None
    )
    date = day_field(gettext_lazy("Date"))
    time = _time(gettext_lazy("Time"))
    start = forms.IntegerField(required=False, min_value=0, max_value=2**33, widget=forms.HiddenInput)

    def __init__(self, *args: Any, calendars: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["calendar"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = calendars_in_use() if calendars is None else calendars
        self.fields["time"].required = not self.data.get("start")

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("start") is not None and not self.errors:
            data["at"] = moment(data["start"])
        elif self._complete(data):
            data["at"] = instant_of(data["date"], data["time"], data["calendar"].zone)
            if data["at"] is None:
                self.add_error("time", str(_NOT_ON_CLOCK))
        return data

    def _complete(self, data: dict[str, Any]) -> bool:
        if data.get("date") and data["date"] >= _FAR:
            self.add_error("date", _("Choose a nearer date."))
            return False
        return not self.errors


class ByHandForm(TimeForm):
    """A booking the owner enters (B30)."""

    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Service"), empty_label=None
    )
    extras = forms.MultipleChoiceField(
        label=gettext_lazy("Extras"), required=False, widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Write who comes.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
        help_text=gettext_lazy("With the country code, like +49 30 901820."),
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mail"),
        required=False,
        help_text=gettext_lazy("A confirmation goes there at once."),
        error_messages={"invalid": gettext_lazy("Write an e-mail address like name@example.com.")},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=MESSAGE_MAX, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ["service", "extras", "calendar", "date", "time", "name", "phone", "email", "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services, extras = self.fields["service"], self.fields["extras"]
        assert isinstance(services, forms.ModelChoiceField)
        assert isinstance(extras, forms.MultipleChoiceField)
        services.queryset = Service.objects.get_queryset().filter(archived_at=None)
        choices = [
            (f"{service.pk}:{extra.key}", f"{service.title}: {extra.title}")
            for service in services.queryset
            for extra in service.extras
        ]
        extras.choices = choices
        if not choices:
            del self.fields["extras"]

    def clean_phone(self) -> str:
        typed: str = self.cleaned_data["phone"].strip()
        try:
            return parse_phone(typed) if typed else ""
        except PhoneRefused as refused:
            raise forms.ValidationError(refused.words()) from refused

    @property
    def chosen_extras(self) -> tuple[Extra, ...]:
        """Those of the chosen service."""
        service, ticked = self.cleaned_data["service"], self.cleaned_data.get("extras", [])
        return tuple(extra for extra in service.extras if f"{service.pk}:{extra.key}" in ticked)

    def guest(self, language: str) -> Guest:
        data = self.cleaned_data
        answers = (Answer(label=_("Note"), text=data["note"]),) if data["note"] else ()
        zone = data["calendar"].zone
        return Guest(
            name=data["name"], email=data["email"], phone=data["phone"], zone=zone, language=language, answers=answers
        )


class AbsenceForm(forms.Form):
    """Blocked time; without times of day, whole days."""

    calendars: "forms.ModelMultipleChoiceField[Calendar]" = forms.ModelMultipleChoiceField(
        None,
        label=gettext_lazy("For"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one calendar.")},
    )
    first = day_field(gettext_lazy("From"))
    since = _time(
        gettext_lazy("From time"), required=False, help_text=gettext_lazy("Left empty: from the start of the day.")
    )
    last = day_field(gettext_lazy("To"), required=False, help_text=gettext_lazy("Left empty: the same day."))
    until = _time(gettext_lazy("To time"), required=False, help_text=gettext_lazy("Left empty: to the end of the day."))
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Only you and your team read it."),
    )

    def __init__(self, *args: Any, absence: Absence | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.absence = absence
        if absence:
            del self.fields["calendars"]
            self.initial = _initial(absence) | dict(self.initial)
            return
        field = self.fields["calendars"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = calendars_in_use()

    @property
    def chosen(self) -> list[Calendar]:
        return [self.absence.calendar] if self.absence else list(self.cleaned_data["calendars"])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        if max(data["first"], data["last"] or data["first"]) >= _FAR:
            self.add_error("first", _("Choose a nearer date."))
            return data
        for calendar in self.chosen:
            start, end = self.span(calendar)
            if start is None or end is None:
                self.add_error("since" if start is None else "until", str(_NOT_ON_CLOCK))
                break
            if start >= end:
                self.add_error("last" if data["last"] else "until", _("The end lies before the beginning."))
                break
        return data

    def span(self, calendar: Calendar) -> tuple[datetime | None, datetime | None]:
        """From the typed dates and times to instants, on the calendar's clock."""
        data = self.cleaned_data
        first, last = data["first"], data["last"] or data["first"]
        edges = (
            [datetime.fromtimestamp(edge, UTC) for edge in bounds(calendar.zone, first, last)]
            if first <= last
            else None
        )
        whole_start, whole_end = edges or (moment(1), moment(0))
        since, until = data["since"], data["until"]
        start = whole_start if since is None else instant_of(first, since, calendar.zone)
        end = whole_end if until is None else instant_of(last, until, calendar.zone)
        return start, end


class WhyForm(TimeForm):
    """Which time somebody wonders about."""

    service: "forms.ModelChoiceField[Service]" = forms.ModelChoiceField(
        None, label=gettext_lazy("Service"), empty_label=None
    )
    field_order = ["service", "calendar", "date", "time"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = self.fields["service"]
        assert isinstance(services, forms.ModelChoiceField)
        services.queryset = Service.objects.get_queryset().filter(archived_at=None)


def _initial(absence: Absence) -> dict[str, Any]:
    """As it would be typed."""
    start, end = wall(absence.start, absence.calendar.zone), wall(absence.end, absence.calendar.zone)
    whole_start, whole_end = start.time() == time(), end.time() == time()
    last = end.date() - timedelta(days=1) if whole_end else end.date()
    return {
        "first": start.date(),
        "since": None if whole_start else start.time(),
        "last": last,
        "until": None if whole_end else end.time(),
        "note": absence.note,
    }
