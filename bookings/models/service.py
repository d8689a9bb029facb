"""What a visitor can book, or only read about (B4, B8, B11, B12)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.offer import Extra, Extras, Question, Questions
from workspaces.scoping import ScopedManager, ScopedQuerySet, WorkspaceOwned, current_workspace_id

DAY = 24 * 60
YEAR = 365


class ServiceQuerySet(ScopedQuerySet["Service"]):
    def kept(self) -> "ServiceQuerySet":
        return self.filter(archived_at__isnull=True)

    def shown(self) -> "ServiceQuerySet":
        """What visitors see: also what is only shown and cannot be booked."""
        return self.kept().filter(hidden=False)

    def offered(self) -> "ServiceQuerySet":
        """What visitors can book: somebody offers it."""
        somebody = Offering.objects.filter(service=OuterRef("pk"), calendar__archived_at__isnull=True)
        return self.shown().filter(Exists(somebody), bookable=True)


class ServiceManager(ScopedManager["Service"]):
    def get_queryset(self) -> ServiceQuerySet:
        return ServiceQuerySet(self.model, using=self._db).filter(workspace_id=current_workspace_id())


class Service(WorkspaceOwned):
    """Durations, steps, buffers, notice and cut-offs in minutes; horizon in days; price in minor units.

    A service is never deleted, for bookings speak of it: it is archived.
    """

    class PriceKind(models.TextChoices):
        NONE = "none", _("No price shown")
        EXACT = "exact", _("This price")
        FROM = "from", _("From this price")
        FREE = "free", _("Free of charge")

    class Place(models.TextChoices):
        HERE = "here", _("At this address")
        PHONE = "phone", _("By phone")
        VIDEO = "video", _("By video link")
        GUEST = "guest", _("At the guest's place")

    class Reach(models.TextChoices):
        EITHER = "either", _("E-mail or phone")
        EMAIL = "email", _("E-mail")
        PHONE = "phone", _("Phone")
        BOTH = "both", _("E-mail and phone")

    slug = models.SlugField(max_length=60, allow_unicode=False)
    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("description"), max_length=2000, blank=True)
    photo = models.ForeignKey("cards.Photo", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveIntegerField(default=0)
    bookable = models.BooleanField(default=True)
    hidden = models.BooleanField(default=False)
    archived_at = models.DateTimeField(null=True, blank=True)

    duration = models.PositiveIntegerField(default=60, validators=[MinValueValidator(5), MaxValueValidator(7 * DAY)])
    step = models.PositiveIntegerField(
        null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(DAY)], help_text="none: the duration"
    )
    before = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(DAY)])
    after = models.PositiveIntegerField(default=0, validators=[MaxValueValidator(DAY)])
    notice = models.PositiveIntegerField(default=60, validators=[MaxValueValidator(90 * DAY)])
    horizon = models.PositiveIntegerField(default=90, validators=[MinValueValidator(1), MaxValueValidator(2 * YEAR)])
    seats = models.PositiveIntegerField(default=1, validators=[MinValueValidator(1), MaxValueValidator(1000)])
    show_seats = models.BooleanField(default=True)
    cap_day = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    cap_week = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    cap_month = models.PositiveIntegerField(null=True, blank=True, validators=[MinValueValidator(1)])
    approval = models.BooleanField(default=False)
    pending_blocks = models.BooleanField(default=True)

    price_kind = models.CharField(max_length=5, choices=PriceKind.choices, default=PriceKind.NONE)
    price = models.PositiveBigIntegerField(null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)

    place = models.CharField(max_length=5, choices=Place.choices, default=Place.HERE)
    place_text = models.CharField(max_length=300, blank=True)
    reach = models.CharField(max_length=6, choices=Reach.choices, default=Reach.EITHER)
    questions_json = models.JSONField(default=list, blank=True)
    extras_json = models.JSONField(default=list, blank=True)

    move_until = models.PositiveIntegerField(default=DAY, validators=[MaxValueValidator(90 * DAY)])
    cancel_until = models.PositiveIntegerField(default=DAY, validators=[MaxValueValidator(90 * DAY)])
    moves = models.PositiveIntegerField(default=3, validators=[MaxValueValidator(50)])
    open_per_guest = models.PositiveIntegerField(default=3, validators=[MinValueValidator(1), MaxValueValidator(100)])
    reminders = models.JSONField(default=list, blank=True, help_text="minutes before the start")
    created_at = models.DateTimeField(default=timezone.now)

    calendars: "models.ManyToManyField[models.Model, models.Model]" = models.ManyToManyField(
        "bookings.Calendar", through="bookings.Offering", related_name="services"
    )

    objects: ClassVar[ServiceManager] = ServiceManager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "slug"], name="service_slug_once"),
            models.CheckConstraint(condition=Q(duration__gte=1) & Q(seats__gte=1), name="service_lasts"),
            models.CheckConstraint(
                condition=Q(price_kind__in=["none", "free"]) | Q(price__isnull=False), name="service_price_said"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def questions(self) -> tuple[Question, ...]:
        return Questions.validate_python(self.questions_json)

    @property
    def extras(self) -> tuple[Extra, ...]:
        return Extras.validate_python(self.extras_json)


class Offering(WorkspaceOwned):
    """Which calendars offer a service."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="offerings")
    calendar = models.ForeignKey("bookings.Calendar", on_delete=models.CASCADE, related_name="offerings")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["service", "calendar"], name="offering_once")]

    def __str__(self) -> str:
        return f"service {self.service_id} by calendar {self.calendar_id}"
