"""Permanent codes of a card: giving, naming, styling, retiring, and asking for their drawing (cards 7, 10, 44–50)."""

import secrets
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from cards import short_codes, standing
from cards.drawing import drawing_digest, is_current, short_link
from cards.models import Card, Code
from cards.qr_style import Style
from cards.refusals import DefaultCodeStays, Deleted
from cards.tasks import draw_code
from workspaces import audit
from workspaces.models import Effect, User
from workspaces.scoping import inside

__all__ = [
    "add_code",
    "drawing_digest",
    "give_default",
    "is_current",
    "redraw",
    "relabel",
    "request_drawing",
    "request_stale_drawings",
    "restyle",
    "retire",
    "short_link",
]

TRIES: Final = 10
LABEL_MAX: Final = 80


@transaction.atomic
def add_code(*, card: Card, label: str, by: User | None) -> Code:
    """One more code with a label (place, event, medium). Raises `Deleted`, `OverLimit`; the others below too."""
    card.lock()
    if card.status == Card.Status.DELETED:
        raise Deleted
    standing.check_writable(card)
    code = _new(card, label=_tidy(label), is_default=False, style=_default_style(card))
    audit.record("code.add", f"code {code.text}", actor=by, after={"label": code.label})
    return code


def give_default(card: Card) -> Code:
    """The code a new card is born with; call it in the transaction that makes the card."""
    return _new(card, label="", is_default=True, style={})


@transaction.atomic
def relabel(*, code: Code, label: str, by: User | None) -> Code:
    """Contact files met through this code say the new label from now on."""
    _hold_writable(code)
    before = code.label
    code.label = _tidy(label)
    code.save(update_fields=["label"])
    audit.record("code.relabel", f"code {code.text}", actor=by, before={"label": before}, after={"label": code.label})
    return code


@transaction.atomic
def retire(*, code: Code, by: User | None, again: bool = False) -> Code:
    """Put it aside: it still opens the card. With `again` take it back into use. Raises `DefaultCodeStays`."""
    _hold_writable(code)
    if code.is_default:
        raise DefaultCodeStays
    code.retired_at = None if again else code.retired_at or timezone.now()
    code.save(update_fields=["retired_at"])
    audit.record("code.resume" if again else "code.retire", f"code {code.text}", actor=by)
    return code


@transaction.atomic
def restyle(*, code: Code, style: Style, by: User | None) -> Code:
    """Another look; the old drawing is shown until the new one was read back (cards 45, 50)."""
    _hold_writable(code)
    before = code.style
    code.style = style.stored()
    code.save(update_fields=["style"])
    request_drawing(code)
    audit.record("code.restyle", f"code {code.text}", actor=by, before=before, after=code.style)
    return code


@transaction.atomic
def redraw(*, code: Code) -> Code:
    """Try again what failed or was given up; what still waits is drawn once. Raises `Deleted`."""
    _hold(code)
    if not Effect.objects.filter(task=draw_code.name, state=Effect.State.OPEN, arguments__code=code.pk).exists():
        request_drawing(code)
    return code


def request_drawing(code: Code) -> None:
    """Have it drawn unless its files show today's link and style already."""
    if is_current(code):
        # Also after colours were changed and changed back before anything was drawn.
        if code.state != Code.State.READY:
            _set_state(code, Code.State.READY)
        return
    _set_state(code, Code.State.PENDING)
    draw_code.enqueue(workspace=code.workspace, code=code.pk)


def request_stale_drawings() -> int:
    """Have every code redrawn whose files show another link: after `BASE_URL` changed (cards 44). Says how many."""
    waiting = set(
        Effect.objects.filter(task=draw_code.name, state=Effect.State.OPEN).values_list("arguments__code", flat=True)
    )
    asked = 0
    codes = Code.unscoped.filter(card__isnull=False, card__erased_at__isnull=True).select_related("workspace")
    for code in codes.iterator(chunk_size=1000):
        if code.pk not in waiting and not is_current(code):
            with inside(code.workspace), transaction.atomic():
                _hold(code)
                request_drawing(code)
            asked += 1
    return asked


def _hold(code: Code) -> None:
    """Lock the card, then read the code: the one order in which everybody locks. Raises `Deleted`."""
    if code.card is None:
        raise Deleted
    code.card.lock()
    code.refresh_from_db()
    if code.card.erased_at:
        raise Deleted


def _hold_writable(code: Code) -> None:
    """The same for what owners change: a card over the plan's limit keeps its codes as they are (P9)."""
    _hold(code)
    if code.card:
        standing.check_writable(code.card)


def _set_state(code: Code, state: Code.State) -> None:
    code.state, code.reason = state, ""
    code.save(update_fields=["state", "reason"])


def _new(card: Card, *, label: str, is_default: bool, style: dict[str, str | int]) -> Code:
    """The unique index says whether a text is unused; it is never given twice, also after deletion."""
    for _attempt in range(TRIES):
        text = short_codes.new_code(secrets.token_bytes(short_codes.ENTROPY_BYTES))
        try:
            with transaction.atomic():
                code = Code.objects.create(card=card, text=text, label=label, is_default=is_default, style=style)
        except IntegrityError:
            continue
        request_drawing(code)
        return code
    raise RuntimeError("no unused code found")


def _default_style(card: Card) -> dict[str, str | int]:
    style: dict[str, str | int] = Code.objects.filter(card=card, is_default=True).values_list("style", flat=True)[0]
    return style


def _tidy(label: str) -> str:
    return " ".join(label.split())[:LABEL_MAX]
