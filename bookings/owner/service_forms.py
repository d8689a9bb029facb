"""What an owner says of a service: a few words to begin with, later everything."""

from typing import Any, ClassVar, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.models import Calendar, Service
from bookings.offering import NEVER
from bookings.owner import service_rows
from bookings.owner.booking_forms import calendars_in_use
from bookings.owner.service_rows import EXTRAS, QUESTIONS, Rows
from cards import images
from cards.fields import ProseField
from cards.images import LIMITS, PictureRefused, Reason
from cardsite.kit import money
from workspaces.fields import DAY, SpanField, amount, money_field, number
from workspaces.forms import currency_choices
from workspaces.models import Workspace

REMINDERS: Final[dict[int, str | Promise]] = {
    7 * DAY: gettext_lazy("A week before"),
    2 * DAY: gettext_lazy("Two days before"),
    DAY: gettext_lazy("24 hours before"),
    120: gettext_lazy("Two hours before"),
    30: gettext_lazy("Half an hour before"),
}
_PRICED: Final = {Service.PriceKind.EXACT, Service.PriceKind.FROM}


_NO_FIELDS: Final = {"calendars", "currency_chosen", "picture", "without_picture"}
"""Asked for, and no fields of the model by these names."""


class NewServiceForm(forms.Form):
    """Enough to be booked."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=80,
        help_text=gettext_lazy("What people look for, e.g. Haircut"),
        error_messages={"required": gettext_lazy("Write what can be booked.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    duration = number(
        gettext_lazy("How long it takes, in minutes"), 5, 7 * DAY, initial=60, attrs={"list": "usual-minutes"}
    )
    price_kind = forms.ChoiceField(label=gettext_lazy("Price"), choices=Service.PriceKind.choices)
    price = money_field(gettext_lazy("Amount"))
    calendars: "forms.ModelMultipleChoiceField[Calendar]" = forms.ModelMultipleChoiceField(
        None, label=gettext_lazy("Who offers it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    text = ProseField(
        label=gettext_lazy("Description"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("What is done, what to bring. **bold**, lists and links are understood."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: QueryDict | None = None, *, workspace: Workspace, language: str, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.workspace, self.language = workspace, language
        field = self.fields["calendars"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = calendars_in_use()
        self.present = list(field.queryset)
        self._settle_calendars(field)

    def _settle_calendars(self, field: "forms.ModelMultipleChoiceField[Calendar]") -> None:
        """One alone is not asked for."""
        field.initial = [calendar.pk for calendar in self.present]
        if len(self.present) < 2:
            del self.fields["calendars"]

    @property
    def currency(self) -> str:
        return self.workspace.currency

    @property
    def chosen(self) -> list[Calendar]:
        """Who is to offer it."""
        return list(self.cleaned_data["calendars"]) if "calendars" in self.fields else self.present

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        kind, typed = data.get("price_kind", ""), data.get("price", "")
        if kind == Service.PriceKind.NONE and typed and self._counts_amount_alone:
            data["price_kind"] = kind = Service.PriceKind.EXACT
        data["price"] = None
        if kind not in _PRICED or "price" in self.errors:
            return data
        try:
            data["price"] = amount(typed, self.currency, self.language)
        except forms.ValidationError as wrong:
            self.add_error("price", wrong)
            return data
        if data["price"] is None:
            self.add_error("price", _("Write the amount, or choose “No price shown”."))
        return data

    _counts_amount_alone: ClassVar = True
    """Whether an amount without a kind is the price: in a new form nothing older can stand there."""

    def values(self) -> dict[str, Any]:
        """Fields of the model. Only when valid."""
        named = {name: self.cleaned_data[name] for name in ("title", "duration", "price_kind", "price", "text")}
        return named | {"currency": self.currency}


class ServiceForm(NewServiceForm):
    """All of it but the rows."""

    currency_chosen = forms.ChoiceField(label=gettext_lazy("Currency"), choices=[])
    picture = forms.FileField(
        label=gettext_lazy("Picture"),
        required=False,
        help_text=gettext_lazy("Shown small and square beside the title."),
        error_messages={"empty": gettext_lazy("This file is empty. Choose another picture.")},
        # Without HEIC in the list an iPhone sends a JPEG of what it took.
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    without_picture = forms.BooleanField(label=gettext_lazy("Remove the picture"), required=False)
    step = number(
        gettext_lazy("A time is offered every … minutes"),
        5,
        DAY,
        gettext_lazy("Left empty: as often as it takes long, one after the other."),
        required=False,
    )
    before = number(gettext_lazy("Minutes kept free before"), 0, DAY)
    after = number(gettext_lazy("Minutes kept free after"), 0, DAY, gettext_lazy("To clean up, to travel, to breathe."))
    notice = SpanField(
        label=gettext_lazy("Book no later than"), most_days=90, help_text=gettext_lazy("Before it begins.")
    )
    horizon = number(gettext_lazy("Days ahead that can be booked"), 1, 730)
    place = forms.ChoiceField(label=gettext_lazy("Where"), choices=Service.Place.choices)
    place_text = ProseField(
        label=gettext_lazy("Address or link"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Left empty, the address of your workspace is given."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reach = forms.ChoiceField(label=gettext_lazy("How to reach the guest"), choices=Service.Reach.choices)
    approval = forms.BooleanField(
        label=gettext_lazy("I confirm each booking myself"),
        required=False,
        help_text=gettext_lazy("Visitors ask for a time; you answer within two days."),
    )
    pending_blocks = forms.BooleanField(
        label=gettext_lazy("A time that was asked for is not offered to others"), required=False
    )
    seats = number(
        gettext_lazy("Places at the same time"), 1, 1000, gettext_lazy("More than one for courses and groups.")
    )
    show_seats = forms.BooleanField(label=gettext_lazy("Show how many places are left"), required=False)
    cap_day = number(gettext_lazy("A day"), 1, 10_000, required=False)
    cap_week = number(gettext_lazy("A week"), 1, 10_000, required=False)
    cap_month = number(gettext_lazy("A month"), 1, 10_000, required=False)
    move_until = SpanField(
        label=gettext_lazy("Guests can move it until"), most_days=90, help_text=gettext_lazy("Before it begins.")
    )
    cancel_until = SpanField(
        label=gettext_lazy("Guests can cancel it until"), most_days=90, help_text=gettext_lazy("Before it begins.")
    )
    moves = number(gettext_lazy("How often a guest can move it"), 0, 50)
    open_per_guest = number(gettext_lazy("Appointments one guest can have ahead"), 1, 100)
    reminders = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Remind guests"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    bookable = forms.BooleanField(
        label=gettext_lazy("Can be booked"),
        required=False,
        help_text=gettext_lazy("Otherwise it is only shown, with its price."),
    )
    hidden = forms.BooleanField(
        label=gettext_lazy("Hide it from visitors"),
        required=False,
        help_text=gettext_lazy("You can still enter bookings by hand."),
    )
    slug = forms.SlugField(
        label=gettext_lazy("Address"),
        max_length=60,
        help_text=gettext_lazy("Whoever has the old address will not find it any more."),
        error_messages={
            "required": gettext_lazy("Write an address."),
            "invalid": gettext_lazy("Only the letters a to z, digits and hyphens."),
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "ltr"}),
    )
    _counts_amount_alone: ClassVar = False

    def __init__(self, data: QueryDict | None = None, *, service: Service, **kwargs: Any) -> None:
        self.service = service
        super().__init__(data, **kwargs)
        self._offer_choices()
        self.initial = self._typed()

    def _settle_calendars(self, field: "forms.ModelMultipleChoiceField[Calendar]") -> None:
        if not self.present:
            del self.fields["calendars"]

    def _offer_choices(self) -> None:
        currency, reminders = self.fields["currency_chosen"], self.fields["reminders"]
        assert isinstance(currency, forms.ChoiceField)
        assert isinstance(reminders, forms.TypedMultipleChoiceField)
        currency.choices = currency_choices()
        own = {minutes: _("%(minutes)d minutes before") % {"minutes": minutes} for minutes in self.service.reminders}
        reminders.choices = sorted((own | REMINDERS).items(), reverse=True)

    def _typed(self) -> dict[str, Any]:
        """The service as it stands in the form."""
        service, currency = self.service, self.service.currency or self.workspace.currency
        found = {name: getattr(service, name) for name in self.fields if hasattr(service, name)}
        price = "" if service.price is None else money.typed(service.price, currency, self.language)
        offered = service.offerings.values_list("calendar", flat=True)
        return found | {"price": price, "currency_chosen": currency, "calendars": list(offered)}

    @property
    def currency(self) -> str:
        """The one chosen, as long as it is one."""
        typed = self.data.get("currency_chosen") or self.service.currency
        return typed if typed in dict(currency_choices()) else self.workspace.currency

    def clean_picture(self) -> "UploadedFile[bytes] | None":
        """Size before content (rule 32)."""
        file: UploadedFile[bytes] | None = self.cleaned_data["picture"]
        if file is not None and (file.size or 0) > LIMITS.upload_bytes:
            raise forms.ValidationError(images.words(PictureRefused(Reason.TOO_BIG)))
        return file

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"].lower()
        others = Service.objects.get_queryset().exclude(pk=self.service.pk)
        if slug in NEVER or others.filter(slug=slug).exists():
            raise forms.ValidationError(_("Another service has this address. Choose a different one."))
        return slug

    def values(self) -> dict[str, Any]:
        data = {name: value for name, value in self.cleaned_data.items() if name not in _NO_FIELDS}
        return data | {"currency": self.currency, "reminders": sorted(data["reminders"])}


SECTIONS: Final[dict[str, tuple[str, ...]]] = {
    "times": ("step", "before", "after", "notice", "horizon"),
    "place": ("place", "place_text"),
    "guest": ("reach",),
    "rules": ("approval", "pending_blocks", "moves", "move_until", "cancel_until", "open_per_guest", "reminders"),
    "limits": ("seats", "show_seats", "cap_day", "cap_week", "cap_month"),
    "shown": ("bookable", "hidden", "slug"),
}
"""The folded parts of the page and their fields; questions and extras are rows of "guest" and "extras"."""

PARTS: Final = frozenset(SECTIONS) | {"extras"}


def where(field: str) -> str:
    """The end of an address that leads to a field: its part unfolded, and the field itself."""
    part = next((part for part, names in SECTIONS.items() if field in names), "")
    control = f"id_{field}_0" if isinstance(ServiceForm.base_fields[field], SpanField) else f"id_{field}"
    return f"?open={part}#{control}"


class ServiceSheet:
    """The form of a service with its rows. `data` is what was sent, if anything was."""

    def __init__(
        self, service: Service, *, workspace: Workspace, language: str, data: QueryDict | None = None, files: Any = None
    ) -> None:
        self.form = ServiceForm(data, files=files, service=service, workspace=workspace, language=language)
        currency = self.form.currency
        spoken = {"currency": currency, "language": language}
        self.questions = service_rows.rows(QUESTIONS, data, service_rows.questions_typed(service))
        self.extras = service_rows.rows(EXTRAS, data, service_rows.extras_typed(service, currency, language), spoken)

    def is_valid(self) -> bool:
        """Every part is looked at, so that every error is said at once."""
        return all([self.form.is_valid(), self.questions.is_valid(), self.extras.is_valid()])

    def values(self) -> dict[str, Any]:
        """Fields of the model. Only when valid."""
        rows = {"questions_json": service_rows.kept(self.questions), "extras_json": service_rows.kept(self.extras)}
        return self.form.values() | rows

    def with_errors(self) -> set[str]:
        """Folded parts that must be seen."""
        found = {part for part, names in SECTIONS.items() if any(self.form[name].errors for name in names)}
        if _wrong(self.questions):
            found.add("guest")
        return found | ({"extras"} if _wrong(self.extras) else set())

    def errors(self) -> list[dict[str, Any]]:
        """Each field with an error and where it stands, in the order of the page."""
        rows = [form for formset in (self.questions, self.extras) for form in formset.forms]
        bound = [field for form in (self.form, *rows) for field in form.visible_fields() if field.errors]
        return [{"label": field.label, "target": field.id_for_label or f"{field.auto_id}_0"} for field in bound]

    def general_errors(self) -> list[str]:
        """What is wrong with the form or a list as a whole."""
        lists = [*self.questions.non_form_errors(), *self.extras.non_form_errors()]
        return [str(error) for error in (*self.form.non_field_errors(), *lists)]


def _wrong(formset: Rows) -> bool:
    return formset.is_bound and bool(formset.total_error_count())
