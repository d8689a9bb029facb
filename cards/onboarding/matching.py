"""Each person of a list upon the card that was prepared for them before, and upon who is here already (cards 83)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from allauth.account.models import EmailAddress
from django.utils import timezone

from cards.models import Prepared
from cards.onboarding.merging import Change, merged
from cards.onboarding.people import Person
from workspaces.models import Invitation, Membership


class Fate(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    WRONG = "wrong"


@dataclass(frozen=True)
class Laid:
    """`before` is the card made earlier, `changes` what the row says differently; `invited`: a mail will leave."""

    person: Person
    before: Prepared | None = None
    changes: list[Change] = field(default_factory=list)
    invited: bool = False
    is_member: bool = False

    @property
    def fate(self) -> Fate:
        if self.person.is_refused:
            return Fate.WRONG
        if self.before is None:
            return Fate.NEW
        return Fate.CHANGED if self.changes or self.is_renamed else Fate.UNCHANGED

    @property
    def is_renamed(self) -> bool:
        """Another address, or a key that was not known yet."""
        one, person = self.before, self.person
        return one is not None and (one.email != person.email or (bool(person.key) and one.number != person.key))


def lay(people: Sequence[Person], *, invites: bool) -> Iterator[Laid]:
    """In four queries however many they are. By key where the row has one, else by address."""
    prepared = list(Prepared.objects.filter(card__deleted_at__isnull=True).select_related("card").order_by("-pk"))
    by_key = {one.number: one for one in prepared if one.number}
    by_address = {one.email: one for one in prepared}
    members, asked = member_addresses(), _asked()
    for person in people:
        if person.is_refused:
            yield Laid(person)
            continue
        before = by_key.get(person.key) or by_address.get(person.email)
        if before is not None and person.key and before.number not in {"", person.key}:
            before = None  # the same address, and yet somebody else
        is_member = person.email in members
        yield Laid(
            person,
            before,
            merged(before.card.document, person.candidate.document)[1] if before else [],
            invited=invites and not is_member and person.email not in asked and not (before and before.claimed_at),
            is_member=is_member,
        )


def member_addresses() -> set[str]:
    """Those that members have proved."""
    proved = EmailAddress.objects.filter(user__in=Membership.objects.values("user"), verified=True)
    return {address.lower() for address in proved.values_list("email", flat=True)}


def _asked() -> set[str]:
    return set(Invitation.objects.get_queryset().open(timezone.now()).values_list("email", flat=True))
