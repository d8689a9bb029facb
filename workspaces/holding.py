"""Holding the outbox: a restored copy sends nothing until somebody releases it (A79, F32).

The hold is a row, so that it comes into force with the copy itself and every process sees it. While it is there no
effect is claimed, old or new; acts of people go on and their effects wait.
"""

from collections import Counter
from datetime import UTC, datetime
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from workspaces.models.effect import Effect

TASK: Final = "hold"
FIRST: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Before every effect, so that the index of open effects finds the hold at once."""
MAIL: Final = "workspaces.mail.deliver"


def hold() -> None:
    """From now on nothing leaves; twice is as good as once."""
    Effect.objects.get_or_create(task=TASK, due_at=FIRST, state=Effect.State.OPEN)


def holds() -> "Any":
    """The row that holds, if there is one."""
    return Effect.objects.filter(state=Effect.State.OPEN, due_at=FIRST, task=TASK)


def waiting() -> dict[str, int]:
    """How many open effects of each kind are due."""
    due = Effect.objects.filter(state=Effect.State.OPEN, due_at__lte=timezone.now()).exclude(task=TASK)
    return dict(Counter(due.order_by("task").values_list("task", flat=True)))


@transaction.atomic
def release(*, drop_mail: bool) -> int:
    """Let everything go that waits. With `drop_mail` the mails written before the hold began are given up, for the
    service that this is a copy of has sent them; says how many.
    """
    row = holds().select_for_update().first()
    dropped = 0
    if row is not None and drop_mail:
        old = Effect.objects.filter(state=Effect.State.OPEN, task=MAIL, created_at__lt=row.created_at)
        dropped = old.update(state=Effect.State.DEAD, payload="", last_error="given up when the copy was released")
    holds().delete()
    return dropped
