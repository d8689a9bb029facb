"""Before a workspace is deleted: nobody pays on for what is gone (cards 99; P9)."""

from django.utils.translation import gettext as _

from billing.models import Subscription
from workspaces.models import Workspace


def in_the_way(*, workspace: Workspace) -> str:
    """Why it may not be deleted yet, in words with the remedy; empty when nothing is paid from now on."""
    running = Subscription.objects.filter(workspace=workspace, ends=False).first()
    if running is None or not running.is_live:
        return ""
    return _("A plan is still paid for. Cancel it first, on the page “Plan and payments”.")
