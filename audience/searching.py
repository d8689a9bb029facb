"""Finding a lead by what somebody remembers of it (cards 75)."""

from django.db.models import Q

from audience.models import Lead
from cardsite.kit.folding import folded

WORDS_MAX = 8


def search_text(lead: Lead) -> str:
    """What stands in `folded`: everything the person left, without case and accents."""
    answers = [str(answer.get("value", "")) for answer in lead.answers]
    return folded(" ".join([lead.name, lead.email, lead.company, lead.note, *answers]))


def matching(words: str) -> Q:
    """Every word somewhere, in any order; or digits of the telephone."""
    asked = Q()
    for word in words.split()[:WORDS_MAX]:
        asked &= Q(folded__contains=folded(word)) | Q(email__contains=word.lower())
    digits = "".join(one for one in words if one.isascii() and one.isdecimal()).lstrip("0")
    return asked | Q(phone__contains=digits) if len(digits) > 2 else asked
