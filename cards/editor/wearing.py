"""What of a card comes from the company, or could, as the editor shows it (cards 82)."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cards.company import CompanyFields, worn_by
from cards.content import CompanyField
from cards.designs import DESIGNS
from cards.editor.forms import INK_NAMES
from cards.models import Card, Company
from workspaces.plans import Feature

LABELS: Final[dict[CompanyField, Promise]] = {
    CompanyField.ORGANISATION: _("Company or shop"),
    CompanyField.LOGO: _("Logo"),
    CompanyField.ADDRESS: _("Address"),
    CompanyField.WEB: _("Web address"),
    CompanyField.DESIGN: _("Design"),
    CompanyField.INK: _("Ink"),
}


@dataclass(frozen=True)
class Worn:
    """One field: `taken`, with the value the card shows; else what the company offers."""

    field: CompanyField
    taken: bool
    value: str

    @property
    def label(self) -> str:
        return str(LABELS[self.field])


def worn(card: Card) -> dict[str, Worn]:
    """By name; fields that neither come from the company nor are said by it are left out."""
    document, company = card.document, Company.here().said
    taken = worn_by(document)
    offers = company.says if card.workspace.allows(Feature.COMPANY_FIELDS) else frozenset()
    fields = document.from_company | offers
    return {
        field.value: Worn(field, field in document.from_company, in_words(said, field))
        for field in CompanyField
        if field in fields
        for said in [taken if field in document.from_company else company]
    }


def in_words(fields: CompanyFields, field: CompanyField) -> str:
    """What the company says in one field, in one line. A logo has no words."""
    match field:
        case CompanyField.ADDRESS:
            return ", ".join(fields.address.lines) if fields.address else ""
        case CompanyField.WEB:
            return fields.web.url if fields.web else ""
        case CompanyField.DESIGN:
            return str(_(DESIGNS[fields.design].label)) if fields.design in DESIGNS else fields.design
        case CompanyField.INK:
            return fields.brand or str(INK_NAMES.get(fields.ink, fields.ink))
        case CompanyField.ORGANISATION:
            return fields.organisation
        case CompanyField.LOGO:
            return ""
