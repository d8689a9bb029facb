"""What the log calls an act: plain words for the verbs that `audit.record` writes; an unknown verb stays as it is."""

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from workspaces.models import Role

WORDS: Final[dict[str, str | Promise]] = {
    "album.delete": _("Album deleted"),
    "calendar.hand_over": _("Calendar handed over"),
    "card.claim": _("Card taken over by its person"),
    "card.create": _("Card made"),
    "card.delete": _("Card deleted"),
    "card.erase": _("Card erased for good"),
    "card.give": _("Card given to people"),
    "card.hand_over": _("Card of a leaver settled"),
    "card.lock": _("Card locked by a password"),
    "card.pause": _("Card paused"),
    "card.prepare": _("Card prepared for somebody"),
    "card.publish": _("Card published"),
    "card.rename": _("Card has another address"),
    "card.resume": _("Card back on the web"),
    "card.suspend": _("Card closed by our staff"),
    "card.undelete": _("Card brought back"),
    "card.unlock": _("Card open to everybody"),
    "card.unsuspend": _("Card opened again by our staff"),
    "cards.import": _("People imported"),
    "cards.print": _("Codes and sheets asked for"),
    "code.add": _("Code added"),
    "code.relabel": _("Code has another label"),
    "code.restyle": _("Code has another look"),
    "code.resume": _("Code back in use"),
    "code.retire": _("Code put aside"),
    "company.change": _("What comes from the company changed"),
    "company.choose": _("What cards take from the company changed"),
    "member.invite": _("Invited"),
    "member.join": _("Joined"),
    "member.leave": _("Left"),
    "member.remove": _("Removed from the workspace"),
    "member.role": _("Another role"),
    "member.uninvite": _("Invitation withdrawn"),
    "billing.cancel": _("Plan ended with its period"),
    "billing.change": _("Plan changed"),
    "billing.drift": _("Plan compared with Stripe and put right"),
    "billing.keep": _("Coming plan taken back"),
    "billing.plan": _("Another plan counts"),
    "billing.resume": _("Plan goes on"),
    "plan.give": _("Plan given by our staff"),
    "plan.take": _("Plan of our staff ended"),
    "shop.number": _("Shop has another WhatsApp number"),
    "staff.look": _("Our staff looked at the workspace, reading only"),
    "staff.stop": _("Our staff stopped looking"),
    "workspace.create": _("Workspace made"),
    "workspace.delete": _("Workspace deleted"),
    "workspace.export": _("Export asked for"),
    "workspace.restore": _("Workspace opened again by our staff"),
    "workspace.suspend": _("Workspace closed by our staff"),
    "workspace.take": _("Export fetched"),
    "workspace.undelete": _("Workspace brought back"),
    "workspace.edit": _("Settings changed"),
}


FIELDS: Final[dict[str, str | Promise]] = {
    "address": _("Address"),
    "by": _("By"),
    "cards": _("Cards"),
    "fate": _("On the web"),
    "for": _("For"),
    "forward": _("Visitors go to"),
    "handle": _("Address"),
    "held": _("Looked after until then"),
    "label": _("Label"),
    "language": _("Language"),
    "locked": _("Password"),
    "name": _("Name"),
    "people": _("People"),
    "plan": _("Plan"),
    "reason": _("Reason"),
    "role": _("Role"),
    "rows": _("Rows of the file"),
    "status": _("State"),
    "title": _("Title"),
    "to": _("Looked after from then on by"),
    "until": _("Until"),
    "zone": _("Time zone"),
}
"""What was written down about an act; an unknown name stays as it is."""

VALUES: Final[dict[str, dict[object, str | Promise]]] = {
    "fate": {"stay": _("as it was"), "forward": _("visitors are led elsewhere"), "pause": _("paused")},
    "locked": {True: _("yes"), False: _("no")},
    "role": dict(Role.choices),
    "status": {
        "draft": _("Draft"),
        "published": _("Published"),
        "paused": _("Paused"),
        "suspended": _("Suspended"),
        "deleted": _("Deleted"),
    },
}

BY_STAFF: Final = frozenset(
    {
        *("staff.look", "staff.stop", "workspace.suspend", "workspace.restore", "card.suspend", "card.unsuspend"),
        *("plan.give", "plan.take"),
    }
)
"""Acts that only our own people do."""


def of_field(name: str) -> str:
    return str(FIELDS.get(name, name))


def of_value(name: str, value: Any) -> str:
    """Empty where there is none."""
    if isinstance(value, list):
        return ", ".join(str(one) for one in value)
    known = VALUES.get(name, {}).get(value) if isinstance(value, str | bool) else None
    return "" if value is None else str(known or value)


def words(verb: str) -> str:
    return str(WORDS.get(verb, verb))
