"""Acts of other processes on an installation: a few lines of Python run by `manage.py shell` beside the server."""

from tests.servers import Server

PRELUDE = """
from cards import coding, creating, deleting, publishing, renaming
from cards.models import Card, Code
from django.test import Client
from tests.cast import make_card, make_cast, make_document
from workspaces.models import User, Workspace
from workspaces.scoping import inside
def ada():
    return User.objects.get(email="ada@example.com")
def publish(title):
    card = Card.unscoped.get(handle="ada")
    with inside(card.workspace_id):
        document = make_document(identity={"title": title})
        publishing.save(card=card, document=document, version=card.draft_version, by=ada())
        publishing.publish(card=card, by=ada())
"""


def act(server: Server, code: str) -> str:
    """What it printed."""
    return server.manage("shell", "--verbosity", "0", "-c", PRELUDE + code).strip()


def open_card(server: Server, title: str = "Bookbinder") -> None:
    """The cast, and Ada's card published at `/ada`."""
    act(
        server,
        f"cast = make_cast()\nmake_card(cast.atelier, by=cast.ada, published=True, identity={{'title': {title!r}}})",
    )
