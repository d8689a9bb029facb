"""A card waits for a person who is invited; who joins by that address gets it (cards 84).

What the room tells `workspaces.preparing`: what waits for an address, and whose it is once they came.
"""

from collections.abc import Collection

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cards import assigning
from cards.models import Card, Prepared
from workspaces import audit, inviting
from workspaces.models import Invitation, Membership, Role
from workspaces.preparing import SetAside
from workspaces.refusals import AlreadyMember
from workspaces.roster import hold


def set_aside(*, emails: Collection[str]) -> dict[str, list[SetAside]]:
    """By address; one query."""
    found: dict[str, list[SetAside]] = {}
    for one in _unclaimed(emails).select_related("card__workspace"):
        found.setdefault(one.email, []).append(_told(one.card))
    return found


def welcome(*, membership: Membership, email: str) -> None:
    """Inside the transaction of joining: what waited is looked after by its person from now on."""
    for one in _unclaimed([email]):
        _hand_on(one, membership)


@transaction.atomic
def prepare(*, card: Card, email: str, by: Membership, key: str = "", invite: bool = True) -> Prepared:
    """The card is for whoever has this address; a member has it at once, anybody else is invited.

    Raises what `inviting.invite` raises, but not `AlreadyMember`.
    """
    hold(by.workspace_id)  # before the card, as whoever leaves does
    card.lock()
    address = email.strip().lower()
    assigning.let_go(card, by.user)
    Prepared.objects.filter(card=card).delete()
    one = Prepared.objects.create(card=card, email=address, number=key)
    audit.record("card.prepare", f"card {card.pk}", actor=by.user, after={"for": address})
    member = inviting.member_with(address)
    if member is not None:
        _hand_on(one, member)
    elif invite:
        ask(one, by)
    return one


def ask(one: Prepared, by: Membership) -> None:
    """Mail the invitation, unless one is open already. Raises what `inviting.invite` raises."""
    if not Invitation.objects.get_queryset().open(timezone.now()).filter(email=one.email).exists():
        try:
            inviting.invite(email=one.email, role=Role.EDITOR, by=by)
        except AlreadyMember:  # somebody whose address is not proved yet: they get it from the page of people
            return


def _unclaimed(emails: Collection[str]) -> "QuerySet[Prepared]":
    kept = Prepared.objects.filter(claimed_at__isnull=True, card__deleted_at__isnull=True)
    return kept.filter(email__in=emails).order_by("pk")


def _hand_on(one: Prepared, membership: Membership) -> None:
    one.claimed_at = timezone.now()
    one.save(update_fields=["claimed_at"])
    assigning.add(one.card, membership)
    audit.record("card.claim", f"card {one.card_id}", actor=membership.user, after={"by": membership.user.email})


def _told(card: Card) -> SetAside:
    return SetAside(
        name=card.name,
        title=card.document.identity.title,
        address=f"{settings.CANONICAL_HOST}/{card.handle}",
        language=card.document.language,
        url=reverse("card_edit", args=[card.workspace.slug, card.pk]),
        is_public=card.is_public,
    )
