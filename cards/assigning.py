"""Cards given to members: who looks after what, and whether somebody may edit a card (cards 79)."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from cards.models import Card, CardEditor
from workspaces import audit
from workspaces.access import allowed
from workspaces.models import Membership, Role, User


def may_edit(membership: Membership, card: Card) -> bool:
    """The one rule: the role may edit cards, and an editor this one."""
    if not allowed(membership.role, "cards.edit"):
        return False
    return membership.role != Role.EDITOR or CardEditor.objects.filter(card=card, membership=membership).exists()


def concerns(membership: Membership, card: int | None) -> bool:
    """Whether news of a card concern a member: an editor those of cards given to them, all others every one."""
    if membership.role != Role.EDITOR:
        return True
    return CardEditor.objects.filter(card=card, membership=membership).exists() if card else False


def editable(membership: Membership, cards: Iterable[Card]) -> set[int]:
    """The ids of those that may be edited, in one query for all."""
    every = {card.pk for card in cards}
    if not allowed(membership.role, "cards.edit"):
        return set()
    if membership.role != Role.EDITOR:
        return every
    return every & set(CardEditor.objects.filter(membership=membership).values_list("card", flat=True))


def given(membership: Membership) -> "QuerySet[CardEditor, Any]":
    """The cards this member looks after, for `card__in`."""
    return CardEditor.objects.filter(membership=membership).values("card")


def give_to_maker(card: Card, maker: User | None) -> None:
    """Whoever made a card looks after it; call it in the transaction that makes the card."""
    membership = Membership.objects.filter(user=maker).first() if maker else None
    if membership is not None:
        CardEditor.objects.create(card=card, membership=membership)


def let_go(card: Card, maker: User | None) -> None:
    """A card made for somebody else is not its maker's; call it in the transaction that says so."""
    CardEditor.objects.filter(card=card, membership__user=maker).delete()


def add(card: Card, membership: Membership) -> None:
    """One more who looks after it."""
    CardEditor.objects.get_or_create(card=card, membership=membership)


@transaction.atomic
def give(*, card: Card, to: Collection[Membership], by: User | None) -> None:
    """Exactly these members look after the card from now on."""
    card.lock()
    before = {one.membership_id: one for one in CardEditor.objects.filter(card=card)}
    after = {one.pk for one in to}
    CardEditor.objects.filter(card=card, membership__in=before.keys() - after).delete()
    CardEditor.objects.bulk_create(
        CardEditor(card=card, membership_id=pk, workspace_id=card.workspace_id) for pk in sorted(after - before.keys())
    )
    if after != before.keys():
        named = {"before": _names(before.keys()), "after": _names(after)}
        audit.record(
            "card.give",
            f"card {card.pk}",
            actor=by,
            before={"people": named["before"]},
            after={"people": named["after"]},
        )


def _names(memberships: Iterable[int]) -> list[str]:
    return list(Membership.objects.filter(pk__in=memberships).order_by("pk").values_list("user__email", flat=True))
