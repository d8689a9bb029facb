"""Who is told of a lead, and how (cards 74, 77)."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from email.utils import formataddr, parseaddr
from typing import Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone, translation

from audience import wording
from audience.models import Lead
from audience.topics import LEADS
from cards import assigning
from cards.contact_files import contact_file
from workspaces import digests, letters, paces
from workspaces.letters import Reader, one_line
from workspaces.models import Membership, Workspace
from workspaces.scoping import current_workspace_id
from workspaces.topics import Pace

KIND: Final = "text/vcard"


def tell_person(lead_id: int) -> None:
    """The card with its file and the private link, once; nothing to whom was erased, joined or put among the spam."""
    lead = _told_of(lead_id)
    card = lead.card if lead else None
    if lead is None or card is None or not lead.email or card.published is None or not card.is_public:
        return
    publication = card.published
    house = one_line(publication.content.name)
    with translation.override(lead.language):
        letter = wording.to_person(lead, house)
        sender = formataddr((house, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]))
        mail = letters.mail(letter, sender, lead.email)
    via = lead.code.text if lead.code else None
    file = contact_file(card, publication, via=via, photo=True, now=timezone.now(), exchanged=True)
    mail.attach(f"{card.handle}.vcf", file, KIND)
    mail.reply_to = [reader.address for reader in readers(lead)[:1]]
    mail.extra_headers["Message-ID"] = _name_of(lead, "person")
    mail.send()


def tell_owner(lead_id: int, verb: str) -> None:
    """Whoever wants to hear of it at once. An answer to the mail goes to the person."""
    lead = _told_of(lead_id)
    if lead is None:
        return
    for number, reader in enumerate(paces.readers(_told(lead, paces.AT_ONCE))):
        with translation.override(reader.language):
            letter = paces.with_foot(wording.to_owner(lead, verb), reader, LEADS, lead.workspace)
            mail = letters.mail(letter, settings.DEFAULT_FROM_EMAIL, reader.address)
        mail.extra_headers["Message-ID"] = _name_of(lead, f"{verb}.{lead.changed_at:%Y%m%d%H%M%S}.owner{number}")
        if lead.email:
            mail.reply_to = [lead.email]
        mail.send()


def send_digest(day: str) -> None:
    """Of a day on the workspace's clock, to each who wants it so, once, what is theirs; nothing where that is none."""
    workspace = Workspace.objects.get(pk=current_workspace_id())
    on = date.fromisoformat(day)
    begins = datetime.combine(on, time(), ZoneInfo(workspace.zone))
    ends = datetime.combine(on + timedelta(days=1), time(), ZoneInfo(workspace.zone))
    inbox = settings.BASE_URL + reverse("leads", args=[workspace.slug])
    told: dict[Membership, list[Lead]] = {}
    for lead in _kept().filter(created_at__gte=begins, created_at__lt=ends).order_by("created_at", "pk"):
        for member in _told(lead, {Pace.DAILY}):
            told.setdefault(member, []).append(lead)
    for member, leads in told.items():
        reader = letters.reader(member)
        with translation.override(reader.language):
            letter = wording.digest(leads, on, len(leads), inbox)
            letter = paces.with_foot(letter, reader, LEADS, workspace)
            mail = letters.mail(letter, settings.DEFAULT_FROM_EMAIL, reader.address)
        digests.send_once(mail, LEADS, member, on)


def readers(lead: Lead) -> list[Reader]:
    """Whom an answer of the person reaches: who looks after it, else the owners of the workspace."""
    members = Membership.objects.select_related("user").filter(user__is_active=True, user=lead.assignee_id or 0)
    return [letters.reader(one) for one in members] or letters.owners()


def _told(lead: Lead, at: Collection[Pace]) -> list[Membership]:
    return paces.told(
        LEADS, at, keeper=lead.assignee_id, concerns=lambda member: assigning.concerns(member, lead.card_id)
    )


def _kept() -> "QuerySet[Lead]":
    kept = Lead.objects.filter(folder=Lead.Folder.INBOX, erased_at=None, merged_into=None)
    return kept.select_related("card__published", "code", "workspace")


def _told_of(lead_id: int) -> Lead | None:
    lead = _kept().filter(pk=lead_id).first()
    if lead:
        lead.card.workspace = lead.workspace
    return lead


def _name_of(lead: Lead, what: str) -> str:
    """The same for the same telling: sent twice after a kill, mail programs show it once."""
    return f"<lead{lead.pk}.{what}@{settings.MAIL_DOMAIN}>"
