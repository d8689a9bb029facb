"""Finding a lead by what somebody remembers of it (cards 75)."""

from audience.models import Lead
from cardsite.kit.folding import folded


def search_text(lead: Lead) -> str:
    """What stands in `folded`: everything the person left, without case and accents."""
    answers = [str(answer.get("value", "")) for answer in lead.answers]
    return folded(" ".join([lead.name, lead.email, lead.company, lead.note, *answers]))
