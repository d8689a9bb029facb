"""Staff lifts the limits of a new workspace (cards 96)."""

from django.db import transaction
from django.utils import timezone

from workspaces import audit
from workspaces.models import User, Workspace
from workspaces.scoping import inside


@transaction.atomic
def trust(*, workspace: Workspace, by: User) -> bool:
    """At once and for good; twice is once. Says whether anything changed."""
    done = Workspace.objects.filter(pk=workspace.pk, trusted_at=None).update(trusted_at=timezone.now())
    if done:
        with inside(workspace):
            audit.record("workspace.trust", workspace.slug, actor=by)
    return bool(done)
