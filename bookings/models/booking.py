"""A booking, what happened to it, and its reminders (B20–B22, B26–B30)."""

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.offer import Answer, Answers, Extra, Extras
from bookings.states import OPEN, State, check
from workspaces.scoping import ScopedManager, ScopedQuerySet, WorkspaceOwned, current_workspace_id


class BookingQuerySet(ScopedQuerySet["Booking"]):
    """Reads of bookings, named as adjectives."""

    def open(self) -> "BookingQuerySet":
        return self.filter(state__in=OPEN)

    def upcoming(self, now: datetime) -> "BookingQuerySet":
        return self.open().filter(end__gt=now)

    def overlapping(self, start: datetime, end: datetime) -> "BookingQuerySet":
        return self.filter(start__lt=end, end__gt=start)


class BookingManager(ScopedManager["Booking"]):
    def get_queryset(self) -> BookingQuerySet:
        return BookingQuerySet(self.model, using=self._db).filter(workspace_id=current_workspace_id())


class Booking(WorkspaceOwned):
    """Instants in UTC; `zone` and `local_start` say what was meant on the host's clock when it was made.

    Title, place, price, extras and answers are copies: later edits of the service change no agreement. `version`
    signs the manage link, `sequence` counts what calendars were told. `key` makes a form sent twice one booking.
    """

    class States(models.TextChoices):
        HELD = State.HELD, _("Held")
        PENDING = State.PENDING, _("Awaiting approval")
        CONFIRMED = State.CONFIRMED, _("Confirmed")
        COMPLETED = State.COMPLETED, _("Completed")
        NO_SHOW = State.NO_SHOW, _("No-show")
        CANCELLED = State.CANCELLED, _("Cancelled")
        DECLINED = State.DECLINED, _("Declined")
        EXPIRED = State.EXPIRED, _("Expired")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey("bookings.Service", on_delete=models.RESTRICT, related_name="bookings")
    calendar = models.ForeignKey("bookings.Calendar", on_delete=models.RESTRICT, related_name="bookings")
    card = models.ForeignKey("cards.Card", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    occupancy = models.ForeignKey("bookings.Occupancy", null=True, on_delete=models.SET_NULL, related_name="bookings")
    state = models.CharField(max_length=9, choices=States.choices)
    expires_at = models.DateTimeField(null=True, blank=True, help_text="of what is held or pending")

    start = models.DateTimeField()
    end = models.DateTimeField()
    before = models.PositiveIntegerField(default=0, help_text="minutes")
    after = models.PositiveIntegerField(default=0, help_text="minutes")
    seats = models.PositiveIntegerField(default=1)
    zone = models.CharField(max_length=64, help_text="of the calendar, when it was made or moved")
    local_start = models.CharField(max_length=16, help_text="YYYY-MM-DD HH:MM in that zone")
    tzdata = models.CharField(max_length=12, help_text="version of the zone rules then")

    title = models.CharField(max_length=80)
    place = models.CharField(max_length=5)
    place_text = models.CharField(max_length=300, blank=True)
    price_kind = models.CharField(max_length=5)
    price = models.PositiveBigIntegerField(null=True, blank=True, help_text="minor units, extras included")
    currency = models.CharField(max_length=3, blank=True)
    extras_json = models.JSONField(default=list, blank=True)
    answers_json = models.JSONField(default=list, blank=True)

    name = models.CharField(max_length=80)
    folded = models.CharField(max_length=200, blank=True, editable=False, help_text="the name as a search looks for it")
    email = models.EmailField(blank=True)
    phone = models.CharField(max_length=16, blank=True, help_text="E.164")
    guest_zone = models.CharField(max_length=64)
    language = models.CharField(max_length=12)

    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    moved = models.PositiveIntegerField(default=0, help_text="times, by the guest")
    key = models.CharField(max_length=64, help_text="of the form that made it")
    by = models.ForeignKey("workspaces.User", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True, help_text="when the present state was reached")

    objects: ClassVar[BookingManager] = BookingManager()

    class Meta:
        ordering = ["start", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="booking_key_once"),
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="booking_lasts"),
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="booking_state_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["confirmed", "held"]) | Q(occupancy__isnull=False), name="booking_occupies"
            ),
        ]
        indexes = [
            models.Index(fields=["calendar", "start"], name="booking_by_calendar"),
            models.Index(fields=["workspace", "start"], name="booking_by_workspace"),
            models.Index(fields=["workspace", "email"], name="booking_by_email"),
            models.Index(fields=["workspace", "phone"], name="booking_by_phone"),
            models.Index("workspace", Lower("email"), name="booking_by_person"),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.start:%Y-%m-%d %H:%M}"

    @property
    def extras(self) -> tuple[Extra, ...]:
        return Extras.validate_python(self.extras_json)

    @property
    def answers(self) -> tuple[Answer, ...]:
        return Answers.validate_python(self.answers_json)

    @property
    def is_open(self) -> bool:
        return State(self.state) in OPEN

    def become(self, state: State, now: datetime) -> None:
        """Change state on this row alone; raises `NotAllowed`. Whoever calls saves it and minds the rest (B20)."""
        check(State(self.state), state)
        self.state, self.decided_at, self.expires_at = state, now, None


class BookingEvent(WorkspaceOwned):
    """What happened to a booking; `by` is None for the guest, or for the clock where the verb says so."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    verb = models.CharField(max_length=20)
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    data = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.verb} of booking {self.booking_id}"


class Reminder(WorkspaceOwned):
    """One telling of one appointment; sent at least once, and never after a cancel or a move (B29).

    Without an offset it is the confirmation itself: the owner sends it to who left only a phone number (B38).
    """

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="reminders")
    sequence = models.PositiveIntegerField()
    offset = models.PositiveIntegerField(help_text="minutes before the start")
    channel = models.CharField(max_length=8)
    due_at = models.DateTimeField()
    opened_at = models.DateTimeField(
        null=True, blank=True, help_text="in WhatsApp; whether it was sent, only a person knows"
    )
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["due_at"]
        constraints = [
            models.UniqueConstraint(fields=["booking", "sequence", "offset", "channel"], name="reminder_once")
        ]

    def __str__(self) -> str:
        return f"{self.offset} min before booking {self.booking_id}"

    @property
    def verb(self) -> str:
        """What it tells, for `bookings.wording`."""
        return "reminder" if self.offset else "moved" if self.sequence else "made"
