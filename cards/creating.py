"""Making a card: the row, its handle, its permanent code and the first step of its draft (cards 1)."""

from collections.abc import Iterator
from itertools import count

from django.db import transaction

from cards import assigning, coding, handle_rules, handles, standing
from cards.company import joined, truthful
from cards.content import Document
from cards.models import Card, Company, DraftStep
from cards.refusals import HandleTaken
from workspaces import audit
from workspaces.models import User, Workspace
from workspaces.plans import Feature


@transaction.atomic
def create(*, workspace: Workspace, handle: str, document: Document, by: User | None, joins: bool = True) -> Card:
    """A draft under a name of its own. Raises `HandleRefused`, of which `HandleTaken` is one, and `PlanLimit`.

    It takes what the company says, where the plan has that; `joins` false: only what the document says it takes, as a
    copy does (cards 82).
    """
    name = handle_rules.parse(handle)
    standing.check_room(workspace)
    company = Company.here().said  # after the lock: whoever changes the company waits until this card is there
    dress = joined if joins and workspace.allows(Feature.COMPANY_FIELDS) else truthful
    document = dress(document, company)
    value = document.to_json()
    card = Card.objects.create(workspace=workspace, handle=name, name=document.name or name, draft=value)
    handles.claim(card=card, name=name)
    DraftStep.objects.create(card=card, position=card.draft_position, document=value, by=by)
    coding.give_default(card)
    assigning.give_to_maker(card, by)
    audit.record("card.create", f"card {card.pk}", actor=by, after={"handle": name})
    return card


def duplicate(*, card: Card, by: User | None) -> Card:
    """A draft that says the same under the next free name, with a code of its own; as locked as the card."""
    for name in _names_after(card.handle):
        try:
            if handle_rules.refusal(name) is None:
                with transaction.atomic():
                    copy = create(workspace=card.workspace, handle=name, document=card.document, by=by, joins=False)
                    copy.password = card.password
                    copy.save(update_fields=["password"])
                return copy
        except HandleTaken:
            continue
    raise HandleTaken


def _names_after(handle: str) -> Iterator[str]:
    """`ada`: ada-2, ada-3, … each short enough."""
    for number in count(2):
        if number > handle_rules.NUMBERED:
            return
        stem = handle[: handle_rules.LONGEST - len(f"-{number}")].rstrip("-")
        yield f"{stem}-{number}"
