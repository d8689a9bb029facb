"""Changing what the company says, and dressing its cards in it, card by card (cards 82).

Values are written into the cards' own documents, so a visitor's page knows of no company
(docs/adr/0024-values-of-a-company.md).
"""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from cards import leading, publishing
from cards.company import NOTHING, CompanyFields, dressed, offered, released
from cards.content import CompanyField, Document
from cards.models import Card, Company
from cards.refusals import CompanyConflict, Deleted, NotInPlan, OverLimit
from workspaces import audit, newcomers
from workspaces.models import User, Workspace
from workspaces.outbox import effect
from workspaces.plans import Feature


@transaction.atomic
def change(
    *,
    workspace: Workspace,
    fields: CompanyFields,
    version: int,
    by: User,
    everyone: Collection[CompanyField] = NOTHING,
) -> Company:
    """Say it once; the cards that take it follow by an effect, and in `everyone` all others too.

    Raises `NotInPlan`, `Unverified`, `CompanyConflict` if `version` is not the one that was read, and of new workspaces
    `TooManyLinks` and `TooMany` (cards 96). The workspace is locked, as for whoever makes a card: one made meanwhile is
    dressed too.
    """
    held = Workspace.objects.select_for_update().get(pk=workspace.pk)
    if not held.allows(Feature.COMPANY_FIELDS):
        raise NotInPlan(Feature.COMPANY_FIELDS)
    publishing.check_verified(by)
    company = Company.here()
    if version != company.version:
        raise CompanyConflict(company)
    before, given = company.said, company.for_everyone | frozenset(everyone)
    _check_links(held, before, fields, everyone)
    company.fields, company.by = fields.model_dump(mode="json"), by
    company.everyone = [field.value for field in CompanyField if field in given & fields.says]
    company.version += 1
    _spread(company)
    _tell_workspace(held, before, fields)
    changed = before.differs(fields)
    after = _told(fields, changed) | ({"every card takes": sorted(everyone)} if everyone else {})
    audit.record("company.change", "company", actor=by, before=_told(before, changed), after=after)
    return company


@transaction.atomic
def spread_again(*, workspace: Workspace) -> None:
    """For cards that had to wait, as for a larger plan. Raises `NotInPlan`."""
    held = Workspace.objects.select_for_update().get(pk=workspace.pk)
    if not held.allows(Feature.COMPANY_FIELDS):
        raise NotInPlan(Feature.COMPANY_FIELDS)
    company = Company.here()
    if company.version:
        company.reached = company.version - 1
        _spread(company)


def choose(*, card: Card, take: Collection[CompanyField], own: Collection[CompanyField], by: User) -> bool:
    """What one card takes and keeps, in its draft and on the web. Raises `Unverified`, `Deleted`, `OverLimit`."""
    publishing.check_verified(by)

    def chosen(document: Document) -> Document:
        return dressed(released(document, own), Company.here().said, give=take)

    return publishing.amend(card=card, change=chosen, by=by)


@transaction.atomic
def take(*, card: Card, field: CompanyField, by: User | None) -> Card:
    """The company's value into the draft, and every newer one after it. Raises `NotInPlan`, `Deleted`, `OverLimit`."""
    if not card.workspace.allows(Feature.COMPANY_FIELDS):
        raise NotInPlan(Feature.COMPANY_FIELDS)
    card.lock()
    document = dressed(card.document, Company.here().said, give={field})
    return publishing.save(card=card, document=document, version=card.draft_version, by=by)


@transaction.atomic
def keep_own(*, card: Card, field: CompanyField, by: User | None) -> Card:
    """The draft says what it said, and from now on by itself. Raises `Deleted`, `OverLimit`."""
    card.lock()
    document = released(card.document, {field})
    return publishing.save(card=card, document=document, version=card.draft_version, by=by)


def catch_up(card: Card) -> None:
    """A card that comes back wears what the company says by now; call it in the transaction of the act."""
    if Company.objects.exists():
        dress_card.enqueue(workspace=card.workspace, card=card.pk)


@effect(lease=timedelta(minutes=2))
def dress_cards(*, company: int) -> None:
    """Every kept card of the workspace, each in a transaction of its own; begun anew it finds most of it done."""
    row = Company.objects.select_related("workspace").filter(pk=company).first()
    if row is None:
        return
    counted, behind = Company.objects.filter(pk=company), 0
    if not row.workspace.allows(Feature.COMPANY_FIELDS):
        counted.filter(version=row.version).update(reached=row.version, behind=row.total)
        return
    ids = list(Card.objects.get_queryset().kept().order_by("pk").values_list("pk", flat=True))
    for number, pk in enumerate(ids, start=1):
        behind += not _dress(pk)
        counted.update(done=number, total=len(ids))
    counted.filter(version=row.version).update(reached=row.version, everyone=[], behind=behind)


@effect()
def dress_card(*, card: int) -> None:
    if Card.objects.select_related("workspace").get(pk=card).workspace.allows(Feature.COMPANY_FIELDS):
        _dress(card)


def _dress(card_id: int) -> bool:
    """False for a card beyond what the plan allows: it waits as it is (P9)."""
    company = Company.here()
    try:
        publishing.amend(card=Card.objects.get(pk=card_id), change=_today, by=company.by)
    except (Card.DoesNotExist, Deleted):
        return True
    except OverLimit:
        return False
    return True


def _today(document: Document) -> Document:
    """Read while the card is locked: whoever changes the company later dresses it once more."""
    company = Company.here()
    said = company.said
    return dressed(document, said, give=company.for_everyone & offered(document, said))


def _tell_workspace(workspace: Workspace, before: CompanyFields, after: CompanyFields) -> None:
    """One address for all: appointments and orders say it, too. Another one that the settings got while the plan had no
    company stays until the company moves.
    """
    if after.address and (after.address != before.address or not workspace.address):
        workspace.address = "\n".join(after.address.lines)
        workspace.save(update_fields=["address"])


def _check_links(
    workspace: Workspace, before: CompanyFields, after: CompanyFields, everyone: Collection[CompanyField]
) -> None:
    """However many cards follow, a change of where they lead is one; given to cards of their own it is one, too."""
    known, wanted = (leading.addresses(said.model_dump(mode="json")) for said in (before, after))
    shown = frozenset() if CompanyField.WEB in everyone else known
    newcomers.check_links(workspace, before=shown, after=wanted, now=timezone.now())


def _spread(company: Company) -> None:
    company.done, company.total = 0, Card.objects.get_queryset().kept().count()
    company.changed_at = timezone.now()
    company.save()
    dress_cards.enqueue(workspace=company.workspace_id, company=company.pk)


def _told(fields: CompanyFields, names: Collection[CompanyField]) -> dict[str, Any]:
    """For the log: what the fields say, by their names."""
    said = fields.model_dump(mode="json")
    said["ink"] = said["brand"] or said["ink"]
    said["address"] = ", ".join(fields.address.lines) if fields.address else ""
    said["web"] = fields.web.url if fields.web else ""
    return {name.value: said[name.value] for name in names}
