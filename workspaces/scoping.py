"""The tenant, said once: which workspace is open, and models that exist only inside one.

A query on `objects` without an open workspace raises; a row of another workspace cannot be written.
Code that must look across workspaces uses `unscoped` and stands on the short list of
`tests/test_architecture.py` (rule 1).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, ClassVar, Self, TypeVar

from django.db import models

_open: ContextVar[int | None] = ContextVar("open_workspace", default=None)

M = TypeVar("M", bound=models.Model)


class NoWorkspaceOpen(RuntimeError):
    """A tenant's rows were asked for outside any workspace: a defect, never a user's mistake."""


class ForeignWorkspace(RuntimeError):
    """A row of one workspace was about to be written while another was open."""


def current_workspace_id() -> int:
    """The open workspace's id. Raises `NoWorkspaceOpen`."""
    workspace_id = _open.get()
    if workspace_id is None:
        raise NoWorkspaceOpen("no workspace is open: wrap the work in inside(workspace)")
    return workspace_id


def open_workspace_id() -> int | None:
    """The same for what may stand outside any workspace too."""
    return _open.get()


@contextmanager
def inside(workspace: "models.Model | int") -> Iterator[None]:
    """Open a workspace for the duration of the block; blocks nest, the inner one counts."""
    workspace_id = workspace if isinstance(workspace, int) else workspace.pk
    token = _open.set(workspace_id)
    try:
        yield
    finally:
        _open.reset(token)


@contextmanager
def outside() -> Iterator[None]:
    """Close whatever is open: what follows must open its own workspace or fail."""
    token = _open.set(None)
    try:
        yield
    finally:
        _open.reset(token)


class ScopedQuerySet(models.QuerySet[M]):
    """Rows of the open workspace; bulk writes are checked like single ones."""

    def bulk_create(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> list[M]:
        rows = list(objs)
        for row in rows:
            _check(row)
        return super().bulk_create(rows, *args, **kwargs)

    def bulk_update(self, objs: Iterable[M], *args: Any, **kwargs: Any) -> int:
        rows = list(objs)
        for row in rows:
            _check(row)
        return super().bulk_update(rows, *args, **kwargs)


class ScopedManager(models.Manager[M]):
    """`objects`: filters by the open workspace, raises when none is open."""

    def get_queryset(self) -> ScopedQuerySet[M]:
        rows: ScopedQuerySet[M] = ScopedQuerySet(self.model, using=self._db)
        return rows.filter(workspace_id=current_workspace_id())


class WorkspaceOwned(models.Model):
    """A row that belongs to exactly one workspace, for ever."""

    workspace = models.ForeignKey("workspaces.Workspace", on_delete=models.CASCADE, related_name="+")

    objects: ClassVar[ScopedManager[Self]] = ScopedManager()
    unscoped: ClassVar[models.Manager[Self]] = models.Manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        _check(self)
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _check(self)
        return super().delete(*args, **kwargs)


def _check(row: Any) -> None:
    """Fill in the open workspace on a new row; refuse a row of another one."""
    open_id = current_workspace_id()
    if row.workspace_id is None:
        row.workspace_id = open_id
    if row.workspace_id != open_id:
        raise ForeignWorkspace(f"{type(row).__name__} belongs to another workspace")
