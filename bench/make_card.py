"""One ordinary published card, written by the functions the program itself uses."""

from cards import creating, publishing
from cards.content import Document
from workspaces import outbox
from workspaces.models import User, Workspace
from workspaces.scoping import inside

HANDLE = "bench-card"
CONTENT = {
    "identity": {
        "given": "Maria",
        "family": "Lindqvist",
        "title": "Bookbinder and conservator",
        "organisation": "Atelier Lindqvist",
        "bio": "Paper, leather, thread. Books bound by hand since 2004, and old ones mended. " * 8,
    },
    "phones": [{"number": "+493012345678", "label": "work"}, {"number": "+4915112345678", "whatsapp": True}],
    "emails": [{"address": "maria@lindqvist.example"}, {"address": "orders@lindqvist.example"}],
    "addresses": [{"street": "Oranienstr. 12", "postcode": "10999", "city": "Berlin", "country": "Germany"}],
}


def make() -> None:
    """In an empty database."""
    owner = User.objects.create_user("bench@example.com", name="Bench")
    owner.emailaddress_set.create(email=owner.email, verified=True, primary=True)  # type: ignore[attr-defined]
    workspace = Workspace.objects.create(slug="bench", name="Bench", zone="Europe/Berlin")
    with inside(workspace):
        card = creating.create(workspace=workspace, handle=HANDLE, document=Document.from_json(CONTENT), by=owner)
        publishing.publish(card=card, by=owner)
    outbox.perform_due()
