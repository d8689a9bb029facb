"""Making a workspace: the row, a slug of its own, and its owner."""

from collections.abc import Iterator
from itertools import count
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from workspaces import audit, places, plans
from workspaces.models import Membership, Role, User, Workspace
from workspaces.scoping import inside

LONGEST_SLUG: Final = 40
LONGEST_NAME: Final = 120
RESERVED_SLUGS: Final = frozenset({"new"})
FALLBACK_SLUG: Final = "workspace"


@transaction.atomic
def create_workspace(*, name: str, owner: User, language: str, zone: str, currency: str = "") -> Workspace:
    """A workspace under the first free slug its name proposes; `owner` owns it. No currency: that of the zone."""
    currency = currency or places.currency_at(zone)
    plan = plans.unpaid(sold=settings.STRIPE_ENABLED)
    workspace = _insert(name=name[:LONGEST_NAME], language=language, zone=zone, currency=currency, plan_key=plan)
    with inside(workspace):
        Membership.objects.create(user=owner, role=Role.OWNER)
        audit.record("workspace.create", f"workspace {workspace.pk}", actor=owner, after={"slug": workspace.slug})
    return workspace


def _insert(**fields: str) -> Workspace:
    for slug in proposed_slugs(fields["name"]):
        workspace, made = Workspace.objects.get_or_create(slug=slug, defaults=fields)
        if made:
            return workspace
    raise AssertionError("proposals never end")


def proposed_slugs(name: str) -> Iterator[str]:
    """`Atelier Ada`: atelier-ada, atelier-ada-2, atelier-ada-3, … without end.

    >>> next(proposed_slugs("Atelier Ada"))
    'atelier-ada'
    """
    stem = slugify(name)[:LONGEST_SLUG].strip("-_") or FALLBACK_SLUG
    if stem not in RESERVED_SLUGS:
        yield stem
    for number in count(2):
        yield f"{stem[: LONGEST_SLUG - len(str(number)) - 1].rstrip('-_')}-{number}"
