"""`/l/<token>`: a person sees what is kept of them, corrects it, erases it (cards 74). A look changes nothing."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from audience import changing, lead_addresses, retention
from audience.models import Lead, LeadEntry
from audience.visitor.exchanged import rows_for
from audience.visitor.finding import at_lead
from audience.visitor.forms import CorrectForm
from cards import public_pages
from cards.phones import readable
from cards.public_pages import see
from workspaces.public_form import public_form

SHEETS: Final = ("css/card-lead.css",)
ask = require_http_methods(["GET", "HEAD", "POST"])


@at_lead
@require_safe
def own(request: HttpRequest, lead: Lead) -> HttpResponse:
    """Everything that is kept; after erasing, that it is gone."""
    if lead.erased_at:
        return _page("erased.html", _("Your details are erased"), {}, lead)
    context = _kept(lead) | {"corrected": "corrected" in request.GET, "kept": retention.months_words()}
    return _page("own.html", _("Your details"), context | _exchange(lead), lead)


@public_form
@at_lead
@ask
def correct(request: HttpRequest, lead: Lead) -> HttpResponse:
    """GET shows the form with what is kept; POST writes over it. 422 shows it again."""
    path = lead_addresses.own_path(lead)
    if lead.erased_at:
        return see(path)
    form = CorrectForm(request.POST or None, lead=lead, zone=lead.workspace.zone)
    if request.method == "POST":
        form.check_lines()
        if form.is_valid():
            return _corrected(lead, form, path)
    status = 422 if form.errors else 200
    return _page("correct.html", _("Correct your details"), {"form": form, "path": path}, lead, status)


def _corrected(lead: Lead, form: CorrectForm, path: str) -> HttpResponse:
    try:
        if not form.is_trapped:
            changing.correct(lead=lead, values=form.values(), now=timezone.now())
    except changing.Gone:
        return see(path)
    return see(f"{path}?corrected")


@public_form
@at_lead
@ask
def erase(request: HttpRequest, lead: Lead) -> HttpResponse:
    """GET asks; POST erases, and once more changes nothing."""
    path = lead_addresses.own_path(lead)
    if request.method == "POST":
        changing.erase(lead=lead, now=timezone.now())
        return see(path)
    if lead.erased_at:
        return see(path)
    return _page("erase.html", _("Erase your details"), _kept(lead) | {"path": path}, lead)


def _kept(lead: Lead) -> dict[str, Any]:
    """Everything that came from the person, also what was corrected since, and when they agreed to what."""
    said = [
        *_details(vars(lead)),
        (_("Left on"), date_format(timezone.localtime(lead.created_at), "DATE_FORMAT")),
        (_("You agreed to"), lead.consent_text if lead.consented_at else ""),
    ]
    return {"rows": _told(said), "earlier": _earlier(lead), "path": lead_addresses.own_path(lead)}


def _earlier(lead: Lead) -> list[tuple[str, str]]:
    """What the history still holds: written over, or of a lead that was joined into this one. Each once."""
    entries = LeadEntry.objects.filter(lead=lead).order_by("-at", "-pk")
    said = [row for entry in entries for row in _details(entry.data.get("before") or {})]
    now = set(_details(vars(lead)))
    return [row for row in dict.fromkeys(_told(said)) if row not in now]


def _details(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    phone = values.get("phone", "")
    return [
        (_("Name"), values.get("name", "")),
        (_("E-mail"), values.get("email", "")),
        (_("Phone"), readable(phone) if phone else ""),
        (_("Company"), values.get("company", "")),
        (_("Message"), values.get("note", "")),
        *((answer["label"], answer["value"]) for answer in values.get("answers", ())),
    ]


def _told(rows: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(label, value) for label, value in rows if value]


def _exchange(lead: Lead) -> dict[str, Any]:
    """What the owner shows in return, while the card can be opened; behind its gate the card's own page shows it."""
    card = lead.card
    if card.published is None or not card.is_public or lead.workspace.is_closed:
        return {"contact": "", "shown": []}
    token = lead_addresses.thanks_token(lead)
    return {
        "contact": reverse("contact_thanks_vcf", args=[card.handle, token]),
        "shown": [] if card.is_locked else rows_for(card.published.thanks),
    }


def _page(template: str, title: str, context: dict[str, Any], lead: Lead, status: int = 200) -> HttpResponse:
    card, document = public_pages.dressed_as(lead.card, lead.language or lead.workspace.language)
    return public_pages.answer(
        f"audience/visitor/{template}", title, context, document=document, card=card, sheets=SHEETS, status=status
    )
