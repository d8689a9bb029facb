"""The tenant and who belongs to it in which role."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial
from typing import Final

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from workspaces import plans
from workspaces.scoping import WorkspaceOwned

on_touch: Final[list[Callable[[int], None]]] = []
"""Called with a workspace's id when its touch is committed; higher rooms add themselves in `AppConfig.ready`."""

_touched: Final[ContextVar[set[int] | None]] = ContextVar("touched_workspaces", default=None)


class Role(models.TextChoices):
    """In falling order of rights; `access.RIGHTS` says what each may do."""

    OWNER = "owner", _("Owner")
    ADMIN = "admin", _("Admin")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")


class Workspace(models.Model):
    """A tenant. `slug` stands in every private address; `revision` rises when its public pages change."""

    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    address = models.TextField(_("address"), max_length=500, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, default="UTC")
    language = models.CharField(_("language"), max_length=12, default="en")
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    plan_key = models.CharField(max_length=20, default="unlimited", help_text="what counts now; billing writes it")
    plan_override = models.CharField(max_length=20, blank=True, help_text="staff's word; stands above what is paid for")
    override_until = models.DateField(null=True, blank=True, help_text="last day of staff's word; none: no end")
    paid_members = models.PositiveIntegerField(default=0, help_text="members that the plan is paid for")
    trusted_at = models.DateTimeField(null=True, blank=True, help_text="staff lifted the limits of new workspaces")
    suspended_for = models.CharField(max_length=13, blank=True, help_text="staff's reason; empty: it is open")
    deleted_at = models.DateTimeField(null=True, blank=True, db_index=True)
    erased_at = models.DateTimeField(null=True, blank=True)
    revision = models.PositiveBigIntegerField(default=1)
    changed_at = models.DateTimeField(default=timezone.now, db_index=True)
    created_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        """Visitors are told that it is gone: staff closed it, or its owner deleted it (cards 90, 99)."""
        return bool(self.suspended_for) or self.deleted_at is not None

    def limit(self, thing: plans.Thing) -> int | None:
        """How many of a thing the plan allows, or None. Who counts against it locks the row first (T18)."""
        return plans.limit(self.plan_key, thing, paid_members=self.paid_members)

    def allows(self, feature: plans.Feature) -> bool:
        return plans.allows(self.plan_key, feature)

    def touch(self) -> None:
        """Say that every public page of this workspace must be made anew; inside `touched_once` at its end."""
        if (waiting := _touched.get()) is not None:
            waiting.add(self.pk)
            return
        Workspace.objects.filter(pk=self.pk).update(revision=F("revision") + 1, changed_at=timezone.now())
        for told in on_touch:
            transaction.on_commit(partial(told, self.pk))


@contextmanager
def touched_once() -> Iterator[None]:
    """Many changes in one transaction, of which the pages hear once. After an error they hear nothing."""
    waiting: set[int] = set()
    token = _touched.set(waiting)
    try:
        yield
    finally:
        _touched.reset(token)
    for pk in waiting:
        Workspace(pk=pk).touch()


class Membership(WorkspaceOwned):
    """A person's role in one workspace; read on every request."""

    user = models.ForeignKey("workspaces.User", on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=6, choices=Role.choices)
    paces = models.JSONField(default=dict, blank=True, help_text="topics of mails, how soon; the usual left out")
    joined_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "user"], name="membership_once"),
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} in {self.workspace_id}"
