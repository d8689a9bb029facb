"""What an owner says of a calendar: its name, who it is, what it offers, its zone, its special days."""

from datetime import date
from typing import Any, ClassVar, Final

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.arranging import LONGEST_SPELL, USUAL_WEEK
from bookings.models import Calendar, Service
from bookings.models.calendar import closed_week
from bookings.owner.booking_forms import calendars_in_use
from cardsite.kit.hours import Window
from workspaces import week
from workspaces.fields import day_field
from workspaces.forms import ZoneField
from workspaces.models import Membership

USUAL, CLOSED = "usual", "closed"
CAPS: Final = ("cap_day", "cap_week", "cap_month")
_FAR: Final = date(2190, 1, 1)


class MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic for mypy only
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.user.name or obj.user.email)


class CalendarForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for mypy only
    """Everything but hours and zone."""

    services: "forms.ModelMultipleChoiceField[Service]" = forms.ModelMultipleChoiceField(
        None, label=gettext_lazy("What it offers"), required=False, widget=forms.CheckboxSelectMultiple
    )

    member = MemberField(
        None,
        label=gettext_lazy("Whose it is"),
        required=False,
        empty_label=gettext_lazy("Nobody's log-in"),
        help_text=gettext_lazy("Only if a member of this workspace is to hear of its bookings; no log-in is needed."),
    )

    class Meta:
        model = Calendar
        fields: ClassVar = ["name", "member", "notify", *CAPS]
        labels: ClassVar = {
            "notify": gettext_lazy("Mail new bookings to"),
            "cap_day": gettext_lazy("A day"),
            "cap_week": gettext_lazy("A week"),
            "cap_month": gettext_lazy("A month"),
        }
        help_texts: ClassVar = {
            "name": gettext_lazy("Visitors read it when they can choose, e.g. Rosa or Room 2"),
            "notify": gettext_lazy(
                "Each new booking is announced there by mail. Left empty: to the member, else to the owners."
            ),
        }
        widgets: ClassVar = {
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "notify": forms.EmailInput(attrs={"autocomplete": "off"}),
        }
        error_messages: ClassVar = {"name": {"required": gettext_lazy("Write whose time it is.")}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = list(Service.objects.get_queryset().kept())
        field, member = self.fields["services"], self.fields["member"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        assert isinstance(member, forms.ModelChoiceField)
        field.queryset = Service.objects.get_queryset().kept()
        field.initial = self._offered(services)
        if not services:
            del self.fields["services"]
        member.queryset = Membership.objects.select_related("user").order_by("pk")

    def _offered(self, services: list[Service]) -> list[int]:
        if self.instance.pk is None:
            return [service.pk for service in services]
        return list(self.instance.offerings.values_list("service", flat=True))

    @property
    def chosen(self) -> list[Service]:
        return list(self.cleaned_data.get("services", []))

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name in self.Meta.fields}


class NewCalendarForm(CalendarForm):
    """With the hours it begins with."""

    begin = forms.ChoiceField(label=gettext_lazy("Opening hours to begin with"), required=False)

    field_order = ["name", "begin", "services", "notify"]

    class Meta(CalendarForm.Meta):
        fields: ClassVar = ["name", "notify"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["member"]
        begin = self.fields["begin"]
        assert isinstance(begin, forms.ChoiceField)
        same = [
            (str(one.pk), _("The same as %(name)s, on the same clock") % {"name": one.name})
            for one in calendars_in_use()
        ]
        begin.choices = [
            *same,
            (USUAL, _("Monday to Friday, 9 to 17 o'clock")),
            (CLOSED, _("Closed, I enter them next")),
        ]

    def begun(self, zone: str) -> dict[str, Any]:
        """Week and zone; hours like those of another calendar are read on its clock, others in `zone`."""
        chosen = self.cleaned_data["begin"] or USUAL
        if chosen in {USUAL, CLOSED}:
            return {"week": USUAL_WEEK if chosen == USUAL else closed_week(), "zone": zone}
        same: Calendar = calendars_in_use().get(pk=chosen)
        return {"week": list(same.week), "zone": same.zone}


class ZoneForm(forms.Form):
    zone = ZoneField(help_text=gettext_lazy("Opening hours of this calendar are read on this clock."))


class DaysForm(forms.Form):
    """One or several special days; times of day stand beside it, as `since-day` and `until-day`."""

    first = day_field(gettext_lazy("Date"))
    last = day_field(
        gettext_lazy("To date"), required=False, help_text=gettext_lazy("For holidays. Left empty: one day.")
    )
    label = forms.CharField(
        label=gettext_lazy("What it is"),
        required=False,
        max_length=80,
        help_text=gettext_lazy("For yourself, e.g. Holidays"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("On these days"),
        choices=[("closed", gettext_lazy("Closed")), ("open", gettext_lazy("Open at other times"))],
        initial="closed",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.windows: list[Window] = []
        self.typed = week.sent_windows(self.data, "day") if isinstance(self.data, QueryDict) else []
        self.typed += [week.TypedWindow()] * (2 - len(self.typed))

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.errors:
            return data
        first, last = data["first"], data["last"] or data["first"]
        if last < first:
            self.add_error("last", _("The end lies before the beginning."))
        elif last - first > LONGEST_SPELL or last >= _FAR:
            self.add_error("last", _("Enter a year at most."))
        elif data["state"] == "open":
            self._read_windows()
        return data | {"last": last}

    def _read_windows(self) -> None:
        self.windows = week.read_windows(self.typed)
        wrong = [one.error for one in self.typed if one.error]
        if wrong or not self.windows:
            self.add_error("state", wrong[0] if wrong else _("Write from when to when it is open."))
