"""What a workspace says once for all of its cards, and how far that has come (cards 82)."""

from django.db import models
from django.utils import timezone

from cards.company import CompanyFields
from cards.content import CompanyField
from workspaces.scoping import WorkspaceOwned


class Company(WorkspaceOwned):
    """One row a workspace at most. `fields` is a `CompanyFields`; each change of it is a `version`.

    `everyone` names fields that every card is to take, until the version has `reached` them. `done` of `total` says how
    far it is; `behind` counts cards beyond what the plan allows, which wait as they are.
    """

    fields = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)
    everyone = models.JSONField(default=list, blank=True)
    reached = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    behind = models.PositiveIntegerField(default=0)
    by = models.ForeignKey("workspaces.User", null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace"], name="company_once")]

    def __str__(self) -> str:
        return f"company of workspace {self.workspace_id}"

    @classmethod
    def here(cls) -> "Company":
        """Of the open workspace; perhaps not saved yet, and then it says nothing."""
        return cls.objects.first() or cls()

    @property
    def said(self) -> CompanyFields:
        """As a typed value."""
        return CompanyFields.model_validate(self.fields)

    @property
    def for_everyone(self) -> frozenset[CompanyField]:
        return frozenset(CompanyField(name) for name in self.everyone)

    @property
    def is_spreading(self) -> bool:
        """Cards are being dressed in the newest version."""
        return self.reached < self.version
