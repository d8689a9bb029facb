"""Mails about a team: who is invited, came, became something else, or left (rule 27)."""

from collections.abc import Callable
from functools import partial
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from workspaces import letters, preparing, service_mail
from workspaces.letters import Letter, one_line
from workspaces.models import Invitation, Membership, Role, User
from workspaces.models.invitation import LASTS
from workspaces.preparing import SetAside

SAFE_NAME: Final = 60
"""Characters of a name that somebody typed, in a mail to somebody who never heard of us (A39)."""


def invited(invitation: Invitation, token: str, by: Membership) -> None:
    """To the invited address, in the language of the card that waits for them, else in that of the workspace."""
    where = settings.BASE_URL + reverse("invitation", args=[token])
    names = {"workspace": _short(by.workspace.name), "site": settings.SITE_NAME}
    things = preparing.set_aside([invitation.email]).get(invitation.email, [])
    if things:
        write_claim = partial(_claim, things, names, where, by)
        _send(invitation.email, things[0].language, write_claim, answers=by.user.email)
        return

    def write() -> Letter:
        said = _("You are asked to join the workspace “%(workspace)s” on %(site)s, where a team keeps its cards.")
        return Letter(
            subject=letters.subject(_("Join %(workspace)s on %(site)s") % names),
            heading=_("Join %(workspace)s") % names,
            said=[said % names, _("The link works once, for %(days)d days, and only for you.") % {"days": LASTS.days}],
            rows=[(_("Invited by"), _inviter(by.user)), (_("Role"), str(Role(invitation.role).label))],
            links=[(_("Accept the invitation"), where)],
            signed=settings.SITE_NAME,
            because=_not_known(),
        )

    _send(invitation.email, by.workspace.language, write, answers=by.user.email)


def _claim(things: list[SetAside], names: dict[str, str], where: str, by: Membership) -> Letter:
    """A card is ready for them: what it says, and the one link that makes it theirs."""
    public = all(thing.is_public for thing in things)
    said = _("“%(workspace)s” has made a digital business card for you on %(site)s, with a link and a QR code.")
    then = (
        _("It is on the web already. Take it over, add your picture, and change what is not right.")
        if public
        else _(
            "Take it over, look whether everything is right, and add your picture. "
            "Publish it, if your team has not done so yet."
        )
    )
    rows = [(_("Card"), " · ".join(_short(part) for part in (thing.name, thing.title) if part)) for thing in things] + [
        (_("Address"), thing.address) for thing in things
    ]
    return Letter(
        subject=letters.subject(_("Your business card of %(workspace)s") % names),
        heading=_("Your card is ready"),
        said=[
            said % names,
            then,
            _("The link works once, for %(days)d days, and only for you.") % {"days": LASTS.days},
        ],
        rows=[*rows, (_("Invited by"), _inviter(by.user))],
        links=[(_("Take over your card"), where)],
        signed=settings.SITE_NAME,
        because=_not_known(),
    )


def _inviter(user: User) -> str:
    """By name where there is one, with the address that proves who it is (A39)."""
    name = _short(user.name).strip()
    return f"{name} ({user.email})" if name else user.email


def _not_known() -> str:
    return _("You do not know who invites you? Then ignore this mail: nothing happens.")


def joined(invitation: Invitation, who: User) -> None:
    """To whoever invited them."""
    if invitation.by is None or not invitation.by.is_active:
        return
    workspace = invitation.workspace

    def write() -> Letter:
        names = {"person": one_line(who.get_full_name()), "workspace": one_line(workspace.name)}
        return _plain(
            _("%(person)s joined %(workspace)s") % names,
            [_("Your invitation was accepted.")],
            [(_("E-mail"), who.email), (_("Role"), str(Role(invitation.role).label))],
            (_("See the members"), _members(workspace.slug)),
        )

    _send(invitation.by.email, invitation.by.language, write)


def role_changed(member: Membership, *, before: Role, by: User) -> None:
    """To the person, and to every other owner."""

    def write() -> Letter:
        return _plain(
            _("%(person)s has another role in %(workspace)s") % _names(member),
            [],
            [
                (_("Member"), member.user.email),
                (_("Role before"), str(before.label)),
                (_("Role now"), str(Role(member.role).label)),
                (_("Changed by"), by.email),
            ],
            (_("See the members"), _members(member.workspace.slug)),
        )

    _send_to_person_and_owners(member, write)


def removed(member: Membership, *, by: User) -> None:
    """To the person, and to every owner."""

    def write() -> Letter:
        return _plain(
            _("%(person)s is no longer a member of %(workspace)s") % _names(member),
            [_("The workspace and what is in it stay with its team. The account and its other workspaces go on.")],
            [(_("Member"), member.user.email), (_("Removed by"), by.email)],
        )

    _send_to_person_and_owners(member, write)


def left(member: Membership) -> None:
    """To the person, and to every owner."""

    def write() -> Letter:
        return _plain(
            _("%(person)s left %(workspace)s") % _names(member),
            [_("What they looked after stays with the workspace.")],
            [(_("Member"), member.user.email)],
        )

    _send_to_person_and_owners(member, write)


def _send_to_person_and_owners(member: Membership, write: Callable[[], Letter]) -> None:
    readers = {reader.address: reader for reader in [letters.reader(member), *letters.owners()]}
    for reader in readers.values():
        _send(reader.address, reader.language, write)


def _send(address: str, language: str, write: Callable[[], Letter], *, answers: str = "") -> None:
    with translation.override(language):
        service_mail.send(write(), address, answers=answers)


def _plain(heading: str, said: list[str], rows: list[tuple[str, str]], *links: tuple[str, str]) -> Letter:
    return Letter(letters.subject(heading), heading, said, rows, list(links), signed=settings.SITE_NAME)


def _names(member: Membership) -> dict[str, str]:
    return {"person": one_line(member.user.get_full_name()), "workspace": one_line(member.workspace.name)}


def _members(slug: str) -> str:
    return f"{settings.BASE_URL}{reverse('members', args=[slug])}"


def _short(name: str) -> str:
    """Nothing a mail program makes a link of."""
    return one_line(name)[:SAFE_NAME].replace("://", " ").replace("www.", "www ").replace("/", " ")
