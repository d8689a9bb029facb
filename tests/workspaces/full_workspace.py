"""A workspace with a canary in everything that its people or visitors could write (A80; rule 37)."""

from django.apps import apps
from django.core.files.base import ContentFile
from django.db import models

from billing.models import Subscription
from cards import files, photos, publishing
from cards.content import Block
from cards.gallery import originals
from cards.models import AlbumPhoto, Photo
from cardsite.kit.personal import End, Whose
from tests.cast import make_document
from tests.holdings import Holding
from tests.pictures import jpeg
from tests.workspaces.canaries import Canaries
from workspaces import audit
from workspaces.models import AuditEntry, Effect, Workspace
from workspaces.personal_fields import registry
from workspaces.scoping import WorkspaceOwned

SHAPED = {"stored", "original", "guest_zone"}
"""Names of files and zones: what else stood there would not be found again."""
LENGTH = len("kanarienvogel000x")


def write_everywhere(holding: Holding, canary: Canaries) -> None:
    """Through the doors first; then straight into every text field that the registry calls somebody's."""
    blocks = tuple(Block(id=f"b{at}", kind="text", body={"text": canary()}) for at in range(8))
    identity = {name: canary() for name in ("given", "family", "title", "department", "bio", "note")}
    written = make_document(identity=identity, blocks=blocks, portrait=holding.photo.pk)
    publishing.save(card=holding.card, document=written, version=holding.card.draft_version, by=holding.owner)
    publishing.publish(card=holding.card, by=holding.owner)
    workspace = holding.workspace
    photos.keep(workspace=workspace, data=jpeg(), purpose=Photo.Purpose.LOGO, by=holding.owner, alt=canary())
    pdf = b"%PDF-1.4\n" + canary().encode() + b"\n%%EOF"
    files.keep(workspace=workspace, data=pdf, name=f"{canary()}.pdf", by=holding.owner)
    waiting = originals.put(ContentFile(canary().encode(), name="x"))
    AlbumPhoto.objects.create(album=holding.album, original=waiting, filename=canary())
    Effect.objects.create(workspace=workspace, task="cards.tasks.draw_code", payload=canary(), last_error=canary())
    Effect.objects.create(workspace=workspace, task="x", arguments={"to": canary()}, state="dead")
    audit.record("member.invite", canary(), actor=holding.owner, before={"a": canary()}, after={"b": canary()})
    Subscription.objects.update(ends=True)  # nobody pays on for what is deleted
    for row in every_row(workspace):
        fill(row, canary)
    assert canary.flown >= 100
    assert canary.flown < 1000


def every_row(workspace: Workspace) -> list[WorkspaceOwned]:
    owned = [model for model in apps.get_models() if issubclass(model, WorkspaceOwned)]
    return [row for model in owned for row in model.unscoped.filter(workspace=workspace)]


def fill(row: WorkspaceOwned, canary: Canaries) -> None:
    """By the registry, but for names of files and addresses: those were written through the doors."""
    model = type(row)
    if model is AuditEntry:
        return  # the database refuses to change what was written down
    for name, said in registry().get(model._meta.label, {}).items():
        field = model._meta.get_field(name)
        wide = isinstance(field, models.CharField | models.TextField) and (field.max_length or 99) >= LENGTH
        if wide and said.whose is not Whose.NOBODY and said.end is not End.STAYS and name not in SHAPED:
            model.unscoped.filter(pk=row.pk).update(**{name: canary()})
