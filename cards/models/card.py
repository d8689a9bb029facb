"""The card, its draft with undo steps, and its immutable publications (cards 1, 22)."""

import uuid
from datetime import datetime
from functools import cached_property, partial
from typing import Any, ClassVar, Final

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cards.content import Document
from cards.page_memory import memory
from cards.search_text import search_text
from cards.visibility import Where, visible
from cardsite.kit.folding import folded
from workspaces.scoping import ScopedManager, ScopedQuerySet, WorkspaceOwned, current_workspace_id

WORDS_MAX: Final = 8
SEARCHED: Final = frozenset({"draft", "name", "handle"})


class CardQuerySet(ScopedQuerySet["Card"]):
    """Reads of cards, named as adjectives."""

    def kept(self) -> "CardQuerySet":
        return self.filter(deleted_at__isnull=True)

    def matching(self, words: str) -> "CardQuerySet":
        """Every word somewhere in name, title, company, address of the card or of mails, in any order and spelling."""
        asked = Q()
        for word in folded(words).split()[:WORDS_MAX]:
            asked &= Q(folded__contains=word) | Q(prepared__email__contains=word)
        return self.filter(asked)

    def deleted(self) -> "CardQuerySet":
        return self.filter(deleted_at__isnull=False, status=Card.Status.DELETED)


class CardManager(ScopedManager["Card"]):
    def get_queryset(self) -> CardQuerySet:
        return CardQuerySet(self.model, using=self._db).filter(workspace_id=current_workspace_id())


class Card(WorkspaceOwned):
    """What must be looked up or constrained, and the draft document; the public reads `published`."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        PAUSED = "paused", _("Paused")
        SUSPENDED = "suspended", _("Suspended")
        DELETED = "deleted", _("Deleted")

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    status = models.CharField(max_length=9, choices=Status.choices, default=Status.DRAFT)
    name = models.CharField(max_length=200, help_text="of the draft, for lists")
    handle = models.CharField(max_length=30, help_text="the current one; `Handle` holds all")
    folded = models.TextField(blank=True, help_text="what a search of the tray compares")
    draft = models.JSONField()
    draft_version = models.PositiveIntegerField(default=1)
    draft_position = models.PositiveIntegerField(default=1, help_text="the step undo stands on")
    published = models.ForeignKey(
        "cards.Publication", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    password = models.CharField(
        max_length=200, blank=True, help_text="hashed; empty: whoever knows the address sees it"
    )
    forward_url = models.CharField(max_length=2000, blank=True, help_text="where a paused card sends to")
    forward_until = models.DateTimeField(null=True, blank=True, help_text="when that ends; none: never")
    first_published_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    status_before = models.CharField(
        max_length=9, blank=True, help_text="what undoing a deletion or suspension restores"
    )
    suspended_for = models.CharField(max_length=13, blank=True, help_text="staff's reason, while it is suspended")
    preview = models.JSONField(default=dict, blank=True, help_text="drawn for link previews: name, width, height")
    revision = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects: ClassVar[CardManager] = CardManager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="published", published__isnull=False) | ~Q(status="published"),
                name="card_published_has_publication",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """What a search compares follows what it is made of."""
        fields = kwargs.get("update_fields")
        if fields is None or not SEARCHED.isdisjoint(fields):
            self.folded = "" if self.erased_at else search_text(self.draft, self.name, self.handle)
            kwargs |= {} if fields is None else {"update_fields": [*fields, "folded"]}
        super().save(*args, **kwargs)

    @property
    def document(self) -> Document:
        """The draft as a typed value: everything that was written, for its owners."""
        return Document.from_store(self.draft)

    @property
    def outward(self) -> Document:
        """What visitors of the page see, or would see once the draft is published (cards 19)."""
        return self.published.content if self.published else visible(self.document, Where.PAGE)

    @property
    def to_save(self) -> Document:
        """The same for the contact file."""
        return self.published.to_save if self.published else visible(self.document, Where.CONTACT_FILE)

    @property
    def is_locked(self) -> bool:
        """Visitors need a password (cards 20)."""
        return bool(self.password)

    def forwards(self, now: datetime) -> bool:
        """Paused, its visitors are sent to another address."""
        ended = self.forward_until is not None and self.forward_until <= now
        return self.status == self.Status.PAUSED and bool(self.forward_url) and not ended

    @property
    def is_public(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def has_changes(self) -> bool:
        """The draft says something the public page does not yet say."""
        return self.published is None or self.published.document != self.draft

    def lock(self) -> None:
        """Read this row anew and hold it until the transaction ends; SQLite holds the whole database instead."""
        self.refresh_from_db(from_queryset=Card.objects.get_queryset().select_for_update())

    def touch(self, now: datetime | None = None) -> None:
        """Say that this card's public pages must be made anew (cards 11)."""
        self.changed_at = now or timezone.now()
        Card.unscoped.filter(pk=self.pk).update(revision=F("revision") + 1, changed_at=self.changed_at)
        self.revision += 1
        transaction.on_commit(partial(memory.drop_card, self.pk))


class Publication(WorkspaceOwned):
    """One published version; never changed after it is written."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="publications")
    number = models.PositiveIntegerField()
    document = models.JSONField()
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["card", "number"], name="publication_number_once")]

    def __str__(self) -> str:
        return f"{self.card_id} v{self.number}"

    @property
    def content(self) -> Document:
        """What visitors of the page see (cards 19)."""
        return visible(self.written, Where.PAGE)

    @property
    def to_save(self) -> Document:
        """What the contact file says."""
        return visible(self.written, Where.CONTACT_FILE)

    @property
    def thanks(self) -> Document:
        """What is shown to whoever has left their details."""
        return visible(self.written, Where.THANKS)

    @property
    def exchanged(self) -> Document:
        """What the contact file says to them."""
        return visible(self.written, Where.EXCHANGED_FILE)

    @cached_property
    def written(self) -> Document:
        """Everything, also what nobody may see: for owners."""
        return Document.from_store(self.document)


class DraftStep(WorkspaceOwned):
    """One saved state of a draft; undo and redo walk along `position`."""

    card = models.ForeignKey(Card, on_delete=models.CASCADE, related_name="steps")
    position = models.PositiveIntegerField()
    document = models.JSONField()
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["card", "position"], name="draft_step_once")]

    def __str__(self) -> str:
        return f"{self.card_id} step {self.position}"
