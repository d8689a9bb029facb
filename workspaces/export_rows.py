"""Rows of a workspace as JSON, and the parts an export is made of (cards 98; rule 37)."""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from workspaces.archive import Archive
from workspaces.models import Export, Membership, Workspace
from workspaces.personal_fields import registry, secrets_of
from workspaces.scoping import WorkspaceOwned

BATCH: Final = 500

Part = Callable[[Archive], None]
"""One step of an export: it writes its members of the archive."""


@dataclass(frozen=True)
class Table:
    """Rows of one model, in the order of their keys."""

    model: type[WorkspaceOwned]
    workspace: Workspace
    fields: tuple[str, ...]

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """A batch at a time: no table is held in memory, and no statement takes long."""
        rows, last = self.model.unscoped.filter(workspace=self.workspace).order_by("pk"), None
        while batch := list(
            (rows.filter(pk__gt=last) if last is not None else rows)[:BATCH].values("pk", *self.fields)
        ):
            last = batch[-1]["pk"]
            yield from batch


def tables(workspace: Workspace) -> list[Part]:
    """Every model whose rows belong to the workspace, whatever room it is in; secrets are left out."""
    said = registry()
    owned = [model for model in apps.get_models() if issubclass(model, WorkspaceOwned) and model is not Export]
    return [partial(_write, Table(model, workspace, _told(model, secrets_of(model, said)))) for model in owned]


def itself(workspace: Workspace) -> list[Part]:
    """The workspace's own words, and who its members are: those are people, not rows of it."""

    def write(archive: Archive) -> None:
        words = {name: getattr(workspace, name) for name in ("name", "slug", "address", "zone", "language", "currency")}
        members = Membership.objects.select_related("user").order_by("pk")
        people = [{"name": one.user.name, "email": one.user.email, "role": one.role} for one in members]
        archive.add("data/workspace.json", as_json([words]))
        archive.add("data/members.json", as_json(people))

    return [write]


def _write(table: Table, archive: Archive) -> None:
    archive.add(f"data/{table.model._meta.label}.json", as_json(table))


def _told(model: type[WorkspaceOwned], secrets: set[str]) -> tuple[str, ...]:
    fields = (field for field in model._meta.concrete_fields if not isinstance(field, models.BinaryField))
    return tuple(field.attname for field in fields if field.name not in secrets and field.name != "workspace")


def as_json(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """An array, one row a line."""
    before = b"[\n"
    for row in rows:
        yield before + json.dumps(row, cls=DjangoJSONEncoder, ensure_ascii=False).encode("utf-8", "replace")
        before = b",\n"
    yield b"[]\n" if before == b"[\n" else b"\n]\n"
