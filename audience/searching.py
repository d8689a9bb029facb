"""Finding a lead, a booking or an order by what somebody remembers of the person (cards 75; B30, S24)."""

from django.db.models import Q

from audience.models import Lead
from cardsite.kit.folding import folded

WORDS_MAX = 8


def search_text(lead: Lead) -> str:
    """What stands in `folded`: everything the person left, without case and accents."""
    answers = [str(answer.get("value", "")) for answer in lead.answers]
    return folded(" ".join([lead.name, lead.email, lead.company, lead.note, *answers]))


def matching(words: str) -> Q:
    """Every word somewhere, in any order, without case and accents; or digits of the telephone.

    Of any model with `folded`, `email` and `phone`: one way of searching in all rooms.
    """
    asked = Q()
    for word in words.split()[:WORDS_MAX]:
        asked &= Q(folded__contains=folded(word)) | Q(email__icontains=word)
    digits = "".join(one for one in words if one.isascii() and one.isdecimal()).lstrip("0")
    return asked | Q(phone__contains=digits) if len(digits) > 2 else asked
