"""The clock of a workspace: asked for once where nobody has set one, and what follows when it becomes another."""

from django.apps import apps
from django.db import transaction

from workspaces import audit, places
from workspaces.models import User, Workspace

UNKNOWN = "UTC"
"""What a browser without script, or one that hides its clock, leaves behind."""


def is_unknown(workspace: Workspace) -> bool:
    return workspace.zone == UNKNOWN


@transaction.atomic
def settle_zone(*, workspace: Workspace, zone: str, by: User) -> None:
    """The workspace's zone and currency, and the person's own zone where that is unknown. What is known stays."""
    if not is_unknown(workspace) or zone in {"", UNKNOWN}:
        return
    workspace.zone = zone
    if workspace.currency == places.USUAL_CURRENCY:
        workspace.currency = places.currency_at(zone)
    workspace.save(update_fields=["zone", "currency"])
    workspace.touch()
    tell_rooms(workspace)
    audit.record(
        "workspace.edit", f"workspace {workspace.pk}", actor=by, before={"zone": UNKNOWN}, after={"zone": zone}
    )
    if by.zone == UNKNOWN:
        by.zone = zone
        by.save(update_fields=["zone"])


def tell_rooms(workspace: Workspace) -> None:
    """In the transaction of the change: rooms above keep days on this clock, and say so by `zone_changed`."""
    for app in apps.get_app_configs():
        if changed := getattr(app, "zone_changed", None):
            changed(workspace=workspace)
