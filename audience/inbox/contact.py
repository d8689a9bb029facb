"""A lead as a contact file, by the one serialiser (cards 36, 41, 75; rule 31, A42)."""

from datetime import date
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from audience.inbox.lead_words import name_of
from audience.models import Lead
from cards import vcard
from cards.content import CardType, Document, EmailAddress, Identity, Label, Phone
from cards.vcard import Met

NOTE_MAX: Final = 1000


def contact(lead: Lead) -> bytes:
    """Name, company, ways to reach them, what they wrote, and where one met. The code comes with the lead."""
    return vcard.vcard(
        _document(lead), short_link="", uid=_uid(lead), revised_at=lead.changed_at, met=_met(lead), photo=None
    )


def disposition(lead: Lead) -> str:
    """Opened in place, as phones expect of a contact (cards 35)."""
    return vcard.content_disposition(f"lead-{lead.pk}", name_of(lead))


def _document(lead: Lead) -> Document:
    """What was left was checked when it came; a person without a name is called by what there is."""
    company_alone = bool(lead.company) and not lead.name
    who = Identity.model_construct(
        display_name="" if company_alone else name_of(lead), organisation=lead.company, note=lead.note[:NOTE_MAX]
    )
    phones = (Phone.model_construct(number=lead.phone, label=Label.MOBILE),) if lead.phone else ()
    emails = (EmailAddress.model_construct(address=lead.email, label=Label.OTHER),) if lead.email else ()
    kind = CardType.COMPANY if company_alone else CardType.PERSON
    return Document.model_construct(type=kind, identity=who, phones=phones, emails=emails)


def _met(lead: Lead) -> Met | None:
    label = lead.code.label if lead.code else ""
    return Met(label, _day(lead), _("Met")) if label else None


def _day(lead: Lead) -> date:
    return lead.created_at.astimezone(ZoneInfo(lead.workspace.zone)).date()


def _uid(lead: Lead) -> UUID:
    """The same at every export, so that phones know the contact again."""
    return uuid5(NAMESPACE_URL, f"{settings.BASE_URL}/leads/{lead.pk}")
