"""`/<handle>/contact`: leaving one's details, and the thanks (cards 71-74; A39-A41, A49)."""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from audience import lead_addresses, receiving
from audience.lead_form import shown_form
from audience.models import Lead
from audience.suspicion import is_link_heavy
from audience.visitor.forms import ContactForm
from audience.visitor.pages import form_fragment, form_page, is_fragment, no_form_page, thanks_page
from cards import short_codes
from cards.addresses import at_address
from cards.contact_files import contact_file
from cards.editor import limits
from cards.models import Card, Code, Publication
from cards.public_pages import in_its_language, private, see
from cards.vcard import content_disposition
from cardsite.kit import throttle
from cardsite.kit.http import client_address
from cardsite.kit.throttle import TooMany
from workspaces.public_form import limit, public_form

HOUR: Final = timedelta(hours=1)
AN_HOUR: Final = 60
"""From one network address: a stand at a fair has one for everybody."""

CARD_AN_HOUR: Final = 300
PERSON_AN_HOUR: Final = 5
MANY: Final = 15
"""From one network address in an hour; more are kept as spam, where their owner can look (cards 73)."""


@public_form
@at_address
@in_its_language
def contact(request: HttpRequest, card: Card, publication: Publication) -> HttpResponse:
    """GET shows the form, with `?part=form` it alone; POST keeps what was sent. `?via=` goes along."""
    asked, via = shown_form(publication.content.blocks), short_codes.normalise(request.GET.get("via", "")) or ""
    if asked is None:
        return no_form_page(card, publication)
    house, zone = publication.content.name, card.workspace.zone
    if request.method == "POST":
        return _sent(request, card, publication, ContactForm(request.POST, asked=asked, house=house, zone=zone), via)
    form = ContactForm(asked=asked, house=house, zone=zone)
    shown = form_fragment if is_fragment(request) else form_page
    return shown(card, publication, form, asked, via)


@at_address
@in_its_language
def thanks(request: HttpRequest, card: Card, publication: Publication, token: str) -> HttpResponse:
    """What follows; the address tells nothing of what was written, for it may be of somebody else's lead."""
    response = thanks_page(card, publication, _thanked(card, token), updated="again" in request.GET)
    response["Referrer-Policy"] = "no-referrer"
    return response


@at_address
def thanks_vcf(request: HttpRequest, card: Card, publication: Publication, token: str) -> HttpResponse:
    """The contact file with what is shown after the exchange (cards 19, 74)."""
    lead = _thanked(card, token)
    via = lead.code.text if lead.code else None
    body = contact_file(card, publication, via=via, photo=True, now=timezone.now(), exchanged=True)
    response = HttpResponse(body, content_type="text/vcard; charset=utf-8")
    response["Content-Disposition"] = content_disposition(card.handle, publication.exchanged.name)
    return private(response)


def _thanked(card: Card, token: str) -> Lead:
    lead = lead_addresses.thanked(card, token)
    if lead is None:
        raise Http404
    return lead


def _sent(request: HttpRequest, card: Card, publication: Publication, form: ContactForm, via: str) -> HttpResponse:
    """303 to the thanks; 422 and 429 show the form again with everything that was typed."""

    def again(status: int) -> HttpResponse:
        return form_page(card, publication, form, form.asked, via, status=status)

    form.check_lines()
    valid = form.is_valid()
    if made := receiving.made_with(card, form.key, timezone.now()):
        return _thank(card, made, form.key)
    if not (valid or (form.is_quick and _quick_before(form.key))):
        return again(422)
    try:
        return _thank(card, _received(request, card, form, via), form.key)
    except TooMany as reached:
        return limits.answer(reached, form, again)


@transaction.atomic
def _received(request: HttpRequest, card: Card, form: ContactForm, via: str) -> Lead:
    """Under the card's lock: a form sent twice at once counts once, and what is refused has used up nothing."""
    card.lock()
    if made := receiving.made_with(card, form.key, timezone.now()):
        return made
    details = form.details()
    people = [one for one in (details.email, details.phone) if one]
    limit(
        request,
        "lead",
        card=card.pk,
        an_hour=AN_HOUR,
        card_an_hour=CARD_AN_HOUR,
        to=people,
        person_an_hour=PERSON_AN_HOUR,
    )
    texts = [details.note, details.company, *(answer["value"] for answer in details.answers)]
    suspect = form.is_trapped or form.is_quick or is_link_heavy(texts) or _are_many(request)
    return receiving.receive(
        card=card,
        details=details,
        consent=form.consent(),
        key=form.key,
        code=Code.objects.filter(card=card, text=via).first() if via else None,
        suspect=suspect,
        now=timezone.now(),
    )


def _thank(card: Card, lead: Lead, key: str) -> HttpResponse:
    address = reverse("contact_thanks", args=[card.handle, lead_addresses.thanks_token(lead)])
    return see(address if lead.key == key else f"{address}?again")


def _quick_before(key: str) -> bool:
    """Faster than any person, and not for the first time."""
    try:
        throttle.count(f"lead:quick:{key}", limit=1, per=HOUR)
    except TooMany:
        return True
    return False


def _are_many(request: HttpRequest) -> bool:
    try:
        throttle.count(f"lead:many:{throttle.address_key(client_address(request))}", limit=MANY, per=HOUR)
    except TooMany:
        return True
    return False
