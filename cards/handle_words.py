"""What an owner is told about a handle that cannot be had (cards 4, 5: taken and reserved say the same)."""

from django.utils.translation import gettext as _

from cards import handle_rules, handles
from cards.handle_rules import LONGEST, SHORTEST, HandleRefused, Refusal


def why_not(wanted: str) -> str:
    """Why somebody who makes a card cannot have this address; nothing when it is free."""
    try:
        taken = handles.is_taken(handle_rules.parse(wanted))
    except HandleRefused as refused:
        return words(refused.reason)
    return words(Refusal.TAKEN) if taken else ""


def words(reason: Refusal) -> str:
    """One sentence that names the remedy."""
    return {
        Refusal.EMPTY: _("Choose an address for the card."),
        Refusal.TOO_SHORT: _("Use at least %(number)d characters.") % {"number": SHORTEST},
        Refusal.TOO_LONG: _("Use at most %(number)d characters.") % {"number": LONGEST},
        Refusal.NOT_ASCII: _("Use the letters a to z, figures and hyphens."),
        Refusal.CHARACTERS: _("Use the letters a to z, figures and hyphens."),
        Refusal.HYPHENS: _("Put single hyphens between letters or figures only."),
        Refusal.TAKEN: _("This address is not available. Try another."),
    }[reason]
