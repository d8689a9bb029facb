"""What follows when somebody leaves their details: it is counted, the person gets the card, the owner is told.

What looks like spam is kept and nobody is written to (cards 73; T14).
"""

from datetime import datetime

from audience import recording
from audience.lead_tasks import tell_owner, tell_person
from audience.models import Event, Lead


def follow(lead: Lead, verb: str, *, now: datetime) -> None:
    """Call it in the transaction of the act, after the lead is saved. `verb`: sent, again."""
    if lead.folder == Lead.Folder.SPAM:
        return
    workspace = lead.card.workspace
    if verb == "sent":
        recording.record(card=lead.card, kind=Event.Kind.LEAD, at=now, code=lead.code)
        if lead.email:
            tell_person.enqueue(workspace=workspace, lead=lead.pk)
    tell_owner.enqueue(workspace=workspace, lead=lead.pk, verb=verb)
