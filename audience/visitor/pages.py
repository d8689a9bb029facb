"""Pages of leaving details, dressed as the card (cards 71-74)."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from audience import lead_addresses, lead_words, retention
from audience.lead_form import LeadForm
from audience.models import Lead
from audience.visitor.exchanged import rows_for
from audience.visitor.forms import ContactForm
from cards import public_pages
from cards.models import Card, Publication
from cards.public_pages import private

SHEETS: Final = ("css/card-lead.css",)


def form_page(
    card: Card, publication: Publication, form: ContactForm, asked: LeadForm, via: str, *, status: int = 200
) -> HttpResponse:
    """The form on a page of its own; whole without script."""
    context = _form_context(card, publication, form, asked, via) | {"intro": lead_words.intro(asked)}
    title = lead_words.heading(asked)
    context["heading"] = title
    return _answer("contact.html", title, context, card, publication, status)


def form_fragment(card: Card, publication: Publication, form: ContactForm, asked: LeadForm, via: str) -> HttpResponse:
    """The same form alone, for the script of the card's page."""
    context = _form_context(card, publication, form, asked, via)
    return private(HttpResponse(render_to_string("audience/visitor/contact_form.html", context)))


def no_form_page(card: Card, publication: Publication) -> HttpResponse:
    """A link to a form that its owner has taken off the card."""
    return _answer("no_form.html", _("There is no form here any more"), {}, card, publication, 404)


def thanks_page(card: Card, publication: Publication, lead: Lead, *, updated: bool) -> HttpResponse:
    """Thanks, the contact, what happens next, and what the owner shows after the exchange (cards 19, 74).

    Whoever wrote an e-mail address gets the private link there alone: it may be somebody else's address.
    """
    document = publication.thanks
    token = lead_addresses.thanks_token(lead)
    context: dict[str, Any] = {
        "rows": rows_for(document),
        "contact": reverse("contact_thanks_vcf", args=[card.handle, token]),
        "help_url": reverse("save_contact", args=[card.handle]),
        "mailed": bool(lead.email),
        "updated": updated,
        "own": "" if lead.email else lead_addresses.own_url(lead),
    }
    return _answer("thanks.html", _("Thank you"), context, card, publication)


def via_query(via: str) -> str:
    return f"?{urlencode({'via': via})}" if via else ""


def contact_path(card: Card, via: str = "") -> str:
    return reverse("contact", args=[card.handle]) + via_query(via)


def is_fragment(request: HttpRequest) -> bool:
    return request.GET.get("part") == "form"


def _form_context(card: Card, publication: Publication, form: ContactForm, asked: LeadForm, via: str) -> dict[str, Any]:
    return {
        "form": form,
        "here": contact_path(card, via),
        "button": lead_words.button(asked),
        "house": publication.content.name,
        "kept": retention.months_words(),
    }


def _answer(
    template: str,
    title: str,
    context: dict[str, Any],
    card: Card,
    publication: Publication,
    status: int = 200,
) -> HttpResponse:
    return public_pages.answer(
        f"audience/visitor/{template}",
        title,
        context,
        document=publication.content,
        card=card,
        sheets=SHEETS,
        status=status,
    )
