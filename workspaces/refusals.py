"""What a team refuses; views find the words."""

from dataclasses import dataclass


class LastOwner(Exception):
    """A workspace is never without an owner (cards 80)."""


class NotYours(Exception):
    """Whoever asked may not give or take this role (cards 79)."""


class NoMember(Exception):
    """One of the two people is no member any more."""


class AlreadyMember(Exception):
    """The address belongs to a member."""


class InvitationGone(Exception):
    """Used, withdrawn, run out, or never there: all the same to who asks."""


class NotInvited(Exception):
    """The invitation is bound to another address (A22)."""


class AccountExists(Exception):
    """Somebody has an account with this address: they log in first, and nothing of it is edited (A22)."""


@dataclass
class SeatLimit(Exception):
    """The plan allows so many members (cards 88)."""

    limit: int
