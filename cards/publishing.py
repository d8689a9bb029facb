"""From draft to public and back: saving with undo, publishing, pausing, restoring a version (cards 3, 11, 22, 96)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cards import coding, leading, standing
from cards.company import truthful
from cards.content import Document
from cards.models import Card, Company, DraftStep, Publication
from cards.refusals import Conflict, Deleted, NameMissing, NotPublished, Suspended, Unverified
from cards.safe_url import web_url
from cards.tasks import draw_preview
from cards.visibility import nameless
from workspaces import audit, newcomers
from workspaces.models import User

STEPS_KEPT: Final = 50
PUBLICATIONS_KEPT: Final = 20


@transaction.atomic
def save(*, card: Card, document: Document, version: int, by: User | None) -> Card:
    """Keep the draft if `version` is the one it was read at, else raise `Conflict`: nothing is overwritten.

    `OverLimit`, here and below: the plan is too small for this card, which waits as it is (P9).
    """
    _lock(card)
    value = document.to_json()
    if value == card.draft:
        return card
    standing.check_writable(card)
    if version != card.draft_version:
        raise Conflict(card)
    return _step(card, value, by)


@transaction.atomic
def undo(*, card: Card, by: User | None) -> Card:
    """The draft as it was one step before; at the first step nothing happens."""
    return _walk(card, -1)


@transaction.atomic
def redo(*, card: Card, by: User | None) -> Card:
    """The step that was undone last; after a new save there is none."""
    return _walk(card, +1)


@transaction.atomic
def publish(*, card: Card, by: User | None) -> Publication:
    """Show the draft to everybody. Raises `NameMissing`, `Unverified`, `Suspended`, `Deleted`, `OverLimit`.

    And of new workspaces `TooManyLinks` and `TooMany` (cards 96).
    """
    _lock(card)
    if card.status == Card.Status.SUSPENDED or card.workspace.is_closed:
        raise Suspended
    if card.published is None or card.has_changes:
        standing.check_writable(card)
    if nameless(card.document):
        raise NameMissing
    check_verified(by)
    before = card.status
    if card.published is None or card.has_changes:
        shown = leading.addresses(card.published.document) if card.published else None
        newcomers.check_links(card.workspace, before=shown, after=leading.addresses(card.draft), now=timezone.now())
        card.published = _publication(card, card.draft, by)
    card.status = Card.Status.PUBLISHED
    card.first_published_at = card.first_published_at or timezone.now()
    card.save(update_fields=["published", "status", "first_published_at"])
    _changed(card)
    after = {"status": card.status, "number": card.published.number}
    audit.record("card.publish", f"card {card.pk}", actor=by, before={"status": before}, after=after)
    return card.published


def check_verified(by: User | None) -> None:
    """Who shows something to everybody has confirmed an address. Raises `Unverified`."""
    if by is None or not EmailAddress.objects.filter(user=by, verified=True).exists():
        raise Unverified


@transaction.atomic
def amend(*, card: Card, change: Callable[[Document], Document], by: User | None) -> bool:
    """The same change in the draft and in what is published: what else waits in the draft goes on waiting (cards 82).

    Says whether there was anything to change. What a closed card last showed stays as staff saw it. Raises `Deleted`,
    `OverLimit`.
    """
    _lock(card)
    open_to_change = card.published if card.status != Card.Status.SUSPENDED else None
    draft = _changed_by(change, card.draft)
    shown = _changed_by(change, open_to_change.document) if open_to_change else None
    if draft is None and shown is None:
        return False
    standing.check_writable(card)
    if draft is not None:
        _step(card, draft, by)
    if shown is not None:
        card.published = _publication(card, shown, by)
        card.save(update_fields=["published"])
        _changed(card)
    return True


@transaction.atomic
def pause(*, card: Card, by: User | None, forward_url: str = "", forward_until: datetime | None = None) -> Card:
    """Take the card from the web for a while; with a forward address its visitors are sent there, until then.

    Raises `NotPublished`, `UnsafeUrl`, `Deleted`. Pausing again changes the forward address.
    """
    forward_url = web_url(forward_url) if forward_url.strip() else ""
    _lock(card)
    if card.status not in {Card.Status.PUBLISHED, Card.Status.PAUSED}:
        raise NotPublished
    card.forward_url, card.forward_until = forward_url, forward_until
    return _set_status(card, Card.Status.PAUSED, "card.pause", by)


@transaction.atomic
def resume(*, card: Card, by: User | None) -> Card:
    """Show a paused card again; any other is left as it is."""
    _lock(card)
    if card.status != Card.Status.PAUSED:
        return card
    card.forward_url, card.forward_until = "", None
    return _set_status(card, Card.Status.PUBLISHED, "card.resume", by)


@transaction.atomic
def restore_version(*, card: Card, number: int, by: User | None) -> Card:
    """Put a published version into the draft. Raises `Publication.DoesNotExist`."""
    _lock(card)
    value = _as_it_was(Publication.objects.get(card=card, number=number).document)
    if value == card.draft:
        return card
    standing.check_writable(card)
    return _step(card, value, by)


def _lock(card: Card) -> None:
    card.lock()
    if card.status == Card.Status.DELETED:
        raise Deleted


def _step(card: Card, value: dict[str, Any], by: User | None) -> Card:
    """A new state of the draft: what was undone before is gone, the oldest steps too."""
    position = card.draft_position + 1
    steps = DraftStep.objects.filter(card=card)
    steps.filter(position__gte=position).delete()
    DraftStep.objects.create(card=card, position=position, document=value, by=by)
    steps.filter(position__lte=position - STEPS_KEPT).delete()
    return _set_draft(card, value, position)


def _walk(card: Card, by_steps: int) -> Card:
    _lock(card)
    step = DraftStep.objects.filter(card=card, position=card.draft_position + by_steps).first()
    if step is None:
        return card
    standing.check_writable(card)
    return _set_draft(card, _as_it_was(step.document), step.position)


def _as_it_was(value: dict[str, Any]) -> dict[str, Any]:
    """An older document: what it took from the company, and the company says otherwise today, is the card's own."""
    if not value.get("from_company"):
        return value
    return truthful(Document.from_store(value), Company.here().said).to_json()


def _changed_by(change: Callable[[Document], Document], value: dict[str, Any]) -> dict[str, Any] | None:
    """None where nothing changes."""
    before = Document.from_store(value)
    after = change(before)
    return None if after == before else after.to_json()


def _set_draft(card: Card, value: dict[str, Any], position: int) -> Card:
    card.draft = value
    card.draft_position = position
    card.draft_version += 1
    card.name = card.document.name or card.handle
    card.save(update_fields=["draft", "draft_position", "draft_version", "name"])
    return card


def _publication(card: Card, document: dict[str, Any], by: User | None) -> Publication:
    published = Publication.objects.filter(card=card)
    number = (published.aggregate(last=Max("number"))["last"] or 0) + 1
    new = Publication.objects.create(card=card, number=number, document=document, by=by)
    published.filter(number__lte=number - PUBLICATIONS_KEPT).delete()
    return new


def _set_status(card: Card, status: Card.Status, verb: str, by: User | None) -> Card:
    before = card.status
    card.status = status
    card.save(update_fields=["status", "forward_url", "forward_until"])
    _changed(card)
    audit.record(verb, f"card {card.pk}", actor=by, before={"status": before}, after={"status": status})
    return card


def _changed(card: Card) -> None:
    """What follows whenever the public sees something else."""
    card.touch()
    if card.is_public:
        draw_preview.enqueue(workspace=card.workspace, card=card.pk)
        for code in card.codes.all():
            coding.request_drawing(code)
