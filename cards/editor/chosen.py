"""Cards that were ticked in the tray, or all that it shows: by their ids, or by what it was asked for."""

from django.http import QueryDict

from cards.editor.tray_asking import Asked
from cards.models.card import CardQuerySet

_ID_MAX = 2**63 - 1
TICKED_MAX = 500


def chosen(sent: QueryDict) -> CardQuerySet:
    """In the order of the tray; ids that are none, and those of other workspaces, are nobody's."""
    asked = Asked.read(sent)
    if "all" in sent:
        return asked.cards().select_related("published", "workspace")
    ids = [int(one) for one in sent.getlist("card")[:TICKED_MAX] if one.isascii() and one.isdecimal() and len(one) < 20]
    found = Asked(sort=asked.sort).cards().filter(pk__in=[one for one in ids if one <= _ID_MAX])
    return found.select_related("published", "workspace")
