"""Foreign keys between the card tables never cross workspaces (rule 2)."""

from cards.models import Album, AlbumPhoto, Card, CardEditor, Code, DraftStep, Handle, Prepared, Publication
from workspaces.guards import register, same_workspace


def register_all() -> None:
    register(
        same_workspace(Card, "published"),
        same_workspace(Publication, "card"),
        same_workspace(DraftStep, "card"),
        same_workspace(CardEditor, "card"),
        same_workspace(CardEditor, "membership"),
        same_workspace(Handle, "card"),
        same_workspace(Code, "card"),
        same_workspace(Album, "cover"),
        same_workspace(AlbumPhoto, "album"),
        same_workspace(AlbumPhoto, "photo"),
        same_workspace(Prepared, "card"),
    )
