"""People of a team in few words: logged in lately, invited, linked to."""

import re

from django.core.mail import EmailMessage
from django.test import Client

from tests.cast import Cast
from tests.workspaces.accounts import log_in
from workspaces import inviting
from workspaces.models import Invitation, Membership, Role, User, Workspace
from workspaces.scoping import inside


def membership(workspace: Workspace, user: User) -> Membership:
    return Membership.unscoped.select_related("user", "workspace").get(workspace=workspace, user=user)


def roles_in(workspace: Workspace) -> dict[str, str]:
    """Role by e-mail address."""
    rows = Membership.unscoped.filter(workspace=workspace)
    return dict(rows.values_list("user__email", "role"))


def fresh(user: User) -> Client:
    """A browser whose person has just logged in, with the password."""
    client = Client()
    log_in(client, user.email)
    return client


def invited(workspace: Workspace, email: str, role: Role, *, by: User) -> Invitation:
    with inside(workspace):
        return inviting.invite(email=email, role=role, by=membership(workspace, by))


def link_in(message: EmailMessage) -> str:
    """The path of the invitation in a mail."""
    found = re.search(r"/accounts/invitation/[\w-]{43}/", str(message.body))
    assert found, message.body
    return found[0]


def on_plan(cast: Cast, plan: str, members: int = 0) -> None:
    """Atelier on a plan, however it came to it."""
    Workspace.objects.filter(pk=cast.atelier.pk).update(plan_key=plan, paid_members=members)
    cast.atelier.refresh_from_db()
