"""What a visitor sends from the contact form of Ada's card."""

from typing import Any, Final

from django.test import Client

from audience import lead_addresses
from audience.models import Lead
from audience.receiving import Consent, Details
from cards.content import Block
from tests.bookings.guest.filled import stamp

BLOCK: Final = Block(id="leads", kind="lead_form")
CARL: Final = {"name": "Carl Visitor", "email": "Carl@visitors.example", "phone": "+49 30 1234567", "note": "Call me"}


def form(**over: Any) -> dict[str, Any]:
    return {"stamp": stamp(), "consent": "on"} | CARL | over


def send(visitor: Client, query: str = "", **over: Any) -> Any:
    return visitor.post(f"/ada/contact{query}", form(**over))


def own(lead: Lead, then: str = "") -> str:
    return lead_addresses.own_path(lead) + then


AGREED: Final = Consent("I agree", given=True, required=True)


def details(**over: Any) -> Details:
    return Details(**({"name": "Carl Visitor", "email": "carl@visitors.example"} | over))
