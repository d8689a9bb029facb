"""Addresses that carry a signed lead: of the person, and of the thanks (rule 26)."""

from typing import Final

from django.conf import settings
from django.urls import reverse

from audience.models import Lead
from cards.models import Card
from cardsite.kit import signing
from cardsite.kit.signing import BadToken

OWN: Final = "lead"
THANKS: Final = "lead-thanks"


def own_path(lead: Lead) -> str:
    """Where the person sees, corrects and erases; the same in every mail until the version is raised (cards 74)."""
    return reverse("lead_own", args=[signing.token(OWN, lead.pk, lead.link_version)])


def own_url(lead: Lead) -> str:
    return f"{settings.BASE_URL}{own_path(lead)}"


def thanks_token(lead: Lead) -> str:
    return signing.token(THANKS, lead.pk, lead.link_version)


def thanked(card: Card, token: str) -> Lead | None:
    """Whom the card thanks here; nobody for a wrong token, after a revocation and after erasing."""
    try:
        pk, version = signing.read(THANKS, token)
    except BadToken:
        return None
    return Lead.objects.filter(pk=pk, link_version=version, card=card, erased_at=None).first()


def desk_url(lead: Lead) -> str:
    """Where its owners find it."""
    return f"{settings.BASE_URL}{reverse('lead', args=[lead.workspace.slug, lead.pk])}"
