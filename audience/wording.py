"""What mails about a lead say, to the person and to the owners, in the active language (cards 74, 77; A39, T14)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audience import lead_addresses
from audience.models import Lead
from cards.models import Card
from cards.phones import readable
from workspaces.letters import Letter, one_line, subject

SHOWN: int = 50
"""Leads of one digest; what is more is counted."""


def to_person(lead: Lead, house: str) -> Letter:
    """The card, and the private link. Of what the person wrote nothing comes back but the name."""
    greeting = _("Thank you, %(name)s.") % {"name": one_line(lead.name)} if lead.name else _("Thank you.")
    said = _("You left your details with %(house)s. Here is the contact in return: open the attached file to save it.")
    page = settings.BASE_URL + reverse("card", args=[lead.card.handle])
    return Letter(
        subject=subject(_("Contact: %(name)s") % {"name": house}),
        heading=greeting,
        said=[said % {"house": house}],
        rows=[],
        links=[
            (_("Open the card"), page),
            (_("See, correct or erase your details"), lead_addresses.own_url(lead)),
        ],
        signed=house,
        because=_("It was not you? Then somebody mistyped an address. With the second link you erase what was kept."),
    )


def to_owner(lead: Lead, verb: str) -> Letter:
    """Everything that was written, and how the person found the card."""
    who = one_line(str(lead))
    heading = _("%(who)s sent the form again") if verb == "again" else _("%(who)s left their details")
    return Letter(
        subject=subject((_("Lead: %(who)s")) % {"who": who}),
        heading=heading % {"who": who},
        said=[],
        rows=_rows(lead),
        links=[(_("Open the lead"), lead_addresses.desk_url(lead))],
        signed=settings.SITE_NAME,
    )


def digest(leads: Sequence[Lead], day: date, total: int, inbox: str) -> Letter:
    """The leads of one day, a line each."""
    words = ngettext("%(number)d new lead", "%(number)d new leads", total) % {"number": total}
    when = date_format(day, "DATE_FORMAT")
    return Letter(
        subject=subject(f"{words}, {when}"),
        heading=words,
        said=[when],
        rows=[(one_line(str(lead)), _line(lead)) for lead in leads[:SHOWN]],
        links=[(_("Open the leads"), inbox)],
        signed=settings.SITE_NAME,
    )


def _rows(lead: Lead) -> list[tuple[str, str]]:
    said: list[tuple[str, Any]] = [
        (_("Name"), lead.name),
        (_("E-mail"), lead.email),
        (_("Phone"), readable(lead.phone) if lead.phone else ""),
        (_("Company"), lead.company),
        (_("Message"), lead.note),
        *((one_line(answer["label"]), answer["value"]) for answer in lead.answers),
        (_("Card"), _name_of(lead.card)),
        (_("Through the code"), lead.code.label if lead.code else ""),
    ]
    return [(label, str(value)) for label, value in said if value]


def _line(lead: Lead) -> str:
    ways = [lead.email, readable(lead.phone) if lead.phone else "", lead.company]
    return one_line(" · ".join(way for way in ways if way and way != str(lead)))


def _name_of(card: Card) -> str:
    return one_line(card.name)
