"""People who left their details in the demonstration: at the studio's door, on a card, and one who is spam."""

from datetime import datetime, timedelta
from typing import Final

from audience import keeping
from audience.models import Lead
from audience.receiving import Consent, Details, receive
from cards.models import Card, Code
from workspaces.models import User

AGREED: Final = Consent("You may keep these details to get in touch with me.", given=True, required=True)
BOUND: Final = (
    Details(
        name="Priya Raman",
        email="priya@readers.example",
        phone="+447700900771",
        note="My grandmother's cookery book has lost its spine. Can you save the notes in the margins?",
        answers=({"label": "What is it?", "value": "Family book"},),
    ),
    Details(
        name="Tomasz Wrona",
        email="tomasz@readers.example",
        company="Wrona & Daughters Printers",
        note="Twelve clamshell boxes for a portfolio, by March.",
        answers=({"label": "What is it?", "value": "Box"},),
    ),
)
SPAM: Final = Details(
    name="Rank Booster",
    email="deals@booster.example",
    note="Be first: http://booster.example/a http://booster.example/b http://booster.example/c",
)
SEEN: Final = Details(
    name="Hanne Solberg",
    email="hanne@collectors.example",
    company="Fjord Hotel",
    note="We would like two prints of the morning above the lake, large, for our lobby.",
)


def bookbinder(card: Card, door: Code, owner: User, now: datetime) -> None:
    """In the open workspace: over the last days, the first through the code at the door and called back since."""
    for days, details in enumerate(BOUND, start=1):
        code = door if days == 1 else None
        _left(card, details, now - timedelta(days=days), code=code)
    _left(card, SPAM, now - timedelta(hours=5), suspect=True)
    first = Lead.objects.get(email=BOUND[0].email)
    called = now - timedelta(hours=20)
    keeping.set_status(leads=[first.pk], status=Lead.Status.OPEN, by=owner, now=called)
    keeping.tag(leads=[first.pk], name="repair", by=owner, now=called)
    keeping.note(lead=first.pk, text="Called back: she brings the book on Thursday.", by=owner, now=called)


def photographer(card: Card, now: datetime) -> None:
    _left(card, SEEN, now - timedelta(hours=3))


def _left(card: Card, details: Details, at: datetime, *, code: Code | None = None, suspect: bool = False) -> None:
    key = f"seed-{details.email}"
    receive(card=card, details=details, consent=AGREED, key=key, now=at, code=code, suspect=suspect)
