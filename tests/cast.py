"""The people of the tests: Ada owns Atelier, Ben is admin, Eve edits, Vera views, Cleo owns another workspace."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from cards import creating, publishing
from cards.content import Document, Identity
from cards.models import Card, CardEditor
from workspaces.models import Membership, Role, User, Workspace
from workspaces.scoping import inside

LONG_AGO: Final = datetime(2020, 1, 1, tzinfo=UTC)
"""Nobody of the cast is new here: `workspaces.newcomers` has tests of its own."""

PASSWORD: Final = "correct horse battery staple"


@dataclass(frozen=True)
class Cast:
    """Everybody, and the two workspaces."""

    ada: User
    ben: User
    eve: User
    vera: User
    cleo: User
    atelier: Workspace
    outpost: Workspace

    def by_role(self, role: Role) -> User:
        return {Role.OWNER: self.ada, Role.ADMIN: self.ben, Role.EDITOR: self.eve, Role.VIEWER: self.vera}[role]


@cache
def hashed_password() -> str:
    """Of `PASSWORD`; hashing takes its time by design, so once is enough."""
    return make_password(PASSWORD)


def make_users(*names: str, **over: Any) -> list[User]:
    """People with verified addresses `<name>@example.com` and the password `PASSWORD`."""
    users = User.objects.bulk_create(
        User(email=f"{name.lower()}@example.com", name=name.title(), password=hashed_password(), **over)
        for name in names
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    return users


def make_user(name: str, **over: Any) -> User:
    return make_users(name, **over)[0]


def make_workspace(slug: str, **members: User) -> Workspace:
    """A workspace with members given as role=user."""
    workspace = Workspace.objects.create(slug=slug, name=slug.title(), created_at=LONG_AGO)
    with inside(workspace):
        Membership.objects.bulk_create(Membership(user=user, role=role) for role, user in members.items())
    return workspace


def make_cast() -> Cast:
    ada, ben, eve, vera, cleo = make_users("ada", "ben", "eve", "vera", "cleo")
    atelier = make_workspace("atelier", owner=ada, admin=ben, editor=eve, viewer=vera)
    outpost = make_workspace("outpost", owner=cleo)
    return Cast(ada, ben, eve, vera, cleo, atelier, outpost)


def make_document(**over: Any) -> Document:
    """A publishable document; `identity` may be given as a dict."""
    identity = Identity(**({"given": "Ada", "family": "Byron", "title": "Bookbinder"} | over.pop("identity", {})))
    return Document(identity=identity, **over)


def make_card(workspace: Workspace, handle: str = "ada", *, by: User, published: bool = False, **over: Any) -> Card:
    """A card made by the domain functions, given to the editors; `over` are fields of the document."""
    with inside(workspace):
        card = creating.create(workspace=workspace, handle=handle, document=make_document(**over), by=by)
        editors = Membership.objects.filter(role=Role.EDITOR).exclude(user=by)
        CardEditor.objects.bulk_create(CardEditor(card=card, membership=editor) for editor in editors)
        if published:
            publishing.publish(card=card, by=by)
    return card
