"""Effects: what must happen after a commit. The row is the truth, the broker only the bell.

    @effect(lease=timedelta(seconds=30))
    def draw_qr(*, code: int) -> None: ...

    draw_qr.enqueue(workspace=card.workspace, code=code.pk)   # inside the transaction

Every effect is safe to run twice and takes only ids. Whoever claims the row by a conditional UPDATE
works under a lease; when the lease runs out (a killed worker) the sweep offers the row again.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Final

import structlog
from celery import shared_task
from django.db import transaction
from django.db.models import Exists, F, Q, QuerySet
from django.utils import timezone

from workspaces.bell import bell
from workspaces.holding import holds
from workspaces.models.effect import Effect
from workspaces.models.workspace import Workspace
from workspaces.scoping import inside, outside

log = structlog.get_logger(__name__)

BACK_OFF: Final = [timedelta(seconds=s) for s in (5, 15, 60, 300, 900, 3600, 7200, 14400)]
SWEEP_BATCH: Final = 500
KEEP_DONE: Final = timedelta(days=14)
KEEP_DEAD: Final = timedelta(days=90)

KINDS: Final[dict[str, "EffectKind"]] = {}


class GiveUp(Exception):
    """Raised by an effect that would fail however often it is tried; a subclass says why by its name."""


@dataclass(frozen=True)
class EffectKind:
    """One kind of effect: its Celery task name, what it does, its lease and how often it is tried."""

    name: str
    function: Callable[..., None]
    lease: timedelta
    tries: int

    def enqueue(
        self,
        *,
        workspace: Workspace | int | None,
        payload: str = "",
        due_at: datetime | None = None,
        **arguments: int | str,
    ) -> Effect:
        """Write the row in the current transaction and ring once it is committed."""
        row = Effect.objects.create(
            workspace_id=workspace.pk if isinstance(workspace, Workspace) else workspace,
            task=self.name,
            arguments=arguments,
            payload=payload,
            due_at=due_at or timezone.now(),
        )
        if row.due_at <= timezone.now():
            transaction.on_commit(lambda: bell.ring(self.name, row.pk))
        return row


def effect(*, lease: timedelta = timedelta(seconds=30), tries: int = 8) -> Callable[[Callable[..., None]], EffectKind]:
    """Declare a function as an effect; Celery knows it by its dotted name."""

    def decorate(function: Callable[..., None]) -> EffectKind:
        name = f"{function.__module__}.{function.__name__}"
        KINDS[name] = EffectKind(name, function, lease, tries)
        shared_task(name=name)(perform)
        return KINDS[name]

    return decorate


def perform(effect_id: int) -> bool:
    """Claim, work, mark done. False when another worker has it, it is not due, or the work failed."""
    row = _claim(effect_id)
    if row is None:
        return False
    kind = KINDS[row.task]
    arguments = row.arguments | ({"payload": row.payload} if row.payload else {})
    scope: AbstractContextManager[None] = inside(row.workspace_id) if row.workspace_id else nullcontext()
    try:
        with outside(), scope:
            kind.function(**arguments)
    except Exception as error:
        log.warning("effect_failed", effect=row.pk, task=row.task, attempt=row.attempts, exc_info=True)
        _fail(row, kind, error)
        return False
    _held(row).update(state=Effect.State.DONE, done_at=timezone.now(), lease_until=None, payload="", last_error="")
    return True


def _claim(effect_id: int) -> Effect | None:
    now = timezone.now()
    row = Effect.objects.filter(pk=effect_id).first()
    if row is None or row.task not in KINDS:
        return None
    lease_until = now + KINDS[row.task].lease
    claimed = claimable(now).filter(pk=effect_id).update(lease_until=lease_until, attempts=F("attempts") + 1)
    if not claimed:
        return None
    row.refresh_from_db()
    return row if row.lease_until == lease_until else None


def claimable(now: datetime) -> "Any":
    """Open rows whose time has come and that nobody works at; none while the outbox is held."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    return Effect.objects.filter(free, ~Exists(holds()), state=Effect.State.OPEN, due_at__lte=now)


def others_wait() -> bool:
    """Whether anything is due that nobody works at: asked by what takes long and can wait."""
    return bool(claimable(timezone.now()).exists())


def _held(row: Effect) -> "Any":
    """The row while our lease is still the one written: a worker frozen past its lease changes nothing."""
    return Effect.objects.filter(pk=row.pk, lease_until=row.lease_until)


def _fail(row: Effect, kind: EffectKind, error: Exception) -> None:
    last = row.attempts >= kind.tries or isinstance(error, GiveUp)
    wait = BACK_OFF[min(row.attempts, len(BACK_OFF)) - 1]
    _held(row).update(
        state=Effect.State.DEAD if last else Effect.State.OPEN,
        lease_until=None,
        due_at=timezone.now() + wait,
        last_error=f"{type(error).__name__}: {error}"[:500],
    )
    if last:
        log.error("effect_dead", effect=row.pk, task=row.task)


def sweep() -> int:
    """Ring for every row that waits: new ones the bell missed, due ones, and those of killed workers."""
    rows = claimable(timezone.now()).order_by("due_at", "pk").values_list("task", "pk")[:SWEEP_BATCH]
    for task, pk in rows:
        bell.ring(task, pk)
    return len(rows)


def revive(rows: "QuerySet[Effect]") -> int:
    """Those that were given up get all their tries once more, at once. Says how many (cards 92)."""
    dead = list(rows.filter(state=Effect.State.DEAD).values_list("task", "pk"))
    for task, pk in dead:
        Effect.objects.filter(pk=pk, state=Effect.State.DEAD).update(
            state=Effect.State.OPEN, attempts=0, due_at=timezone.now(), lease_until=None
        )
        transaction.on_commit(partial(bell.ring, task, pk))
    return len(dead)


def purge() -> None:
    """Forget what was done long ago; dead rows stay for staff to see, without what may name somebody (cards 101)."""
    Effect.objects.filter(state=Effect.State.DONE, done_at__lt=timezone.now() - KEEP_DONE).delete()
    old = Effect.objects.filter(state=Effect.State.DEAD, due_at__lt=timezone.now() - KEEP_DEAD)
    old.exclude(payload="", last_error="").update(payload="", last_error="")


def perform_due() -> int:
    """Do everything that is due, here and now: for commands and tests, without a broker."""
    done = 0
    while ids := list(claimable(timezone.now()).order_by("due_at", "pk").values_list("pk", flat=True)[:100]):
        if not (worked := sum(perform(pk) for pk in ids)):
            break
        done += worked
    return done
