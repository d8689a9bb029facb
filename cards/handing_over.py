"""A leaver's cards: they go to a colleague, lead somewhere else until a day, or rest; their codes live (cards 85)."""

from django.conf import settings
from django.urls import reverse

from cards import publishing
from cards.models import Card, CardEditor, Prepared
from cards.safe_url import UnsafeUrl
from workspaces import audit
from workspaces.leaving import CannotForward, Fate, Handover
from workspaces.models import Membership, User


def holds(*, membership: Membership) -> list[str]:
    """The names of the cards this member looks after."""
    return [card.name for card in _cards(membership)]


def destinations(*, membership: Membership) -> list[tuple[str, str]]:
    """The published cards that stay with somebody else: address and name."""
    held = {card.pk for card in _cards(membership)}
    public = Card.objects.filter(status=Card.Status.PUBLISHED).exclude(pk__in=held)
    return [(_address(card), card.name) for card in public]


def hand_over(*, membership: Membership, handover: Handover, by: User) -> None:
    """Inside the transaction of the leaving. Raises `CannotForward`."""
    for card in _cards(membership):
        if handover.to is not None:
            CardEditor.objects.get_or_create(card=card, membership=handover.to)
        if handover.fate != Fate.STAY and card.status in {Card.Status.PUBLISHED, Card.Status.PAUSED}:
            _take_off(card, handover, by)
        leads = {"forward": handover.forward_url} if handover.fate == Fate.FORWARD else {}
        audit.record("card.hand_over", f"card {card.pk}", actor=by, after={"fate": handover.fate} | leads)
        Prepared.objects.filter(card=card, claimed_at__isnull=False).delete()  # no later list of people is to find it
    CardEditor.objects.filter(membership=membership).delete()


def _take_off(card: Card, handover: Handover, by: User) -> None:
    try:
        publishing.pause(card=card, by=by, forward_url=handover.forward_url, forward_until=handover.until)
    except UnsafeUrl:
        raise CannotForward from None


def _cards(membership: Membership) -> list[Card]:
    """In the order of their ids, which is the order in which they are locked."""
    given = CardEditor.objects.filter(membership=membership).values("card")
    return list(Card.objects.get_queryset().kept().filter(pk__in=given).order_by("pk"))


def _address(card: Card) -> str:
    return f"{settings.BASE_URL}{reverse('card', args=[card.handle])}"
