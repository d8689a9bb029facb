"""Leads: people who left their details on a card (cards 71-77)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workspaces.scoping import WorkspaceOwned


class Lead(WorkspaceOwned):
    """Somebody's details as they stand now; `LeadEntry` tells how they came to be.

    `answers` are further questions of the form with what was answered: `[{"label": …, "value": …}]`. An erased or
    merged lead is an empty row that keeps card, time and code, so that counts stay true (cards 74); a merged one keeps
    `email` and `phone` too, by which its person is found. `link_version` revokes the private link `/l/<token>`.
    """

    class Status(models.TextChoices):
        NEW = "new", _("New")
        OPEN = "open", _("In touch")
        WON = "won", _("Won")
        DONE = "done", _("Closed")

    class Folder(models.TextChoices):
        INBOX = "inbox", _("Inbox")
        SPAM = "spam", _("Spam")

    card = models.ForeignKey("cards.Card", on_delete=models.CASCADE, related_name="+")
    code = models.ForeignKey("cards.Code", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    key = models.CharField(max_length=64, blank=True, help_text="idempotency key of the page it was sent from")
    name = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=254, blank=True, help_text="lower case")
    phone = models.CharField(max_length=20, blank=True, help_text="E.164")
    company = models.CharField(max_length=120, blank=True)
    note = models.TextField(max_length=2000, blank=True, help_text="what the person wrote")
    answers = models.JSONField(default=list, blank=True)
    folded = models.TextField(blank=True, help_text="what a search looks through")
    language = models.CharField(max_length=10, blank=True)
    consent_text = models.TextField(blank=True, help_text="as it stood on the form; empty: none was asked for")
    consented_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=4, choices=Status.choices, default=Status.NEW)
    folder = models.CharField(max_length=5, choices=Folder.choices, default=Folder.INBOX)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    link_version = models.PositiveIntegerField(default=1)
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    erased_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], condition=~Q(key=""), name="lead_key_once"),
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone="") | Q(erased_at__isnull=False) | Q(merged_into__isnull=False),
                name="lead_can_be_reached",
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "folder", "-created_at"], name="lead_newest"),
            models.Index(fields=["card", "email"], name="lead_of_email"),
            models.Index(fields=["workspace", "email"], name="lead_by_email"),
            models.Index(fields=["workspace", "phone"], name="lead_by_phone"),
        ]

    def __str__(self) -> str:
        return self.name or self.email or self.phone or f"lead {self.pk}"


class LeadEntry(WorkspaceOwned):
    """One thing that happened to a lead, or an owner's note about it. `data` holds what it is about."""

    class Kind(models.TextChoices):
        SENT = "sent", _("Left their details")
        SENT_AGAIN = "again", _("Sent the form again")
        CORRECTED = "correct", _("Corrected their details")
        ERASED = "erased", _("Erased their details")
        NOTE = "note", _("Note")
        STATUS = "status", _("Status changed")
        ASSIGNED = "assign", _("Assigned")
        MERGED = "merged", _("Merged")
        FOLDER = "folder", _("Moved")
        TAGGED = "tag", _("Tags changed")

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    text = models.TextField(blank=True)
    data = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} of lead {self.lead_id}"


class LeadTag(WorkspaceOwned):
    """A word an owner hangs on a lead; the tags of a workspace are those that hang on something."""

    lead = models.ForeignKey(Lead, on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(max_length=40)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["lead", "name"], name="lead_tag_once")]

    def __str__(self) -> str:
        return self.name
